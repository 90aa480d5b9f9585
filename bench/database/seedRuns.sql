-- `bench.rows` scrapes in the last `bench.days`, for the figures: 100 clients and 20 scrapers in 3 systems × 2 environments.
-- Run k is queued at `origin` + k × days ÷ rows; everything else follows from a hash of k, so that every machine gets
-- the same runs. Applied to the demo's empty tables, in one transaction: with wal_level = minimal nothing is logged.
set local session_replication_role = replica; -- foreign keys hold by construction
set local max_parallel_maintenance_workers = 2;

truncate public.scrape_runs, public.scrape_logs, public.queue_samples, public.clients, public.pages, public.client_pages,
  public.scrapers, public.worker_heartbeats, public.costs cascade;

select setseed(0.5);
create schema bench;
create table bench.seed as
select
  now() - make_interval(days => current_setting('bench.days')::integer) as origin,
  make_interval(days => current_setting('bench.days')::integer) / current_setting('bench.rows')::bigint as step,
  current_setting('bench.rows')::bigint as rows, null::text as rollups;

create temporary table area on commit drop as
select n, system, environment
from unnest(
  array['IGF', 'IGM', 'OPT', 'IGF', 'IGM', 'OPT'], array['prod', 'prod', 'prod', 'dev', 'dev', 'dev']
) with ordinality as a (system, environment, n);

insert into public.clients (id, username, email, status, system, environment, expected_accounts, created_at)
select md5('client' || k)::uuid, 'client-' || k, 'client-' || k || '@example.org', case when k % 25 = 0 then 'paused' else 'active' end,
  a.system, a.environment, 100 + (k * 37) % 900, seed.origin + random() * (now() - seed.origin)
from bench.seed, generate_series(1, 100) k
join area a on a.n = (k - 1) % 6 + 1;

insert into public.scrapers (id, name, system, environment, status, started_at, last_run_at, queue_size, memory_mb, cpu_percent, api_calls,
  rate_limit_remaining, rate_limit_total)
select md5('scraper' || k)::uuid, 'scraper-' || k, a.system, a.environment,
  (array['running', 'running', 'running', 'running', 'error', 'paused', 'stopped'])[k % 7 + 1],
  now() - interval '5 days', now(), k % 9, 200 + k, k % 90, 1000 * k, 100 * k, 5000
from generate_series(1, 20) k
join area a on a.n = (k - 1) % 6 + 1;

insert into public.worker_heartbeats (worker, system, environment, version, started_at, last_seen_at, jobs_done)
select 'worker-' || a.n, a.system, a.environment, '1.4.2', now() - interval '5 days', now(), 1000 * a.n from area a;

insert into public.pages (id, username, system, environment, category, follower_count, created_at)
select md5('page' || k)::uuid, 'page-' || k, a.system, a.environment, case when k % 5 > 0 then 'category ' || k % 12 end, (k * 7919) % 1000000,
  seed.origin + random() * (now() - seed.origin)
from bench.seed, generate_series(1, 5000) k
join area a on a.n = (k - 1) % 6 + 1;

insert into public.client_pages (client_id, page_id)
select md5('client' || c)::uuid, md5('page' || k)::uuid
from generate_series(1, 5000) k, generate_series(1, 100) c
where hashint8(k * 100 + c) % 40 = 0;

-- Indexes are built once at the end; sorted input makes that cheap.
create temporary table index_definition on commit drop as
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i
where i.indrelid = 'public.scrape_runs'::regclass and not i.indisprimary;
do $$
declare
  drop_it text;
begin
  for drop_it in select format('drop index %s', name) from index_definition loop
    execute drop_it;
  end loop;
end
$$;

-- Runs that would be younger than ten minutes are open.
create function bench.add_runs(first_run bigint, last_run bigint) returns void language sql as $$
  with fleet as (
    -- client and scraper of a run are of one area: c is 1 … 100, its scrapers are those with the same remainder by 6
    select array_agg(md5('client' || k)::uuid order by k) as clients, array_agg(100 + (k * 37) % 900 order by k) as expected
    from generate_series(1, 100) k
  ), scraper as (
    select array_agg(md5('scraper' || k)::uuid order by k) as ids from generate_series(1, 20) k
  ), drawn as (
    select
      k,
      seed.origin + k * seed.step as queued_at,
      abs(hashint8(k)::bigint) as h,
      abs(hashint8(k + 1000000007)::bigint) as g
    from bench.seed, generate_series(first_run, last_run) k
  ), shaped as (
    select
      d.k, d.queued_at, d.h, d.g,
      -- a client in the lower half is scraped more often than one in the upper
      case when d.h % 3 = 0 then (d.g / 7) % 100 else (d.g / 7) % 50 end + 1 as c,
      -- about 3 minutes, with a long tail
      20 + (d.h % 1000) * 0.16 + (d.g % 1000) * 0.16 + case when d.h % 40 = 0 then (d.g % 3000) else 0 end as seconds,
      case
        when d.queued_at > now() - interval '10 minutes' then (array['queued', 'processing'])[d.h % 2 + 1]
        when d.h % 29 = 0 then 'failed'
        when d.h % 61 = 0 then 'cancelled'
        else 'completed'
      end as status
    from drawn d
  )
  insert into public.scrape_runs (id, client_id, scraper_id, worker, status, expected_accounts, accounts_found, profiles_scraped,
    posts_collected, api_calls, retries, error, created_at, started_at, finished_at, updated_at)
  overriding system value
  select
    s.k, f.clients[s.c],
    -- areas 1 and 2 have four scrapers, the others three
    r.ids[(s.c - 1) % 6 + 1 + 6 * (s.h % case when (s.c - 1) % 6 < 2 then 4 else 3 end)],
    'worker-' || (s.c - 1) % 6 + 1,
    s.status,
    f.expected[s.c],
    case when s.status in ('completed', 'failed') then f.expected[s.c] - (s.g % 61) * f.expected[s.c] / 1000 end,
    case when s.status in ('completed', 'failed') then s.g % 700 end,
    case when s.status in ('completed', 'failed') then s.h % 2000 end,
    case when s.status in ('completed', 'failed') then s.g % 90 end,
    case when s.h % 17 = 0 then 1 else 0 end,
    case when s.status = 'failed' then 'Rate limited after ' || s.g % 300 || ' calls' end,
    s.queued_at,
    case when s.status <> 'queued' then s.queued_at + interval '4 seconds' end,
    case when s.status not in ('queued', 'processing') then s.queued_at + interval '4 seconds' + s.seconds * interval '1 second' end,
    s.queued_at
  from shaped s, fleet f, scraper r
$$;
select bench.add_runs(0, seed.rows - 1) from bench.seed;

-- Brings a database of an earlier day up to the present: open runs are drawn again, later ones are added.
create function bench.catch_up() returns bigint language plpgsql as $$
declare
  first_run bigint;
  last_run bigint;
begin
  delete from public.scrape_runs r where r.status in ('queued', 'processing');
  select coalesce(max(r.id), -1) + 1 into first_run from public.scrape_runs r;
  select floor(extract(epoch from now() - seed.origin) / extract(epoch from seed.step))::bigint into last_run from bench.seed;
  perform bench.add_runs(first_run, last_run);
  perform setval(pg_get_serial_sequence('public.scrape_runs', 'id'), last_run + 1000000);
  return greatest(last_run - first_run + 1, 0);
end
$$;

do $$
declare
  create_it text;
begin
  for create_it in select definition from index_definition loop
    execute create_it;
  end loop;
end
$$;

insert into public.scrape_logs (run_id, scraper_id, client_id, level, message, created_at)
select r.id, r.scraper_id, r.client_id, 'error', r.error, r.created_at
from public.scrape_runs r
cross join bench.seed
where r.status = 'failed' and r.id > seed.rows / 2;

insert into public.queue_samples (system, environment, queue, queued, processing, retrying, failed, arrivals, completions, oldest_age_seconds, sampled_at)
select a.system, a.environment, 'scrapes', k % 23, k % 5, k % 3, k % 7, k % 6, k % 6, (k % 300)::double precision,
  now() - make_interval(mins => k)
from generate_series(0, 43199) k, area a
where a.environment = 'prod';

insert into public.costs (day, system, environment, provider, item, amount, currency, units, unit)
select current_date - d, a.system, a.environment, p, 'compute', 1 + d % 7, 'USD', 10 + d % 13, 'credits'
from generate_series(0, 364) d, area a, unnest(array['apify', 'render', 'supabase']) p;
