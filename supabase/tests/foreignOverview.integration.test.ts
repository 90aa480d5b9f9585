import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataFrame } from '@grafana/data';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintKeys } from '../../demo/stack/keys';
import { type Postgres, startPostgres } from '../../demo/stack/postgres';
import { startSupabase, type Supabase } from '../../demo/stack/supabase';
import { answer } from '../../src/datasource/answer';
import { parseOptions } from '../../src/datasource/config/options';
import { builtInVariables } from '../../src/datasource/query/builtInVariables';
import { introspect } from '../adapt/introspect';
import { proposeAdapters } from '../adapt/proposeAdapters';
import { toSql } from '../adapt/toSql';
import { buildSql } from '../buildSql';
import { testVersion } from './testDatabase';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const range = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-03-12T00:00:00Z') };
const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-foreign-'));
let database: Postgres;
let sql: postgres.Sql;
let supabase: Supabase;
let readerToken: string;
let publishableKey: string;

beforeAll(async () => {
  database = await startPostgres({ dataDir: join(folder, 'postgres'), version: testVersion() });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(read('../../demo/stack/hostedProject.sql'));
  await sql.unsafe(read('./foreignProject.sql'));
  await sql.unsafe(await buildSql());
  await sql.unsafe(toSql(proposeAdapters(await introspect(sql), { system: 'CRAWL' })));
  const keys = await mintKeys();
  ({ readerToken, publishableKey } = keys);
  supabase = await startSupabase({ databaseUrl: database.url, keys });
});

afterAll(async () => {
  await supabase?.stop();
  await sql?.end();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Target {
  queryType?: string;
  preset?: string;
}

interface Panel {
  title?: string;
  targets?: Target[];
  panels?: Panel[];
}

/** Every query of the Overview that asks Supabase, once a preset. */
function overviewTargets(): Target[] {
  const all = (panels: Panel[]): Target[] =>
    panels.flatMap((panel) => [...(panel.targets ?? []), ...all(panel.panels ?? [])]);
  const dashboard = JSON.parse(read('../../dashboards/overview.json')) as { panels: Panel[] };
  const presets = all(dashboard.panels).filter((target) => target.queryType === 'preset');
  return [...new Map(presets.map((target) => [target.preset, target])).values()];
}

/** Asks as the data source does, its variables set to All. */
async function ask(target: Target): Promise<DataFrame> {
  const [frame] = await answer(
    { ...target, args: {} },
    {
      baseUrl: 'proxy',
      settings: parseOptions({ url: supabase.url }),
      send: async ({ method, url, headers }, signal) => {
        const address = supabase.url + url.replace(/^proxy\/read/, '/rest/v1');
        const response = await fetch(address, {
          method,
          headers: { ...headers, apikey: publishableKey, Authorization: `Bearer ${readerToken}` },
          signal,
        });
        return { status: response.status, header: (name) => response.headers.get(name), text: await response.text() };
      },
      templates: {
        replace: (text, scopedVars, format) => {
          const value: unknown = scopedVars[/^\$\{?(\w+)/.exec(text)?.[1] ?? '']?.value;
          if (text.includes(':date:iso')) {
            return new Date(Number(value)).toISOString();
          }
          return value === undefined ? text : format(value);
        },
        isAll: () => false,
      },
      cap: { atLeast: 0, whole: false },
      scopedVars: builtInVariables({ range, timezone: 'utc', intervalMs: 86_400_000 }),
      range,
      signal: new AbortController().signal,
      knownColumns: () => undefined,
    }
  );
  if (!frame) {
    throw new Error(`${target.preset} gave no frame`);
  }
  return frame;
}

const values = (frame: DataFrame, name: string): unknown[] =>
  frame.fields.find((field) => field.name === name)?.values ?? [];
const preset = (name: string) => ask({ refId: 'A', version: 1, queryType: 'preset', preset: name } as Target);

describe("E the Overview over a stranger's project, through the API", () => {
  it('asks nothing that it cannot be answered', async () => {
    const targets = overviewTargets();
    expect(targets.length).toBeGreaterThan(8);
    for (const target of targets) {
      expect([target.preset, (await ask(target)).fields.length > 0]).toEqual([target.preset, true]);
    }
  });

  it('A1 shows how many scrapes there were and how many succeeded', async () => {
    const [naive] = await sql`
      select count(*)::int as total, count(*) filter (where status = 'ok')::int as completed, count(*) filter (where status = 'err')::int as failed,
        count(*) filter (where status = 'ok')::float8 / count(*) filter (where status in ('ok', 'err')) as success_rate from crawl.jobs`;
    const frame = await preset('run_stats');
    expect(['total', 'completed', 'failed'].map((name) => values(frame, name)[0])).toEqual([
      naive?.total,
      naive?.completed,
      naive?.failed,
    ]);
    expect(values(frame, 'success_rate')[0]).toBeCloseTo(Number(naive?.success_rate), 10);
  });

  it('A2 shows the coverage of each customer by name, worst first', async () => {
    const naive = await sql`
      select c.name, sum(found_count)::float8 / sum(expected_count) as coverage
      from crawl.jobs j join public.customers c on c.id = j.customer_id
      where expected_count > 0 and found_count is not null and status not in ('new', 'running') group by 1 order by 2`;
    const frame = await preset('coverage_by_client');
    expect(values(frame, 'client').slice(0, 4)).toEqual(naive.map((row) => row.name));
    naive.forEach((row, place) => expect(values(frame, 'coverage')[place]).toBeCloseTo(Number(row.coverage), 10));
  });

  it('A4 lists the stuck jobs, and A12 says that things are not well', async () => {
    const stuck = await sql`select id::text as id from crawl.jobs where status = 'running' order by began`;
    expect(values(await preset('stuck_runs'), 'run_id')).toEqual(stuck.map((row) => row.id));
    const status = await preset('overview_status');
    expect([
      values(status, 'active_scrapers')[0],
      values(status, 'error_scrapers')[0],
      values(status, 'stuck_runs')[0],
    ]).toEqual([1, 1, 10]);
  });
});
