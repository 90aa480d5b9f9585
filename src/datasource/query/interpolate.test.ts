import type { ScopedVars } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { Fault } from '../transport/Fault';
import { interpolate, interpolateArgs, type Templates } from './interpolate';
import type { Filter, FilterNode } from './model';
import { tableQuery } from './tableQuery';

/** As Grafana does it: a custom All is put in as text, a list goes to the format function, the unknown stays. */
function templates(variables: Record<string, string | string[]>, all: string[] = []): Templates {
  return {
    replace: (text, scopedVars: ScopedVars, format) =>
      text.replace(/^\$\{?(\w+)\}?$/, (reference, name: string) => {
        const value: unknown = scopedVars[name]?.value ?? variables[name];
        if (value === undefined) {
          return reference;
        }
        return value === '__all' ? '__all' : format(value);
      }),
    isAll: (name) => all.includes(name),
  };
}

function filtersOf(filter: Filter, from: Templates, scopedVars: ScopedVars = {}): FilterNode[] {
  const query = tableQuery({ table: 'runs', filters: [filter] });
  return interpolate(query, scopedVars, from).query.filters;
}

const client = (operator: Filter['operator'], value: Filter['value']): Filter => ({
  column: 'client',
  operator,
  value,
});

describe('interpolate', () => {
  it('carries hostile values as values', () => {
    const hostile = '),or(id.gt.0';
    expect(filtersOf(client('eq', '$client'), templates({ client: hostile }))).toEqual([client('eq', hostile)]);
  });

  it('does not replace variables inside a value of a variable', () => {
    const found = filtersOf(client('eq', '$client'), templates({ client: '$other', other: 'secret' }));
    expect(found).toEqual([client('eq', '$other')]);
  });

  it('makes several elements of a multi-value variable, also inside a text', () => {
    const found = filtersOf(client('in', ['x', 'w-$n']), templates({ n: ['1', '2'] }));
    expect(found).toEqual([client('in', ['x', 'w-1', 'w-2'])]);
  });

  it.each(['${n:csv}', '[[n:csv]]', '${n:singlequote}', '${n:pipe}', '${n:json}', '${n:raw}'])(
    'makes an element of each value where %s asks for one text of them all',
    (reference) => {
      const from = templates({ n: ['a', 'b'] });
      const replace: Templates['replace'] = (text, ...rest) =>
        from.replace(text.replace(/^\[\[(\w+)\]\]$/, '${$1}'), ...rest);
      expect(filtersOf(client('in', [reference]), { ...from, replace })).toEqual([client('in', ['a', 'b'])]);
    }
  );

  it('turns “equals” with several values into “is one of”, and “differs” into “is none of”', () => {
    const two = templates({ client: ['a', 'b'] });
    expect(filtersOf(client('eq', '$client'), two)).toEqual([client('in', ['a', 'b'])]);
    expect(filtersOf(client('neq', '$client'), two)).toEqual([{ ...client('in', ['a', 'b']), negate: true }]);
  });

  it('leaves out a group of which any condition is enough when one of them means all, and only that one otherwise', () => {
    const [all, one] = [client('in', ['$client']), client('eq', 'acme')];
    const from = templates({ client: '$__all' });
    const group = (match: 'any' | 'all', negate?: true): FilterNode => ({ match, negate, filters: [all, one] });
    const of = (node: FilterNode) =>
      interpolate(tableQuery({ table: 'runs', filters: [node] }), {}, from).query.filters;
    expect(of(group('any'))).toEqual([]);
    expect(of(group('all', true))).toEqual([]);
    expect(of(group('all'))).toEqual([{ match: 'all', filters: [one] }]);
    expect(of(group('any', true))).toEqual([{ match: 'any', negate: true, filters: [one] }]);
    expect(of({ match: 'any', filters: [{ match: 'all', filters: [] }, client('in', []), one] })).toEqual([
      { match: 'any', filters: [one] },
    ]);
  });

  it('refuses several values where only one has a meaning', () => {
    expect(() => filtersOf(client('gt', '$client'), templates({ client: ['1', '2'] }))).toThrow(Fault);
  });

  it.each([
    ['a custom All', templates({ client: '__all' })],
    ['the built-in All', templates({ client: ['$__all'] })],
    ['All spelt out as every value', templates({ client: ['a', 'b'] }, ['client'])],
    ['a variable that does not exist', templates({})],
  ])('leaves a list out for %s', (_, from) => {
    expect(filtersOf(client('in', ['$client']), from)).toEqual([]);
    expect(interpolateArgs({ clients: ['$client'], tz: 'UTC' }, {}, from)).toEqual({ tz: 'UTC' });
  });

  it('leaves an empty list out, which means all', () => {
    expect(filtersOf(client('in', []), templates({}))).toEqual([]);
  });

  it('takes the one value of a repeated panel although the variable itself is All', () => {
    const from = templates({ client: ['a', 'b'] }, ['client']);
    expect(filtersOf(client('in', ['$client']), from, { client: { text: 'a', value: 'a' } })).toEqual([
      client('in', ['a']),
    ]);
  });

  it('sends an unknown variable outside lists as it is written, and says so', () => {
    const query = tableQuery({ table: 'runs', filters: [client('eq', '$nope')] });
    const { query: replaced, notices } = interpolate(query, {}, templates({}));
    expect(replaced.filters).toEqual([client('eq', '$nope')]);
    expect(notices.join()).toContain('“nope”');
  });

  it('keeps a list of one a list, so that a function gets an array', () => {
    expect(interpolateArgs({ clients: ['$c'], one: '$c' }, {}, templates({ c: 'a' }))).toEqual({
      clients: ['a'],
      one: 'a',
    });
  });

  it('says which condition is left out for a variable that is not there, and takes an amount for no variable', () => {
    const query = tableQuery({ table: 'runs', filters: [client('in', ['$nope']), client('in', ['$12.50', '$5 off'])] });
    const { query: replaced, notices } = interpolate(query, {}, templates({}));
    expect(replaced.filters).toEqual([client('in', ['$12.50', '$5 off'])]);
    expect(notices).toEqual(['There is no variable “nope” here, so the condition on “client” was left out.']);
  });
});
