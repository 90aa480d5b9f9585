import type { Filter, FilterNode } from '../query/model';
import type { AdhocFilter } from './AdhocFilter';

/**
 * An ad-hoc condition as a filter of the query model. Values stay values, whatever they hold. As in Prometheus and Loki,
 * what is not equal to a value includes what has none. Undefined for an operator that is not known.
 */
export function toFilterNode({ key, operator, value, values }: AdhocFilter): FilterNode | undefined {
  const all = values ?? [value];
  const equal: Filter =
    all.length === 1 ? { column: key, operator: 'eq', value: all[0] } : { column: key, operator: 'in', value: all };
  switch (operator) {
    case '=':
    case '=|':
      return equal;
    case '!=':
    case '!=|':
      return all.length === 1
        ? { column: key, operator: 'isdistinct', value: all[0] }
        : orNull({ ...equal, negate: true });
    case '=~':
      return { column: key, operator: 'match', value };
    case '!~':
      return orNull({ column: key, operator: 'match', value, negate: true });
    case '<':
      return { column: key, operator: 'lt', value };
    case '<=':
      return { column: key, operator: 'lte', value };
    case '>':
      return { column: key, operator: 'gt', value };
    case '>=':
      return { column: key, operator: 'gte', value };
    default:
      return undefined;
  }
}

function orNull(filter: Filter): FilterNode {
  return { match: 'any', filters: [filter, { column: filter.column, operator: 'is', value: 'null' }] };
}
