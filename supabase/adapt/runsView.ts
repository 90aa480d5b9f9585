import { column, place, required, type ViewSpec, wordList } from './viewSpec';

/** The view that nearly everything reads; CONTRACT.md tells its columns. */
export const runsView: ViewSpec = {
  view: 'runs',
  tables: wordList(
    'scrape_runs runs scrapes scrape_jobs jobs crawl_runs crawls crawl_jobs scraping_jobs scraper_runs job_runs executions analysis_jobs tasks'
  ),
  lost: 'scrapes, coverage, durations, stuck jobs: nearly everything',
  joins: [
    { to: 'clients', names: wordList('client_id customer_id account_id profile_id target_id company_id tenant_id') },
    { to: 'scrapers', names: wordList('scraper_id spider_id crawler_id bot_id source_id') },
  ],
  columns: [
    required('run_id', 'text', 'id', 'id run_id job_id uuid'),
    ...place(['scrapers', 'clients']),
    column('client_id', 'text', 'id', 'client_id customer_id account_id profile_id target_id company_id tenant_id', {
      otherwise: "'default'::text",
      cost: 'all runs belong to one client',
    }),
    column(
      'client',
      'text',
      'text',
      'client client_name customer customer_name username handle account target profile',
      { otherwise: "'default'::text", cost: 'coverage by client', through: ['clients'] }
    ),
    column('scraper', 'text', 'text', 'scraper scraper_name spider spider_name crawler bot source job_type queue', {
      otherwise: "'default'::text",
      cost: 'figures by scraper',
      through: ['scrapers'],
    }),
    column('worker', 'text', 'text', 'worker worker_name worker_id claimed_by locked_by processed_by hostname', {
      cost: 'which worker a stuck run belongs to',
    }),
    required('status', 'text', 'words', 'status state outcome result', { vocabulary: 'run' }),
    required(
      'queued_at',
      'timestamptz',
      'time',
      'queued_at created_at requested_at enqueued_at created submitted_at inserted_at date_created created_on createdat scheduled_at queued'
    ),
    column(
      'started_at',
      'timestamptz',
      'time',
      'started_at began_at start_time started began processing_started_at start_at started_on picked_at claimed_at',
      { cost: 'durations and stuck jobs' }
    ),
    column(
      'finished_at',
      'timestamptz',
      'time',
      'finished_at completed_at ended_at end_time finished completed ended done_at finish_time completed_on',
      { cost: 'durations' }
    ),
    column(
      'duration_seconds',
      'double precision',
      'seconds',
      'duration_seconds duration_ms duration_minutes duration elapsed_ms elapsed_seconds took_ms runtime_seconds runtime processing_time',
      { cost: 'durations' }
    ),
    column(
      'expected',
      'integer',
      'integer',
      'expected expected_accounts expected_count accounts_expected total_expected expected_total wanted target_count goal total_count total',
      { cost: 'coverage' }
    ),
    column(
      'found',
      'integer',
      'integer',
      'found accounts_found found_count found_accounts total_found got actual_count results_count result_count scraped_count items_found collected accounts_scraped',
      { cost: 'coverage' }
    ),
    column('coverage', 'double precision', 'ratio', ''),
    column(
      'profiles_scraped',
      'integer',
      'integer',
      'profiles_scraped profiles profile_count profiles_count scraped_profiles',
      { cost: 'profiles scraped and the scrape rate' }
    ),
    column('posts_collected', 'integer', 'integer', 'posts_collected posts post_count posts_count collected_posts', {
      cost: 'posts collected',
    }),
    column('api_calls', 'integer', 'integer', 'api_calls api_requests requests request_count calls', {
      cost: 'API usage',
    }),
    column('retries', 'integer', 'retries', 'retries retry_count attempts attempt_count tries attempt', {
      otherwise: '0',
      cost: 'retries',
    }),
    column(
      'error',
      'text',
      'text',
      'error error_message last_error failure_reason problem err err_text exception error_text fail_reason',
      { cost: 'why runs failed' }
    ),
  ],
};
