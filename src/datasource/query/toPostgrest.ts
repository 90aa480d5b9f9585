import { Fault } from '../transport/Fault';
import {
  isFilterGroup,
  type ArgValue,
  type Filter,
  type Order,
  type PostgrestQuery,
  type RowsQuery,
  type RpcQuery,
  type TableQuery,
} from './model';
import { arrayLiteral, columnName, filterKey, operators } from './operators';

/** One GET: `path` below the data source's proxy address, the query's pairs in order (not yet encoded), the headers. */
export interface PostgrestRequest {
  path: string;
  searchParams: Array<[string, string]>;
  headers: Record<string, string>;
}

export interface RequestContext {
  /** The dashboard's time range in epoch milliseconds. */
  range: { from: number; to: number };
  /** Where the query names no schema. */
  schema: string;
}

/**
 * The request that asks an interpolated query of PostgREST. Throws a Fault when the query cannot be asked.
 * https://docs.postgrest.org/en/v13/references/api/tables_views.html
 */
export function toPostgrest(query: RowsQuery, context: RequestContext): PostgrestRequest {
  const schema = query.schema || context.schema;
  if (!/^[\x20-\x7e]+$/.test(schema)) {
    throw new Fault('unsafe-name', { detail: `schema ${schema}` });
  }
  return {
    ...ownPart(query, context),
    headers: { Accept: 'application/json', 'Accept-Profile': schema },
  };
}

/** The address below the data source's proxy, everything percent-encoded: Grafana drops pairs that are not. */
export function toPath({ path, searchParams }: Pick<PostgrestRequest, 'path' | 'searchParams'>): string {
  const pairs = searchParams.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function ownPart(query: RowsQuery, context: RequestContext): Omit<PostgrestRequest, 'headers'> {
  switch (query.queryType) {
    case 'table':
      return tableRequest(query, context);
    case 'rpc':
      return rpcRequest(query);
    case 'postgrest':
      return rawRequest(query, context);
  }
}

function rawRequest(
  { path, timeColumn }: PostgrestQuery,
  { range }: RequestContext
): Omit<PostgrestRequest, 'headers'> {
  const [name, pairs = ''] = path
    .trim()
    .replace(/^\//, '')
    .split(/\?(.*)/s);
  const searchParams = pairs
    .split('&')
    .filter(Boolean)
    .map((pair): [string, string] => {
      const [key, value = ''] = pair.split(/=(.*)/s);
      return [key, value];
    });
  if (timeColumn) {
    searchParams.push(...timeFilters(timeColumn, range));
  }
  const isFunction = name.startsWith('rpc/');
  const safe = safeName(isFunction ? name.slice('rpc/'.length) : name, isFunction ? 'function' : 'table');
  return { path: `read/${isFunction ? 'rpc/' : ''}${safe}`, searchParams };
}

function timeFilters(timeColumn: string, range: RequestContext['range']): Array<[string, string]> {
  const column = filterKey(timeColumn);
  return [
    [column, `gte.${toIso(range.from)}`],
    [column, `lt.${toIso(range.to)}`],
  ];
}

function tableRequest(query: TableQuery, { range }: RequestContext): Omit<PostgrestRequest, 'headers'> {
  const searchParams: Array<[string, string]> = [
    ['select', query.columns.length === 0 ? '*' : query.columns.map(({ column }) => columnName(column)).join(',')],
    ...query.filters.flatMap((node) => (isFilterGroup(node) ? [] : [toFilter(node)])),
  ];
  if (query.timeColumn) {
    searchParams.push(...timeFilters(query.timeColumn, range));
  }
  if (query.order.length > 0) {
    searchParams.push(['order', query.order.map(toOrder).join(',')]);
  }
  return { path: `read/${safeName(query.table, 'table')}`, searchParams };
}

function rpcRequest(query: RpcQuery): Omit<PostgrestRequest, 'headers'> {
  return {
    path: `read/rpc/${safeName(query.function, 'function')}`,
    searchParams: Object.entries(query.args).map(toArgument),
  };
}

function toFilter({ column, operator, value, negate }: Filter): [string, string] {
  if (column === '') {
    throw new Fault('missing-name', { detail: 'a filter has no column' });
  }
  const values = Array.isArray(value) ? value : [value];
  const { takes, words, encode } = operators[operator];
  if (takes !== 'many' && values.length !== 1) {
    throw new Fault('many-values', { detail: column });
  }
  if (takes === 'word' && !words?.includes(values[0])) {
    throw new Fault('not-a-word', { detail: values[0] });
  }
  return [filterKey(column), `${negate ? 'not.' : ''}${encode(values)}`];
}

function toOrder({ column, direction, nulls }: Order): string {
  if (column === '') {
    throw new Fault('missing-name', { detail: 'an order has no column' });
  }
  return `${columnName(column)}.${direction}${nulls ? `.nulls${nulls}` : ''}`;
}

function toArgument([name, value]: [string, ArgValue]): [string, string] {
  if (reservedArguments.has(name)) {
    throw new Fault('reserved-argument', { detail: name });
  }
  return [name, Array.isArray(value) ? arrayLiteral(value) : value];
}

const reservedArguments = new Set(['select', 'order', 'limit', 'offset', 'columns', 'on_conflict', 'and', 'or']);

function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

// Grafana's proxy encodes paths twice and forwards `..` with the key, so a path holds only harmless characters.
function safeName(name: string, what: string): string {
  if (name === '') {
    throw new Fault('missing-name', { detail: `no ${what} is chosen` });
  }
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name)) {
    throw new Fault('unsafe-name', { detail: `${what} ${name}` });
  }
  return name;
}
