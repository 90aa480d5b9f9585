import type { DataQuery } from '@grafana/schema';
import type { DataSourceJsonData } from '@grafana/data';

/** The fields of Grafana's own Prometheus query that the workbench reads; dashboards keep whatever else they hold. */
export interface PrometheusQuery extends DataQuery {
  expr: string;
  /** One value at the end of the range instead of a series. */
  instant?: boolean;
  range?: boolean;
  format?: 'time_series' | 'table' | 'heatmap';
  /** `{{label}}` stands for the label's value; empty or "__auto" leaves the name to the labels. */
  legendFormat?: string;
  /** Lower bound of the step, as "30s" or "$__rate_interval". */
  interval?: string;
}

export interface PrometheusJsonData extends DataSourceJsonData {
  /** How often Prometheus scrapes, as "15s". */
  timeInterval?: string;
}

export const emptyQuery: Omit<PrometheusQuery, 'refId'> = { expr: '', range: true };
