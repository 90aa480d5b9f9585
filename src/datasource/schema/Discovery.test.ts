import { describe, expect, it } from 'vitest';
import { parseOptions } from '../config/options';
import { fakeSend, type FakeAnswer } from '../testing/fakeSend';
import type { Send } from '../transport/http';
import { Discovery } from './Discovery';

const missing = { status: 404, body: { code: 'PGRST202', message: 'no such function' } };
const refused = { status: 403, body: { message: 'forbidden' } };
const orders = {
  kind: 'table',
  schema: 'public',
  name: 'orders',
  columns: [{ name: 'id', type: 'bigint', nullable: false }],
};

interface Answers {
  relations?: FakeAnswer;
  describe?: FakeAnswer;
  root?: FakeAnswer;
  table?: FakeAnswer;
}

function setUp({ relations = missing, describe = missing, root = refused, table = missing }: Answers) {
  const send = fakeSend(({ pathname }) => {
    if (pathname.endsWith('/rpc/describe_relations')) {
      return relations;
    }
    if (pathname.endsWith('/rpc/describe')) {
      return describe;
    }
    return pathname.endsWith('/read/') ? root : table;
  });
  return { send, discovery: discoveryOf(send) };
}

function discoveryOf(send: Send) {
  const settings = parseOptions({ url: 'https://p', schemas: ['public'] });
  return new Discovery({ baseUrl: 'p', settings, send, cap: { atLeast: 0, whole: false } });
}

describe('Discovery', () => {
  it('asks our own function about the schemas of the settings', async () => {
    const { discovery, send } = setUp({ relations: { body: [orders] } });
    const found = await discovery.load();
    expect(found).toMatchObject({ source: 'describe', tables: [{ name: 'orders', kind: 'table' }] });
    expect(found.problem).toBeUndefined();
    const url = new URL(send.requests[0].url, 'http://grafana');
    expect(url.searchParams.get('schemas')).toBe('{"public"}');
    expect(discovery.knownColumns('public', 'orders')).toEqual([{ name: 'id', type: 'bigint', nullable: false }]);
    expect(discovery.knownColumns('public', 'others')).toBeUndefined();
  });

  it('asks the older describe() where there is no newer one', async () => {
    const rows = [
      { kind: 'view', schema: 'public', name: 'orders', part: null, position: null },
      {
        kind: 'view',
        schema: 'public',
        name: 'orders',
        part: 'column',
        position: 1,
        column_name: 'id',
        type: 'bigint',
      },
    ];
    const found = await setUp({ describe: { body: rows } }).discovery.load();
    expect(found).toMatchObject({
      source: 'describe',
      tables: [{ name: 'orders', kind: 'view', columns: [{ name: 'id', type: 'bigint' }] }],
    });
  });

  it('reads the OpenAPI root where neither is installed', async () => {
    const root = { body: { definitions: { orders: { properties: { id: { format: 'bigint' } } } } } };
    const found = await setUp({ root }).discovery.load();
    expect(found).toMatchObject({ source: 'openapi', tables: [{ schema: 'public', name: 'orders' }] });
  });

  it('finds nothing, with the reason, when all are refused, as with new keys', async () => {
    const found = await setUp({}).discovery.load();
    expect(found).toMatchObject({ tables: [], functions: [], relations: [], source: 'none' });
    expect(found.problem?.code).toBe('unknown-function');
  });

  it('asks no second address of a server that cannot be reached, and asks again when the next editor opens', async () => {
    const { discovery, send } = setUp({ relations: { status: 502, body: '' } });
    expect((await discovery.load()).problem?.code).toBe('unreachable');
    expect(send.requests).toHaveLength(1);
    await discovery.load();
    expect(send.requests).toHaveLength(2);
  });

  it('asks once, however many editors are open, and again on refresh', async () => {
    const { discovery, send } = setUp({ relations: { body: [] } });
    await Promise.all([discovery.load(), discovery.load()]);
    await discovery.load();
    expect(send.requests).toHaveLength(1);
    await discovery.refresh();
    expect(send.requests).toHaveLength(2);
  });
});

describe('Discovery that takes long', () => {
  function setUpSlow() {
    const signals: AbortSignal[] = [];
    let begun: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (begun = resolve));
    const send: Send = (_request, signal) => {
      signals.push(signal);
      begun();
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    return { discovery: discoveryOf(send), signals, asked };
  }

  it('is given up when the last editor that waits has gone, and begun anew by the next', async () => {
    const { discovery, signals, asked } = setUpSlow();
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [discovery.load(first.signal), discovery.load(second.signal)];
    await asked;
    first.abort();
    await expect(answers[0]).rejects.toThrow('superseded');
    expect(signals.map((signal) => signal.aborted)).toEqual([false]);
    second.abort();
    await expect(answers[1]).rejects.toThrow('superseded');
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
    const third = new AbortController();
    const again = discovery.load(third.signal);
    await expect.poll(() => signals.length).toBe(2);
    third.abort();
    await expect(again).rejects.toThrow('superseded');
  });

  it('keeps no query waiting: columns are known or they are not', () => {
    const { discovery } = setUpSlow();
    expect(discovery.knownColumns('public', 'orders')).toBeUndefined();
    expect(discovery.known()).toBeUndefined();
  });
});

describe('a name that nothing lists', () => {
  const row = {
    id: 1,
    at: '2026-11-21T12:00:00+00:00',
    paid: true,
    note: null,
    tags: ['a'],
    more: { a: 1 },
    day: '2026-11-21',
  };

  it('is asked for one row, whose columns editors are told, and whose types no query relies on', async () => {
    const { discovery } = setUp({ table: { body: [row] } });
    const told: string[] = [];
    await discovery.load();
    discovery.subscribe((found) => told.push(found.source));
    const { table } = await discovery.probe('public', 'orders');
    expect(table?.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'numeric'],
      ['at', 'timestamp with time zone'],
      ['paid', 'boolean'],
      ['note', ''],
      ['tags', ''],
      ['more', 'jsonb'],
      ['day', 'date'],
    ]);
    expect(told).toEqual(['probe']);
    expect((await discovery.load()).tables).toEqual([table]);
    expect(discovery.knownColumns('public', 'orders')).toBeUndefined();
  });

  it('is asked once', async () => {
    const { discovery, send } = setUp({ table: { body: [] } });
    await Promise.all([discovery.probe('public', 'orders'), discovery.probe('public', 'orders')]);
    expect(send.requests).toHaveLength(1);
  });

  it('that is wrong brings the names that the server proposes', async () => {
    const body = {
      code: 'PGRST205',
      message: 'no',
      hint: "Perhaps you meant the table 'public.orders'",
      details: null,
    };
    const { discovery } = setUp({ table: { status: 404, body } });
    const { suggestions, problem, table } = await discovery.probe('public', 'order');
    expect(suggestions).toEqual(['orders']);
    expect(problem?.code).toBe('unknown-table');
    expect(table).toBeUndefined();
  });

  it('that no address can carry is refused with the reason', async () => {
    const { discovery, send } = setUp({});
    expect((await discovery.probe('public', '../auth')).problem?.code).toBe('unsafe-name');
    expect(send.requests).toEqual([]);
  });

  it('that is listed already is not asked for', async () => {
    const { discovery, send } = setUp({ relations: { body: [orders] } });
    await discovery.load();
    expect((await discovery.probe('public', 'orders')).table?.primaryKey).toEqual([]);
    expect(send.requests).toHaveLength(1);
  });
});
