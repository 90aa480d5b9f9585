-- The queue now (stuck_runs, job_queue) and over time (queue_series).
create or replace function scrapewatch.stuck_runs(
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null
)
returns table (
  run_id text,
  client text,
  scraper text,
  system text,
  environment text,
  worker text,
  started_at timestamptz,
  age_seconds double precision,
  retries integer
)
language sql stable set search_path = '' as $$
  select
    r.run_id, r.client, r.scraper, r.system, r.environment, r.worker,
    coalesce(r.started_at, r.queued_at) as started_at, -- a worker may have died before it wrote its start
    extract(epoch from now() - coalesce(r.started_at, r.queued_at))::double precision,
    r.retries
  from scrapewatch.runs r
  where r.status = 'processing'
    and coalesce(r.started_at, r.queued_at) < now() - make_interval(
      secs => (select s.value from scrapewatch.settings s where s.key = 'stuck_after_seconds'))
    and (nullif(systems, '{}') is null or r.system = any (systems))
    and (nullif(environments, '{}') is null or r.environment = any (environments))
    and (nullif(clients, '{}') is null or r.client = any (clients))
    and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
  order by 7, 1
$$;
comment on function scrapewatch.stuck_runs is 'Runs processing for longer than stuck_after_seconds, oldest first. (A4)';
revoke execute on function scrapewatch.stuck_runs from public, anon, authenticated, service_role;
grant execute on function scrapewatch.stuck_runs to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.job_queue(
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null,
  max_rows integer default 500
)
returns table (
  run_id text,
  client text,
  scraper text,
  system text,
  environment text,
  status text,
  queued_at timestamptz,
  started_at timestamptz,
  age_seconds double precision,
  retries integer,
  last_error text
)
language sql stable set search_path = '' as $$
  select
    r.run_id, r.client, r.scraper, r.system, r.environment, r.status, r.queued_at, r.started_at,
    extract(epoch from now() - r.queued_at)::double precision, r.retries, r.error
  from scrapewatch.runs r
  -- case, not coalesce: only case passes a security barrier, so that the status is looked up by index
  where r.status = any (case when nullif(statuses, '{}') is null then array['queued', 'processing', 'failed'] else statuses end)
    and (nullif(systems, '{}') is null or r.system = any (systems))
    and (nullif(environments, '{}') is null or r.environment = any (environments))
    and (nullif(clients, '{}') is null or r.client = any (clients))
    and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
  order by r.queued_at desc, r.run_id desc
  limit greatest(0, least(coalesce(max_rows, 500), 10000))
$$;
comment on function scrapewatch.job_queue is 'Jobs with age, retries and last error, newest first; without statuses those queued, processing and failed. (A17)';
revoke execute on function scrapewatch.job_queue from public, anon, authenticated, service_role;
grant execute on function scrapewatch.job_queue to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.queue_series(
  from_ts timestamptz,
  to_ts timestamptz,
  bucket interval default '1 hour',
  systems text[] default null,
  environments text[] default null
)
returns table (
  "time" timestamptz,
  queued double precision,
  processing double precision,
  retrying double precision,
  failed double precision,
  arrivals bigint,
  completions bigint,
  oldest_age_seconds double precision
)
language sql stable set search_path = '' as $$
  with step as ( -- wide enough for at most 2,000 buckets, and at least a second
    select make_interval(secs => greatest(
      extract(epoch from bucket), ceil(extract(epoch from to_ts - from_ts) / 1999))::double precision) as width
    where from_ts < to_ts
  ), a_queue as (
    select
      date_bin(s.width, q.sampled_at, '2000-01-01 00:00:00+00') as "time",
      avg(q.queued) as queued,
      avg(q.processing) as processing,
      avg(q.retrying) as retrying,
      avg(q.failed) as failed,
      sum(q.arrivals) as arrivals,
      sum(q.completions) as completions,
      max(q.oldest_age_seconds) as oldest_age_seconds
    from step s cross join scrapewatch.queue_samples q
    where q.sampled_at >= from_ts and q.sampled_at < to_ts
      and (nullif(systems, '{}') is null or q.system = any (systems))
      and (nullif(environments, '{}') is null or q.environment = any (environments))
    group by 1, q.system, q.environment, q.queue
  )
  select
    a."time", sum(a.queued)::double precision, sum(a.processing)::double precision, sum(a.retrying)::double precision,
    sum(a.failed)::double precision, sum(a.arrivals)::bigint, sum(a.completions)::bigint, max(a.oldest_age_seconds)
  from a_queue a
  group by a."time"
  order by a."time"
$$;
comment on function scrapewatch.queue_series is 'Queue levels (mean of a bucket, summed over queues), arrivals and completions; only buckets with samples. (A8)';
revoke execute on function scrapewatch.queue_series from public, anon, authenticated, service_role;
grant execute on function scrapewatch.queue_series to scrapewatch_reader, scrapewatch_operator;
