import { columnName } from '../query/request/names';
import type { Order, RowsQuery, TableQuery } from '../query/model';
import type { PostgrestRequest } from '../query/toPostgrest';
import { fieldName } from '../query/fieldName';
import type { TableInfo } from '../schema/Schema';
import type { PageKey, PagePlan } from '../transport/paging/PagePlan';

export interface PlanContext {
  range: { from: number; to: number };
  /** The table, as far as discovery knows it already. */
  table?: Pick<TableInfo, 'kind' | 'primaryKey' | 'columns'>;
  /** So few rows are wanted that one page should hold them: they are not sorted by all that is shown to be told apart. */
  isOnePage?: boolean;
  /** So few that no server cuts them: they are put in the order of their time at most. */
  isShort?: boolean;
}

export interface Planned {
  request: PostgrestRequest;
  plan?: PagePlan;
}

/**
 * The request in an order in which it can be read in pieces: its own, else by time, and then by the primary key. Without
 * any of them, or where rows are ordered by what cannot be compared with, the request stays as it is.
 */
export function planPages(query: RowsQuery, request: PostgrestRequest, context: PlanContext): Planned {
  if ((request.offset ?? 0) > 0 || query.queryType === 'rpc' || request.path.startsWith('read/rpc/')) {
    return { request };
  }
  const select = request.searchParams.find(([key]) => key === 'select')?.[1] ?? '*';
  // Another column would change what an aggregate is grouped by.
  const isPlain = !request.searchParams.some(([key]) => key === 'order') && !select.includes('()');
  if (context.isShort) {
    const order = isPlain && query.format !== 'table' ? inOrderOfTime(query) : [];
    return { request: order.length > 0 ? { ...request, searchParams: ordered(request.searchParams, order) } : request };
  }
  if (query.queryType === 'postgrest') {
    return isPlain ? withKeys(query, request, [], context) : { request };
  }
  if (query.aggregates.length > 0 || query.embeds.some((embed) => embed.spread && embed.aggregates.length > 0)) {
    return { request: inOrderOfGroups(query, request) };
  }
  const isComparable = query.order.every(({ path, embed }) => !embed && (path === undefined || path.length === 0));
  return isComparable ? withKeys(query, request, query.order, context) : { request };
}

type PlannedQuery = Exclude<RowsQuery, { queryType: 'rpc' }>;

function withKeys(
  query: PlannedQuery,
  request: PostgrestRequest,
  order: Order[],
  { range, table, isOnePage }: PlanContext
): Planned {
  const { timeColumn } = query;
  const primaryKey = table?.primaryKey ?? [];
  const notNull = new Set([
    ...primaryKey,
    ...(timeColumn ? [timeColumn] : []),
    ...(table?.columns ?? []).filter(({ nullable }) => nullable === false).map(({ name }) => name),
  ]);
  const wanted = order.length > 0 ? order : inOrderOfTime(query);
  const direction = wanted.at(-1)?.direction ?? 'asc';
  const others = isOnePage ? undefined : wholeRow(query, table?.columns ?? []);
  const rest = primaryKey.length > 0 ? primaryKey : others;
  const all = [...wanted, ...(rest ?? []).map((column): Order => ({ column, direction }))];
  const distinct = all.filter(({ column }, at) => all.findIndex((each) => each.column === column) === at);
  if (distinct.length === 0) {
    return { request };
  }
  const hidden: string[] = [];
  const keys = distinct.map((each): PageKey => {
    const nulls = each.nulls ?? (each.direction === 'asc' ? 'last' : 'first');
    const own = fieldOf(query, each.column);
    const field = own ?? `scrapewatch_key_${hidden.length}`;
    if (own === undefined) {
      hidden.push(field);
    }
    return { column: each.column, direction: each.direction, nulls, isNotNull: notNull.has(each.column), field };
  });
  const added = keys.filter(({ field }) => hidden.includes(field));
  const axis = timeColumn !== undefined && keys[0].column === timeColumn ? { axis: range } : {};
  return {
    request: { ...request, searchParams: ordered(selecting(request.searchParams, added), distinct) },
    // OpenAPI names a table's key for views of it too, and does not tell which is a view: its rows may share the key.
    plan: {
      keys,
      isUnique: primaryKey.length > 0 && table?.kind === 'table',
      isWhole: rest !== undefined,
      hidden,
      ...axis,
    },
  };
}

/** Newest first where the rest may be cut off and the rows are put in order anyway. */
function inOrderOfTime({ timeColumn, format }: PlannedQuery): Order[] {
  return timeColumn ? [{ column: timeColumn, direction: format === 'table' ? 'asc' : 'desc' }] : [];
}

/**
 * All columns that are shown, where their values have an order: rows that are equal in them are the same to whoever looks.
 * Undefined for too many, or when their types are not known.
 */
function wholeRow(query: PlannedQuery, known: ReadonlyArray<{ name: string; type: string }>): string[] | undefined {
  if (query.queryType === 'postgrest' || query.embeds.length > 0) {
    return undefined;
  }
  const shown = query.columns.length > 0 ? query.columns : known.map(({ name }) => ({ column: name }));
  const types = new Map(known.map(({ name, type }) => [name, type]));
  const isOrdered = shown.every(({ column }) => sortable.test(types.get(column) ?? ''));
  return shown.length > 0 && shown.length <= mostColumns && isOrdered ? shown.map(({ column }) => column) : undefined;
}

const mostColumns = 16;
/** A type that is not known to have an order, such as json, would make the request fail. */
const sortable =
  /^(?!.*\[\])(smallint|integer|bigint|int[248]|numeric|decimal|real|double precision|float[48]|text|character|varchar|bpchar|citext|uuid|boolean|bool|date|time|interval|inet|cidr|bytea)/;

/** The field of the answer that holds a column as it is; undefined when there is none for sure. */
function fieldOf(query: PlannedQuery, column: string): string | undefined {
  if (query.queryType === 'postgrest') {
    return undefined;
  }
  const { columns, embeds } = query;
  if (embeds.some((embed) => embed.spread || (embed.alias || embed.relation) === column)) {
    return undefined;
  }
  if (columns.length === 0) {
    return column;
  }
  const own = columns.filter((each) => fieldName(each) === column);
  const isPlain = own.length === 1 && own[0].column === column && !own[0].cast && !own[0].path?.length;
  return isPlain ? column : undefined;
}

type SearchParams = PostgrestRequest['searchParams'];

function selecting(searchParams: SearchParams, added: PageKey[]): SearchParams {
  if (added.length === 0) {
    return searchParams;
  }
  const more = added.map(({ field, column }) => `${field}:${columnName(column)}`).join(',');
  const at = searchParams.findIndex(([key]) => key === 'select');
  return at < 0
    ? [['select', `*,${more}`], ...searchParams]
    : searchParams.map((pair, position) => (position === at ? ['select', `${pair[1] || '*'},${more}`] : pair));
}

function ordered(searchParams: SearchParams, order: Order[]): SearchParams {
  const text = order
    .map(({ column, direction, nulls }) => `${columnName(column)}.${direction}${nulls ? `.nulls${nulls}` : ''}`)
    .join(',');
  return [...searchParams.filter(([key]) => key !== 'order'), ['order', text]];
}

/** Groups have no key of their own, but what they are grouped by. */
function inOrderOfGroups({ columns, order }: TableQuery, request: PostgrestRequest): PostgrestRequest {
  const isPlain = columns.every(({ path, cast }) => !cast && !path?.length);
  if (order.length > 0 || columns.length === 0 || !isPlain) {
    return request;
  }
  const groups = columns.map(({ column }): Order => ({ column, direction: 'asc' }));
  return { ...request, searchParams: ordered(request.searchParams, groups) };
}
