import { parseColumns } from '../columnTypes';
import type { Preset } from './Preset';
import { bucket, clients, range, runFilters, scope, scrapers, zone } from './presetArguments';

/** Questions about runs: figures, coverage, durations, what is out of the ordinary. */
export const runPresets = {
  run_stats: {
    label: 'Run totals',
    description: 'Runs of the time range counted by status, with success rate, coverage and durations: one row.',
    requirements: ['A1', 'A3'],
    format: 'table',
    source: { function: 'run_stats' },
    args: { ...range, ...runFilters },
    columns: parseColumns(
      'total bigint, queued bigint, processing bigint, completed bigint, failed bigint, cancelled bigint, success_rate double precision, failed_rate double precision, completed_share double precision, avg_coverage double precision, avg_duration_seconds double precision, p50_duration_seconds double precision, p95_duration_seconds double precision, profiles_scraped bigint, posts_collected bigint, api_calls bigint'
    ),
  },
  run_series: {
    label: 'Runs over time',
    description: 'Runs by status, success rate, coverage, durations and volumes, one row a time bucket.',
    requirements: ['A1', 'A2', 'A13', 'D5'],
    format: 'timeseries',
    source: { function: 'run_series' },
    args: { ...range, ...bucket, ...runFilters, ...zone },
    columns: parseColumns(
      'time timestamptz, total bigint, queued bigint, processing bigint, completed bigint, failed bigint, cancelled bigint, success_rate double precision, failed_rate double precision, avg_coverage double precision, avg_duration_seconds double precision, p95_duration_seconds double precision, profiles_scraped bigint, posts_collected bigint, api_calls bigint'
    ),
  },
  coverage_by_client: {
    label: 'Coverage by client',
    description: 'Accounts found ÷ expected for each client, worst first, with the target and the trend.',
    requirements: ['A2'],
    format: 'table',
    source: { function: 'coverage_by_client' },
    args: { ...range, ...runFilters },
    columns: parseColumns(
      'client_id text, client text, system text, environment text, runs bigint, expected bigint, found bigint, coverage double precision, target double precision, last_coverage double precision, trend double precision, last_run_at timestamptz'
    ),
  },
  duration_histogram: {
    label: 'Duration histogram',
    description: 'How many runs took how long, in fixed buckets.',
    requirements: ['A3'],
    format: 'table',
    source: { function: 'duration_histogram' },
    args: { ...range, ...runFilters },
    columns: parseColumns('from_seconds double precision, to_seconds double precision, label text, runs bigint'),
  },
  stuck_runs: {
    label: 'Stuck runs',
    description: 'Runs that have been processing for too long, oldest first.',
    requirements: ['A4'],
    format: 'table',
    source: { function: 'stuck_runs' },
    args: { ...scope, ...clients, ...scrapers },
    columns: parseColumns(
      'run_id text, client text, scraper text, system text, environment text, worker text, started_at timestamptz, age_seconds double precision, retries integer'
    ),
  },
  anomalies: {
    label: 'Anomalies',
    description: 'Hours whose runs, coverage or duration are far from the same hour of earlier weeks.',
    requirements: ['D1'],
    format: 'table',
    source: { function: 'anomalies' },
    args: { ...range, ...scope },
    columns: parseColumns(
      'time timestamptz, metric text, system text, environment text, value double precision, expected double precision, deviation double precision, score double precision, verdict text, weeks integer'
    ),
  },
  data_quality: {
    label: 'Data quality',
    description: 'Completeness, accuracy, freshness and duplicates of each data set, worst first.',
    requirements: ['A11'],
    format: 'table',
    source: { function: 'data_quality' },
    args: { ...range, ...scope },
    columns: parseColumns(
      'dataset text, system text, environment text, rows_checked bigint, completeness_ratio double precision, accuracy_ratio double precision, freshness_seconds double precision, duplicate_rows bigint, duplicate_ratio double precision, anomalies bigint, checked_at timestamptz'
    ),
  },
  slo_report: {
    label: 'SLO report',
    description: 'Objectives, what was reached, the error budget that is left and how fast it burns.',
    requirements: ['D3'],
    format: 'table',
    source: { function: 'slo_report' },
    args: { ...range, ...scope },
    columns: parseColumns(
      'system text, environment text, slo text, objective double precision, good double precision, total double precision, ratio double precision, budget_remaining_ratio double precision, burn_rate_1h double precision, burn_rate_6h double precision, burn_rate_3d double precision, met boolean'
    ),
  },
} satisfies Record<string, Preset>;
