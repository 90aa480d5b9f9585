-- What happened to the runs of a window: figures, series, durations. A null or empty filter means all.
create or replace function scrapewatch.run_stats(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null
)
returns table (
  total bigint,
  queued bigint,
  processing bigint,
  completed bigint,
  failed bigint,
  cancelled bigint,
  success_rate double precision,
  failed_rate double precision,
  completed_share double precision,
  avg_coverage double precision,
  avg_duration_seconds double precision,
  p50_duration_seconds double precision,
  p95_duration_seconds double precision,
  profiles_scraped bigint,
  posts_collected bigint,
  api_calls bigint
)
language sql stable set search_path = '' as $$
  with asked as (
    select r.status, r.coverage, r.duration_seconds, r.profiles_scraped, r.posts_collected, r.api_calls
    from scrapewatch.runs r
    where r.queued_at >= from_ts and r.queued_at < to_ts
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
  ), counted as (
    select
      count(*) as total,
      count(*) filter (where a.status = 'queued') as queued,
      count(*) filter (where a.status = 'processing') as processing,
      count(*) filter (where a.status = 'completed') as completed,
      count(*) filter (where a.status = 'failed') as failed,
      count(*) filter (where a.status = 'cancelled') as cancelled,
      avg(a.coverage) as avg_coverage,
      avg(a.duration_seconds) as avg_duration,
      percentile_cont(array[0.5, 0.95]) within group (order by a.duration_seconds) as durations,
      coalesce(sum(a.profiles_scraped), 0) as profiles_scraped,
      coalesce(sum(a.posts_collected), 0) as posts_collected,
      coalesce(sum(a.api_calls), 0) as api_calls
    from asked a
  )
  select
    c.total, c.queued, c.processing, c.completed, c.failed, c.cancelled,
    c.completed::double precision / nullif(c.completed + c.failed, 0),
    c.failed::double precision / nullif(c.completed + c.failed, 0),
    c.completed::double precision / nullif(c.total, 0),
    c.avg_coverage, c.avg_duration, c.durations[1], c.durations[2],
    c.profiles_scraped, c.posts_collected, c.api_calls
  from counted c
$$;
comment on function scrapewatch.run_stats is 'Runs queued in a window: counts, rates, coverage, durations. (A1, A3)';
revoke execute on function scrapewatch.run_stats from public, anon, authenticated, service_role;
grant execute on function scrapewatch.run_stats to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.run_series(
  from_ts timestamptz,
  to_ts timestamptz,
  bucket interval default '1 hour',
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null
)
returns table (
  "time" timestamptz,
  total bigint,
  queued bigint,
  processing bigint,
  completed bigint,
  failed bigint,
  cancelled bigint,
  success_rate double precision,
  failed_rate double precision,
  avg_coverage double precision,
  avg_duration_seconds double precision,
  p95_duration_seconds double precision,
  profiles_scraped bigint,
  posts_collected bigint,
  api_calls bigint
)
language sql stable set search_path = '' as $$
  with step as ( -- wide enough for at most 2,000 buckets, and at least a second
    select make_interval(secs => greatest(
      extract(epoch from bucket), ceil(extract(epoch from to_ts - from_ts) / 1999))::double precision) as width
    where from_ts < to_ts
  ), buckets as (
    select generate_series(date_bin(s.width, from_ts, '2000-01-01 00:00:00+00'), to_ts - interval '1 microsecond', s.width) as "time"
    from step s
  ), counted as (
    select
      date_bin(s.width, r.queued_at, '2000-01-01 00:00:00+00') as "time",
      count(*) as total,
      count(*) filter (where r.status = 'queued') as queued,
      count(*) filter (where r.status = 'processing') as processing,
      count(*) filter (where r.status = 'completed') as completed,
      count(*) filter (where r.status = 'failed') as failed,
      count(*) filter (where r.status = 'cancelled') as cancelled,
      avg(r.coverage) as avg_coverage,
      avg(r.duration_seconds) as avg_duration_seconds,
      percentile_cont(0.95) within group (order by r.duration_seconds) as p95_duration_seconds,
      sum(r.profiles_scraped) as profiles_scraped,
      sum(r.posts_collected) as posts_collected,
      sum(r.api_calls) as api_calls
    from step s cross join scrapewatch.runs r
    where r.queued_at >= from_ts and r.queued_at < to_ts
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
    group by 1
  )
  select
    b."time",
    coalesce(c.total, 0), coalesce(c.queued, 0), coalesce(c.processing, 0),
    coalesce(c.completed, 0), coalesce(c.failed, 0), coalesce(c.cancelled, 0),
    c.completed::double precision / nullif(c.completed + c.failed, 0),
    c.failed::double precision / nullif(c.completed + c.failed, 0),
    c.avg_coverage, c.avg_duration_seconds, c.p95_duration_seconds,
    coalesce(c.profiles_scraped, 0), coalesce(c.posts_collected, 0), coalesce(c.api_calls, 0)
  from buckets b
  left join counted c on c."time" = b."time"
  order by b."time"
$$;
comment on function scrapewatch.run_series is 'Runs queued in a window, a row a bucket, empty buckets included. (A1, A2, A13)';
revoke execute on function scrapewatch.run_series from public, anon, authenticated, service_role;
grant execute on function scrapewatch.run_series to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.duration_histogram(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null
)
returns table (from_seconds double precision, to_seconds double precision, label text, runs bigint)
language sql stable set search_path = '' as $$
  with edges (from_seconds, to_seconds, label) as (
    values (0::double precision, 30::double precision, '0–30 s'), (30, 60, '30–60 s'), (60, 120, '1–2 min'),
      (120, 180, '2–3 min'), (180, 240, '3–4 min'), (240, 300, '4–5 min'), (300, 420, '5–7 min'), (420, 600, '7–10 min'),
      (600, 900, '10–15 min'), (900, 1800, '15–30 min'), (1800, null, '30 min and more')
  ), counted as (
    select
      width_bucket(r.duration_seconds, array[30, 60, 120, 180, 240, 300, 420, 600, 900, 1800]::double precision[]) as place,
      count(*) as runs
    from scrapewatch.runs r
    where r.queued_at >= from_ts and r.queued_at < to_ts
      and r.duration_seconds is not null
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
    group by 1
  )
  select e.from_seconds, e.to_seconds, e.label, coalesce(c.runs, 0)
  from edges e
  left join counted c
    on c.place = width_bucket(e.from_seconds, array[30, 60, 120, 180, 240, 300, 420, 600, 900, 1800]::double precision[])
  order by e.from_seconds
$$;
comment on function scrapewatch.duration_histogram is 'How long the finished runs of a window took, by fixed edges around the 2–5 minute target. (A3)';
revoke execute on function scrapewatch.duration_histogram from public, anon, authenticated, service_role;
grant execute on function scrapewatch.duration_histogram to scrapewatch_reader, scrapewatch_operator;
