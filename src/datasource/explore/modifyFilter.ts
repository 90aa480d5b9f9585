import { isFilterGroup, type Filter, type FilterNode, type ScrapewatchQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { presets } from '../query/presets';
import { withPair } from '../query/raw/withPair';
import { filterPair } from '../query/request/filterText';
import { resolvePreset } from '../query/resolvePreset';

export type FilterKind = 'for' | 'out';

export interface Wanted {
  column: string;
  value: string;
  kind: FilterKind;
}

/** The query that shows only the rows with this value, or only the others; unchanged where rows cannot be chosen. */
export function addFilter(saved: ScrapewatchQuery, wanted: Wanted): ScrapewatchQuery {
  const query = asTable(saved);
  if (query?.queryType === 'table') {
    return { ...query, filters: [...query.filters.filter((node) => !isOn(node, wanted)), toFilter(wanted)] };
  }
  if (query?.queryType === 'postgrest') {
    const { column, value, kind } = wanted;
    return { ...query, path: withPair(query.path, ...filterPair(toFilter({ column, value, kind }), [])) };
  }
  return saved;
}

/** The same, and back again when the query has that filter already. */
export function toggleFilter(saved: ScrapewatchQuery, wanted: Wanted): ScrapewatchQuery {
  const query = asTable(saved);
  if (query?.queryType === 'table' && query.filters.some((node) => isSame(node, wanted))) {
    return { ...query, filters: query.filters.filter((node) => !isSame(node, wanted)) };
  }
  return addFilter(saved, wanted);
}

/** True when the query shows only the rows with this value. */
export function hasFilter(saved: ScrapewatchQuery, wanted: Omit<Wanted, 'kind'>): boolean {
  const query = asTable(saved);
  return query?.queryType === 'table' && query.filters.some((node) => isSame(node, { ...wanted, kind: 'for' }));
}

/** What can hold filters: a preset on a table becomes that table, for it cannot hold them itself. */
function asTable(saved: ScrapewatchQuery): ScrapewatchQuery | undefined {
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    return undefined;
  }
  const { query } = parsed;
  if (query.queryType !== 'preset') {
    return query;
  }
  const plain = resolvePreset(query);
  const { source } = presets[query.preset];
  return plain.queryType === 'table' && 'table' in source ? { ...plain, limit: source.limit } : query;
}

function toFilter({ column, value, kind }: Wanted): Filter {
  // What is filtered out leaves the rows that have no value at all.
  return { column, operator: kind === 'for' ? 'eq' : 'isdistinct', value };
}

function isSame(node: FilterNode, wanted: Wanted): boolean {
  return isOn(node, wanted) && !isFilterGroup(node) && node.operator === toFilter(wanted).operator;
}

/** The filter itself, or the opposite of it. */
function isOn(node: FilterNode, { column, value }: Omit<Wanted, 'kind'>): boolean {
  return (
    !isFilterGroup(node) &&
    node.column === column &&
    node.value === value &&
    !node.negate &&
    (node.operator === 'eq' || node.operator === 'isdistinct')
  );
}
