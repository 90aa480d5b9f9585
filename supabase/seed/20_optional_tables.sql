-- More tables of the teams, as the demo has them: what the optional adapter views read. Your project has its own, or
-- none of these: never apply this file to it. Applied after 10_demo_tables.sql.

-- OPT, the learning platform: its people and what they do and pay.
create table if not exists public.users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique,
  display_name text,
  system text not null default 'OPT',
  environment text not null default 'prod',
  created_at timestamptz not null default now()
);
comment on table public.users is 'Who has registered. E-mail and name are nobody else''s business.';
create index if not exists users_created_at on public.users (created_at);
create index if not exists users_id_text on public.users ((id::text));

create table if not exists public.activity (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  system text not null default 'OPT',
  environment text not null default 'prod',
  event text not null,
  created_at timestamptz not null default now(),
  unique (user_id, created_at, event)
);
comment on table public.activity is 'What users did: visit, quest_started, quest_completed.';
create index if not exists activity_created_at on public.activity (created_at, user_id);
create index if not exists activity_user_text on public.activity ((user_id::text), created_at);

create table if not exists public.subscriptions (
  id text primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  system text not null default 'OPT',
  environment text not null default 'prod',
  plan text not null,
  status text not null check (status in ('trialing', 'active', 'past_due', 'cancelled')),
  monthly_price numeric(10, 2) not null,
  currency text not null default 'EUR',
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table public.subscriptions is 'One row a subscription, as the payment provider tells it.';
create index if not exists subscriptions_created_at on public.subscriptions (created_at);
create index if not exists subscriptions_ended_at on public.subscriptions (ended_at);
create index if not exists subscriptions_user on public.subscriptions (user_id);
create index if not exists subscriptions_user_text on public.subscriptions ((user_id::text));

create table if not exists public.payments (
  id text primary key,
  subscription_id text references public.subscriptions (id) on delete set null,
  user_id uuid not null references public.users (id) on delete cascade,
  system text not null default 'OPT',
  environment text not null default 'prod',
  status text not null check (status in ('succeeded', 'failed', 'refunded')),
  amount numeric(10, 2) not null,
  currency text not null default 'EUR',
  failure_reason text,
  created_at timestamptz not null default now()
);
comment on table public.payments is 'One row an attempt to charge somebody.';
create index if not exists payments_created_at on public.payments (created_at);
create index if not exists payments_subscription on public.payments (subscription_id);
create index if not exists payments_user on public.payments (user_id);
create index if not exists payments_user_text on public.payments ((user_id::text));

-- IGF and IGM, the scrapers: what they cost, what they log in with, and how good their data is.
create table if not exists public.costs (
  day date not null,
  system text not null,
  environment text not null,
  provider text not null,
  item text not null,
  amount numeric(12, 4) not null,
  currency text not null default 'USD',
  units numeric,
  unit text,
  primary key (day, system, environment, provider, item)
);
comment on table public.costs is 'Bills by day (UTC); the present day grows until it is over.';

create table if not exists public.accounts (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text,
  system text not null,
  environment text not null,
  kind text not null check (kind in ('account', 'proxy', 'api')),
  provider text not null,
  status text not null default 'unknown' check (status in ('valid', 'challenged', 'blocked', 'unknown')),
  last_checked_at timestamptz,
  rate_limit_remaining integer,
  note text,
  unique (system, environment, kind, name)
);
comment on table public.accounts is 'What scrapers log in with and go through: session accounts, proxies, other people''s APIs.';

create table if not exists public.quality_checks (
  id bigint generated always as identity primary key,
  system text not null,
  environment text not null,
  table_name text not null,
  rows_checked bigint not null,
  required_values bigint not null,
  missing_values bigint not null,
  invalid_rows bigint not null,
  duplicate_rows bigint not null,
  newest_row_at timestamptz,
  created_at timestamptz not null default now(),
  unique (system, environment, table_name, created_at)
);
comment on table public.quality_checks is 'What the hourly check of a data set found.';
create index if not exists quality_checks_created_at on public.quality_checks (created_at desc);

-- OPT and DSC back up their databases every night.
create table if not exists public.backups (
  id uuid primary key default gen_random_uuid(),
  system text not null,
  environment text not null,
  succeeded boolean not null,
  size_bytes bigint,
  finished_at timestamptz not null default now(),
  verified_at timestamptz
);
comment on table public.backups is 'One row an attempt to back up a database; verified: restored on trial.';
create index if not exists backups_newest on public.backups (system, environment, finished_at desc);

alter table public.users enable row level security;
alter table public.activity enable row level security;
alter table public.subscriptions enable row level security;
alter table public.payments enable row level security;
alter table public.costs enable row level security;
alter table public.accounts enable row level security;
alter table public.quality_checks enable row level security;
alter table public.backups enable row level security;

grant all on public.users, public.activity, public.subscriptions, public.payments, public.costs, public.accounts,
  public.quality_checks, public.backups to service_role;
grant usage, select on all sequences in schema public to service_role;

-- The optional adapter views now find their tables.
select scrapewatch.connect_adapters();
