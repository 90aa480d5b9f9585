/**
 * The teams' own figures, once. Dashboards, alert rules, the database's settings and the docs take them from here.
 * Keys are those of `scrapewatch.settings`; units are seconds, ratios between 0 and 1, or counts.
 */
export interface Threshold {
  value: number;
  unit: 'seconds' | 'ratio' | 'count';
  description: string;
}

export const thresholds = {
  success_target_ratio: {
    value: 0.95,
    unit: 'ratio',
    description: 'Completed ÷ (completed + failed) should be above this (A1)',
  },
  failed_limit_ratio: {
    value: 0.05,
    unit: 'ratio',
    description: 'Failed ÷ (completed + failed) should be below this (A1, C4)',
  },
  coverage_target_ratio: {
    value: 0.95,
    unit: 'ratio',
    description: 'Accounts found ÷ expected should be above this (A2, C6)',
  },
  coverage_low_ratio: { value: 0.85, unit: 'ratio', description: 'Coverage below this is shown in red (A2)' },
  duration_target_min_seconds: {
    value: 120,
    unit: 'seconds',
    description: 'A scrape normally takes at least this long (A3)',
  },
  duration_target_max_seconds: {
    value: 300,
    unit: 'seconds',
    description: 'A scrape normally takes at most this long (A3)',
  },
  stuck_after_seconds: {
    value: 600,
    unit: 'seconds',
    description: 'A run processing for longer than this is stuck (A4, C7)',
  },
  worker_stale_after_seconds: {
    value: 180,
    unit: 'seconds',
    description: 'A worker not seen for this long counts as dead (A6, C1)',
  },
  high_value_page_clients: {
    value: 3,
    unit: 'count',
    description: 'A page followed by this many clients is of high value (A5)',
  },
  queue_depth_limit: { value: 1000, unit: 'count', description: 'Queue depth that warns (C8)' },
  stale_after_seconds: { value: 86400, unit: 'seconds', description: 'Data older than this is stale (C10)' },
  service_error_limit_ratio: { value: 0.05, unit: 'ratio', description: '5xx ÷ all requests that is critical (C4)' },
  service_error_target_ratio: {
    value: 0.001,
    unit: 'ratio',
    description: '5xx ÷ all requests should be below this (B1)',
  },
  service_p95_limit_seconds: { value: 0.5, unit: 'seconds', description: 'p95 latency that warns (C12)' },
} as const satisfies Record<string, Threshold>;

export type ThresholdKey = keyof typeof thresholds;
