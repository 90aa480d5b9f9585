import { runsView } from './runsView';
import { column, place, required, type ViewSpec, wordList } from './viewSpec';

/** The seven views that a scraping pipeline has; CONTRACT.md tells their columns, and a test compares. */
export const pipelineViews: ViewSpec[] = [
  runsView,
  {
    view: 'clients',
    tables: wordList('clients customers client_accounts tracked_accounts companies tenants profiles targets'),
    lost: 'clients without runs, and growth of clients',
    columns: [
      required('client_id', 'text', 'id', 'id client_id customer_id uuid'),
      column(
        'client',
        'text',
        'text',
        'username name handle client_name customer_name display_name title slug company',
        { otherwise: '', cost: 'names: the id is shown' }
      ),
      ...place(),
      column('status', 'text', 'words', 'status state active is_active enabled is_enabled', {
        vocabulary: 'client',
        otherwise: "'active'::text",
        cost: 'paused clients',
      }),
      column(
        'expected',
        'integer',
        'integer',
        'expected expected_accounts expected_count following_count target_count',
        { cost: 'what a run of the client should find' }
      ),
      column(
        'created_at',
        'timestamptz',
        'time',
        'created_at created inserted_at date_created added_at signed_up_at registered_at created_on since',
        { cost: 'growth of clients' }
      ),
    ],
  },
  {
    view: 'pages',
    tables: wordList('pages scraped_pages sites followed_accounts discovered_pages ig_pages page'),
    lost: 'pages discovered, high-value pages, categorisation',
    columns: [
      required('page_id', 'text', 'id', 'id page_id uuid'),
      column('page', 'text', 'text', 'username name handle page page_name title url slug', {
        otherwise: '',
        cost: 'names: the id is shown',
      }),
      ...place(),
      column('category', 'text', 'text', 'category category_name topic label kind type', {
        cost: 'categorisation progress',
      }),
      column('followers', 'bigint', 'bigint', 'followers follower_count followers_count subscribers audience', {
        cost: 'audience of a page',
      }),
      column('clients_following', 'integer', 'integer', 'clients_following client_count', {
        otherwise: '0',
        cost: 'high-value pages',
      }),
      column(
        'discovered_at',
        'timestamptz',
        'time',
        'discovered_at created_at created first_seen_at first_seen inserted_at added_at created_on',
        { cost: 'growth of pages' }
      ),
    ],
  },
  {
    view: 'scrapers',
    tables: wordList('scrapers spiders crawlers bots scraper_status scraper_states'),
    lost: 'scraper cards',
    columns: [
      required('scraper', 'text', 'text', 'name scraper scraper_name spider slug title'),
      ...place(),
      required('status', 'text', 'words', 'status state active is_active enabled running is_running', {
        vocabulary: 'scraper',
      }),
      column('started_at', 'timestamptz', 'time', 'started_at start_time started up_since began_at', {
        cost: 'uptime',
      }),
      column('last_run_at', 'timestamptz', 'time', 'last_run_at last_run last_success_at last_finished_at'),
      column('queue_size', 'integer', 'integer', 'queue_size queue_depth queue_length backlog'),
      column('memory_bytes', 'bigint', 'bytes', 'memory_bytes memory_mb memory mem_mb mem_bytes rss_mb'),
      column('cpu_ratio', 'double precision', 'ratio', 'cpu_ratio cpu_percent cpu_pct cpu cpu_usage'),
      column('api_calls', 'bigint', 'bigint', 'api_calls api_requests requests request_count'),
      column('rate_limit_remaining', 'integer', 'integer', 'rate_limit_remaining remaining_requests rate_remaining'),
      column('rate_limit_total', 'integer', 'integer', 'rate_limit_total rate_limit request_limit'),
      column('last_error', 'text', 'text', 'last_error error error_message'),
      column('updated_at', 'timestamptz', 'time', 'updated_at updated last_seen_at last_seen modified_at reported_at', {
        cost: 'how fresh a card is',
      }),
    ],
  },
  {
    view: 'queue_samples',
    tables: wordList('queue_samples queue_stats queue_metrics queue_history queue_depths queue_snapshots'),
    lost: 'the queue over time',
    columns: [
      required(
        'sampled_at',
        'timestamptz',
        'time',
        'sampled_at created_at recorded_at time ts timestamp measured_at created at'
      ),
      ...place(),
      column('queue', 'text', 'text', 'queue queue_name name topic', { otherwise: "'default'::text" }),
      required(
        'queued',
        'integer',
        'integer',
        'queued queued_count pending pending_count waiting depth length size backlog'
      ),
      column('processing', 'integer', 'integer', 'processing processing_count running active in_progress', {
        otherwise: '0',
      }),
      column('retrying', 'integer', 'integer', 'retrying retrying_count retries delayed', { otherwise: '0' }),
      column('failed', 'integer', 'integer', 'failed failed_count errors dead', { otherwise: '0' }),
      column('arrivals', 'integer', 'integer', 'arrivals enqueued added incoming', {
        otherwise: '0',
        cost: 'arrivals against completions',
      }),
      column('completions', 'integer', 'integer', 'completions completed done processed finished', {
        otherwise: '0',
        cost: 'arrivals against completions',
      }),
      column(
        'oldest_age_seconds',
        'double precision',
        'seconds',
        'oldest_age_seconds oldest_age oldest_age_ms max_age_seconds max_age lag_seconds lag',
        { cost: 'age of the backlog' }
      ),
    ],
  },
  {
    view: 'logs',
    tables: wordList('scrape_logs logs error_logs job_logs event_logs scraper_logs run_logs error_log'),
    lost: 'the error log',
    joins: [
      { to: 'scrapers', names: wordList('scraper_id spider_id crawler_id bot_id source_id') },
      { to: 'clients', names: wordList('client_id customer_id account_id profile_id target_id company_id tenant_id') },
    ],
    columns: [
      required('log_id', 'text', 'id', 'id log_id uuid'),
      required(
        'logged_at',
        'timestamptz',
        'time',
        'logged_at created_at time ts timestamp created occurred_at inserted_at'
      ),
      ...place(['scrapers', 'clients']),
      column(
        'scraper',
        'text',
        'text',
        'scraper scraper_name spider spider_name crawler bot source job_type queue logger component',
        { through: ['scrapers'] }
      ),
      column(
        'client',
        'text',
        'text',
        'client client_name customer customer_name username handle account target profile',
        { through: ['clients'] }
      ),
      column('run_id', 'text', 'id', 'run_id job_id scrape_run_id scrape_id task_id', {
        cost: 'links from a run to its log',
      }),
      column('level', 'text', 'words', 'level severity log_level loglevel type', {
        vocabulary: 'level',
        otherwise: "'info'::text",
        cost: 'levels',
      }),
      required('message', 'text', 'text', 'message msg text log error error_message description'),
    ],
  },
  {
    view: 'heartbeats',
    tables: wordList('worker_heartbeats heartbeats workers beats worker_status pings instances'),
    lost: 'whether workers are alive',
    columns: [
      required('worker', 'text', 'text', 'worker worker_name worker_id name hostname instance id'),
      ...place(),
      column('state', 'text', 'words', 'state status mode', {
        vocabulary: 'worker',
        otherwise: "'running'::text",
        cost: 'paused and retrying workers',
      }),
      required(
        'last_seen_at',
        'timestamptz',
        'time',
        'last_seen_at last_seen last_heartbeat last_heartbeat_at heartbeat_at last_ping last_ping_at pinged_at updated_at seen_at beat_at'
      ),
      column('started_at', 'timestamptz', 'time', 'started_at start_time started booted_at up_since created_at', {
        cost: 'uptime of workers',
      }),
      column(
        'jobs_done',
        'bigint',
        'bigint',
        'jobs_done jobs_completed processed processed_count completed done job_count',
        { otherwise: '0::bigint', cost: 'jobs done' }
      ),
      column('version', 'text', 'text', 'version release build app_version'),
    ],
  },
];
