import { isFilterGroup, type FilterNode } from './model';
import { parseQuery } from './parseQuery';
import { presets } from './presets';

/** A query in one line, for the query history and collapsed query rows. */
export function queryText(saved: unknown): string {
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    return parsed.fault.what;
  }
  const { query } = parsed;
  switch (query.queryType) {
    case 'preset':
      return presets[query.preset].label;
    case 'rpc':
      return `${query.schema ? `${query.schema}.` : ''}${query.function}(${Object.entries(query.args)
        .map(([name, value]) => `${name} => ${String(value)}`)
        .join(', ')})`;
    case 'postgrest':
      return query.path;
    case 'prometheus':
      return query.expr;
    case 'table': {
      const filters = query.filters.map(filterText);
      const where = filters.length > 0 ? ` where ${filters.join(' and ')}` : '';
      return `${query.columns.map(({ column }) => column).join(', ') || '*'} from ${query.schema ? `${query.schema}.` : ''}${query.table}${where}`;
    }
  }
}

function filterText(node: FilterNode): string {
  if (isFilterGroup(node)) {
    return `(${node.filters.map(filterText).join(node.match === 'any' ? ' or ' : ' and ')})`;
  }
  return `${node.column} ${node.operator} ${String(node.value)}`;
}
