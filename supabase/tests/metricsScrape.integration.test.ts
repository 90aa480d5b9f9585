import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintKeys, type StackKeys } from '../../demo/stack/keys';
import { migrate } from '../../demo/stack/migrate';
import { type Postgres, startPostgres } from '../../demo/stack/postgres';
import { findPrometheus, setTargets, startPrometheus, writePrometheusConfig } from '../../demo/stack/prometheus';
import { startSupabase, type Supabase } from '../../demo/stack/supabase';
import { parseMetricsText } from './parseMetricsText';

const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-scrape-'));
const cache = fileURLToPath(new URL('../../.scrapewatch/bin', import.meta.url));
let database: Postgres;
let supabase: Supabase;
let keys: StackKeys;

beforeAll(async () => {
  database = await startPostgres({ dataDir: join(folder, 'postgres') });
  await migrate(database.url, { demo: true });
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql`insert into public.scrapers (name, system, environment, status) values ('"quoted" \\ and
    broken', 'IGF', 'prod', 'running')`;
  await sql.end();
  keys = await mintKeys();
  supabase = await startSupabase({ databaseUrl: database.url, keys });
});
afterAll(async () => {
  await supabase?.stop();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks as Prometheus 2 does: key in the query, token in the header. */
function scrape(token: string): Promise<Response> {
  return fetch(`${supabase.url}/rest/v1/rpc/scrapewatch_metrics?apikey=${keys.publishableKey}`, {
    headers: {
      authorization: `Bearer ${token}`,
      accept:
        'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    },
  });
}

describe('GET /rest/v1/rpc/scrapewatch_metrics', () => {
  it('answers text/plain that can be read, to the metrics token', async () => {
    const answer = await scrape(keys.metricsToken);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    expect(parseMetricsText(await answer.text()).map(({ name }) => name)).toContain('scrapewatch_info');
  });

  it('refuses the tokens of every other role', async () => {
    for (const token of [keys.readerToken, keys.operatorToken, keys.ingestToken]) {
      expect((await scrape(token)).status).toBe(403);
    }
    expect((await scrape('')).status).toBe(401);
  });

  it('is scraped by Prometheus with prometheus.yml as it is: every series arrives, odd labels whole', async () => {
    const tools = await findPrometheus(cache);
    if (typeof tools === 'string') {
      throw new Error(`Prometheus is needed for this test: ${tools}`);
    }
    const dataDir = join(folder, 'prometheus');
    writePrometheusConfig(dataDir, { metricsToken: keys.metricsToken, everySeconds: 1 });
    const prometheus = await startPrometheus({ dataDir, tools });
    const ask = async (query: string): Promise<Array<{ metric: Record<string, string>; value: [number, string] }>> => {
      const answer = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(query)}`);
      const { data } = (await answer.json()) as { data: { result: [] } };
      return data.result;
    };
    try {
      setTargets(dataDir, 'scrapewatch', [
        { address: new URL(supabase.url).host, labels: { __param_apikey: keys.publishableKey } },
      ]);
      await expect
        .poll(() => ask('scrapewatch_info'), { timeout: 30_000, interval: 250 })
        .toMatchObject([{ value: [expect.anything(), '1'] }]);
      expect(await ask('scrapewatch_scraper_state == 1')).toMatchObject([
        { metric: { scraper: '"quoted" \\ and\n    broken', state: 'running', system: 'IGF' } },
      ]);
      const served = parseMetricsText(await (await scrape(keys.metricsToken)).text());
      expect(await ask('count({__name__=~"scrapewatch_.*"})')).toMatchObject([
        { value: [expect.anything(), String(served.length)] },
      ]);
    } finally {
      await prometheus.stop();
    }
  });
});
