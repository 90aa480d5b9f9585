/**
 * The teams' own figures, once. Dashboards, alert rules, the database's settings and the docs take them from here.
 * Keys are those of `scrapewatch.settings`; units are seconds, ratios between 0 and 1, counts, bytes or days.
 */
export interface Threshold {
  value: number;
  unit: 'seconds' | 'ratio' | 'count' | 'bytes' | 'days';
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
  coverage_min_runs: {
    value: 1,
    unit: 'count',
    description: 'A client needs this many runs in 24 h before its coverage is judged (C6)',
  },
  processing_slow_factor: {
    value: 2,
    unit: 'count',
    description: 'Processing slower than this many times its normal time warns (C9)',
  },
  anomaly_score: {
    value: 3.5,
    unit: 'count',
    description: 'A robust z-score beyond this, either way, is an anomaly (D1)',
  },
  anomaly_min_difference_ratio: {
    value: 0.05,
    unit: 'ratio',
    description: 'An anomaly also differs from what was expected by this share of it (D1)',
  },
  anomaly_min_weeks: { value: 3, unit: 'count', description: 'Weeks of the same hour that a comparison needs (D1)' },
  forecast_min_days: { value: 7, unit: 'days', description: 'Days of sizes that a forecast needs (D2)' },
  capacity_warn_days: { value: 30, unit: 'days', description: 'Warn when the database is full within this (D2)' },
  database_limit_bytes: {
    value: 8589934592,
    unit: 'bytes',
    description: "How large the database may grow: the plan's disk (C11, D2)",
  },
  storage_used_limit_ratio: { value: 0.8, unit: 'ratio', description: 'Database size ÷ limit that warns (C11)' },
  credits_used_limit_ratio: {
    value: 0.8,
    unit: 'ratio',
    description: 'Credits used ÷ credits of the month that warns (C19)',
  },
  backup_stale_after_seconds: {
    value: 93600,
    unit: 'seconds',
    description: 'A last backup older than this warns (B13)',
  },
  account_stale_after_seconds: {
    value: 86400,
    unit: 'seconds',
    description: 'An account not checked for this long is not known to be well (A16)',
  },
  failed_payment_limit_ratio: {
    value: 0.05,
    unit: 'ratio',
    description: 'Failed ÷ all payments of 24 h that warns (C13)',
  },
  active_users_low_ratio: {
    value: 0.5,
    unit: 'ratio',
    description: 'Active users below this share of the same hour last week warn (C18)',
  },
  command_undo_seconds: {
    value: 5,
    unit: 'seconds',
    description: 'A command may be taken back for this long before a worker gets it (A9)',
  },
  command_lease_seconds: {
    value: 60,
    unit: 'seconds',
    description: 'A worker that does not finish or renew a command within this loses it (A9)',
  },
  command_expires_seconds: {
    value: 3600,
    unit: 'seconds',
    description: 'A command that nobody took for this long expires (A9)',
  },
  command_max_attempts: {
    value: 3,
    unit: 'count',
    description: 'A command that so many workers took and lost has failed (A9)',
  },
  rollup_window_seconds: {
    value: 172800,
    unit: 'seconds',
    description: 'How far back a refresh recomputes the rollups',
  },
  rollup_hours_kept_days: {
    value: 400,
    unit: 'days',
    description: 'How long hourly rollups are kept; daily ones stay',
  },
  metrics_series_limit: {
    value: 500,
    unit: 'count',
    description: 'At most so many series a metric; the rest is counted as dropped',
  },
} as const satisfies Record<string, Threshold>;

export type ThresholdKey = keyof typeof thresholds;
