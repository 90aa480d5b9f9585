import { describe, expect, it } from 'vitest';
import { parseQuery } from './parseQuery';

const codeOf = (saved: unknown) => {
  const parsed = parseQuery(saved);
  return parsed.ok ? 'ok' : parsed.fault.code;
};

describe('parseQuery', () => {
  it('takes a query without a type as a new one', () => {
    expect(parseQuery({ refId: 'B' })).toMatchObject({
      ok: true,
      query: { refId: 'B', queryType: 'preset', version: 2 },
    });
  });

  it('fills in what a hand-written query leaves out', () => {
    const parsed = parseQuery({ refId: 'A', queryType: 'table', table: 'runs' });
    expect(parsed).toMatchObject({ ok: true, query: { columns: [], filters: [], order: [], format: 'table' } });
  });

  it("keeps Grafana's own keys", () => {
    const parsed = parseQuery({ refId: 'A', hide: true, key: 'k', queryType: 'rpc', function: 'f' });
    expect(parsed).toMatchObject({ ok: true, query: { hide: true, key: 'k' } });
  });

  it('reads numbers and booleans of hand-written arguments as text', () => {
    const parsed = parseQuery({ queryType: 'rpc', function: 'f', args: { max_rows: 5, list: [1, true] } });
    expect(parsed).toMatchObject({ ok: true, query: { args: { max_rows: '5', list: ['1', 'true'] } } });
  });

  it('migrates the columns of the first version, which were names', () => {
    const parsed = parseQuery({
      refId: 'A',
      version: 1,
      queryType: 'table',
      table: 'runs',
      columns: ['run_id', 'a b'],
    });
    const columns = [{ column: 'run_id' }, { column: 'a b' }];
    expect(parsed).toMatchObject({ ok: true, query: { version: 2, columns, aggregates: [], embeds: [] } });
    expect(parseQuery(parsed.ok && parsed.query)).toEqual(parsed);
  });

  it.each([
    ['newer-version', { version: 3, queryType: 'table', table: 'runs', aggregates: [] }],
    ['not-a-query', { version: 'one' }],
    ['not-a-query', { queryType: 'sql' }],
    ['not-a-query', { queryType: 'constructor' }],
    ['not-a-query', 'select 1'],
    ['not-a-query', null],
    ['not-a-query', { queryType: 'table', table: 5 }],
    ['not-a-query', { queryType: 'table', table: 'runs', filters: {} }],
    ['unknown-operator', { queryType: 'table', table: 'runs', filters: [{ column: 'a', operator: 'or', value: '' }] }],
    ['unknown-preset', { queryType: 'preset', preset: 'toString' }],
  ])('names the fault %s of %j', (code, saved) => {
    expect(codeOf(saved)).toBe(code);
  });
});
