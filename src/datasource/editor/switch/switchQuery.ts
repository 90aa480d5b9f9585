import type { QueryType, ScrapewatchQuery } from '../../query/model';
import { queryText } from '../../query/queryText';
import { newQuery } from '../newQuery';

/** A query as another type has it. */
export interface Switched {
  query: ScrapewatchQuery;
  /** What the other type cannot keep, in the user's words; empty: everything is kept. */
  losses: string[];
  /** The new query asks what the old one asked. */
  carried: boolean;
}

/** The query as one of another type, as far as that type can say it. */
export function switchQuery(query: ScrapewatchQuery, type: QueryType): Switched {
  const empty = newQuery(type, query);
  const losses = isUntouched(query) ? [] : [`The ${nouns[query.queryType]}: ${queryText(query)}`];
  return { query: empty, losses, carried: false };
}

/** True for a query that nobody has written anything into. */
export function isUntouched(query: ScrapewatchQuery): boolean {
  return textOf(query) === textOf(newQuery(query.queryType, query));
}

const nouns: Record<QueryType, string> = {
  preset: 'question',
  table: 'table query',
  rpc: 'function call',
  postgrest: 'request',
  prometheus: 'PromQL',
};

/** A text that equal queries have in common: without what is undefined, keys in order. */
export function textOf(query: ScrapewatchQuery): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
