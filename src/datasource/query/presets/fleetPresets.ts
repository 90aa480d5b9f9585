import { parseColumns } from '../columnTypes';
import type { Preset } from './Preset';
import { bucket, range, runFilters, scope, scrapers } from './presetArguments';

/** Questions about what runs: scrapers, workers, accounts, queues, the database. */
export const fleetPresets = {
  overview_status: {
    label: 'Overall status',
    description: 'Healthy, degraded or critical, and why; scrapers, workers, stuck runs and open alerts counted.',
    requirements: ['A12'],
    format: 'table',
    source: { function: 'overview_status' },
    args: scope,
    columns: parseColumns(
      'status text, status_code integer, reason text, active_scrapers integer, total_scrapers integer, error_scrapers integer, workers_alive integer, workers_total integer, stuck_runs integer, open_alerts integer'
    ),
  },
  scraper_status: {
    label: 'Scrapers',
    description: 'State, rates, backlog, memory, CPU and rate limit of each scraper, broken ones first.',
    requirements: ['A7'],
    format: 'table',
    source: { function: 'scraper_status' },
    args: { ...range, ...scope, ...scrapers },
    columns: parseColumns(
      'scraper text, system text, environment text, status text, uptime_seconds double precision, last_run_at timestamptz, runs bigint, profiles_scraped bigint, posts_collected bigint, scrape_rate_per_minute double precision, error_rate double precision, mean_processing_seconds double precision, backlog bigint, queue_size integer, memory_bytes bigint, cpu_ratio double precision, api_calls bigint, rate_limit_remaining integer, last_error text'
    ),
  },
  worker_status: {
    label: 'Workers',
    description: 'Each worker: alive or not, when last seen, jobs done; dead ones first.',
    requirements: ['A6'],
    format: 'table',
    source: { function: 'worker_status' },
    args: scope,
    columns: parseColumns(
      'worker text, system text, environment text, state text, alive boolean, last_seen_at timestamptz, age_seconds double precision, jobs_done bigint, uptime_seconds double precision, version text'
    ),
  },
  account_health: {
    label: 'Accounts, proxies, APIs',
    description: 'Each account, proxy and API with its state, and when it was last checked; unhealthy ones first.',
    requirements: ['A16'],
    format: 'table',
    source: { function: 'account_health' },
    args: scope,
    columns: parseColumns(
      'kind text, provider text, account text, system text, environment text, status text, healthy boolean, checked_at timestamptz, age_seconds double precision, rate_limit_remaining integer, detail text'
    ),
  },
  job_queue: {
    label: 'Job queue',
    description: 'Each queued, processing or failed job with its age, retries and last error, newest first.',
    requirements: ['A17'],
    format: 'table',
    source: { function: 'job_queue' },
    args: runFilters,
    columns: parseColumns(
      'run_id text, client text, scraper text, system text, environment text, status text, queued_at timestamptz, started_at timestamptz, age_seconds double precision, retries integer, last_error text'
    ),
  },
  queue_series: {
    label: 'Queue over time',
    description: 'Jobs by state, arrivals against completions, and the age of the oldest job, one row a time bucket.',
    requirements: ['A8'],
    format: 'timeseries',
    source: { function: 'queue_series' },
    args: { ...range, ...bucket, ...scope },
    columns: parseColumns(
      'time timestamptz, queued double precision, processing double precision, retrying double precision, failed double precision, arrivals bigint, completions bigint, oldest_age_seconds double precision'
    ),
  },
  queue_forecast: {
    label: 'Queue forecast',
    description: 'Each queue: arrivals against completions, whether it grows, and when it will be empty.',
    requirements: ['A8'],
    format: 'table',
    source: { function: 'queue_forecast' },
    args: scope,
    columns: parseColumns(
      'queue text, system text, environment text, depth integer, arrivals_per_minute double precision, completions_per_minute double precision, net_per_minute double precision, growing boolean, drain_seconds double precision, drains_at timestamptz, limit_seconds double precision, oldest_age_seconds double precision, sampled_at timestamptz'
    ),
  },
  capacity_forecast: {
    label: 'Capacity forecast',
    description: 'How large the database is, how fast it grows, and when it will be full.',
    requirements: ['D2'],
    format: 'table',
    source: { function: 'capacity_forecast' },
    args: {},
    columns: parseColumns(
      'subject text, size_bytes bigint, limit_bytes double precision, used_ratio double precision, growth_bytes_per_day double precision, growth_low double precision, growth_high double precision, days_to_full double precision, days_to_full_soonest double precision, days_to_full_latest double precision, days_of_history integer, verdict text'
    ),
  },
  backup_status: {
    label: 'Backups',
    description: 'The last good backup of each system, its age, and when it was checked.',
    requirements: ['B13'],
    format: 'table',
    source: { function: 'backup_status' },
    args: scope,
    columns: parseColumns(
      'system text, environment text, finished_at timestamptz, age_seconds double precision, verified_at timestamptz, size_bytes bigint, ok boolean'
    ),
  },
} satisfies Record<string, Preset>;
