import { Fault } from '../transport/Fault';
import {
  queryVersion,
  type Join,
  type Live,
  type PostgrestQuery,
  type PresetQuery,
  type QueryType,
  type RpcQuery,
  type ScrapewatchQuery,
} from './model';
import { migrate } from './parse/migrate';
import { present, readArgs, readFields, readList, readText, type Fields } from './parse/readFields';
import { readFormat } from './parse/readFormat';
import { readPrometheus } from './parse/readPrometheus';
import { readTable } from './parse/readTable';
import { isPresetId, variableArgs } from './presets';

/** A query that can be trusted, or the reason why not. */
export type ParsedQuery = { ok: true; query: ScrapewatchQuery } | { ok: false; fault: Fault };

type Body<Q> = Q extends ScrapewatchQuery ? Omit<Q, 'refId' | 'version'> : never;

/**
 * What a dashboard holds, as a query of this version. A query without a type is new and becomes the default one; one of
 * a newer version is refused and left untouched.
 */
export function parseQuery(saved: unknown): ParsedQuery {
  try {
    return { ok: true, query: readQuery(saved) };
  } catch (thrown) {
    if (thrown instanceof Fault) {
      return { ok: false, fault: thrown };
    }
    throw thrown;
  }
}

/** What a new query asks: a series, because a new panel is a time series. */
export const defaultQuery: Body<PresetQuery> & { version: typeof queryVersion } = {
  version: queryVersion,
  queryType: 'preset',
  preset: 'run_series',
  args: variableArgs('run_series'),
};

/** True when a query names what it reads, so that it is worth sending. */
export function isComplete(query: ScrapewatchQuery): boolean {
  switch (query.queryType) {
    case 'table':
      return query.table !== '';
    case 'rpc':
      return query.function !== '';
    case 'postgrest':
      return query.path.trim() !== '';
    case 'prometheus':
      return query.expr.trim() !== '' && (query.join === undefined || isJoined(query.join));
    case 'preset':
      return true;
  }
}

function isJoined({ rows, column, label }: Join): boolean {
  return column !== '' && label !== '' && isComplete(rows);
}

function readQuery(saved: unknown): ScrapewatchQuery {
  const fields = readFields(saved, 'it is not an object');
  // Files of the first version, some of them written by hand, may not say so.
  const version = fields.version ?? 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new Fault('not-a-query', { detail: `version ${JSON.stringify(version)}` });
  }
  if (version > queryVersion) {
    throw new Fault('newer-version', { detail: `version ${version}, this one knows ${queryVersion}` });
  }
  const current = migrate(fields, version, queryVersion);
  // Keys such as datasource, hide and key are Grafana's: they are carried along as they are.
  const refId = typeof current.refId === 'string' ? current.refId : 'A';
  const base = { ...current, refId, version: queryVersion } as const;
  if (current.queryType === undefined || current.queryType === '') {
    return { ...base, ...defaultQuery };
  }
  if (!isQueryType(current.queryType)) {
    throw new Fault('not-a-query', { detail: `query type ${JSON.stringify(current.queryType)}` });
  }
  const common = { legend: readText(current.legend, 'legend') || undefined, live: readLive(current.live) };
  return { ...base, ...common, ...readers[current.queryType](current) };
}

const readers: { [Type in QueryType]: (fields: Fields) => Body<Extract<ScrapewatchQuery, { queryType: Type }>> } = {
  table: readTable,
  rpc: readRpc,
  postgrest: readPostgrest,
  preset: readPreset,
  prometheus: (fields) => readPrometheus(fields, readQuery),
};

function isQueryType(value: unknown): value is QueryType {
  return typeof value === 'string' && Object.hasOwn(readers, value);
}

function readRpc(fields: Fields): Body<RpcQuery> {
  return {
    queryType: 'rpc',
    schema: readText(fields.schema, 'schema') || undefined,
    function: readText(fields.function, 'function'),
    args: readArgs(fields.args),
    ...(fields.variadic ? { variadic: readText(fields.variadic, 'variadic') } : {}),
    format: readFormat(fields.format),
  };
}

function readPostgrest(fields: Fields): Body<PostgrestQuery> {
  return {
    queryType: 'postgrest',
    schema: readText(fields.schema, 'schema') || undefined,
    path: readText(fields.path, 'path'),
    timeColumn: readText(fields.timeColumn, 'timeColumn') || undefined,
    format: readFormat(fields.format),
  };
}

function readPreset(fields: Fields): Body<PresetQuery> {
  if (!isPresetId(fields.preset)) {
    throw new Fault('unknown-preset', { detail: String(fields.preset) });
  }
  return {
    queryType: 'preset',
    preset: fields.preset,
    args: fields.args === undefined ? undefined : readArgs(fields.args),
  };
}

function readLive(saved: unknown): Live | undefined {
  if (saved === undefined || saved === null || saved === false) {
    return undefined;
  }
  if (saved === true) {
    return {};
  }
  const fields = readFields(saved, 'live is not an object');
  const every = typeof fields.every === 'number' && fields.every >= 1 ? fields.every : undefined;
  const key = readList(fields.key, 'the key of live').map((column) => readText(column, 'the key of live'));
  return {
    ...present('every', every),
    ...present('column', readText(fields.column, 'the column of live')),
    ...(key.length === 0 ? {} : { key }),
  };
}
