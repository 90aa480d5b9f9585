import { describe, expect, it } from 'vitest';
import { newQuery } from '../newQuery';
import { isUntouched, switchQuery } from './switchQuery';
import { tableQuery } from '../../query/tableQuery';
import { queryTypeLabels } from './queryTypeLabels';
import type { QueryType } from '../../query/model';

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
