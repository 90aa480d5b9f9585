import { toPlainQuery } from '../../answer/toPlainQuery';
import type { PostgrestQuery, QueryType, RpcQuery, ScrapewatchQuery, TableQuery } from '../../query/model';
import { presets } from '../../query/presets';
import { notInRawText, toRawText } from '../../query/preview/toRawText';
import { queryText } from '../../query/queryText';
import { readRaw } from '../../query/raw/readRaw';
import { Fault } from '../../transport/Fault';
import { newQuery } from '../newQuery';

/** A query as another type has it. */
export interface Switched {
  query: ScrapewatchQuery;
  /** What the other type cannot keep, in the user's words; empty: everything is kept. */
  losses: string[];
  /** The new query asks what the old one asked, apart from the losses. */
  carried: boolean;
}

/** The query as one of another type, as far as that type can say it. */
export function switchQuery(query: ScrapewatchQuery, type: QueryType): Switched {
  const carried = isUntouched(query) ? undefined : ifPossible(() => carry(query, type));
  if (carried) {
    return { ...carried, carried: true };
  }
  return { query: newQuery(type, query), losses: lossOf(query), carried: false };
}

/** The whole query in the user's words, as what is lost when another takes its place; empty when nobody wrote it. */
export function lossOf(query: ScrapewatchQuery): string[] {
  return isUntouched(query) ? [] : [`The ${nouns[query.queryType]}: ${queryText(query)}`];
}

/** True for a query that nobody has written anything into. */
export function isUntouched(query: ScrapewatchQuery): boolean {
  return textOf(query) === textOf(newQuery(query.queryType, query));
}

/** A text that equal queries have in common: without what is undefined, keys in order. */
export function textOf(query: ScrapewatchQuery): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const nouns: Record<QueryType, string> = {
  preset: 'question',
  table: 'table query',
  rpc: 'function call',
  postgrest: 'request',
  prometheus: 'PromQL',
};

type Carried = Omit<Switched, 'carried'>;

/** Undefined for a query with a mistake in it, which another type could not say either. */
function ifPossible<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof Fault) {
      return undefined;
    }
    throw thrown;
  }
}

function carry(query: ScrapewatchQuery, type: QueryType): Carried | undefined {
  if (query.queryType === 'prometheus') {
    return undefined;
  }
  const plain = withPresetLimit(query, toPlainQuery(query));
  if (plain.queryType === 'postgrest') {
    return fromRaw(plain, type);
  }
  if (plain.queryType === type) {
    return { query: plain, losses: [] };
  }
  return type === 'postgrest' ? toRaw(plain) : undefined;
}

/** A preset reads at most so many rows, which its plain query must say itself. */
function withPresetLimit(asked: ScrapewatchQuery, plain: TableQuery | RpcQuery | PostgrestQuery) {
  const source = asked.queryType === 'preset' ? presets[asked.preset].source : undefined;
  return source && 'table' in source && plain.queryType === 'table' ? { ...plain, limit: source.limit } : plain;
}

function toRaw(query: TableQuery | RpcQuery): Carried {
  const { refId, datasource, hide, key, version, legend, live, schema, format } = query;
  const timeColumn = query.queryType === 'table' ? query.timeColumn : undefined;
  const base = { refId, datasource, hide, key, version, legend, live, schema, format, timeColumn };
  // The time range stays a field of its own.
  const path = toRawText(query.queryType === 'table' ? { ...query, timeColumn: undefined } : query);
  return { query: { ...base, queryType: 'postgrest', path }, losses: notInRawText(query).map(sentence) };
}

/** The type whose builder can go on with a request. */
export function builderOf({ path }: PostgrestQuery): 'table' | 'rpc' {
  return /^\/?rpc\//.test(path.trim()) ? 'rpc' : 'table';
}

function fromRaw(query: PostgrestQuery, type: QueryType): Carried | undefined {
  const { query: read, losses } = readRaw(query.path);
  if (!read || read.queryType !== type) {
    return undefined;
  }
  const { refId, datasource, hide, key, legend, live, schema, format, timeColumn } = query;
  const own = { refId, datasource, hide, key, legend, live, schema, format };
  return {
    query:
      read.queryType === 'table' ? { ...read, ...own, timeColumn: timeColumn ?? read.timeColumn } : { ...read, ...own },
    losses: losses.map(({ message }) => sentence(message)),
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
