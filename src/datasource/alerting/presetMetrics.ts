import type { PresetId } from '../query/presets';

/** A metric that answers a preset's question for Prometheus, and when it is worth an alert. A test compares names and labels with the catalogue. */
export interface AlertMetric {
  label: string;
  metric: string;
  /** The labels that the metric has beside those of its scrape. */
  labels: readonly string[];
  /** Only series with these labels. */
  where?: Record<string, string>;
  /** `age`: of a Unix time, its seconds until now; `increase`: of a total, what was added within the hour. */
  as?: 'age' | 'increase';
  when: 'above' | 'below';
  limit: number;
}

const scope = ['system', 'environment'] as const;
const perScraper = [...scope, 'scraper'] as const;
const perQueue = [...scope, 'queue'] as const;
const perDataset = [...scope, 'dataset'] as const;

const failedRuns: AlertMetric = {
  label: 'Failed runs of the last hour',
  metric: 'scrapewatch_runs_1h',
  labels: [...scope, 'status'],
  where: { status: 'failed' },
  when: 'above',
  limit: 10,
};
const failedRatio: AlertMetric = {
  label: 'Share of failed runs of the last hour',
  metric: 'scrapewatch_scraper_failed_1h_ratio',
  labels: perScraper,
  when: 'above',
  limit: 0.05,
};
const slowest: AlertMetric = {
  label: 'Duration of the slowest 5 % of runs',
  metric: 'scrapewatch_run_duration_p95_1h_seconds',
  labels: perScraper,
  when: 'above',
  limit: 300,
};
const coverage: AlertMetric = {
  label: 'Coverage of 24 hours',
  metric: 'scrapewatch_coverage_ratio',
  labels: scope,
  when: 'below',
  limit: 0.95,
};
const stuck: AlertMetric = {
  label: 'Stuck runs',
  metric: 'scrapewatch_runs_stuck',
  labels: scope,
  when: 'above',
  limit: 0,
};
const oldestRun: AlertMetric = {
  label: 'Age of the oldest run in progress',
  metric: 'scrapewatch_processing_oldest_age_seconds',
  labels: scope,
  when: 'above',
  limit: 600,
};
const deadWorker: AlertMetric = {
  label: 'A worker that is not alive',
  metric: 'scrapewatch_worker_alive',
  labels: [...scope, 'worker'],
  when: 'below',
  limit: 1,
};
const brokenScraper: AlertMetric = {
  label: 'A scraper in error',
  metric: 'scrapewatch_scraper_state',
  labels: [...perScraper, 'state'],
  where: { state: 'error' },
  when: 'above',
  limit: 0,
};
const depth: AlertMetric = {
  label: 'Jobs that wait',
  metric: 'scrapewatch_queue_depth',
  labels: perQueue,
  when: 'above',
  limit: 1000,
};
const oldestJob: AlertMetric = {
  label: 'Age of the oldest job that waits',
  metric: 'scrapewatch_queue_oldest_age_seconds',
  labels: perQueue,
  when: 'above',
  limit: 600,
};
const failedPayments: AlertMetric = {
  label: 'Failed payments of 24 hours',
  metric: 'scrapewatch_payments_24h',
  labels: [...scope, 'status'],
  where: { status: 'failed' },
  when: 'above',
  limit: 0,
};
const registrations: AlertMetric = {
  label: 'Registrations of 24 hours',
  metric: 'scrapewatch_registrations_24h',
  labels: scope,
  when: 'below',
  limit: 1,
};
const churn: AlertMetric = {
  label: 'Churn of 30 days',
  metric: 'scrapewatch_churn_30d_ratio',
  labels: scope,
  when: 'above',
  limit: 0.1,
};
const firing: AlertMetric = {
  label: 'Critical alerts that fire',
  metric: 'scrapewatch_alerts_firing',
  labels: ['severity'],
  where: { severity: 'critical' },
  when: 'above',
  limit: 0,
};

/** The metrics of each preset, the likeliest first; empty where none answers it. */
export const presetMetrics: Record<PresetId, readonly AlertMetric[]> = {
  overview_status: [brokenScraper, deadWorker, stuck, firing],
  run_stats: [failedRuns, failedRatio, coverage, slowest],
  run_series: [failedRuns, failedRatio, coverage, slowest],
  coverage_by_client: [
    {
      label: 'Coverage of a client',
      metric: 'scrapewatch_client_coverage_ratio',
      labels: [...scope, 'client'],
      when: 'below',
      limit: 0.95,
    },
  ],
  duration_histogram: [
    slowest,
    {
      label: 'Median duration of runs',
      metric: 'scrapewatch_run_duration_median_1h_seconds',
      labels: perScraper,
      when: 'above',
      limit: 300,
    },
  ],
  stuck_runs: [stuck, oldestRun],
  job_queue: [
    {
      label: 'Runs that wait',
      metric: 'scrapewatch_runs_open',
      labels: [...scope, 'status'],
      where: { status: 'queued' },
      when: 'above',
      limit: 1000,
    },
    failedRuns,
    oldestRun,
  ],
  scraper_status: [
    brokenScraper,
    failedRatio,
    {
      label: 'Time since the last run of a scraper',
      metric: 'scrapewatch_scraper_last_run_timestamp_seconds',
      labels: perScraper,
      as: 'age',
      when: 'above',
      limit: 3600,
    },
    {
      label: 'Calls left of the rate limit',
      metric: 'scrapewatch_scraper_rate_limit_remaining_ratio',
      labels: perScraper,
      when: 'below',
      limit: 0.1,
    },
  ],
  worker_status: [
    deadWorker,
    {
      label: 'Time since a worker was seen',
      metric: 'scrapewatch_worker_last_seen_timestamp_seconds',
      labels: [...scope, 'worker'],
      as: 'age',
      when: 'above',
      limit: 180,
    },
  ],
  account_health: [
    {
      label: 'Unhealthy accounts, proxies and APIs',
      metric: 'scrapewatch_accounts_unhealthy',
      labels: [...scope, 'kind', 'provider'],
      when: 'above',
      limit: 0,
    },
  ],
  queue_series: [depth, oldestJob],
  queue_forecast: [
    {
      label: 'A queue that grows',
      metric: 'scrapewatch_queue_growing',
      labels: perQueue,
      when: 'above',
      limit: 0,
    },
    depth,
    {
      label: 'Time until the queue is empty',
      metric: 'scrapewatch_queue_drain_seconds',
      labels: perQueue,
      when: 'above',
      limit: 3600,
    },
  ],
  data_quality: [
    {
      label: 'Age of the newest data',
      metric: 'scrapewatch_data_newest_timestamp_seconds',
      labels: perDataset,
      as: 'age',
      when: 'above',
      limit: 86_400,
    },
    {
      label: 'Completeness',
      metric: 'scrapewatch_data_completeness_ratio',
      labels: perDataset,
      when: 'below',
      limit: 0.95,
    },
    { label: 'Duplicates', metric: 'scrapewatch_data_duplicate_ratio', labels: perDataset, when: 'above', limit: 0.01 },
  ],
  anomalies: [
    {
      label: 'Hours out of the ordinary',
      metric: 'scrapewatch_anomalies_3h',
      labels: [...scope, 'figure', 'direction'],
      when: 'above',
      limit: 0,
    },
  ],
  slo_report: [
    {
      label: 'Error budget that is left',
      metric: 'scrapewatch_slo_budget_remaining_ratio',
      labels: [...scope, 'slo'],
      when: 'below',
      limit: 0.1,
    },
    {
      label: 'Burn rate over an hour',
      metric: 'scrapewatch_slo_burn_rate',
      labels: [...scope, 'slo', 'window'],
      where: { window: '1h' },
      when: 'above',
      limit: 14.4,
    },
  ],
  growth_stats: [],
  growth_series: [],
  high_value_pages: [],
  cost_series: [
    {
      label: 'Share of the month’s budget that is used',
      metric: 'scrapewatch_budget_used_ratio',
      labels: ['provider', 'currency'],
      when: 'above',
      limit: 0.9,
    },
    {
      label: 'Share of the month’s credits that is used',
      metric: 'scrapewatch_credits_used_ratio',
      labels: ['provider'],
      when: 'above',
      limit: 0.8,
    },
  ],
  capacity_forecast: [
    {
      label: 'Time until the database is full',
      metric: 'scrapewatch_database_full_seconds',
      labels: [],
      when: 'below',
      limit: 30 * 86_400,
    },
    {
      label: 'Size of the database',
      metric: 'scrapewatch_database_size_bytes',
      labels: [],
      when: 'above',
      limit: 0.8 * 8_589_934_592,
    },
  ],
  backup_status: [
    {
      label: 'A last backup that failed or is old',
      metric: 'scrapewatch_backup_ok',
      labels: scope,
      when: 'below',
      limit: 1,
    },
    {
      label: 'Age of the last good backup',
      metric: 'scrapewatch_backup_last_success_timestamp_seconds',
      labels: scope,
      as: 'age',
      when: 'above',
      limit: 93_600,
    },
  ],
  product_stats: [failedPayments, registrations, churn],
  product_series: [failedPayments, registrations],
  product_funnel: [],
  alerts: [firing],
  alert_events: [
    {
      label: 'Alerts received within the hour',
      metric: 'scrapewatch_alert_events_total',
      labels: ['status', 'severity'],
      where: { status: 'firing' },
      as: 'increase',
      when: 'above',
      limit: 20,
    },
  ],
  alert_actions: [],
  command_log: [
    {
      label: 'Commands that failed within the hour',
      metric: 'scrapewatch_commands_total',
      labels: ['kind', 'outcome'],
      where: { outcome: 'failed' },
      as: 'increase',
      when: 'above',
      limit: 0,
    },
  ],
  deployments: [],
  maintenance_windows: [
    {
      label: 'A maintenance window is open',
      metric: 'scrapewatch_maintenance_active',
      labels: scope,
      when: 'above',
      limit: 0,
    },
  ],
  logs: [],
};
