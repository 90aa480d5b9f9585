import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type AnswerContext } from '../../answer';
import type { Order, TableQuery } from '../../query/model';
import { tableQuery } from '../../query/tableQuery';
import { hostileValues } from '../../testing/hostileValues';
import { hour, now, startTestServer, type TestServer } from '../../testing/startTestServer';
import type { Send } from '../http';
import { Densities } from './Densities';

let server: TestServer;
const rowCount = 730;
const cap = 100;

const values: Record<string, { type: string; values: string[] }> = {
  word: { type: 'text', values: hostileValues.filter((value) => !value.includes('\n')) },
  big: {
    type: 'bigint',
    values: ['9007199254740993', '9007199254740992', '-9223372036854775808', '9223372036854775807', '0', '7'],
  },
  ratio: {
    type: 'double precision',
    values: ['NaN', 'Infinity', '-Infinity', '0.1', '1e-300', '-2.5', '3.0000000000000004'],
  },
  amount: { type: 'numeric', values: ['0.10000000000000000000001', '0.1', '12345678901234567890.5', '-1', 'NaN'] },
  moment: {
    type: 'timestamptz',
    values: [
      '2026-11-21 10:00:00.000001+00',
      '2026-11-21 10:00:00.000002+00',
      '1969-12-31 23:59:59.9999+00',
      'infinity',
    ],
  },
  local: { type: 'timestamp', values: ['2026-11-21 10:00:00.5', '0001-01-01 00:00:00'] },
  day: { type: 'date', values: ['2026-11-21', '2026-02-28', '1999-12-31'] },
  flag: { type: 'boolean', values: ['true', 'false'] },
  lasted: { type: 'interval', values: ['1 day 02:03:04.5', '-00:00:01', '1 mon'] },
  code: { type: 'uuid', values: ['00000000-0000-4000-8000-000000000001', 'ffffffff-0000-4000-8000-000000000001'] },
  raw: { type: 'bytea', values: ['\\x00ff', '\\x', '\\xdeadbeef'] },
};

beforeAll(async () => {
  server = await startTestServer();
  const columns = Object.entries(values);
  await server.sql.unsafe(`
    create table public.paged (id bigint, part text, at timestamptz not null, on_day date not null,
      ${columns.map(([name, { type }]) => `${name} ${type}`).join(', ')}, primary key (part, id));
    grant select on public.paged to scrapewatch_reader;`);
  // Every fifth value is null; many rows share a time to the microsecond, and one time has more rows than a page.
  const picked = columns.map(
    ([name, { type }], c) =>
      `case when (n * ${c + 3}) % 5 = 0 then null else ($${c + 3}::text[])[1 + (n * 7919 / ${c + 1}) % cardinality($${c + 3}::text[])]::${type} end as ${name}`
  );
  await server.sql.unsafe(
    `insert into public.paged select n + 9007199254740990, 'part-' || n % 3,
      $1::timestamptz + case when n between 200 and 400 then 77777 else n / 3 * 1000 end * interval '1.000001 ms',
      date '2026-11-01' + n / 60, ${picked.join(', ')} from generate_series(1, $2::int) n`,
    [new Date(now - hour), rowCount, ...columns.map(([, column]) => column.values)]
  );
  await server.reloadSchema();
});

afterAll(() => server?.stop());

/** A server that cuts at a hundred rows, and counts. */
function capped(send: Send = server.proxy()) {
  const seen = { requests: 0, parallel: 0, underWay: 0 };
  const counting: Send = async (request, signal) => {
    seen.requests++;
    seen.parallel = Math.max(seen.parallel, ++seen.underWay);
    const url = request.url.replace(/limit=(\d+)/, (_, limit: string) => `limit=${Math.min(cap, Number(limit))}`);
    return send({ ...request, url }, signal).finally(() => seen.underWay--);
  };
  return Object.assign(seen, { send: counting });
}

const paged = (change: Partial<TableQuery> = {}) => tableQuery({ schema: 'public', table: 'paged', ...change });
const known = { schema: 'public', name: 'paged', kind: 'table' as const, columns: [], primaryKey: ['part', 'id'] };

function context(change: Partial<AnswerContext> = {}): AnswerContext {
  const settings = { ...server.context().settings, rowCap: cap };
  return server.context({ settings, knownTable: () => known, range: { from: now - 2 * hour, to: now }, ...change });
}

async function idsOf(query: TableQuery, change: Partial<AnswerContext> = {}): Promise<string[]> {
  const [frame] = await answer(query, context(change));
  const ids: unknown[] = frame.fields.find((field) => field.name === 'id')?.values ?? [];
  return ids.map(String);
}

async function expected(order: string, where = 'true'): Promise<string[]> {
  const rows = await server.sql.unsafe(`select id::text from public.paged where ${where} order by ${order}`);
  return rows.map((row) => String(row.id));
}

const sqlOrder = ({ column, direction, nulls }: Order) => `${column} ${direction}${nulls ? ` nulls ${nulls}` : ''}`;

const orders = fc.uniqueArray(
  fc.record({
    column: fc.constantFrom(...Object.keys(values)),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
    nulls: fc.constantFrom('first' as const, 'last' as const, undefined),
  }),
  { minLength: 1, maxLength: 3, selector: ({ column }) => column }
);

describe('keyset pages against Postgres', () => {
  it('rows come in the order of any columns, each once, whatever the columns hold', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const { send } = capped();
        const last = order[order.length - 1].direction;
        const sql = [...order.map(sqlOrder), `part ${last}`, `id ${last}`].join(', ');
        expect(await idsOf(paged({ columns: [{ column: 'id' }], order }), { send })).toEqual(await expected(sql));
      }),
      { numRuns: 40, seed: 11 }
    );
  });

  it('rows come each once in the order of a column with equal values, though no key is known', async () => {
    const order: Order[] = [{ column: 'word', direction: 'desc', nulls: 'last' }];
    const filters = [{ column: 'word', operator: 'is' as const, value: 'null', negate: true }];
    const query = paged({ columns: [{ column: 'id' }], order, filters });
    const ids = await idsOf(query, { send: capped().send, knownTable: () => undefined });
    expect(ids.sort()).toEqual((await expected('id', 'word is not null')).sort());
  });

  it('rows of which more than a page are equal come each once by all that is shown', async () => {
    const columns = ['id', 'flag'].map((name) => ({ name, type: name === 'id' ? 'bigint' : 'boolean' }));
    const order: Order[] = [{ column: 'flag', direction: 'desc' }];
    const query = paged({ columns: [{ column: 'id' }, { column: 'flag' }], order });
    const change = { send: capped().send, knownTable: () => ({ ...known, columns, primaryKey: [] }) };
    expect((await idsOf(query, change)).sort()).toEqual((await expected('id')).sort());
  });

  it('says so when nothing tells more than a page of rows apart', async () => {
    const query = paged({ columns: [{ column: 'id' }], order: [{ column: 'flag', direction: 'asc' }] });
    const [frame] = await answer(query, context({ send: capped().send, knownTable: () => undefined }));
    expect(frame.meta?.notices?.map(({ text }) => text).join()).toMatch(/may be missed or come twice/);
  });

  it('the fields that it needs for that are not shown', async () => {
    const [frame] = await answer(
      paged({ columns: [{ column: 'word', alias: 'text' }], order: [{ column: 'big', direction: 'asc' }] }),
      context({ send: capped().send })
    );
    expect(frame.fields.map((field) => field.name)).toEqual(['text']);
    expect(frame.length).toBe(rowCount);
  });
});

describe('windows of time against Postgres', () => {
  const timed = { timeColumn: 'at', columns: [{ column: 'id' }] };

  for (const direction of ['asc', 'desc'] as const) {
    it(`are read ${direction}, at most four at once, each row once`, async () => {
      const seen = capped();
      const order: Order[] = [{ column: 'at', direction }];
      const sql = `at ${direction}, part ${direction}, id ${direction}`;
      expect(await idsOf(paged({ ...timed, order }), { send: seen.send })).toEqual(await expected(sql));
      expect(seen.parallel).toBeGreaterThan(1);
      expect(seen.parallel).toBeLessThanOrEqual(4);
    });

    it(`keep rows of one time together, ${direction}, when no key tells them apart`, async () => {
      const order: Order[] = [{ column: 'at', direction }];
      // One time has more rows than a page, so the rest is told apart by what is shown.
      const columns = [{ name: 'id', type: 'bigint' }];
      const change = { send: capped().send, knownTable: () => ({ ...known, columns, primaryKey: [] }) };
      expect((await idsOf(paged({ ...timed, order }), change)).sort()).toEqual((await expected('id')).sort());
    });

    it.each([1, 99, 100, 101, 250, 729, 730, 731])(`end at a limit of %i, ${direction}`, async (limit) => {
      const order: Order[] = [{ column: 'at', direction }];
      const sql = `at ${direction}, part ${direction}, id ${direction}`;
      const ids = await idsOf(paged({ ...timed, order, limit }), { send: capped().send });
      // A page or less needs no key.
      const wanted = (await expected(sql)).slice(0, limit);
      expect(limit < 100 ? ids.length : ids).toEqual(limit < 100 ? wanted.length : wanted);
    });
  }

  it.each([
    ['many days', Date.UTC(2026, 10, 2, 15), Date.UTC(2026, 10, 12, 9), "on_day between '2026-11-02' and '2026-11-12'"],
    [
      'until midnight',
      Date.UTC(2026, 10, 2, 15),
      Date.UTC(2026, 10, 12),
      "on_day between '2026-11-02' and '2026-11-11'",
    ],
    ['six hours of a day', Date.UTC(2026, 10, 12, 3), Date.UTC(2026, 10, 12, 9), "on_day = '2026-11-12'"],
  ])('of dates are split between days, and hold the day that the range ends in: %s', async (_, from, to, where) => {
    const range = { from, to };
    for (const direction of ['asc', 'desc'] as const) {
      const order: Order[] = [{ column: 'on_day', direction }];
      const query = paged({ timeColumn: 'on_day', columns: [{ column: 'id' }], order });
      const sql = `on_day ${direction}, part ${direction}, id ${direction}`;
      expect(await idsOf(query, { send: capped().send, range })).toEqual(await expected(sql, where));
    }
  });

  it('serve a request written by hand too', async () => {
    const query = {
      refId: 'A',
      queryType: 'postgrest',
      schema: 'public',
      path: 'paged?select=id&id=gte.0',
      timeColumn: 'at',
    };
    const seen = capped();
    const [frame] = await answer(query, context({ send: seen.send }));
    expect(frame.fields.map(({ name }) => name)).toEqual(['id']);
    expect(frame.fields[0].values.map(String)).toEqual(await expected('at, part, id'));
    expect(seen.parallel).toBeGreaterThan(1);
  });

  it('hold every row that was there at the start once, while others are inserted', async () => {
    let isOver = false;
    const inserting = (async () => {
      for (let n = 0; !isOver; n++) {
        const at = new Date(now - hour + ((n * 7919) % 240_000));
        await server.sql`insert into public.paged (id, part, at, on_day) values (${n}, 'late', ${at}, '2026-11-21')`;
      }
    })();
    const ids = await idsOf(paged({ ...timed, order: [] }), { send: capped().send });
    isOver = true;
    await inserting;
    await server.sql`delete from public.paged where part = 'late'`;
    const there = await expected('id');
    const old = new Set(there);
    expect(ids.filter((id) => old.has(id)).sort()).toEqual(there.sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('give the fault of one that fails, and ask nothing more', async () => {
    const seen = capped();
    const failing: Send = (request, signal) =>
      seen.requests === 3
        ? Promise.resolve({ status: 500, header: () => null, text: '{"code":"57014","message":"canceled"}' })
        : server.proxy()(request, signal);
    const failingSeen = capped(failing);
    const send: Send = (request, signal) => {
      seen.requests++;
      return failingSeen.send(request, signal);
    };
    await expect(idsOf(paged(timed), { send })).rejects.toMatchObject({ code: 'statement-timeout' });
    expect(failingSeen.underWay).toBe(0);
    expect(seen.requests).toBeLessThan(8);
  });

  it('end when the query is superseded', async () => {
    const controller = new AbortController();
    const seen = capped();
    const send: Send = (request, signal) => {
      if (seen.requests === 2) {
        controller.abort();
      }
      return seen.send(request, signal);
    };
    await expect(idsOf(paged(timed), { send, signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('windows of time at a refresh', () => {
  const timed = { timeColumn: 'at', columns: [{ column: 'id' }] };

  it('are asked four at once from the start, each row once', async () => {
    const densities = new Densities();
    const first = capped();
    await idsOf(paged(timed), { send: first.send, densities });
    const again = capped();
    let atOnce = 0;
    const send: Send = (request, signal) => {
      const answered = again.send(request, signal);
      atOnce ||= again.underWay === 4 ? again.requests : 0;
      return answered;
    };
    expect(await idsOf(paged(timed), { send, densities })).toEqual(await expected('at, part, id'));
    expect(atOnce).toBe(4);
    expect(again.requests).toBeLessThanOrEqual(first.requests);
  });

  it('hold the rows of whatever range and limit, whatever was read before', async () => {
    const densities = new Densities();
    const minutes = fc.integer({ min: -61, max: -55 });
    const asked = fc.record({
      from: minutes,
      minutes: fc.double({ min: 0.001, max: 6, noNaN: true }),
      limit: fc.option(fc.integer({ min: 100, max: 800 }), { nil: undefined }),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ from, minutes: length, limit, direction }) => {
        const start = now + from * 60_000;
        const range = { from: start, to: Math.round(start + length * 60_000) };
        const order: Order[] = [{ column: 'at', direction }];
        const [since, until] = [range.from, range.to].map((ms) => `'${new Date(ms).toISOString()}'`);
        const sql = `at ${direction}, part ${direction}, id ${direction}`;
        const ids = await idsOf(paged({ ...timed, order, limit }), { send: capped().send, range, densities });
        const all = await expected(sql, `at >= ${since} and at < ${until}`);
        expect(ids).toEqual(all.slice(0, limit));
      }),
      { numRuns: 60, seed: 5 }
    );
  });

  it('tell how many rows there are in all', async () => {
    const densities = new Densities();
    const settings = { ...server.context().settings, rowCap: cap, rowLimit: 250 };
    const query = paged({ timeColumn: 'at', count: 'exact' });
    for (const round of [1, 2]) {
      const [frame] = await answer(query, context({ send: capped().send, settings, densities }));
      expect([round, frame.meta?.custom?.scrapewatch]).toEqual([
        round,
        { rows: 250, total: rowCount, cut: true, bound: 250, kept: 'exact' },
      ]);
    }
  });
});

describe('the number of rows', () => {
  it('is told beside how many came, when it was asked for', async () => {
    const settings = { ...server.context().settings, rowCap: cap, rowLimit: 250 };
    const [frame] = await answer(
      paged({ timeColumn: 'at', count: 'exact' }),
      context({ send: capped().send, settings })
    );
    expect(frame.meta?.custom?.scrapewatch).toEqual({
      rows: 250,
      total: rowCount,
      cut: true,
      bound: 250,
      kept: 'exact',
    });
    expect(frame.meta?.notices?.map(({ text }) => text).join()).toMatch(/250 of 730 rows are shown/);
  });

  it('saves the question whether there are more', async () => {
    const seen = capped();
    const filters = [{ column: 'id', operator: 'lte' as const, value: String(9007199254740990 + 60) }];
    const ids = await idsOf(paged({ filters, count: 'exact' }), { send: seen.send });
    expect(ids).toHaveLength(60);
    expect(seen.requests).toBe(1);
  });
});
