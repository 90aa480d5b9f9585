import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../demo/stack/migrate';
import { ask } from './optionalTables';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  const empty = await server.empty();
  await migrate(empty.url); // no demo tables: every adapter view is empty
  sql = empty.sql;
});
afterAll(() => server?.stop());

const range = `now() - interval '30 days', now()`;

describe('a project without any of the tables', () => {
  it.each([
    ['account_health()', 0],
    ['backup_status()', 0],
    ['high_value_pages()', 0],
    ['queue_forecast()', 0],
    [`data_quality(${range})`, 0],
    [`anomalies(${range})`, 0],
    [`cost_series(${range})`, 0],
    ['product_stats()', 1],
    [`product_series(${range})`, 31],
    [`product_funnel(${range})`, 5],
    [`slo_report(${range})`, 5],
  ])('%s answers with %i rows', async (call, rows) => {
    expect(await ask(sql, call)).toHaveLength(rows);
  });

  it('capacity_forecast still tells the size of the database, and that it is too early for more', async () => {
    expect((await ask(sql, 'capacity_forecast()'))[0]).toMatchObject({
      subject: 'database',
      verdict: 'not enough history',
    });
  });

  it('slo_report does not say that all is well', async () => {
    const rows = await ask(sql, `slo_report(${range})`);
    expect(rows.filter((row) => row.ratio !== null || row.met !== null)).toEqual([]);
  });

  it.each([
    `anomalies('2026-03-10', '2026-03-11', array['x''; drop table scrapewatch.settings --', E'\\n"}'])`,
    `cost_series('2026-03-10', '2026-03-11', array['$query$', '%s', 'HOURLY'])`,
    `slo_report('2026-03-10', '2026-03-11', array['IGF', '$1'], array['$query$;'])`,
    `data_quality('2026-03-10', '2026-03-11', array[repeat('x', 100000)])`,
    `product_funnel('2026-03-10', '2026-03-11', array['''; --'])`,
  ])('takes a hostile filter for a name: %s', async (call) => {
    expect(Array.isArray(await ask(sql, call))).toBe(true);
  });
});
