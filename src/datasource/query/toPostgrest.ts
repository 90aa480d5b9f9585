import type { ArgValue, PostgrestQuery, RowsQuery, TableQuery } from './model';
import { splitRaw } from './raw/splitRaw';
import type { Asked, Pair } from './request/Pair';
import { safeName, safeSchema } from './request/safeName';
import { rangePairs, timePairs, toPairs, type PairContext } from './request/toPairs';
import { writePair } from './request/writePair';
import { toRowsQuery } from './toRowsQuery';

/** One GET: `path` below the data source's proxy address, the query's pairs in order (not yet encoded), the headers. */
export interface PostgrestRequest {
  path: string;
  searchParams: Array<[string, string]>;
  headers: Record<string, string>;
  /** How many rows are asked for and how many are passed over: paging sends them, so they are not among the pairs. */
  limit?: number;
  offset?: number;
}

export interface RequestContext {
  /** The dashboard's time range in epoch milliseconds. */
  range: { from: number; to: number };
  /** Where the query names no schema. */
  schema: string;
}

/**
 * The request that asks an interpolated query of PostgREST; a query that is summed up in the browser asks for its rows.
 * Throws a Fault when the query cannot be asked. https://docs.postgrest.org/en/v13/references/api/tables_views.html
 */
export function toPostgrest(query: RowsQuery, { range, schema }: RequestContext): PostgrestRequest {
  const count = query.queryType === 'table' ? query.count : undefined;
  const { isFunction, name, pairs } = toAsked(query, rangePairs(range));
  const paging = pairs.filter(isPaging);
  const countOf = (kind: 'limit' | 'offset') => paging.findLast((pair) => pair.kind === kind)?.count;
  return {
    path: `read/${isFunction ? 'rpc/' : ''}${safeName(name, isFunction ? 'function' : 'table')}`,
    searchParams: pairs.filter((pair) => !isPaging(pair)).map(writePair),
    headers: {
      Accept: 'application/json',
      'Accept-Profile': safeSchema(query.schema || schema),
      ...(count ? { Prefer: `count=${count}` } : {}),
    },
    ...wholeNumber('limit', countOf('limit')),
    ...wholeNumber('offset', countOf('offset')),
  };
}

/** The address below the data source's proxy, everything percent-encoded: Grafana drops pairs that are not. */
export function toPath({ path, searchParams }: Pick<PostgrestRequest, 'path' | 'searchParams'>): string {
  const pairs = searchParams.map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** What a query asks, with the number of rows among its pairs. */
export function toAsked(query: RowsQuery, time: PairContext): Asked {
  switch (query.queryType) {
    case 'table':
      return tableAsked(toRowsQuery(query), time);
    case 'rpc': {
      const pairs = Object.entries(query.args).flatMap(([name, value]) => argumentPairs(name, value, query.variadic));
      return { isFunction: true, name: query.function, pairs };
    }
    case 'postgrest':
      return rawAsked(query, time);
  }
}

// https://docs.postgrest.org/en/v13/references/api/functions.html#variadic-functions
function argumentPairs(name: string, value: ArgValue, variadic: string | undefined): Pair[] {
  const values = name === variadic && Array.isArray(value) ? value : [value];
  return values.map((each) => ({ kind: 'argument', name, value: each }));
}

function tableAsked(query: TableQuery, time: PairContext): Asked {
  const pairs = toPairs(query, time);
  if (query.limit !== undefined) {
    pairs.push({ kind: 'limit', at: [], count: String(query.limit) });
  }
  return { isFunction: false, name: query.table, pairs };
}

function rawAsked({ path, timeColumn }: PostgrestQuery, time: PairContext): Asked {
  const asked = splitRaw(path);
  return { ...asked, pairs: [...asked.pairs, ...(timeColumn ? timePairs(timeColumn, time) : [])] };
}

function isPaging(pair: Pair): pair is Extract<Pair, { kind: 'limit' | 'offset' }> {
  return (pair.kind === 'limit' || pair.kind === 'offset') && pair.at.length === 0;
}

function wholeNumber(key: 'limit' | 'offset', text: string | undefined): { limit?: number; offset?: number } {
  return text !== undefined && /^\d+$/.test(text) ? { [key]: Number(text) } : {};
}

// Half of a surrogate pair is no character: encodeURIComponent throws on it and Postgres cannot hold it.
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
