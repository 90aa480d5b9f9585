import { AbstractLabelOperator, type AbstractQuery } from '@grafana/data';
import type { Filter, ScrapewatchQuery } from '../query/model';
import { presets } from '../query/presets';
import { resolvePreset } from '../query/resolvePreset';

/**
 * Queries of another source, such as Loki, as log lines of ours: the labels that ours have too become filters, the others are
 * left out.
 */
export function importQueries(queries: AbstractQuery[]): ScrapewatchQuery[] {
  return queries.map(({ refId, labelMatchers }) => {
    const plain = resolvePreset({ refId, version: 2, queryType: 'preset', preset: 'logs' });
    const { source, columns } = presets.logs;
    if (plain.queryType !== 'table' || !('table' in source)) {
      return plain;
    }
    const known = new Set(columns.map(({ name }) => name));
    const filters = labelMatchers.filter(({ name }) => known.has(name)).map(toFilter);
    const own = new Set(filters.map(({ column }) => column));
    const kept = plain.filters.filter((node) => !('column' in node) || !own.has(node.column));
    return { ...plain, filters: [...kept, ...filters], limit: source.limit };
  });
}

function toFilter({ name, operator, value }: AbstractQuery['labelMatchers'][number]): Filter {
  const operators: Record<AbstractLabelOperator, Pick<Filter, 'operator' | 'negate'>> = {
    [AbstractLabelOperator.Equal]: { operator: 'eq' },
    [AbstractLabelOperator.NotEqual]: { operator: 'isdistinct' },
    [AbstractLabelOperator.EqualRegEx]: { operator: 'match' },
    [AbstractLabelOperator.NotEqualRegEx]: { operator: 'match', negate: true },
  };
  return { column: name, value, ...operators[operator] };
}
