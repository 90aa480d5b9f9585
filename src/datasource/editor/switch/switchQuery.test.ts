import { describe, expect, it } from 'vitest';
import { newQuery } from '../newQuery';
import { isUntouched, switchQuery, textOf } from './switchQuery';
import { tableQuery } from '../../query/tableQuery';
import { queryTypeLabels } from './queryTypeLabels';
import type { PostgrestQuery, PresetQuery, QueryType } from '../../query/model';

const every = Object.keys(queryTypeLabels) as QueryType[];

describe('switchQuery', () => {
  it.each(every.flatMap((from) => every.map((to) => [from, to] as const)))(
    'loses nothing between a new %s and a new %s, and keeps what is Grafana’s',
    (from, to) => {
      const before = { ...newQuery(from, tableQuery({ table: '', refId: 'C', hide: true })) };
      expect(isUntouched(before)).toBe(true);
      expect(switchQuery(before, to)).toMatchObject({ query: { queryType: to, refId: 'C', hide: true }, losses: [] });
    }
  );

  it('names the query that another type cannot keep', () => {
    expect(switchQuery(tableQuery({ table: 'runs' }), 'prometheus').losses).toEqual(['The table query: * from runs']);
  });
});

describe('a query that another type can say', () => {
  const table = tableQuery({
    table: 'runs',
    schema: 'public',
    columns: [{ column: 'status' }],
    filters: [{ column: 'client', operator: 'eq', value: '$client' }],
    timeColumn: 'queued_at',
    legend: '{{status}}',
    limit: 50,
  });

  it('becomes a request and comes back the same', () => {
    const { query: raw, losses } = switchQuery(table, 'postgrest');
    expect(raw).toMatchObject({
      path: 'runs?select=status&client=eq.$client&limit=50',
      schema: 'public',
      timeColumn: 'queued_at',
      legend: '{{status}}',
    });
    expect(losses).toEqual([]);
    expect(textOf(switchQuery(raw, 'table').query)).toBe(textOf(table));
  });

  it('says what a request cannot hold', () => {
    const { losses } = switchQuery({ ...table, bucket: { every: 'auto' } }, 'postgrest');
    expect(losses).toEqual(['The time bucket, which is summed up in the browser']);
  });

  it('opens a preset as what it is: a table, a function, a request', () => {
    const logs = { ...newQuery('preset', table), queryType: 'preset', preset: 'logs', args: {} } as PresetQuery;
    expect(switchQuery(logs, 'table')).toMatchObject({ query: { table: 'logs', schema: 'scrapewatch', limit: 500 } });
    expect(switchQuery({ ...logs, preset: 'run_stats' }, 'rpc')).toMatchObject({
      query: { function: 'run_stats' },
      losses: [],
    });
    expect(switchQuery({ ...logs, preset: 'run_stats' }, 'postgrest')).toMatchObject({ losses: [], carried: true });
  });

  it('does not carry a preset with an argument that it does not take', () => {
    const wrong = { ...newQuery('preset', table), preset: 'logs', args: { what: 'x' } } as PresetQuery;
    expect(switchQuery(wrong, 'table')).toMatchObject({ carried: false, losses: ['The question: Logs'] });
  });

  it('does not carry a request with a mistake into the builder, nor a function into a table', () => {
    const { query: raw } = switchQuery(table, 'postgrest');
    const request = raw as PostgrestQuery;
    expect(switchQuery({ ...request, path: 'runs?status=what.x' }, 'table').losses).toHaveLength(1);
    expect(switchQuery({ ...request, path: 'rpc/run_stats' }, 'table').losses).toEqual(['The request: rpc/run_stats']);
    expect(switchQuery({ ...request, path: 'rpc/run_stats' }, 'rpc')).toMatchObject({ carried: true });
  });
});
