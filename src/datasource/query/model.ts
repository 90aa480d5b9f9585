import type { DataQuery } from '@grafana/schema';
import type { FilterOperator } from './operators';
import type { PresetId } from './presets';

/** The version that this code writes. A query of a newer version is refused and left as it is. */
export const queryVersion = 1;

/** How rows become frames: as they are, as series over time, or as log lines. */
export type Format = 'table' | 'timeseries' | 'logs';

/** A list is sent as a Postgres array literal; a multi-value variable inside it becomes several elements. */
export type ArgValue = string | string[];

export interface Filter {
  column: string;
  operator: FilterOperator;
  value: string | string[];
  negate?: boolean;
}

export interface Order {
  column: string;
  direction: 'asc' | 'desc';
  nulls?: 'first' | 'last';
}

interface BaseQuery extends DataQuery {
  version: typeof queryVersion;
}

/** Rows of a table or view. */
export interface TableQuery extends BaseQuery {
  queryType: 'table';
  schema?: string;
  table: string;
  /** Empty: every column. */
  columns: string[];
  filters: Filter[];
  /** Rows outside the dashboard's time range are left out by this column. */
  timeColumn?: string;
  order: Order[];
  limit?: number;
  format: Format;
}

/** Rows that a stable function returns; it is called with GET, so PostgREST runs it read-only. */
export interface RpcQuery extends BaseQuery {
  queryType: 'rpc';
  schema?: string;
  function: string;
  args: Record<string, ArgValue>;
  format: Format;
}

/** A named question; `args` override its defaults. */
export interface PresetQuery extends BaseQuery {
  queryType: 'preset';
  preset: PresetId;
  args?: Record<string, ArgValue>;
}

export type ScrapewatchQuery = TableQuery | RpcQuery | PresetQuery;
export type QueryType = ScrapewatchQuery['queryType'];

/** A query of a dashboard variable: which columns give its values and their labels (default: the first column). */
export type VariableQuery = ScrapewatchQuery & { valueField?: string; textField?: string };
