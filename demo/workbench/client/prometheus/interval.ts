import { rangeUtil, type ScopedVars, type TimeRange } from '@grafana/data';

/** Prometheus refuses a range query with more points than this in each series. */
const maxPoints = 11_000;
const defaultScrapeInterval = '15s';

export interface StepRequest {
  range: TimeRange;
  /** What the panel's width asks for. */
  intervalMs: number;
  /** Lower bound of the query or panel, as "1m". */
  minInterval?: string;
}

/** The step in whole seconds (at least one): wide enough for the panel, its lower bound, and Prometheus' own limit. */
export function stepSeconds({ range, intervalMs, minInterval }: StepRequest): number {
  const rangeSeconds = (range.to.valueOf() - range.from.valueOf()) / 1000;
  const minimum = minInterval ? rangeUtil.intervalToSeconds(minInterval) : 0;
  return Math.max(1, Math.ceil(intervalMs / 1000), Math.ceil(minimum), Math.ceil(rangeSeconds / maxPoints));
}

/**
 * What `$__interval`, `$__rate_interval` and `$__range` mean in a query.
 * `$__rate_interval` always spans four scrapes, so that `rate()` has samples to work on.
 * @see https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
 */
export function intervalVariables(step: number, range: TimeRange, scrapeInterval = defaultScrapeInterval): ScopedVars {
  const scrape = rangeUtil.intervalToSeconds(scrapeInterval || defaultScrapeInterval);
  const rate = Math.max(step + scrape, 4 * scrape);
  const rangeMs = range.to.valueOf() - range.from.valueOf();
  const rangeSeconds = Math.max(1, Math.round(rangeMs / 1000));
  return {
    __interval: toVariable(`${step}s`),
    __interval_ms: toVariable(step * 1000),
    __rate_interval: toVariable(`${rate}s`),
    __rate_interval_ms: toVariable(rate * 1000),
    __range: toVariable(`${rangeSeconds}s`),
    __range_s: toVariable(rangeSeconds),
    __range_ms: toVariable(rangeMs),
  };
}

/** Ends of a range query on multiples of the step: the same instants from refresh to refresh, so nothing jitters. */
export function alignedRange(range: TimeRange, step: number): { start: number; end: number } {
  const stepMs = step * 1000;
  const down = (time: number): number => Math.floor(time / stepMs) * stepMs;
  return { start: down(range.from.valueOf()), end: down(range.to.valueOf()) };
}

function toVariable(value: string | number): { text: string; value: string | number } {
  return { text: String(value), value };
}
