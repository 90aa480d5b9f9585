import type { DataQuery } from '@grafana/schema';
import type { FilterOperator } from './operators';
import type { PresetId } from './presets';

/** The version that this code writes. Older ones are migrated on load; a newer one is shown, refused and left as it is. */
export const queryVersion = 2;

/** How rows become frames: as they are, as series over time, or as log lines. */
export type Format = 'table' | 'timeseries' | 'logs';

/** A list is sent as a Postgres array literal; a multi-value variable inside it becomes several elements. */
export type ArgValue = string | string[];

/** A column, or a value inside a json column. */
export interface Place {
  column: string;
  /**
   * Keys or array positions that lead into a json value: `['a', '0']` is `column->a->>0`. A key that is a number is written
   * between double quotes: `['"0"']`.
   */
  path?: string[];
  /** The end of the path stays json (`->`) instead of becoming text (`->>`). */
  asJson?: true;
}

export interface SelectedColumn extends Place {
  alias?: string;
  /** A Postgres type, as in `column::text`. */
  cast?: string;
}

export interface Filter extends Place {
  operator: FilterOperator;
  value: string | string[];
  negate?: boolean;
  /** The text search configuration of a full-text search, such as `english`. */
  language?: string;
  /** The value came from a row: what looks like a variable in it is none. */
  verbatim?: true;
}

/** Conditions of which any, or all, must hold. */
export interface FilterGroup {
  match: 'any' | 'all';
  negate?: boolean;
  filters: FilterNode[];
}

export type FilterNode = Filter | FilterGroup;

export interface Order extends Place {
  direction: 'asc' | 'desc';
  nulls?: 'first' | 'last';
  /** The name (or alias) of an embed to one row, by whose column the rows are sorted. */
  embed?: string;
}

export const aggregateFunctions = ['count', 'sum', 'avg', 'min', 'max'] as const;
export type AggregateFunction = (typeof aggregateFunctions)[number];

/** One figure over the rows of a group; the selected columns are what they are grouped by. */
export interface Aggregate {
  function: AggregateFunction;
  /** Absent: the number of rows, for `count` only. */
  column?: string;
  path?: string[];
  asJson?: true;
  /** The type that the column is turned into before; absent: numeric for the sum or avg of a json value. */
  columnCast?: string;
  alias?: string;
  /** The type that the result is turned into, as in `amount.sum()::int`. */
  cast?: string;
}

/** Rows of a related table, along a foreign key. */
export interface Embed {
  /** The related table, or the name of a foreign key or computed relationship. */
  relation: string;
  /** The foreign key to follow when there are several, as in `clients!owner_id`. */
  hint?: string;
  alias?: string;
  /** `inner` leaves out rows that have no related one. */
  join: 'left' | 'inner';
  /** The columns stand beside those of the table, instead of in an object. */
  spread?: true;
  /** Empty: every column, or none when there are aggregates. */
  columns: SelectedColumn[];
  aggregates: Aggregate[];
  filters: FilterNode[];
  order: Order[];
  limit?: number;
  embeds: Embed[];
}

/**
 * Rows summed up by time. PostgREST cannot do that, so the rows are read and summed up here: exact when every row was
 * read, and said so when not.
 */
export interface TimeBucket {
  /** `auto` follows the panel's width; else a number with s, m, h, d, w, M or y. Days and longer follow the dashboard's zone. */
  every: string;
  /** What stands in a bucket without rows; absent: nothing. */
  fill?: 'null' | 'zero';
}

/** How an answer is kept up to date while it is looked at. */
export interface Live {
  /** Seconds between two polls; absent: the default. */
  every?: number;
  /** Grows whenever a row is added or changed, such as `updated_at`; absent: the whole answer is read again. */
  column?: string;
  /** What tells rows apart, so that a changed one replaces its older self; absent: rows are only added. */
  key?: string[];
}

interface BaseQuery extends DataQuery {
  version: typeof queryVersion;
  /** The name of each series, such as `{{client}} failed`. */
  legend?: string;
  live?: Live;
}

/** Rows of a table or view. */
export interface TableQuery extends BaseQuery {
  queryType: 'table';
  schema?: string;
  table: string;
  /** Empty: every column, or none when there are aggregates. */
  columns: SelectedColumn[];
  aggregates: Aggregate[];
  /** Where aggregates are computed; absent: by the server, which must allow it. */
  aggregateIn?: 'browser';
  filters: FilterNode[];
  embeds: Embed[];
  /** Rows outside the dashboard's time range are left out by this column. */
  timeColumn?: string;
  /** Sums the rows up by `timeColumn`. */
  bucket?: TimeBucket;
  order: Order[];
  limit?: number;
  /** Asks how many rows there are in all. */
  count?: 'exact' | 'planned' | 'estimated';
  format: Format;
}

/** Rows that a stable function returns; it is called with GET, so PostgREST runs it read-only. */
export interface RpcQuery extends BaseQuery {
  queryType: 'rpc';
  schema?: string;
  function: string;
  args: Record<string, ArgValue>;
  /** The argument that takes any number of values: each is sent by itself, not as an array. */
  variadic?: string;
  format: Format;
}

/** A request written by hand: what stands after `/rest/v1/`, not percent-encoded. */
export interface PostgrestQuery extends BaseQuery {
  queryType: 'postgrest';
  schema?: string;
  /** Such as `runs?select=*&status=eq.failed&client=in.($client)`. */
  path: string;
  /** Rows outside the dashboard's time range are left out by this column. */
  timeColumn?: string;
  format: Format;
}

/** A named question; `args` override its defaults. */
export interface PresetQuery extends BaseQuery {
  queryType: 'preset';
  preset: PresetId;
  args?: Record<string, ArgValue>;
}

/** PromQL, sent to the Prometheus data source that this one is configured with. */
export interface PrometheusQuery extends BaseQuery {
  queryType: 'prometheus';
  expr: string;
  /** The newest value only. */
  instant?: boolean;
  join?: Join;
}

/** Rows, each with one figure from the series whose label equals its column, such as a run with its worker's memory. */
export interface Join {
  rows: TableQuery | RpcQuery | PostgrestQuery | PresetQuery;
  column: string;
  label: string;
  /** Columns with the start and end of the row's window; absent: the dashboard's time range; an empty end: now. */
  from?: string;
  to?: string;
  reduce: 'last' | 'avg' | 'min' | 'max' | 'sum';
  /** The name of the new column; absent: the expression. */
  as?: string;
}

/** The queries that PostgREST answers. */
export type RowsQuery = TableQuery | RpcQuery | PostgrestQuery;
export type ScrapewatchQuery = RowsQuery | PresetQuery | PrometheusQuery;
export type QueryType = ScrapewatchQuery['queryType'];

/** A query of a dashboard variable: which columns give its values and their labels (default: the first column). */
export type VariableQuery = ScrapewatchQuery & { valueField?: string; textField?: string };

/** True for a group of conditions. */
export function isFilterGroup(node: FilterNode): node is FilterGroup {
  return 'match' in node;
}
