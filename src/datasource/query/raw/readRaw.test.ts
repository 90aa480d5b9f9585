import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRawText } from '../preview/toRawText';
import { anyTableQuery, anyText } from '../testing/arbitraryQuery';
import type { RpcQuery } from '../model';
import { readRaw } from './readRaw';

describe('readRaw', () => {
  it('reads every query of the builder back from its text, and nothing is lost', () => {
    fc.assert(
      fc.property(anyTableQuery, (query) => {
        const text = toRawText(query);
        const { query: read, problems, losses } = readRaw(text);
        expect({ text, problems, losses, read }).toEqual({ text, problems: [], losses: [], read: query });
      }),
      { numRuns: 500, seed: 5 }
    );
  }, 30_000);

  it('reads every call of a function back from its text', () => {
    const value = anyText.filter((text) => !/^(not|is|in|eq)\.|^\{/.test(text));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), value, (list, one) => {
        const query: RpcQuery = {
          ...{ refId: 'A', version: 2, queryType: 'rpc', format: 'table' },
          function: 'run_stats',
          args: { 'a list': list, one },
        };
        expect(readRaw(toRawText(query))).toMatchObject({ query, problems: [], losses: [] });
      }),
      { seed: 5 }
    );
  });

  it.each([
    ['runs?offset=5', 'offset=5', 'first row'],
    ['runs?limit=$n', 'limit=$n', 'number'],
    ['runs?select=', 'select=', 'every column'],
    ['runs?select=clients(name)', 'select=clients(name)', 'beside these embeds'],
    ['runs?select=id,clients!inner()', 'select=id,clients!inner()', 'every column'],
    ['runs?select=clients(*),id', 'select=clients(*),id', 'columns first'],
    ['runs?id=in.()', '()', 'finds no row'],
    ['runs?id=eq(any).{1,NULL}', '{1,NULL}', 'cannot hold this list'],
    ['runs?clients.name=eq.x', 'clients.name=eq.x', 'not among the embeds'],
    ['rpc/f?id=eq.1', 'id=eq.1', 'arguments only'],
  ])('says of %s what the builder cannot hold, and where', (text, place, words) => {
    const { problems, losses } = readRaw(text);
    expect(problems).toEqual([]);
    expect(losses.map(({ from, to }) => text.slice(from, to))).toEqual([place]);
    expect(losses[0].message).toContain(words);
  });

  it('reads what PostgREST takes for the same in another spelling', () => {
    const { query } = readRaw(
      'runs?a=is.not_null&b=not.is.NOT_NULL&c=cs.[1,2]&d=cs.{"x":1}&order=e.nullsfirst&limit=5'
    );
    expect(query).toMatchObject({
      filters: [
        { column: 'a', operator: 'is', value: 'null', negate: true },
        { column: 'b', operator: 'is', value: 'null' },
        { column: 'c', operator: 'csjson', value: '[1,2]' },
        { column: 'd', operator: 'csjson', value: '{"x":1}' },
      ],
      order: [{ column: 'e', direction: 'asc', nulls: 'first' }],
      limit: 5,
    });
  });

  it('reads repeated arguments as the values of a variadic one', () => {
    expect(readRaw('rpc/f?n=1&n=2&m=3').query).toMatchObject({ args: { n: ['1', '2'], m: '3' }, variadic: 'n' });
  });
});
