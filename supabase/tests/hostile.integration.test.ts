import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTools } from '../../demo/stack/debianTools';
import { mintKeys, type StackKeys } from '../../demo/stack/keys';
import { migrate } from '../../demo/stack/migrate';
import { startSupabase, type Supabase } from '../../demo/stack/supabase';
import { hostileText, longText, nulInJson } from './hostileText';
import { addHostileRows, holds, hostileNotification, readingCalls } from './hostileWorld';
import { parseMetricsText } from './parseMetricsText';
import { as, type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;
let supabase: Supabase;
let keys: StackKeys;
let calls: Map<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  const created = await server.empty();
  sql = created.sql;
  await migrate(created.url, { demo: true });
  for (const text of hostileText) {
    await addHostileRows(sql, text);
  }
  await sql`select scrapewatch.rebuild_rollups()`;
  await sql`select scrapewatch.refresh_rollups()`;
  calls = await readingCalls(sql);
  keys = await mintKeys();
  supabase = await startSupabase({ databaseUrl: created.url, keys, maxRows: 10_000 });
});
afterAll(async () => {
  await supabase?.stop();
  await server?.stop();
});

interface Answer {
  status: number;
  body: unknown;
}

async function ask(request: string, { token = keys.readerToken, body = '' } = {}): Promise<Answer> {
  const response = await fetch(`${supabase.url}/rest/v1/${request}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...{ apikey: keys.publishableKey, authorization: `Bearer ${token}` },
      ...(body ? { 'content-type': 'application/json' } : { 'accept-profile': 'scrapewatch' }),
    },
    ...(body ? { body } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) };
}

describe('text that was written to break something', () => {
  it('R2 comes out of every function as valid JSON, and unchanged where it is a name', async () => {
    expect(calls.size).toBeGreaterThan(25);
    for (const [name, call] of calls) {
      const rows = await as(sql, 'scrapewatch_reader', `select row_to_json(f)::text as json from ${call} f`, {
        readOnly: true,
      });
      const parsed = rows.map(({ json }) => JSON.parse(String(json)) as Row);
      if (namesSystems(parsed)) {
        const missing = hostileText.filter((text) => !parsed.some((row) => holds(row, text)));
        expect({ name, missing }).toEqual({ name, missing: [] });
      }
    }
  });

  it.each([
    'runs',
    'clients',
    'pages',
    'scrapers',
    'logs',
    'queue_samples',
    'heartbeats',
    'costs',
    'accounts',
    'payments',
  ])('R2 comes out of the view %s through the API unchanged', async (view) => {
    const { status, body } = await ask(`${view}?select=*`);
    const rows = body as Row[];
    expect({ status, missing: hostileText.filter((text) => !rows.some((row) => holds(row, text))) }).toEqual({
      status: 200,
      missing: [],
    });
  });

  it('R2 as a filter finds its own rows and no others, through the API', async () => {
    for (const text of hostileText) {
      const list = encodeURIComponent(`{"${text.replace(/[\\"]/g, '\\$&')}"}`);
      const window = `from_ts=${new Date(Date.now() - 7 * 86_400_000).toISOString()}&to_ts=${new Date(Date.now() + 60_000).toISOString()}`;
      for (const filter of ['systems', 'environments', 'clients', 'scrapers']) {
        const stats = await ask(`rpc/run_stats?${window}&${filter}=${list}`);
        expect({ text, filter, ...stats }).toMatchObject({ status: 200, body: [{ total: 5, failed: 1 }] });
      }
      const coverage = await ask(`rpc/coverage_by_client?${window}&clients=${list}`);
      expect(coverage).toMatchObject({
        status: 200,
        body: [{ client: text, system: text, environment: text, runs: 5 }],
      });
    }
  });

  it('C17 in a notification is kept as it was, and tells alerts apart', async () => {
    for (const text of hostileText) {
      const sent = await ask('rpc/scrapewatch_ingest_alerts', {
        token: keys.ingestToken,
        body: hostileNotification(text),
      });
      expect({ text, ...sent }).toMatchObject({ status: 200, body: { received: 1, new: 1, skipped: 0 } });
    }
    const { body } = await ask('alerts?select=*');
    const alerts = body as Row[];
    expect(alerts).toHaveLength(hostileText.length);
    for (const text of hostileText) {
      expect(alerts.find(({ fingerprint }) => fingerprint === text)).toMatchObject({
        ...{
          alertname: text,
          system: text,
          summary: text,
          runbook_url: null,
          dashboard_url: null,
          severity: 'warning',
        },
        labels: expect.objectContaining({ [text]: text }) as unknown,
      });
    }
  });

  it('C17 a megabyte in a notification is kept too', async () => {
    const body = JSON.parse(hostileNotification('long')) as { alerts: Array<{ annotations: Record<string, string> }> };
    body.alerts.forEach(({ annotations }) => (annotations.description = longText));
    const sent = await ask('rpc/scrapewatch_ingest_alerts', { token: keys.ingestToken, body: JSON.stringify(body) });
    expect(sent).toMatchObject({ status: 200, body: { new: 1, skipped: 0 } });
    const { body: alerts } = await ask('alerts?select=description&fingerprint=eq.long');
    expect((alerts as Row[])[0]?.description === longText).toBe(true);
  });

  it('C17 an alert whose names fit no index does not lose the others of its notification', async () => {
    const far = Array.from({ length: 20_000 }, (_, n) => Math.imul(n + 1, 2654435761).toString(36)).join(''); // hard to compress
    const both = { ...JSON.parse(hostileNotification('beside')) } as { alerts: Array<Record<string, unknown>> };
    both.alerts.push({ ...both.alerts[0], fingerprint: far });
    const sent = await ask('rpc/scrapewatch_ingest_alerts', { token: keys.ingestToken, body: JSON.stringify(both) });
    expect(sent).toMatchObject({ status: 200, body: { received: 2 } });
    const { body } = await ask('alerts?select=fingerprint&fingerprint=eq.beside');
    expect(body).toEqual([{ fingerprint: 'beside' }]);
  });

  it('a NUL, which PostgreSQL cannot hold, is refused as bad input and changes nothing', async () => {
    const before = await sql`select count(*) from scrapewatch.alert_events`;
    const body = hostileNotification('nul').replaceAll('"nul"', nulInJson);
    const sent = await ask('rpc/scrapewatch_ingest_alerts', { token: keys.ingestToken, body });
    expect(sent.status).toBe(400);
    expect(await sql`select count(*) from scrapewatch.alert_events`).toEqual(before);
    const filtered = await ask('clients?client=eq.%00');
    expect([200, 400]).toContain(filtered.status);
  });
});

describe('scrapewatch_metrics', () => {
  it('C1 stays readable, with every label as it was', async () => {
    const samples = parseMetricsText(await metricsText());
    const systems = new Set(samples.map(({ labels }) => labels.system));
    const short = hostileText.filter((text) => text.length <= 120);
    expect(short.filter((text) => !systems.has(text))).toEqual([]);
    expect(
      samples
        .filter(({ name }) => name.includes('forged') || name.includes('family_errors'))
        .filter(({ value }) => value !== 0)
    ).toEqual([]);
  });

  it('C1 passes promtool check metrics where that is installed', async () => {
    const tools = await findTools(['promtool'], 'prometheus', path.resolve('.scrapewatch', 'bin'));
    if (typeof tools === 'string') {
      return;
    }
    const text = await metricsText();
    const output = await new Promise<string>((resolve, reject) => {
      const child = execFile(tools.promtool, ['check', 'metrics'], (error, stdout, stderr) =>
        error ? reject(new Error(`${stdout}${stderr}`)) : resolve(`${stdout}${stderr}`)
      );
      child.stdin?.end(text);
    });
    expect(output).toBe('');
  });

  it('C1 and every function stay readable when texts without an index are a megabyte long', async () => {
    await sql`update public.scrapers set last_error = ${longText}, system = ${longText} where name = 'NULL'`;
    await sql`update public.worker_heartbeats set version = ${longText}, environment = ${longText} where worker = 'NULL'`;
    await sql`update public.scrape_runs set error = ${longText}, worker = ${longText} where error = 'NULL'`;
    await sql`update public.scrape_logs set message = ${longText} where message = 'NULL'`;
    await sql`update public.pages set category = ${longText} where username = 'NULL'`;
    await sql`update scrapewatch.deployments set description = ${longText} where version = 'NULL'`;
    await sql`select scrapewatch.rebuild_rollups()`;
    await sql`select scrapewatch.refresh_rollups()`;
    const text = await metricsText();
    parseMetricsText(text);
    expect(text.length).toBeLessThan(1_000_000);
    for (const call of calls.values()) {
      const rows = await as(sql, 'scrapewatch_reader', `select row_to_json(f)::text as json from ${call} f`, {
        readOnly: true,
      });
      rows.forEach(({ json }) => void JSON.parse(String(json)));
    }
    const { body } = await ask(`logs?select=message&order=message.desc`);
    expect((body as Row[]).some(({ message }) => message === longText)).toBe(true);
  });
});

async function metricsText(): Promise<string> {
  const [row] = await as(sql, 'scrapewatch_metrics', 'select public.scrapewatch_metrics() as text', { readOnly: true });
  return String(row?.text);
}

function namesSystems(rows: Row[]): boolean {
  return rows.some((row) => typeof row.system === 'string' && hostileText.includes(row.system));
}
