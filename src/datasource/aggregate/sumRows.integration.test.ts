import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type AnswerContext } from '../answer';
import { builtInVariables } from '../query/builtInVariables';
import { aggregateFunctions, type Aggregate, type TableQuery } from '../query/model';
import { tableQuery } from '../query/tableQuery';
import { startTestServer, type TestServer } from '../testing/startTestServer';
import { parseDecimal, writeDecimal } from './Decimal';

let server: TestServer;
const rowCount = 1_800;
const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };
const columns = {
  id: 'integer',
  client: 'text',
  part: 'integer',
  at: 'timestamp with time zone',
  big: 'bigint',
  amount: 'numeric',
  ratio: 'double precision',
};

beforeAll(async () => {
  server = await startTestServer();
  await server.sql.unsafe(`
    create table public.sales (id int primary key, client text, part int, at timestamptz not null, big bigint, amount numeric, ratio float8);
    grant select on public.sales to scrapewatch_reader;
    insert into public.sales select n, case when n % 11 = 0 then null else 'client, "' || n % 4 || '"' end, n % 3,
      timestamptz '2026-01-01' + n * interval '4 hours 41 minutes 7.123456 seconds',
      case when n % 5 = 0 then null else 9007199254740993 - n * 1000003::bigint * (n % 2 * 2 - 1) end,
      case when n % 4 = 0 then null else (n * 0.01 - 7.777) end,
      case when n % 6 = 0 then null else sin(n) end
    from generate_series(1, ${rowCount}) n`);
  await server.reloadSchema();
});

afterAll(() => server?.stop());

function context(timezone = 'utc', change: Partial<AnswerContext> = {}): AnswerContext {
  const known = Object.entries(columns).map(([name, type]) => ({ name, type }));
  return server.context({
    range,
    scopedVars: builtInVariables({ range, timezone, intervalMs: 60_000 }),
    knownColumns: () => known,
    knownTable: () => ({ schema: 'public', name: 'sales', kind: 'table', columns: known, primaryKey: ['id'] }),
    ...change,
  });
}

const sales = (change: Partial<TableQuery>) =>
  tableQuery({ schema: 'public', table: 'sales', timeColumn: 'at', aggregateIn: 'browser', ...change });

async function rowsOf(query: TableQuery, used = context()): Promise<unknown[][]> {
  const [frame] = await answer(query, used);
  return Array.from({ length: frame.length }, (_, row) => frame.fields.map((field): unknown => field.values[row]));
}

/** Equal in every digit that Postgres gives, as far as a double has them; averages and floats to twelve digits. */
function isSame(ours: unknown, theirs: unknown): boolean {
  if (ours === null || theirs === null) {
    return ours === theirs;
  }
  const decimal = parseDecimal(String(theirs));
  if (typeof ours === 'number' && decimal) {
    const expected = Number(theirs);
    return ours === expected || Math.abs(ours - expected) <= 1e-12 * Math.abs(expected);
  }
  return String(ours) === String(theirs) || (decimal !== undefined && String(ours) === writeDecimal(decimal));
}

const aggregates = fc.uniqueArray(
  fc.record({
    function: fc.constantFrom(...aggregateFunctions),
    column: fc.constantFrom('big', 'amount', 'ratio', 'id', undefined),
  }),
  { minLength: 1, maxLength: 4, selector: ({ function: name, column }) => `${name} ${column}` }
);

describe('figures computed in the browser', () => {
  it('are those of group by in Postgres, digit by digit', async () => {
    await fc.assert(
      fc.asyncProperty(aggregates, fc.subarray(['client', 'part']), async (chosen, groups) => {
        const figures = chosen.map(({ function: name, column }, at): Aggregate => {
          const alias = `f${at}`;
          return column === undefined ? { function: 'count', alias } : { function: name, column, alias };
        });
        const ours = await rowsOf(sales({ columns: groups.map((column) => ({ column })), aggregates: figures }));
        const sql = figures.map(({ function: name, column }) => `${name}(${column ?? '*'})::text`);
        const grouped = groups.length > 0 ? `group by ${groups.join(', ')}` : '';
        const selected = [...groups.map((group) => `${group}::text`), ...sql].join(', ');
        const theirs = await server.sql.unsafe(`select ${selected} from public.sales ${grouped}`).values();
        expect(ours).toHaveLength(theirs.length);
        for (const row of theirs) {
          const match = ours.find((each) => groups.every((_, at) => isSame(each[at], row[at])));
          expect(match?.map((value, at) => (isSame(value, row[at]) ? row[at] : value))).toEqual([...row]);
        }
      }),
      { numRuns: 30, seed: 5 }
    );
  });

  it.each([
    ['1d', "date_trunc('day', at, zone)"],
    ['1w', "date_trunc('week', at, zone)"],
    ['1M', "date_trunc('month', at, zone)"],
    ['1y', "date_trunc('year', at, zone)"],
    ['6h', "date_bin('6 hours', at, '1970-01-01Z')"],
    ['90m', "date_bin('90 minutes', at, '1970-01-01Z')"],
  ])('fall into the buckets of %s that Postgres makes in each zone', async (every, sql) => {
    for (const zone of [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ]) {
      const query = sales({
        bucket: { every },
        aggregates: [{ function: 'count' }, { function: 'sum', column: 'amount' }],
      });
      const ours = await rowsOf(query, context(zone));
      const theirs = await server.sql
        .unsafe(
          `select extract(epoch from ${sql.replace('zone', `'${zone}'`)}) * 1000, count(*), sum(amount)
           from public.sales where at < '2027-01-01' group by 1 order by 1`
        )
        .values();
      expect(ours.map((row) => row.map(Number))).toEqual(theirs.map((row) => row.map(Number)));
    }
  });

  it('have one row of nothing without groups, and none with them', async () => {
    const empty = { filters: [{ column: 'id', operator: 'eq' as const, value: '-1' }] };
    const figures: Aggregate[] = [{ function: 'count' }, { function: 'sum', column: 'big' }];
    expect(await rowsOf(sales({ ...empty, aggregates: figures }))).toEqual([[0, null]]);
    expect(await rowsOf(sales({ ...empty, aggregates: figures, columns: [{ column: 'part' }] }))).toEqual([]);
  });

  it('are in the order and within the limit of the query', async () => {
    const query = sales({
      columns: [{ column: 'part' }],
      aggregates: [{ function: 'max', column: 'id', alias: 'newest' }],
      order: [{ column: 'newest', direction: 'desc' }],
      limit: 2,
    });
    expect(await rowsOf(query)).toEqual([
      [0, rowCount],
      [2, rowCount - 1],
    ]);
  });

  it('stand in every bucket when that is asked for', async () => {
    const filters = [{ column: 'id', operator: 'lte' as const, value: '20' }];
    const figures: Aggregate[] = [{ function: 'count' }, { function: 'sum', column: 'amount' }];
    const query = (fill: 'null' | 'zero') => sales({ filters, bucket: { every: '1M', fill }, aggregates: figures });
    const rows = await rowsOf(query('zero'), context('utc'));
    expect(rows).toHaveLength(12);
    expect(rows[11].slice(1)).toEqual([0, 0]);
    expect((await rowsOf(query('null')))[11].slice(1)).toEqual([0, null]);
  });

  it('become series when that is the format', async () => {
    const query = sales({ format: 'timeseries', columns: [{ column: 'client' }], bucket: { every: '1M' } });
    const frames = await answer(query, context());
    expect(frames).toHaveLength(5);
    expect(frames.every((frame) => frame.fields[0].type === 'time')).toBe(true);
  });

  it('say how many rows they cover when not all were read, and offer a view', async () => {
    const settings = { ...context().settings, rowLimit: 1_200 };
    const query = sales({ columns: [{ column: 'client' }], bucket: { every: '1d' }, count: 'exact' });
    const [frame] = await answer(query, context('Europe/Berlin', { settings }));
    const text = frame.meta?.notices?.map((notice) => notice.text).join('\n') ?? '';
    expect(text).toMatch(/cover only 1,200 of 1,800 rows/);
    const sql = text.slice(text.indexOf('create view'));
    await server.sql.unsafe(sql);
    const [{ total }] = await server.sql`select sum(counted)::int as total from public.sales_summed`;
    expect(total).toBe(rowCount);
  });

  it('name a bucket that cannot be', async () => {
    await expect(rowsOf(sales({ bucket: { every: 'soon' } }))).rejects.toMatchObject({ code: 'bad-value' });
    await expect(rowsOf(sales({ bucket: { every: '1h' }, timeColumn: undefined }))).rejects.toMatchObject({
      code: 'missing-name',
    });
  });
});
