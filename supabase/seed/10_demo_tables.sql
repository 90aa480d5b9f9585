-- The tables of a team that scrapes, as the demo has them. Your project has its own: never apply this file to it.
-- Applied after the migrations; workers write these tables through supabase-js with the secret key (role service_role).
-- Rows may be written while a run is under way; `accounts_found` is null until the run has counted something.

create table if not exists public.clients (
  id uuid primary key default gen_random_uuid(),
  username text not null unique,
  email text,
  status text not null default 'active' check (status in ('active', 'paused')),
  system text not null,
  environment text not null,
  expected_accounts integer,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now()
);
comment on table public.clients is 'Customers whose accounts are scraped.';
create index if not exists clients_created_at on public.clients (created_at);

-- A page carries its own system and environment, so that a page which nobody follows yet is not lost.
create table if not exists public.pages (
  id uuid primary key default gen_random_uuid(),
  username text not null unique,
  system text not null,
  environment text not null,
  category text,
  follower_count bigint,
  created_at timestamptz not null default now()
);
comment on table public.pages is 'Pages that clients follow, each once.';
create index if not exists pages_created_at on public.pages (created_at);

create table if not exists public.client_pages (
  client_id uuid not null references public.clients (id) on delete cascade,
  page_id uuid not null references public.pages (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (client_id, page_id)
);
comment on table public.client_pages is 'Which client follows which page.';
create index if not exists client_pages_page on public.client_pages (page_id);

create table if not exists public.scrapers (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  system text not null,
  environment text not null,
  status text not null default 'stopped' check (status in ('running', 'stopped', 'error', 'paused')),
  started_at timestamptz,
  last_run_at timestamptz,
  queue_size integer,
  memory_mb numeric,
  cpu_percent numeric,
  api_calls bigint,
  rate_limit_remaining integer,
  rate_limit_total integer,
  last_error text,
  updated_at timestamptz not null default now()
);
comment on table public.scrapers is 'One row a scraper; it reports its own state.';

create table if not exists public.scrape_runs (
  id bigint generated always as identity primary key,
  client_id uuid not null references public.clients (id),
  scraper_id uuid not null references public.scrapers (id),
  worker text,
  status text not null default 'queued' check (status in ('queued', 'processing', 'completed', 'failed', 'cancelled')),
  expected_accounts integer,
  accounts_found integer,
  profiles_scraped integer,
  posts_collected integer,
  api_calls integer,
  retries integer not null default 0,
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now()
);
comment on table public.scrape_runs is 'One scrape of one client: asked for, claimed by a worker, finished.';
create index if not exists scrape_runs_created_at on public.scrape_runs (created_at desc);
create index if not exists scrape_runs_client on public.scrape_runs (client_id, created_at desc);
create index if not exists scrape_runs_scraper on public.scrape_runs (scraper_id, created_at desc);
create index if not exists scrape_runs_status on public.scrape_runs (status, created_at desc);
create index if not exists scrape_runs_open on public.scrape_runs (status, started_at)
  where status in ('queued', 'processing');
create index if not exists scrape_runs_id_text on public.scrape_runs ((id::text));

create table if not exists public.worker_heartbeats (
  worker text primary key,
  system text not null,
  environment text not null,
  state text not null default 'running' check (state in ('running', 'paused', 'retrying', 'stopped')),
  version text,
  started_at timestamptz,
  last_seen_at timestamptz not null default now(),
  jobs_done bigint not null default 0
);
comment on table public.worker_heartbeats is 'When each worker was last seen.';

create table if not exists public.queue_samples (
  id bigint generated always as identity primary key,
  system text not null,
  environment text not null,
  queue text not null,
  queued integer not null default 0,
  processing integer not null default 0,
  retrying integer not null default 0,
  failed integer not null default 0,
  arrivals integer not null default 0,
  completions integer not null default 0,
  oldest_age_seconds double precision,
  sampled_at timestamptz not null default now()
);
comment on table public.queue_samples is 'The queues, counted at intervals.';
create index if not exists queue_samples_sampled_at on public.queue_samples (sampled_at desc);

create table if not exists public.scrape_logs (
  id bigint generated always as identity primary key,
  run_id bigint references public.scrape_runs (id) on delete set null,
  scraper_id uuid references public.scrapers (id) on delete set null,
  client_id uuid references public.clients (id) on delete set null,
  level text not null default 'info' check (level in ('debug', 'info', 'warning', 'error', 'critical')),
  message text not null,
  context jsonb not null default '{}',
  created_at timestamptz not null default now()
);
comment on table public.scrape_logs is 'What the workers had to say.';
create index if not exists scrape_logs_created_at on public.scrape_logs (created_at desc);
create index if not exists scrape_logs_run on public.scrape_logs (run_id);
create index if not exists scrape_logs_run_text on public.scrape_logs ((run_id::text));

-- As in a Supabase project: row level security everywhere, no policy, and a service role that passes it.
alter table public.clients enable row level security;
alter table public.pages enable row level security;
alter table public.client_pages enable row level security;
alter table public.scrapers enable row level security;
alter table public.scrape_runs enable row level security;
alter table public.worker_heartbeats enable row level security;
alter table public.queue_samples enable row level security;
alter table public.scrape_logs enable row level security;

grant usage on schema public to service_role;
grant all on public.clients, public.pages, public.client_pages, public.scrapers, public.scrape_runs,
  public.worker_heartbeats, public.queue_samples, public.scrape_logs to service_role;
grant usage, select on all sequences in schema public to service_role;

-- The adapter views of schema scrapewatch now find their tables.
select scrapewatch.connect_adapters();
