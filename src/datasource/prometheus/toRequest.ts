import {
  CoreApp,
  dateTime,
  rangeUtil,
  type DataQueryRequest,
  type DataSourceApi,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

export interface Question {
  refId: string;
  expr: string;
  /** The newest value only. */
  instant?: boolean;
  /** In Prometheus' own form, such as `{{worker}}`. */
  legendFormat: string;
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  /** Seconds between two samples; absent: as many as the panel is wide. */
  step?: number;
}

/** The part of a query that every version of Grafana's Prometheus data source reads. */
interface PrometheusTarget extends DataQuery {
  expr: string;
  range: boolean;
  instant: boolean;
  format: 'time_series';
  legendFormat: string;
  exemplar: false;
  editorMode: 'code';
  /** The smallest step, such as `15s`. */
  interval?: string;
}

interface Around {
  /** The request of Grafana that the question belongs to. */
  request?: Partial<DataQueryRequest>;
  scopedVars: ScopedVars;
}

/** A series with more points than this is refused by Prometheus itself. */
export const mostPoints = 11_000;
let requests = 0;

/** The question as Grafana would put it to its Prometheus data source. */
export function toRequest(
  { refId, expr, instant = false, legendFormat, range: { from, to }, step }: Question,
  source: Pick<DataSourceApi, 'type' | 'uid'>,
  { request = {}, scopedVars }: Around
): DataQueryRequest {
  const target: PrometheusTarget = {
    refId,
    datasource: { type: source.type, uid: source.uid },
    expr,
    range: !instant,
    instant,
    format: 'time_series',
    legendFormat,
    exemplar: false,
    editorMode: 'code',
    ...(step === undefined ? {} : { interval: `${step}s` }),
  };
  const own = { from: dateTime(from), to: dateTime(to) };
  const range: TimeRange = (step === undefined && request.range) || { ...own, raw: own };
  return {
    // Explore would turn newest values into a table.
    app: request.app === undefined || request.app === CoreApp.Explore ? CoreApp.Dashboard : request.app,
    startTime: request.startTime ?? Date.now(),
    timezone: request.timezone ?? 'browser',
    panelId: request.panelId,
    dashboardUID: request.dashboardUID,
    // Of two requests with one id, Grafana cancels the first.
    requestId: `${request.requestId ?? `scrapewatch-${++requests}`}-prometheus-${refId}`,
    range,
    rangeRaw: range.raw,
    ...resolution(range, request, step),
    // Grafana's own values for this panel; ours stand in on pages that have none.
    scopedVars: { ...scopedVars, ...request.scopedVars },
    targets: [target],
  };
}

function resolution(range: TimeRange, request: Partial<DataQueryRequest>, step: number | undefined) {
  if (step !== undefined) {
    return { maxDataPoints: mostPoints, interval: `${step}s`, intervalMs: step * 1000 };
  }
  const maxDataPoints = request.maxDataPoints ?? 1000;
  const { interval, intervalMs } = request;
  return interval === undefined || intervalMs === undefined
    ? { maxDataPoints, ...rangeUtil.calculateInterval(range, maxDataPoints) }
    : { maxDataPoints, interval, intervalMs };
}
