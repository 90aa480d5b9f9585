import { toPlainQuery } from '../../answer/toPlainQuery';
import {
  isFilterGroup,
  type PresetQuery,
  type RowsQuery,
  type RpcQuery,
  type ScrapewatchQuery,
  type TableQuery,
} from '../../query/model';
import { toSql, type DashboardTime } from '../../query/preview/toSql';
import { toSupabaseJs } from '../../query/preview/toSupabaseJs';
import { toUrl } from '../../query/preview/toUrl';
import { readRaw } from '../../query/raw/readRaw';
import { toPostgrest } from '../../query/toPostgrest';
import type { Schema } from '../../schema/Schema';
import { Fault } from '../../transport/Fault';

export interface PreviewContext {
  schemas: string[];
  range: DashboardTime;
  replaceVariables: (query: ScrapewatchQuery) => ScrapewatchQuery;
  /** Where the server is, for an address that can be asked from anywhere. */
  projectUrl?: string;
  /** The foreign keys that were found, along which SQL joins. */
  known?: Pick<Schema, 'relations'>;
}

export interface Preview {
  /** Of its tab. */
  title: string;
  /** The accessible name of its text. */
  label: string;
  text: string;
  /** What is copied. */
  copy: string;
}

/**
 * What a query becomes in each language, its variables and times replaced so that a copy runs; nothing for PromQL, which
 * is shown as it is written. What cannot be asked says why instead.
 */
export function previewTexts(query: ScrapewatchQuery, context: PreviewContext): Preview[] {
  if (query.queryType === 'prometheus') {
    return [];
  }
  const { schemas, range, projectUrl, known } = context;
  const schema = schemas[0];
  const asked = (): RowsQuery => plainQuery(query, context);
  return [
    preview('PostgREST URL', 'Request', () => ({
      text: readableRequest(asked(), schema, range),
      copy: toUrl(asked(), range, projectUrl),
    })),
    preview('supabase-js', 'supabase-js call', () => same(toSupabaseJs(builtQuery(asked()), schema, range))),
    preview('SQL', 'SQL statement', () => same(toSql(builtQuery(asked()), schema, range, known))),
  ];
}

function preview(title: string, label: string, write: () => Pick<Preview, 'text' | 'copy'>): Preview {
  try {
    return { title, label, ...write() };
  } catch (thrown) {
    if (thrown instanceof Fault) {
      return { title, label, ...same(thrown.what) };
    }
    throw thrown;
  }
}

function same(text: string) {
  return { text, copy: text };
}

/** The request as it is sent, readable: not percent-encoded. */
function readableRequest(query: RowsQuery, schema: string, range: PreviewContext['range']): string {
  // Grafana's proxy takes less than PostgREST does: what it cannot carry says so.
  const { headers } = toPostgrest(query, { range, schema });
  return `GET ${decodeURIComponent(toUrl(query, range))}  (schema ${headers['Accept-Profile']})`;
}

/** A raw request as the builder has it, for the languages that are written from that. */
function builtQuery(query: RowsQuery): TableQuery | RpcQuery {
  if (query.queryType !== 'postgrest') {
    return query;
  }
  const { query: read, problems } = readRaw(query.path);
  if (read === undefined) {
    throw new Fault('bad-request', { detail: problems[0]?.message });
  }
  const { schema, timeColumn } = query;
  return read.queryType === 'table'
    ? { ...read, schema, timeColumn: timeColumn ?? read.timeColumn }
    : { ...read, schema };
}

function plainQuery(query: RowsQuery | PresetQuery, { replaceVariables }: PreviewContext): RowsQuery {
  const replaced = replaceVariables(query);
  return withoutAll(toPlainQuery(replaced.queryType === 'prometheus' ? query : replaced));
}

/** Without the empty lists that stand for all: they are not sent. */
function withoutAll(query: RowsQuery): RowsQuery {
  const isAll = (value: unknown) => Array.isArray(value) && value.length === 0;
  switch (query.queryType) {
    case 'table':
      return { ...query, filters: query.filters.filter((node) => isFilterGroup(node) || !isAll(node.value)) };
    case 'rpc':
      return { ...query, args: Object.fromEntries(Object.entries(query.args).filter(([, value]) => !isAll(value))) };
    case 'postgrest':
      return query;
  }
}
