import { tableQuery as newTableQuery } from './query/tableQuery';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintToken } from '../../demo/stack/keys';
import { answer } from './answer';
import { parseOptions } from './config/options';
import { checkHealth } from './health/checkHealth';
import type { Filter, TableQuery } from './query/model';
import { presetIds, presets } from './query/presets';
import { Discovery } from './schema/Discovery';
import { hostileValues } from './testing/hostileValues';
import { hour, manyRows, now, startTestServer, type TestServer } from './testing/startTestServer';
import { Fault } from './transport/Fault';
import { withRetry } from './transport/withRetry';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
}, 120_000);

afterAll(() => server?.stop());

function tableQuery(change: Partial<TableQuery>): TableQuery {
  return newTableQuery({
    schema: 'public',
    table: 'words',
    columns: [{ column: 'id' }],
    order: [{ column: 'id', direction: 'asc' }],
    ...change,
  });
}

async function idsOf(filter: Filter): Promise<number[]> {
  const [frame] = await answer(tableQuery({ filters: [filter] }), server.context());
  return frame.fields[0]?.values ?? [];
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const thrown: unknown = await promise.then(
    () => new Error('it did not fail'),
    (error: unknown) => error
  );
  if (!(thrown instanceof Fault)) {
    throw thrown;
  }
  return thrown;
}

const ids = (rows: ReadonlyArray<Record<string, unknown>>) => rows.map((row) => row.id);

describe('filters against Postgres with bound parameters', () => {
  const comparisons = { eq: '=', neq: '<>', gt: '>', lte: '<=' } as const;

  for (const operator of ['eq', 'neq', 'gt', 'lte'] as const) {
    it.each(hostileValues)(`${operator} %j finds exactly the rows that Postgres finds`, async (value) => {
      const text = `select id from public.words where word ${comparisons[operator]} $1 order by id`;
      const found = await idsOf({ column: 'word', operator, value });
      expect(found).toEqual(ids(await server.sql.unsafe(text, [value])));
    });
  }

  it.each(hostileValues)('in, with %j among others, finds exactly the rows that Postgres finds', async (value) => {
    const list = [value, 'plain', 'nobody'];
    const rows = await server.sql`select id from public.words where word = any(${list}) order by id`;
    expect(await idsOf({ column: 'word', operator: 'in', value: list })).toEqual(ids(rows));
  });

  it.each(hostileValues)('contains, with %j, finds exactly the rows that Postgres finds', async (value) => {
    const rows = await server.sql`select id from public.words where words @> ${[value]} order by id`;
    expect(await idsOf({ column: 'words', operator: 'cs', value: [value] })).toEqual(ids(rows));
  });

  const echo = (args: Record<string, string | string[]>) =>
    answer({ refId: 'A', version: 2, queryType: 'rpc', schema: 'public', function: 'echo', args }, server.context());
  // PostgREST takes such an argument for a filter on the function's rows; in a list it does not.
  const likeFilters = ['eq.1', 'not.is.null'];

  it.each(hostileValues)('a function is given %j as it is, alone and in a list', async (value) => {
    const isLikeFilter = likeFilters.includes(value);
    const [frame] = await echo({ value: isLikeFilter ? 'a' : value, list: [value, 'b'] });
    expect(frame.fields.map((field) => field.values[0])).toEqual([isLikeFilter ? 'a' : value, [value, 'b']]);
  });

  it.each(likeFilters)('an argument %j, which PostgREST would take for a filter, is refused', async (value) => {
    expect((await faultOf(echo({ value }))).code).toBe('argument-like-filter');
  });

  it('columns with upper case, dots, commas and reserved words can be chosen and filtered by', async () => {
    const columns = ['Upper Case', 'a.b,c', 'order'];
    const filters = columns.slice(1).map((column, i): Filter => ({ column, operator: 'eq', value: String(i + 1) }));
    // Supabase Lite, unlike PostgREST, splits an order at commas inside quotes.
    const order = ['Upper Case', 'order'].map((column) => ({
      column,
      direction: 'desc' as const,
      nulls: 'last' as const,
    }));
    const [frame] = await answer(
      tableQuery({ columns: columns.map((column) => ({ column })), filters, order }),
      server.context()
    );
    expect(frame.fields.map((field) => field.name)).toEqual(columns);
    expect(frame.length).toBe(hostileValues.length);
  });

  it('not, is null and ranges combine', async () => {
    expect(await idsOf({ column: 'word', operator: 'is', value: 'null' })).toEqual([]);
    expect(await idsOf({ column: 'word', operator: 'is', value: 'null', negate: true })).toHaveLength(
      hostileValues.length
    );
    const rows = await server.sql`select id from public.words where not (word = 'plain') order by id`;
    expect(await idsOf({ column: 'word', operator: 'eq', value: 'plain', negate: true })).toEqual(ids(rows));
  });
});

describe('faults', () => {
  it('names an unknown column', async () => {
    expect((await faultOf(answer(tableQuery({ columns: [{ column: 'nope' }] }), server.context()))).code).toBe(
      'unknown-column'
    );
  });

  it('names an unknown table, function and schema', async () => {
    expect((await faultOf(answer(tableQuery({ table: 'nope' }), server.context()))).code).toBe('unknown-table');
    const rpc = { refId: 'A', queryType: 'rpc', schema: 'public', function: 'nope', args: {} };
    expect((await faultOf(answer(rpc, server.context()))).code).toBe('unknown-function');
    expect((await faultOf(answer(tableQuery({ schema: 'nope' }), server.context()))).code).toBe('schema-not-exposed');
  });

  it('names a table without grant, and says which grant mends it', async () => {
    const fault = await faultOf(answer(tableQuery({ table: 'locked' }), server.context()));
    expect(fault.code).toBe('not-granted');
    expect(fault.message).toContain('grant select');
  });

  it('names a value of the wrong type', async () => {
    const filters: Filter[] = [{ column: 'id', operator: 'eq', value: 'x' }];
    expect((await faultOf(answer(tableQuery({ filters }), server.context()))).code).toBe('bad-value');
  });

  it('says that authentication failed when the key or token is wrong, though the proxy hides why', async () => {
    const wrongToken = server.context({ send: server.proxy({ token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }) });
    expect((await faultOf(answer(tableQuery({}), wrongToken))).code).toBe('authentication-hidden');
    const wrongKey = server.context({ send: server.proxy({ key: 'sb_publishable_wrong' }) });
    expect((await faultOf(answer(tableQuery({}), wrongKey))).code).toBe('authentication-hidden');
  });

  it('names an expired token when the settings know its expiry', async () => {
    const expiresAt = new Date(Date.now() - hour);
    const token = await mintToken(server.keys.jwtSecret, { role: 'scrapewatch_reader' }, expiresAt);
    const settings = { ...server.context().settings, readerTokenExpiresAt: expiresAt.toISOString() };
    expect(
      (await faultOf(answer(tableQuery({}), server.context({ send: server.proxy({ token }), settings })))).code
    ).toBe('expired-token');
  });

  it('names a server that cannot be reached, after a bounded number of tries', async () => {
    let tries = 0;
    const dead = server.proxy({ url: 'http://127.0.0.1:1' });
    const send = withRetry((request, signal) => dead(request, signal).finally(() => tries++), { pauseMs: 1 });
    expect((await faultOf(answer(tableQuery({}), server.context({ send })))).code).toBe('unreachable');
    expect(tries).toBe(3);
  });
});

describe('paging', () => {
  const many = (change: Partial<TableQuery> = {}) =>
    tableQuery({ table: 'many', columns: [{ column: 'n' }], order: [{ column: 'n', direction: 'asc' }], ...change });

  it('reads 2,500 rows past a cap of 1,000, each once', async () => {
    const [frame] = await answer(many(), server.context());
    expect(frame.fields[0].values).toEqual(Array.from({ length: manyRows }, (_, i) => i + 1));
    expect(frame.meta?.notices).toEqual([]);
  });

  it('stops at the row limit and says so', async () => {
    const settings = { ...server.context().settings, rowLimit: 1_200 };
    const [frame] = await answer(many(), server.context({ settings }));
    expect(frame.length).toBe(1_200);
    expect(frame.meta?.notices?.[0].text).toMatch(/^Only the first 1,200 rows are shown/);
  });

  it('says nothing when the query asks for the first so many rows in an order', async () => {
    const [frame] = await answer(many({ limit: 1_200 }), server.context());
    expect(frame.length).toBe(1_200);
    expect(frame.meta?.notices).toEqual([]);
  });

  it('says so when a limit without an order cuts rows off', async () => {
    const [frame] = await answer(many({ limit: 1_200, order: [] }), server.context());
    expect(frame.length).toBe(1_200);
    expect(frame.meta?.notices?.map((notice) => notice.severity)).toEqual(['warning', 'info']);
  });
});

describe('the time range', () => {
  const timed = (range: { from: number; to: number }) =>
    answer(
      tableQuery({
        table: 'many',
        columns: [{ column: 'n' }, { column: 'made_at' }],
        timeColumn: 'made_at',
        order: [],
      }),
      server.context({ range })
    );

  it('is applied by the server', async () => {
    const from = now - 2 * hour;
    const [frame] = await timed({ from: from + 10_000, to: from + 20_000 });
    expect([...frame.fields[0].values].sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(frame.fields[1].values[0]).toBeGreaterThanOrEqual(from + 10_000);
  });

  it('of 0 s gives no rows and no error', async () => {
    const [frame] = await timed({ from: now, to: now });
    expect(frame.length).toBe(0);
  });

  it('of ten years gives every row', async () => {
    const [frame] = await timed({ from: now - 3652 * 24 * hour, to: now });
    expect(frame.length).toBe(manyRows);
  });

  it.each(presetIds)('of 0 s and of ten years answers the preset %s', async (preset) => {
    for (const from of [now, now - 3652 * 24 * hour]) {
      const frames = await answer(
        { refId: 'A', queryType: 'preset', preset },
        server.context({ range: { from, to: now } })
      );
      expect(frames.length).toBeGreaterThan(0);
    }
  });

  it.each(presetIds.filter((id) => presets[id].format !== 'logs' && id !== 'deployments'))(
    'the preset %s answers with the columns that it promises',
    async (preset) => {
      const [frame] = await answer({ refId: 'A', queryType: 'preset', preset }, server.context());
      const expected = presets[preset].columns.map((column) => column.name);
      expect(frame.fields.map((field) => field.name)).toEqual(expected);
    }
  );
});

describe('discovery and health', () => {
  it('finds tables, columns and functions with describe()', async () => {
    const discovery = new Discovery(server.context());
    const found = await discovery.load();
    expect(found.problem).toBeUndefined();
    expect(discovery.knownColumns('scrapewatch', 'runs')).toContainEqual(
      expect.objectContaining({ name: 'queued_at' })
    );
    const stats = found.functions.find((each) => each.schema === 'scrapewatch' && each.name === 'run_stats');
    expect(stats?.args.map((argument) => argument.name)).toContain('from_ts');
  });

  it('a table with a scalar function', async () => {
    const query = { refId: 'A', queryType: 'rpc', schema: 'public', function: 'answer_of_life', args: {} };
    const [frame] = await answer(query, server.context());
    expect(frame.fields.map((field) => [field.name, field.values])).toEqual([['answer_of_life', [42]]]);
  });

  it('the health check connects', async () => {
    expect(await checkHealth(server.context())).toMatchObject({ status: 'success' });
  });

  it('the health check tells wrong URL, wrong key and missing schema apart', async () => {
    const noServer = { ...server.context(), send: server.proxy({ url: 'http://127.0.0.1:1' }) };
    expect((await checkHealth(noServer)).message).toContain('502');
    const wrongKey = { ...server.context(), send: server.proxy({ token: 'x.y.z' }) };
    expect((await checkHealth(wrongKey)).message).toContain('Authentication failed');
    const settings = parseOptions({ url: server.url, schemas: ['nope'] });
    expect((await checkHealth({ ...server.context(), settings })).message).toContain('does not expose');
  });
});
