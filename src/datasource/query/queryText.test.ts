import { describe, expect, it } from 'vitest';
import { queryText } from './queryText';
import { tableQuery } from './tableQuery';

describe('queryText', () => {
  it('says in one line what a table is asked, with embeds, figures and groups of conditions', () => {
    const query = tableQuery({
      ...{ table: 'runs', schema: 'ops', limit: 5, bucket: { every: '1h' }, timeColumn: 'at' },
      columns: [{ column: 'client' }, { column: 'data', path: ['team'] }],
      aggregates: [{ function: 'count' }, { function: 'sum', column: 'cost' }],
      embeds: [
        {
          ...{ relation: 'clients', join: 'inner', columns: [], aggregates: [], order: [], embeds: [] },
          filters: [{ column: 'tier', operator: 'eq', value: 'gold' }],
        },
      ],
      filters: [
        { column: 'status', operator: 'in', value: ['failed', 'cancelled'] },
        {
          match: 'any',
          negate: true,
          filters: [
            { column: 'retries', operator: 'gt', value: '3' },
            { column: 'error', operator: 'is', value: 'null' },
          ],
        },
      ],
      order: [{ column: 'client', direction: 'desc' }],
    });
    expect(queryText(query)).toBe(
      'client, data.team, count(), sum(cost), clients(* where tier equals gold) from ops.runs ' +
        'where status is one of failed, cancelled and not (retries > 3 or error is null) every 1h order by client desc limit 5'
    );
  });

  it.each([
    [
      { queryType: 'rpc', function: 'run_stats', args: { tz: 'UTC', systems: ['a', 'b'] } },
      'run_stats(tz => UTC, systems => a,b)',
    ],
    [{ queryType: 'postgrest', path: 'runs?select=id' }, 'runs?select=id'],
    [
      {
        queryType: 'prometheus',
        expr: 'up',
        join: { rows: { queryType: 'rpc', function: 'f' }, column: 'a', label: 'b' },
      },
      'up joined to f()',
    ],
    [
      { version: 99, queryType: 'table' },
      'This query was saved by a newer version of the plugin: version 99, this one knows 2',
    ],
  ])('says %j as %s', (query, text) => {
    expect(queryText({ refId: 'A', ...query })).toBe(text);
  });
});
