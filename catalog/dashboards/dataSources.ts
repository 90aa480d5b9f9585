import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { type ArgValue, type PresetQuery, type TableQuery, queryVersion } from '../../src/datasource/query/model';
import { variableArgs, type PresetId } from '../../src/datasource/query/presets';
import { tableQuery as newTableQuery } from '../../src/datasource/query/tableQuery';

/** The Scrapewatch data source that the dashboard's `ds` variable points at; never a fixed uid. */
export const scrapewatch = { type: 'scrapewatch-supabase-datasource', uid: '${ds}' } satisfies DataSourceRef;

/** The Prometheus that the dashboard's `prometheus` variable points at. */
export const prometheus = { type: 'prometheus', uid: '${prometheus}' } satisfies DataSourceRef;

/** A named question of the data source, see supabase/CONTRACT.md, narrowed by the dashboard's variables. */
export function presetQuery(refId: string, preset: PresetId, args?: Record<string, ArgValue>): PresetQuery {
  return {
    refId,
    datasource: scrapewatch,
    version: queryVersion,
    queryType: 'preset',
    preset,
    args: { ...variableArgs(preset), ...args },
  };
}

/** Rows of one of our views or tables, all columns and rows unless told otherwise. */
export function tableQuery(refId: string, query: Pick<TableQuery, 'table'> & Partial<TableQuery>): TableQuery {
  return newTableQuery({ refId, schema: 'scrapewatch', ...query });
}

/** A panel target that asks the Scrapewatch data source. */
export function ask(preset: PresetId, refId = 'A'): Builder<Dataquery> {
  return target({ ...presetQuery(refId, preset) });
}

/** A panel target that asks Prometheus over the dashboard's time range. */
export function promql(expr: string, legendFormat: string, refId = 'A'): Builder<Dataquery> {
  return target({ refId, datasource: prometheus, expr, legendFormat, range: true, instant: false, editorMode: 'code' });
}

/** Any query as the SDK wants a target; its marker method is not written to JSON. */
function target(query: Record<string, unknown>): Builder<Dataquery> {
  return { build: () => ({ ...query, _implementsDataqueryVariant: () => undefined }) };
}
