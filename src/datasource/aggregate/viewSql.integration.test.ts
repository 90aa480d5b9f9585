import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type AnswerContext } from '../answer';
import { builtInVariables } from '../query/builtInVariables';
import { interpolate } from '../query/interpolate';
import type { Filter, TableQuery } from '../query/model';
import { tableQuery } from '../query/tableQuery';
import { startTestServer, type TestServer } from '../testing/startTestServer';
import { parseBucket } from './parseBucket';
import { viewSql, type View } from './viewSql';

let server: TestServer;
// Borders of days in Berlin, with the change of the clocks between them.
const range = { from: Date.UTC(2026, 9, 14, 22), to: Date.UTC(2026, 10, 11, 23) };
const zone = 'Europe/Berlin';
const rowCount = 900;

beforeAll(async () => {
  server = await startTestServer();
  await server.sql.unsafe(`
    create table public.orders (
      id int primary key, client text, status text, at timestamptz, amount numeric, data jsonb, "order" int
    );
    grant select on public.orders to scrapewatch_reader;
    insert into public.orders select n, 'client ' || n % 3, (array['paid', 'open', 'it''s \\off'])[n % 4 % 3 + 1],
      case when n % 100 = 99 then null when n % 100 = 98 then 'infinity' else timestamptz '2026-10-14 22:00Z' + n * interval '43 minutes' end,
      n * 0.25, jsonb_build_object('amount', case when n % 7 = 0 then null else n * 0.5 end, 'team', jsonb_build_object('name', 't' || n % 2)),
      n % 5
    from generate_series(1, ${rowCount}) n`);
  await server.reloadSchema();
});

afterAll(() => server?.stop());

const paid: Filter = { column: 'status', operator: 'eq', value: 'paid' };
const off: Filter = { column: 'status', operator: 'eq', value: "it's \\off" };
const chosen: Filter = { column: 'client', operator: 'in', value: ['$client'] };
const team: Filter = { column: 'data', path: ['team', 'name'], operator: 'eq', value: '$team' };

const orders = (change: Partial<TableQuery>) =>
  tableQuery({ schema: 'public', table: 'orders', timeColumn: 'at', aggregateIn: 'browser', ...change });
const summed = (change: Partial<TableQuery>) => orders({ table: 'orders_summed', aggregateIn: undefined, ...change });

function context(
  variables: Record<string, string | string[]> = {},
  change: Partial<AnswerContext> = {}
): AnswerContext {
  const own = Object.entries(variables).map(([name, value]) => [name, { text: '', value }]);
  const builtIn = builtInVariables({ range, timezone: zone, intervalMs: 60_000 });
  return server.context({ range, scopedVars: { ...builtIn, ...Object.fromEntries(own) }, ...change });
}

async function rowsOf(query: TableQuery, used: AnswerContext): Promise<unknown[][]> {
  const [frame] = await answer(query, used);
  return Array.from({ length: frame.length }, (_, row) => frame.fields.map((field): unknown => field.values[row]));
}

function viewOf(written: TableQuery, used: AnswerContext, every = written.bucket?.every): View {
  const { query } = interpolate(written, used.scopedVars, used.templates);
  const bucket = every ? { column: 'at', width: parseBucket(every, 60_000), zone } : undefined;
  const view = viewSql({ query, written, schema: 'public', role: 'scrapewatch_reader', bucket });
  if (!view) {
    throw new Error('no view');
  }
  return view;
}

async function create({ sql }: Pick<View, 'sql'>): Promise<void> {
  await server.sql.unsafe('drop view if exists public.orders_summed');
  await server.sql.unsafe(sql);
  await server.reloadSchema();
}

describe('viewSql is a view that answers what the browser’s own sums answer', () => {
  it.each(['6h', '1d', '2d', '1w', '3M', 'y'])(
    'with a json path, casts and a constant condition, by %s',
    async (every) => {
      // Ranges that begin within a bucket have it in part in the browser, and not at all in the view.
      const whole = { ...range, from: Date.UTC(2025, 11, 31, 23), to: Date.UTC(2027, 5, 1) };
      const used = context({}, { range: whole });
      const query = orders({
        bucket: { every },
        columns: [{ column: 'client' }, { column: 'data', path: ['team', 'name'] }, { column: 'order', cast: 'text' }],
        aggregates: [
          { function: 'sum', column: 'data', path: ['amount'] },
          { function: 'avg', column: 'data', path: ['amount'], alias: 'mean "amount"' },
          { function: 'sum', column: 'amount', columnCast: 'int8', cast: 'numeric', alias: 'whole' },
          { function: 'count', column: 'data', path: ['amount'] },
        ],
        filters: [off],
      });
      const columns = ['at', 'client', 'name', 'order', 'sum', 'mean "amount"', 'whole', 'counted'];
      const view = viewOf(query, used);
      await create(view);
      expect(view.splitBy).toEqual([]);
      const theirs = await rowsOf(summed({ columns: columns.map((column) => ({ column })) }), used);
      const ours = await rowsOf(query, used);
      expect(ours.length).toBeGreaterThan(0);
      expect(inOrder(theirs)).toEqual(inOrder(ours));
    }
  );

  it('for every choice of the variables, with columns to choose by', async () => {
    const query = orders({
      bucket: { every: '1d' },
      aggregates: [{ function: 'sum', column: 'amount' }, { function: 'count' }],
      filters: [paid, chosen, team, { match: 'any', filters: [{ column: 'id', operator: 'lte', value: '600' }, off] }],
    });
    const all = { client: '$__all', team: 't1' };
    const view = viewOf(query, context(all));
    expect(view.splitBy).toEqual(['name', 'client']);
    expect(view.sql).not.toContain('t1');
    await create(view);
    for (const client of ['client 0', 'client 1', 'client 2']) {
      for (const name of ['t0', 't1']) {
        const used = context({ client, team: name });
        const filters = [chosen, { ...team, column: 'name', path: undefined }];
        const columns = ['at', 'sum', 'counted'].map((column) => ({ column }));
        const theirs = await rowsOf(summed({ columns, filters }), used);
        const ours = await rowsOf(query, used);
        expect(ours.length).toBeGreaterThan(1);
        expect(inOrder(theirs)).toEqual(inOrder(ours));
      }
    }
  });

  it('for several values at once, whose figures are summed up again', async () => {
    const used = context({ client: ['client 0', 'client 2'] });
    const query = orders({
      bucket: { every: '1w' },
      aggregates: [{ function: 'sum', column: 'amount', alias: 'spent' }],
      filters: [chosen],
    });
    await create(viewOf(query, used));
    const again = summed({ ...{ bucket: query.bucket, filters: [chosen] }, aggregates: query.aggregates });
    again.aggregates = [{ function: 'sum', column: 'spent', alias: 'spent' }];
    const from = Date.UTC(2026, 9, 18, 22); // a Monday
    const whole = { ...used, range: { ...range, from } };
    expect(await rowsOf(again, whole)).toEqual(await rowsOf(query, whole));
  });

  it('for figures over a time range, which are told apart by buckets that a range can choose from', async () => {
    const used = context();
    const query = orders({ aggregates: [{ function: 'sum', column: 'amount' }], filters: [paid] });
    const view = viewOf(query, used, '1h');
    expect(view.splitBy).toEqual(['at']);
    await create(view);
    const again = summed({ aggregateIn: 'browser', aggregates: [{ function: 'sum', column: 'sum' }] });
    expect(await rowsOf(again, used)).toEqual(await rowsOf(query, used));
  });

  it('without a time, and with names that are taken', async () => {
    const used = context();
    const query = orders({
      timeColumn: undefined,
      columns: [{ column: 'client', alias: 'sum' }],
      aggregates: [
        { function: 'sum', column: 'amount' },
        { function: 'sum', column: 'order' },
      ],
    });
    await create(viewOf(query, used));
    const columns = ['sum', 'sum_2', 'sum_3'].map((column) => ({ column }));
    const theirs = await rowsOf(summed({ timeColumn: undefined, columns }), used);
    const apart = query.aggregates.map((each, at) => ({ ...each, alias: `sum_${at + 2}` }));
    expect(inOrder(theirs)).toEqual(inOrder(await rowsOf({ ...query, aggregates: apart }, used)));
  });

  it('as the notice gives it, with the columns that are compared with a variable', async () => {
    const settings = { ...context().settings, rowLimit: 20 };
    const query = orders({
      bucket: { every: '1d' },
      columns: [{ column: 'order' }],
      aggregates: [{ function: 'sum', column: 'data', path: ['amount'] }],
      filters: [paid, chosen, { column: 'id', operator: 'lte', value: '700' }],
    });
    const used = context({ client: 'client 1' });
    const [frame] = await answer(query, { ...used, settings });
    const text = frame.meta?.notices?.map((notice) => notice.text).join('\n') ?? '';
    expect(text).toMatch(/cover only .*tells rows apart by client as well/s);
    await create({ sql: text.slice(text.indexOf('create view')) });
    const columns = ['at', 'order', 'sum'].map((column) => ({ column }));
    const theirs = await rowsOf(summed({ columns, filters: [chosen] }), used);
    expect(inOrder(theirs)).toEqual(inOrder(await rowsOf(query, used)));
  });

  it('is not offered where related rows decide which rows count', () => {
    const embed = { relation: 'clients', columns: [], aggregates: [], filters: [], order: [], embeds: [] };
    const view = (query: TableQuery) => viewSql({ query, schema: 'public', role: 'reader' });
    expect(view(orders({ embeds: [{ ...embed, join: 'inner' }] }))).toBeUndefined();
    const orphans: Filter = { column: 'clients', operator: 'is', value: 'null' };
    expect(view(orders({ embeds: [{ ...embed, join: 'left' }], filters: [orphans] }))).toBeUndefined();
    expect(view(orders({ embeds: [{ ...embed, join: 'left' }] }))?.sql).not.toContain('clients');
  });
});

function inOrder(rows: unknown[][]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
