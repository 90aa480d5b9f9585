import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../transport/Fault';
import { Resolver } from '../interpolate/Resolver';
import { anyText } from '../testing/arbitraryQuery';
import { toPostgrest } from '../toPostgrest';
import { interpolateRaw } from './interpolateRaw';
import { readRequest } from './readRequest';

/** Variables with these values; `all` is a multi-value one whose All is chosen. */
function resolver(variables: Record<string, string | string[]>): Resolver {
  return new Resolver(
    {},
    {
      replace: (text, _, format) => {
        const name = /\w+/.exec(text)?.[0] ?? '';
        return Object.hasOwn(variables, name) ? format(variables[name]) : text;
      },
      isAll: (name) => name === 'all',
    }
  );
}

/** The pairs that are sent. */
function sent(path: string, variables: Record<string, string | string[]>): Array<[string, string]> {
  const text = interpolateRaw(path, resolver(variables));
  const context = { range: { from: 0, to: 0 }, schema: 'public' };
  return toPostgrest({ refId: 'A', version: 2, queryType: 'postgrest', path: text, format: 'table' }, context)
    .searchParams;
}

const hostile = '),"or(id.gt.0&x=\\';

describe('interpolateRaw', () => {
  it.each<[string, Array<[string, string]>]>([
    ['runs?client=eq.$v', [['client', `eq.${hostile}`]]],
    ['runs?client=in.(a,${v})', [['client', 'in.("a","),\\"or(id.gt.0&x=\\\\")']]],
    ['runs?tags=cs.{$v}', [['tags', 'cs.{"),\\"or(id.gt.0&x=\\\\"}']]],
    ['runs?or=(client.eq.$v,id.lt.3)', [['or', '(client.eq."),\\"or(id.gt.0&x=\\\\",id.lt.3)']]],
    ['runs?$v=eq.1', [['"),\\"or(id.gt.0&x=\\\\"', 'eq.1']]],
    ['runs?select=id,$v', [['select', 'id,"),\\"or(id.gt.0&x=\\\\"']]],
    ['runs?order=$v.desc', [['order', '"),\\"or(id.gt.0&x=\\\\".desc']]],
    ['runs?data->>$v=eq.1', [['data->>"),\\"or(id.gt.0&x=\\\\"', 'eq.1']]],
    [
      'rpc/say?what=$v&items={$v}',
      [
        ['what', hostile],
        ['items', '{"),\\"or(id.gt.0&x=\\\\"}'],
      ],
    ],
  ])('a hostile value in %s stays one value or name', (path, pairs) => {
    expect(sent(path, { v: hostile })).toEqual(pairs);
  });

  it('makes elements of several values where a list stands, and a list of “equals”', () => {
    const variables = { c: ['a', 'b'] };
    expect(sent('runs?client=in.(x,$c)&tags=ov.{"w-$c"}', variables)).toEqual([
      ['client', 'in.("x","a","b")'],
      ['tags', 'ov.{"w-a","w-b"}'],
    ]);
    expect(sent('runs?client=not.eq.$c', variables)).toEqual([['client', 'not.in.("a","b")']]);
    expect(sent('runs?select=id,$c', variables)).toEqual([['select', 'id,a,b']]);
  });

  it('leaves a condition out whose variable is All, and keeps the rest of its group', () => {
    const variables = { all: ['a', 'b'] };
    expect(sent('runs?client=in.($all)&id=gt.1', variables)).toEqual([['id', 'gt.1']]);
    expect(sent('runs?and=(client.in.($all),id.gt.1)', variables)).toEqual([['and', '(id.gt.1)']]);
    // Any of everything and something is everything.
    expect(sent('runs?or=(client.in.($all),id.gt.1)', variables)).toEqual([]);
  });

  it('keeps the rest as it is written: other pairs, the order of a selection, escapes', () => {
    expect(sent('runs?select=a(x),id&offset=5&columns=id&name=eq.$v', { v: 'x' })).toEqual([
      ['select', 'a(x),id'],
      ['columns', 'id'],
      ['name', 'eq.x'],
    ]);
    expect(sent('runs?name=eq.a%26b&x=eq.$v', { v: '100%' })).toEqual([
      ['name', 'eq.a&b'],
      ['x', 'eq.100%'],
    ]);
  });

  it('refuses a variable where nothing can keep its value from being syntax, and a limit that is none', () => {
    for (const path of ['runs?status=$v', 'runs?status=$v.1', 'runs?or=$v', 'runs?limit=$v', 'runs?or=(a.$v.1)']) {
      expect(() => sent(path, { v: 'eq.1' }), path).toThrow(Fault);
    }
    expect(() => sent('runs?id=gt.$c', { c: ['1', '2'] })).toThrow(Fault);
    expect(() => sent('$v?id=gt.1', { v: '../auth' })).toThrow(Fault);
  });

  it('never makes more pairs, or other ones, of any value', () => {
    const path = 'runs?select=$v&$v=eq.$v&a=in.($v,"x$v")&or=(b.eq.$v,"$v".like."$v%",c.cs.{$v})&order=$v.desc';
    fc.assert(
      fc.property(
        anyText.filter((text) => text !== '' && !/^[\s$]|\s$|\0|__all/.test(text)),
        (v) => {
          const { pairs, problems } = readRequest(interpolateRaw(path, resolver({ v })), false);
          expect(problems).toEqual([]);
          expect(pairs.map(({ pair }) => pair)).toEqual([
            { kind: 'select', items: [{ kind: 'column', column: { column: v } }] },
            { kind: 'filter', at: [], node: { column: v, operator: 'eq', value: v } },
            { kind: 'filter', at: [], node: { column: 'a', operator: 'in', value: [v, `x${v}`] } },
            {
              ...{ kind: 'filter', at: [] },
              node: {
                match: 'any',
                filters: [
                  { column: 'b', operator: 'eq', value: v },
                  { column: v, operator: 'like', value: `${v}%` },
                  { column: 'c', operator: 'cs', value: [v] },
                ],
              },
            },
            { kind: 'order', at: [], terms: [{ column: v, direction: 'desc' }] },
          ]);
        }
      ),
      { numRuns: 300, seed: 5 }
    );
  }, 30_000);
});
