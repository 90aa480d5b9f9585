import { describe, expect, it } from 'vitest';
import { Fault } from '../transport/Fault';
import type { Embed, FilterNode, RpcQuery, TableQuery } from './model';
import { tableQuery } from './tableQuery';
import { toPath, toPostgrest } from './toPostgrest';

const context = { range: { from: Date.UTC(2026, 10, 21), to: Date.UTC(2026, 10, 22) }, schema: 'scrapewatch' };

function table(change: Partial<TableQuery> = {}): TableQuery {
  return tableQuery({ table: 'runs', ...change });
}

function rpc(change: Partial<RpcQuery> = {}): RpcQuery {
  return { refId: 'A', version: 2, queryType: 'rpc', function: 'run_stats', args: {}, format: 'table', ...change };
}

function faultCode(run: () => unknown): string | undefined {
  try {
    run();
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : String(thrown);
  }
  return undefined;
}

describe('toPostgrest', () => {
  it('asks a table for every column when none is chosen, in the default schema', () => {
    const request = toPostgrest(table(), context);
    expect(request.path).toBe('read/runs');
    expect(request.searchParams).toEqual([['select', '*']]);
    expect(request.headers['Accept-Profile']).toBe('scrapewatch');
  });

  it('leaves the time range to the server: from is inclusive, to is not', () => {
    const { searchParams } = toPostgrest(table({ timeColumn: 'queued_at' }), context);
    expect(searchParams).toContainEqual(['queued_at', 'gte.2026-11-21T00:00:00.000Z']);
    expect(searchParams).toContainEqual(['queued_at', 'lte.2026-11-21T23:59:59.999999Z']);
  });

  it('keeps two conditions on one column apart', () => {
    const filters = [
      { column: 'retries', operator: 'gte' as const, value: '1' },
      { column: 'retries', operator: 'lt' as const, value: '5', negate: true },
    ];
    const { searchParams } = toPostgrest(table({ filters }), context);
    expect(searchParams.slice(1)).toEqual([
      ['retries', 'gte.1'],
      ['retries', 'not.lt.5'],
    ]);
  });

  it('quotes every element of a list, so that commas, quotes and brackets stay inside it', () => {
    const filters = [{ column: 'client', operator: 'in' as const, value: ['a,b', 'say "hi"', 'c\\d', ')'] }];
    const { searchParams } = toPostgrest(table({ filters }), context);
    expect(searchParams[1]).toEqual(['client', 'in.("a,b","say \\"hi\\"","c\\\\d",")")']);
  });

  it('sorts with nulls where they are wanted, and quotes odd names', () => {
    const order = [
      { column: 'coverage', direction: 'asc' as const, nulls: 'last' as const },
      { column: 'a.b', direction: 'desc' as const },
    ];
    expect(toPostgrest(table({ order }), context).searchParams[1]).toEqual([
      'order',
      'coverage.asc.nullslast,"a.b".desc',
    ]);
  });

  it('tells a column called order from the parameter order', () => {
    const filters = [{ column: 'order', operator: 'eq' as const, value: '1' }];
    expect(toPostgrest(table({ filters }), context).searchParams[1]).toEqual(['"order"', 'eq.1']);
  });

  it('sends a list argument as a Postgres array', () => {
    const request = toPostgrest(rpc({ args: { systems: ['igf', 'a"b'], tz: 'UTC' } }), context);
    expect(request.path).toBe('read/rpc/run_stats');
    expect(request.searchParams).toEqual([
      ['systems', '{"igf","a\\"b"}'],
      ['tz', 'UTC'],
    ]);
  });

  it.each(['../auth/v1/admin', 'a/b', 'a%2e', 'a b', 'café', '..', '.', 'a..b', ''])(
    'refuses the table name %j, which the proxy would forward with the key',
    (name) => {
      expect(faultCode(() => toPostgrest(table({ table: name }), context))).toMatch(/unsafe-name|missing-name/);
      expect(faultCode(() => toPostgrest(rpc({ function: name }), context))).toMatch(/unsafe-name|missing-name/);
    }
  );

  it('refuses a schema that no header can carry', () => {
    expect(faultCode(() => toPostgrest(table({ schema: 'a\r\nb' }), context))).toBe('unsafe-name');
  });

  it('refuses “is” with anything but null, true and false', () => {
    const filters = [{ column: 'a', operator: 'is' as const, value: 'null),or(id.gt.0' }];
    expect(faultCode(() => toPostgrest(table({ filters }), context))).toBe('not-a-word');
  });

  it('selects paths, aliases and casts, aggregates and embeds, and says what it wants of each embed', () => {
    const inner: Embed = {
      ...{ relation: 'teams', alias: 'the team', join: 'left', aggregates: [], order: [], embeds: [] },
      columns: [{ column: 'data', path: ['tags', '0'] }],
      filters: [{ column: 'order', operator: 'is', value: 'null', negate: true }],
      limit: 3,
    };
    const clients: Embed = {
      ...{ relation: 'clients', hint: 'left_id', join: 'inner', aggregates: [{ function: 'count' }], filters: [] },
      columns: [],
      order: [{ column: 'name', direction: 'asc' }],
      embeds: [inner],
    };
    const { searchParams } = toPostgrest(
      table({
        columns: [{ column: 'data', path: ['a b', '0'], asJson: true, alias: 'first', cast: 'text' }],
        aggregates: [{ function: 'sum', column: 'cost', alias: 'a.b', cast: 'int8' }],
        embeds: [clients, { ...inner, relation: 'x', alias: undefined, spread: true, filters: [], limit: undefined }],
        order: [{ embed: 'clients', column: 'name', direction: 'desc', nulls: 'first' }],
      }),
      context
    );
    expect(searchParams).toEqual([
      [
        'select',
        'first:data->"a b"->0::text,"a.b":cost.sum()::int8,clients!"left_id"!inner(count(),"the team":teams(data->tags->>0::text)),...x(data->tags->>0::text)',
      ],
      ['order', 'clients(name).desc.nullsfirst'],
      ['clients.order', 'name.asc'],
      ['clients."the team"."order"', 'not.is.null'],
      ['clients."the team".limit', '3'],
    ]);
  });

  it('nests conditions, and quotes the values in which a comma, quote or brace would end or begin something', () => {
    const filters: FilterNode[] = [
      {
        match: 'any',
        negate: true,
        filters: [
          { column: 'a', operator: 'eq', value: 'plain' },
          { column: 'b', operator: 'eq', value: '{x}, "y"', negate: true },
          { column: 'c', operator: 'cs', value: ['x'] },
          { match: 'all', filters: [{ column: 'not', operator: 'in', value: ['1', '2'] }] },
          { match: 'any', filters: [] },
        ],
      },
    ];
    expect(toPostgrest(table({ filters }), context).searchParams[1]).toEqual([
      'not.or',
      '(a.eq.plain,b.not.eq."{x}, \\"y\\"",c.cs."{\\"x\\"}",and("not".in.("1","2")))',
    ]);
  });

  it('says a list of one empty text twice, which PostgREST would take for an empty list', () => {
    const filters: FilterNode[] = [{ column: 'a', operator: 'in', value: [''] }];
    expect(toPostgrest(table({ filters }), context).searchParams[1]).toEqual(['a', 'in.("","")']);
  });

  it('asks for the rows when the browser sums up, each column once', () => {
    const query = table({
      columns: [{ column: 'client' }],
      aggregates: [
        { function: 'count' },
        { function: 'sum', column: 'cost' },
        { function: 'avg', column: 'cost', alias: 'mean' },
      ],
      bucket: { every: '1h' },
      timeColumn: 'queued_at',
      order: [{ column: 'client', direction: 'asc' }],
      limit: 5,
    });
    expect(toPostgrest(query, context)).toMatchObject({
      searchParams: [
        ['select', 'queued_at,client,cost'],
        ['queued_at', expect.stringMatching(/^gte/)],
        ['queued_at', expect.stringMatching(/^lt/)],
      ],
    });
    expect(toPostgrest(query, context).limit).toBeUndefined();
  });

  it.each(['eq.1', 'not.so', 'in.out', 'like(any).x', 'fts(english).x'])(
    'refuses the argument %j, which PostgREST would take for a filter',
    (value) => {
      expect(faultCode(() => toPostgrest(rpc({ args: { tz: value } }), context))).toBe('argument-like-filter');
      expect(toPostgrest(rpc({ args: { tz: [value] } }), context).searchParams).toHaveLength(1);
    }
  );

  it('refuses an argument that PostgREST would take for its own', () => {
    expect(faultCode(() => toPostgrest(rpc({ args: { limit: '1' } }), context))).toBe('reserved-argument');
  });
});

describe('toPath', () => {
  it('encodes everything that the proxy or server would read as syntax', () => {
    const path = toPath({ path: 'read/runs', searchParams: [['a', 'eq.%2C;&=+# "']] });
    expect(path).toBe('read/runs?a=eq.%252C%3B%26%3D%2B%23%20%22');
  });
});
