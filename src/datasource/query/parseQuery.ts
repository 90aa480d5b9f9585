import { Fault } from '../transport/Fault';
import {
  queryVersion,
  type ArgValue,
  type Filter,
  type Format,
  type Order,
  type PresetQuery,
  type QueryType,
  type RpcQuery,
  type ScrapewatchQuery,
  type TableQuery,
} from './model';
import { isFilterOperator } from './operators';
import { isPresetId, variableArgs } from './presets';

/** A query that can be trusted, or the reason why not. */
export type ParsedQuery = { ok: true; query: ScrapewatchQuery } | { ok: false; fault: Fault };

type Fields = Record<string, unknown>;
type Body<Q> = Q extends ScrapewatchQuery ? Omit<Q, 'refId' | 'version'> : never;

/**
 * What a dashboard holds, as a query. A query without a type is new and becomes the default one; one of a newer version
 * is refused and left untouched.
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
  return (query.queryType !== 'table' || query.table !== '') && (query.queryType !== 'rpc' || query.function !== '');
}

function readQuery(saved: unknown): ScrapewatchQuery {
  const fields = readFields(saved, 'it is not an object');
  const version = fields.version ?? queryVersion;
  if (typeof version !== 'number' || version < 1) {
    throw new Fault('not-a-query', { detail: `version ${JSON.stringify(version)}` });
  }
  if (version > queryVersion) {
    throw new Fault('newer-version', { detail: `version ${version}, this one knows ${queryVersion}` });
  }
  // Keys such as datasource, hide and key are Grafana's: they are carried along as they are.
  const refId = typeof fields.refId === 'string' ? fields.refId : 'A';
  const base = { ...fields, refId, version: queryVersion } as const;
  if (fields.queryType === undefined || fields.queryType === '') {
    return { ...base, ...defaultQuery };
  }
  if (!isQueryType(fields.queryType)) {
    throw new Fault('not-a-query', { detail: `query type ${JSON.stringify(fields.queryType)}` });
  }
  return { ...base, ...readers[fields.queryType](fields) };
}

const readers: { [Type in QueryType]: (fields: Fields) => Body<Extract<ScrapewatchQuery, { queryType: Type }>> } = {
  table: readTable,
  rpc: readRpc,
  preset: readPreset,
};

function isQueryType(value: unknown): value is QueryType {
  return typeof value === 'string' && Object.hasOwn(readers, value);
}

function readTable(fields: Fields): Body<TableQuery> {
  return {
    queryType: 'table',
    schema: readText(fields.schema, 'schema') || undefined,
    table: readText(fields.table, 'table'),
    columns: readList(fields.columns, 'columns').map((column) => readText(column, 'columns')),
    filters: readList(fields.filters, 'filters').map(readFilter),
    timeColumn: readText(fields.timeColumn, 'timeColumn') || undefined,
    order: readList(fields.order, 'order').map(readOrder),
    limit: readLimit(fields.limit),
    format: readFormat(fields.format),
  };
}

function readRpc(fields: Fields): Body<RpcQuery> {
  return {
    queryType: 'rpc',
    schema: readText(fields.schema, 'schema') || undefined,
    function: readText(fields.function, 'function'),
    args: readArgs(fields.args),
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

function readFilter(saved: unknown): Filter {
  const fields = readFields(saved, 'a filter is not an object');
  if (!isFilterOperator(fields.operator)) {
    throw new Fault('unknown-operator', { detail: String(fields.operator) });
  }
  return {
    column: readText(fields.column, 'a filter’s column'),
    operator: fields.operator,
    value: readArg(fields.value ?? ''),
    ...(fields.negate === true ? { negate: true } : {}),
  };
}

function readOrder(saved: unknown): Order {
  const fields = readFields(saved, 'an order is not an object');
  return {
    column: readText(fields.column, 'an order’s column'),
    direction: fields.direction === 'desc' ? 'desc' : 'asc',
    ...(fields.nulls === 'first' || fields.nulls === 'last' ? { nulls: fields.nulls } : {}),
  };
}

function readArgs(saved: unknown): Record<string, ArgValue> {
  const entries = Object.entries(readFields(saved ?? {}, 'the arguments are not an object'));
  return Object.fromEntries(entries.map(([name, value]) => [name, readArg(value)]));
}

function readArg(saved: unknown): ArgValue {
  return Array.isArray(saved) ? saved.map(readScalar) : readScalar(saved);
}

function readScalar(saved: unknown): string {
  if (typeof saved === 'string' || typeof saved === 'number' || typeof saved === 'boolean') {
    return String(saved);
  }
  throw new Fault('not-a-query', { detail: `a value is ${JSON.stringify(saved)}` });
}

function readFormat(saved: unknown): Format {
  return saved === 'timeseries' || saved === 'logs' ? saved : 'table';
}

function readLimit(saved: unknown): number | undefined {
  return typeof saved === 'number' && Number.isFinite(saved) && saved >= 0 ? Math.floor(saved) : undefined;
}

function readText(saved: unknown, name: string): string {
  if (saved === undefined || saved === null) {
    return '';
  }
  if (typeof saved !== 'string') {
    throw new Fault('not-a-query', { detail: `${name} is not text` });
  }
  return saved;
}

function readList(saved: unknown, name: string): unknown[] {
  if (saved === undefined || saved === null) {
    return [];
  }
  if (!Array.isArray(saved)) {
    throw new Fault('not-a-query', { detail: `${name} is not a list` });
  }
  return saved;
}

function readFields(saved: unknown, problem: string): Fields {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    throw new Fault('not-a-query', { detail: problem });
  }
  return { ...saved };
}
