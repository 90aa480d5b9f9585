import type { RpcQuery, TableQuery } from '../model';
import { timeVariables } from '../raw/toTableQuery';
import { writeRaw } from '../raw/writeRaw';
import { rangePairs } from '../request/toPairs';
import { toAsked } from '../toPostgrest';

/**
 * A query of the builder as a request to be written on by hand: what stands after `/rest/v1/`, not percent-encoded, with its
 * variables as they are written. `range` (epoch milliseconds) shows times instead of the dashboard's variables. Throws the Fault
 * of what cannot be asked.
 */
export function toRawText(query: TableQuery | RpcQuery, range?: { from: number; to: number }): string {
  return writeRaw(toAsked(query, range ? rangePairs(range) : timeVariables), true);
}

/** What a query says that no address can: it is lost when the query is turned into a raw one. */
export function notInRawText(query: TableQuery | RpcQuery): string[] {
  if (query.queryType !== 'table') {
    return [];
  }
  return [
    ...(query.bucket ? ['the time bucket, which is summed up in the browser'] : []),
    ...(query.aggregateIn === 'browser' ? ['the aggregates, which are computed in the browser'] : []),
    ...(query.count ? ['the count of all rows, which is asked for in a header'] : []),
  ];
}
