import { parseColumns, type Column } from './columnTypes';
import type { ArgValue, Format, Order } from './model';
import type { FilterOperator } from './operators';

/**
 * The named questions of this plugin: what each asks, in one line, and what it needs. Names, arguments and column types
 * are those of supabase/CONTRACT.md, and a test compares the two.
 */
export interface Preset {
  label: string;
  description: string;
  /** Ids of the requirements that it answers. */
  requirements: string[];
  format: Format;
  source: FunctionSource | TableSource;
  /** Sent unless the query overrides them; a list that names a variable the dashboard lacks is left out. */
  args: Record<string, ArgValue>;
  columns: Column[];
}

export interface FunctionSource {
  function: string;
}

export interface TableSource {
  table: string;
  timeColumn?: string;
  order: Order[];
  /** At most so many rows; when more exist, the frame says so. */
  limit: number;
  /** Argument → the column and operator that it filters by. */
  filters: Record<string, { column: string; operator: FilterOperator }>;
}

export const presetSchema = 'scrapewatch';

export const presetIds = [
  'overview_status',
  'run_stats',
  'run_series',
  'coverage_by_client',
  'duration_histogram',
  'stuck_runs',
  'job_queue',
  'scraper_status',
  'worker_status',
  'queue_series',
  'growth_stats',
  'growth_series',
  'alerts',
  'deployments',
  'logs',
] as const;

export type PresetId = (typeof presetIds)[number];

const range = { from_ts: '${__from:date:iso}', to_ts: '${__to:date:iso}' };
const bucket = { bucket: '${__interval_ms} milliseconds' };
const zone = { tz: '${__timezone}' };
const scope = { systems: ['$system'], environments: ['$environment'] };
const clients = { clients: ['$client'] };
const scrapers = { scrapers: ['$scraper'] };
const statuses = { statuses: ['$status'] };
const runFilters = { ...scope, ...clients, ...scrapers, ...statuses };

const scopeFilters: TableSource['filters'] = {
  systems: { column: 'system', operator: 'in' },
  environments: { column: 'environment', operator: 'in' },
};

export const presets: Record<PresetId, Preset> = {
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
    requirements: ['A1', 'A2', 'A13'],
    format: 'timeseries',
    source: { function: 'run_series' },
    args: { ...range, ...bucket, ...runFilters },
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
  growth_stats: {
    label: 'Clients and pages',
    description: 'Clients and pages in all and today, pages per client, high-value pages: one row.',
    requirements: ['A5'],
    format: 'table',
    source: { function: 'growth_stats' },
    args: { ...zone, ...scope },
    columns: parseColumns(
      'clients_total bigint, clients_today bigint, pages_total bigint, pages_today bigint, pages_per_client double precision, high_value_pages bigint, categorised_share double precision'
    ),
  },
  growth_series: {
    label: 'Growth by day',
    description: 'Clients added and pages discovered each day, and their totals.',
    requirements: ['A5'],
    format: 'timeseries',
    source: { function: 'growth_series' },
    args: { ...range, ...zone, ...scope },
    columns: parseColumns(
      'time timestamptz, clients_added bigint, pages_added bigint, clients_total bigint, pages_total bigint'
    ),
  },
  alerts: {
    label: 'Alerts',
    description: 'Alerts that were received, newest first.',
    requirements: ['A12'],
    format: 'table',
    source: {
      table: 'alerts',
      order: [{ column: 'starts_at', direction: 'desc' }],
      limit: 500,
      filters: {
        ...scopeFilters,
        statuses: { column: 'status', operator: 'in' },
        severities: { column: 'severity', operator: 'in' },
      },
    },
    args: scope,
    columns: parseColumns(
      'fingerprint text, status text, severity text, alertname text, system text, environment text, summary text, description text, labels jsonb, annotations jsonb, starts_at timestamptz, ends_at timestamptz, last_received_at timestamptz, runbook_url text, dashboard_url text, panel_url text, acknowledged_by text, acknowledged_at timestamptz'
    ),
  },
  deployments: {
    label: 'Deployments',
    description: 'What was deployed when; made for annotations.',
    requirements: ['A13'],
    format: 'table',
    source: {
      table: 'deployments',
      timeColumn: 'deployed_at',
      order: [{ column: 'deployed_at', direction: 'desc' }],
      limit: 500,
      filters: scopeFilters,
    },
    args: scope,
    columns: parseColumns('deployed_at timestamptz, system text, environment text, version text, description text'),
  },
  logs: {
    label: 'Logs',
    description: 'Log lines of the time range, newest first; filter by scraper, client, level and text.',
    requirements: ['A10'],
    format: 'logs',
    source: {
      table: 'logs',
      timeColumn: 'logged_at',
      order: [{ column: 'logged_at', direction: 'desc' }],
      limit: 500,
      filters: {
        ...scopeFilters,
        clients: { column: 'client', operator: 'in' },
        scrapers: { column: 'scraper', operator: 'in' },
        levels: { column: 'level', operator: 'in' },
        runs: { column: 'run_id', operator: 'in' },
        search: { column: 'message', operator: 'ilike' },
      },
    },
    args: { ...scope, ...clients, ...scrapers },
    columns: parseColumns(
      'log_id text, logged_at timestamptz, system text, environment text, scraper text, client text, run_id text, level text, message text'
    ),
  },
};

/** True for the id of a preset. */
export function isPresetId(value: unknown): value is PresetId {
  return typeof value === 'string' && Object.hasOwn(presets, value);
}

/**
 * The preset's arguments that name dashboard variables, to be written into the query. Grafana runs a panel again after a
 * variable changed only when the panel's JSON names that variable; defaults inside a plugin are invisible to it.
 */
export function variableArgs(id: PresetId): Record<string, ArgValue> {
  return Object.fromEntries(Object.entries(presets[id].args).filter(([, value]) => Array.isArray(value)));
}
