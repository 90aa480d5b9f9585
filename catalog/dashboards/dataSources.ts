import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The Scrapewatch data source that the dashboard's `ds` variable points at; never a fixed uid. */
export const scrapewatch: DataSourceRef = { type: 'scrapewatch-supabase-datasource', uid: '${ds}' };

/** The Prometheus that the dashboard's `prometheus` variable points at. */
export const prometheus: DataSourceRef = { type: 'prometheus', uid: '${prometheus}' };

export type Arguments = Record<string, string | string[]>;

export interface Filter {
  column: string;
  operator: 'eq' | 'in';
  value: string | string[];
}

export interface TableOptions {
  table: string;
  columns?: string[];
  filters?: Filter[];
  timeColumn?: string;
  order?: Array<{ column: string; direction: 'asc' | 'desc' }>;
  limit?: number;
  format?: 'table' | 'logs';
}

/** A named question of the data source, see supabase/CONTRACT.md; arguments default to the dashboard's variables. */
export function presetQuery(preset: string, args: Arguments = {}): Record<string, unknown> {
  return { version: 1, queryType: 'preset', preset, ...(Object.keys(args).length > 0 && { args }) };
}

/** Rows of one of our views or tables. */
export function tableQuery({ columns = [], filters = [], order = [], format = 'table', ...rest }: TableOptions) {
  return { version: 1, queryType: 'table', schema: 'scrapewatch', columns, filters, order, format, ...rest };
}

/** A panel target that asks the Scrapewatch data source. */
export function ask(preset: string, args: Arguments = {}, refId = 'A'): Builder<Dataquery> {
  return target({ refId, datasource: scrapewatch, ...presetQuery(preset, args) });
}

/** A panel target that asks Prometheus over the dashboard's time range. */
export function promql(expr: string, legendFormat: string, refId = 'A'): Builder<Dataquery> {
  return target({ refId, datasource: prometheus, expr, legendFormat, range: true, instant: false, editorMode: 'code' });
}

/** Any target as the SDK wants it; the marker method is not written to JSON. */
export function target(query: Record<string, unknown>): Builder<Dataquery> {
  return { build: () => ({ ...query, _implementsDataqueryVariant: () => undefined }) };
}
