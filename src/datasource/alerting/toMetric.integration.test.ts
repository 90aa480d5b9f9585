import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PresetQuery, RowsQuery } from '../query/model';
import { tableQuery } from '../query/tableQuery';
import { manyRows, startTestServer, type TestServer } from '../testing/startTestServer';
import { toMetric } from './toMetric';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
}, 120_000);

afterAll(() => server?.stop());

const asked: Array<[string, RowsQuery | PresetQuery, number]> = [
  [
    'a table, whatever its limit',
    tableQuery({
      table: 'many',
      schema: 'public',
      timeColumn: 'made_at',
      limit: 10,
      filters: [{ column: 'n', operator: 'gt', value: '100' }],
    }),
    manyRows - 100,
  ],
  [
    'a function',
    {
      refId: 'A',
      version: 2,
      queryType: 'rpc',
      schema: 'public',
      function: 'echo',
      args: { value: "it's" },
      format: 'table',
    },
    1,
  ],
  [
    'a request',
    {
      refId: 'A',
      version: 2,
      queryType: 'postgrest',
      schema: 'public',
      path: 'words?"Upper Case"=eq.nobody',
      format: 'table',
    },
    0,
  ],
  ['a preset', { refId: 'A', version: 2, queryType: 'preset', preset: 'high_value_pages', args: {} }, 0],
];

it.each(asked)(
  'the SQL that counts the rows of %s runs as it is, and Prometheus’ role gets the figure',
  async (_, query, rows) => {
    const made = toMetric(query, 'scrapewatch');
    if ('reason' in made) {
      throw new Error(made.reason);
    }
    await server.sql.unsafe(made.sql);
    const call = `select public.${made.metric}_metric() as text`;
    const [{ text }] = await server.sql.begin(async (sql) => {
      await sql.unsafe('set local role scrapewatch_metrics');
      return sql.unsafe<Array<{ text: string }>>(call);
    });
    expect(text).toBe(`# TYPE ${made.metric} gauge\n${made.metric} ${rows}\n`);
    await expect(
      server.sql.begin(async (sql) => {
        await sql.unsafe('set local role anon');
        await sql.unsafe(call);
      })
    ).rejects.toThrow(/permission denied/);
  }
);
