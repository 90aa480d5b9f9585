-- A project that knows nothing of Scrapewatch: other schemas, other names, integer ids, times without a zone, other words.
create schema crawl;
create table public.customers (
  id serial primary key,
  name varchar(80) not null,
  contact_email text,
  is_active boolean not null default true,
  created timestamp not null
);
create table crawl.spiders (
  id serial primary key,
  name varchar(40) not null unique,
  state varchar(12) not null,
  up_since timestamp,
  memory_mb numeric,
  cpu_percent real,
  api_token text,
  updated timestamp not null
);
create table crawl.jobs (
  id serial primary key,
  customer_id integer not null references public.customers (id),
  spider_id integer references crawl.spiders (id),
  status varchar(10) not null default 'new',
  created timestamp not null,
  began timestamp,
  ended timestamp,
  expected_count bigint,
  found_count bigint,
  attempts smallint not null default 1,
  locked_by text,
  err_text text,
  payload jsonb not null default '{}'
);
create table public."Sites" (
  "siteId" serial primary key,
  url text not null,
  topic text,
  "followerCount" integer,
  "firstSeen" timestamp not null
);
create table public.site_follows (
  customer_id integer not null references public.customers (id),
  site_id integer not null references public."Sites" ("siteId"),
  primary key (customer_id, site_id)
);
create type crawl.severity as enum ('trace', 'info', 'warn', 'fatal');
create table crawl.job_logs (
  id bigserial primary key,
  job_id integer references crawl.jobs (id),
  customer_id integer references public.customers (id),
  severity crawl.severity not null,
  msg text not null,
  ts timestamptz not null
);
create table crawl.workers (
  hostname text primary key,
  status text not null,
  last_ping timestamp not null,
  processed integer not null
);
create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  customer_id integer not null references public.customers (id),
  status text not null check (status in ('paid', 'open', 'declined')),
  amount_cents integer not null,
  currency char(3) not null default 'EUR',
  card_number text,
  created timestamp not null
);
create index jobs_customer on crawl.jobs (customer_id);
alter table public.customers enable row level security;
alter table crawl.jobs enable row level security;
create policy own on public.customers for select using (id = 1);

insert into public.customers (name, contact_email, is_active, created)
select 'customer ' || n, 'c' || n || '@example.org', n <> 5, timestamp '2026-01-01' + n * interval '9 days' from generate_series(1, 5) n;
insert into crawl.spiders (name, state, up_since, memory_mb, cpu_percent, updated) values
  ('ig', 'up', '2026-03-09 08:00', 256, 42, '2026-03-10 12:00'), ('web', 'crashed', null, 0, 0, '2026-03-10 11:00');
-- A job every nine minutes for ten days; the remainders make words, holes and zeros meet in every combination.
insert into crawl.jobs (customer_id, spider_id, status, created, began, ended, expected_count, found_count, attempts, locked_by, err_text)
select
  1 + n % 4,
  case when n % 11 > 0 then 1 + n % 2 end,
  word.status,
  made.at,
  case when word.status not in ('new', 'void') then made.at + interval '20 seconds' end,
  case when word.status in ('ok', 'err') then made.at + interval '20 seconds' + (n % 400) * interval '1 second' end,
  case when n % 13 > 0 then 100 * (n % 3) end,
  case when word.status in ('ok', 'running') then 100 * (n % 3) - n % 9 * (n % 3) end,
  1 + n % 3,
  'host-' || n % 2,
  case when word.status = 'err' then 'it''s "broken"' end
from generate_series(1, 1600) n
cross join lateral (select timestamp '2026-03-01' + n * interval '9 minutes' as at) made
cross join lateral (
  select case when n > 1590 then 'new' when n > 1580 then 'running' when n % 17 = 0 then 'err' when n % 41 = 0 then 'void' else 'ok' end as status
) word;
insert into public."Sites" (url, topic, "followerCount", "firstSeen")
select 'site-' || n, case when n % 2 = 0 then 'sport' end, n * 100, timestamp '2026-02-01' + n * interval '1 day' from generate_series(1, 12) n;
insert into public.site_follows select c, s from generate_series(1, 5) c, generate_series(1, 12) s where s % c = 0;
insert into crawl.job_logs (job_id, customer_id, severity, msg, ts)
select n, 1 + n % 4, (array['trace', 'info', 'warn', 'fatal'])[1 + n % 4]::crawl.severity, 'line ' || n, timestamptz '2026-03-05 12:00+00' + n * interval '1 minute'
from generate_series(1, 200) n;
insert into crawl.workers values ('host-0', 'busy', now() at time zone 'UTC', 700), ('host-1', 'offline', '2026-03-01', 3);
insert into public.invoices (customer_id, status, amount_cents, created)
select 1 + n % 4, (array['paid', 'open', 'declined'])[1 + n % 3], n * 10, timestamp '2026-03-01' + n * interval '1 hour' from generate_series(1, 60) n;
