import type { ScopedVars } from '@grafana/data';

export interface TimeContext {
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  /** `browser`, `utc` or an IANA zone, as Grafana names them. */
  timezone?: string;
  intervalMs?: number;
  interval?: string;
  maxDataPoints?: number;
}

/**
 * Grafana's variables about time, for every place a query runs in: some versions and pages do not set them all.
 * `__timezone` is always a name that Postgres knows.
 */
export function builtInVariables(time: TimeContext): ScopedVars {
  const { from, to } = time.range;
  const intervalMs = Math.max(1, Math.round(time.intervalMs ?? (to - from) / (time.maxDataPoints ?? 1000)));
  return {
    __from: variable(from),
    __to: variable(to),
    __interval: variable(time.interval ?? `${intervalMs}ms`),
    __interval_ms: variable(intervalMs),
    __timezone: variable(zoneName(time.timezone)),
  };
}

function variable(value: number | string): { text: string; value: string } {
  return { text: String(value), value: String(value) };
}

function zoneName(timezone: string | undefined): string {
  if (timezone === 'utc') {
    return 'UTC';
  }
  return timezone && timezone !== 'browser' ? timezone : Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
