import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../demo/stack/migrate';
import { presetIds, presets } from '../../src/datasource/query/presets';
import { PlanReader } from './explainNested';
import { startTestServer, type TestServer } from './testDatabase';

const ROWS = 300_000;
const bigTables = ['scrape_runs', 'scrape_logs', 'queue_samples'];

let server: TestServer;
let plans: PlanReader;

// A year of runs as the figures have it (bench/database), thinner; rolled up and analyzed as on a server that has run for long.
beforeAll(async () => {
  server = await startTestServer();
  const { sql, url } = await server.empty();
  await migrate(url, { demo: true });
  await sql.begin(async (transaction) => {
    await transaction`select set_config('bench.rows', ${String(ROWS)}, true), set_config('bench.days', '365', true)`;
    await transaction.unsafe(readFileSync(path.resolve('bench', 'database', 'seedRuns.sql'), 'utf8'));
  });
  await sql`select scrapewatch.rebuild_rollups()`;
  await sql`select scrapewatch.refresh_rollups()`;
  await sql`vacuum (analyze)`;
  plans = await PlanReader.connect(url);
});
afterAll(async () => {
  await plans?.end();
  await server?.stop();
});

const windows = { 'an hour': '1 hour', 'a day': '24 hours', 'a week': '7 days', 'a month': '30 days' };
const filters: Record<string, Record<string, string>> = {
  'without filters': {},
  'of a client': { clients: "array['client-7']" },
  'of a scraper': { scrapers: "array['scraper-3']" },
  'of a system': { systems: "array['IGF']" },
};

/** The statement of a preset as its panel sends it, for a window, with those of the filters that it takes. */
function statementOf(id: (typeof presetIds)[number], window: string, given: Record<string, string>): string {
  const { source, args } = presets[id];
  const from = `now() - interval '${window}'`;
  if ('function' in source) {
    const values = Object.entries({ from_ts: from, to_ts: 'now()', bucket: "interval '1 hour'", ...given });
    const taken = values.filter(([name]) => name in args).map(([name, value]) => `${name} => ${value}`);
    return `select * from scrapewatch.${source.function}(${taken.join(', ')})`;
  }
  const order = source.order?.map(({ column, direction }) => `${column} ${direction}`).join(', ');
  const where = source.timeColumn ? ` where ${source.timeColumn} >= ${from} and ${source.timeColumn} < now()` : '';
  return `select * from scrapewatch.${source.table}${where}${order ? ` order by ${order}` : ''} limit ${source.limit ?? 500}`;
}

describe.each(presetIds)('%s', (id) => {
  it.each(Object.entries(windows))('reads no big table from end to end for %s', async (_, window) => {
    for (const [what, given] of Object.entries(filters)) {
      if (Object.keys(given).some((name) => !(name in presets[id].args))) {
        continue;
      }
      const statement = statementOf(id, window, given);
      const scans = await plans.scansOf(statement);
      const whole = scans.filter(({ kind, relation }) => kind.endsWith('Seq Scan') && bigTables.includes(relation));
      expect({ statement, what, whole }).toEqual({ statement, what, whole: [] });
    }
  });
});

describe('indexes', () => {
  it.each(['scrape_runs_created_at', 'scrape_runs_client', 'run_rollups_level'])(
    '%s earns its keep: a preset reads through it',
    async (index) => {
      const used: Array<string | undefined> = [];
      for (const id of presetIds) {
        for (const given of [{}, filters['of a client'] ?? {}]) {
          const scans = Object.keys(given).every((name) => name in presets[id].args)
            ? await plans.scansOf(statementOf(id, '30 days', given))
            : [];
          used.push(...scans.map((scan) => scan.index));
        }
      }
      expect(used).toContain(index);
    }
  );

  it.each([
    ['scrape_runs_id_text', 'a run by its id', "scrapewatch.runs where run_id = '4711'"],
    ['scrape_logs_run_text', 'the logs of a run', "scrapewatch.logs where run_id = '4711'"],
    [
      'scrape_runs_scraper',
      'the newest runs of a scraper',
      "scrapewatch.runs where scraper = 'scraper-3' and system = 'OPT' order by queued_at desc limit 20",
    ],
    [
      'scrape_runs_client',
      'the newest runs of a client',
      "scrapewatch.runs where client = 'client-90' order by queued_at desc limit 20",
    ],
  ])('%s finds %s', async (index, _, from) => {
    expect((await plans.scansOf(`select * from ${from}`)).map((scan) => scan.index)).toContain(index);
  });

  it('open runs are found by their status, through one index or the other', async () => {
    const scans = await plans.scansOf('select * from scrapewatch.stuck_runs()');
    const indexes = scans.filter(({ relation }) => relation === 'scrape_runs').flatMap(({ index }) => index ?? []);
    expect(indexes.length).toBeGreaterThan(0);
    expect(indexes.filter((index) => !['scrape_runs_status', 'scrape_runs_open'].includes(index))).toEqual([]);
  });

  it('a month of all runs is answered from rollups: no more runs are read than those of the open hours', async () => {
    const scans = await plans.scansOf("select * from scrapewatch.run_stats(now() - interval '30 days', now())");
    const runsRead = scans
      .filter(({ relation }) => relation === 'scrape_runs')
      .reduce((sum, { rows }) => sum + rows, 0);
    expect(runsRead).toBeLessThan((ROWS / 365 / 24) * 4); // of 24,657 in that month: the hours after the watermark, and open ones
  });
});
