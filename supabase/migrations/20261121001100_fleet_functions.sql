-- Scrapers, workers, and the one word over all of them.
create or replace function scrapewatch.scraper_status(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null,
  scrapers text[] default null
)
returns table (
  scraper text,
  system text,
  environment text,
  status text,
  uptime_seconds double precision,
  last_run_at timestamptz,
  runs bigint,
  profiles_scraped bigint,
  posts_collected bigint,
  scrape_rate_per_minute double precision,
  error_rate double precision,
  mean_processing_seconds double precision,
  backlog bigint,
  queue_size integer,
  memory_bytes bigint,
  cpu_ratio double precision,
  api_calls bigint,
  rate_limit_remaining integer,
  last_error text
)
language sql stable set search_path = '' as $$
  with in_window as (
    select
      r.scraper, r.system, r.environment,
      count(*) as runs,
      sum(r.profiles_scraped) as profiles_scraped,
      sum(r.posts_collected) as posts_collected,
      count(*) filter (where r.status = 'failed') as failed,
      count(*) filter (where r.status in ('completed', 'failed')) as ended,
      avg(r.duration_seconds) as mean_seconds
    from scrapewatch.runs r
    where r.queued_at >= from_ts and r.queued_at < to_ts
    group by r.scraper, r.system, r.environment
  ), waiting as (
    select r.scraper, r.system, r.environment, count(*) as backlog
    from scrapewatch.runs r
    where r.status = 'queued'
    group by r.scraper, r.system, r.environment
  )
  select
    s.scraper, s.system, s.environment, s.status,
    extract(epoch from now() - s.started_at)::double precision,
    s.last_run_at,
    coalesce(w.runs, 0), coalesce(w.profiles_scraped, 0), coalesce(w.posts_collected, 0),
    coalesce(w.profiles_scraped, 0) / nullif(greatest(extract(epoch from to_ts - from_ts), 0)::double precision / 60, 0),
    w.failed::double precision / nullif(w.ended, 0),
    w.mean_seconds,
    coalesce(b.backlog, 0),
    s.queue_size, s.memory_bytes, s.cpu_ratio, s.api_calls, s.rate_limit_remaining, s.last_error
  from scrapewatch.scrapers s
  left join in_window w on w.scraper = s.scraper and w.system = s.system and w.environment = s.environment
  left join waiting b on b.scraper = s.scraper and b.system = s.system and b.environment = s.environment
  where (nullif(systems, '{}') is null or s.system = any (systems))
    and (nullif(environments, '{}') is null or s.environment = any (environments))
    and (nullif(scrapers, '{}') is null or s.scraper = any (scrapers))
  order by array_position(array['error', 'stopped', 'paused', 'running'], s.status), s.scraper, s.system, s.environment
$$;
comment on function scrapewatch.scraper_status is 'Every scraper with its state and its work in a window: errors first, then stopped, paused, running. (A7)';
revoke execute on function scrapewatch.scraper_status from public, anon, authenticated, service_role;
grant execute on function scrapewatch.scraper_status to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.worker_status(systems text[] default null, environments text[] default null)
returns table (
  worker text,
  system text,
  environment text,
  state text,
  alive boolean,
  last_seen_at timestamptz,
  age_seconds double precision,
  jobs_done bigint,
  uptime_seconds double precision,
  version text
)
language sql stable set search_path = '' as $$
  with seen as (
    select
      h.worker, h.system, h.environment, h.state, h.last_seen_at, h.jobs_done, h.started_at, h.version,
      h.last_seen_at >= now() - make_interval(
        secs => (select s.value from scrapewatch.settings s where s.key = 'worker_stale_after_seconds')) as alive
    from scrapewatch.heartbeats h
    where (nullif(systems, '{}') is null or h.system = any (systems))
      and (nullif(environments, '{}') is null or h.environment = any (environments))
  )
  select
    s.worker, s.system, s.environment, s.state, s.alive, s.last_seen_at,
    extract(epoch from now() - s.last_seen_at)::double precision,
    s.jobs_done,
    case when s.alive then extract(epoch from now() - s.started_at)::double precision end,
    s.version
  from seen s
  order by s.alive, s.last_seen_at, s.worker
$$;
comment on function scrapewatch.worker_status is 'Every worker: alive when seen within worker_stale_after_seconds; dead ones first. (A6)';
revoke execute on function scrapewatch.worker_status from public, anon, authenticated, service_role;
grant execute on function scrapewatch.worker_status to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.overview_status(systems text[] default null, environments text[] default null)
returns table (
  status text,
  status_code integer,
  reason text,
  active_scrapers integer,
  total_scrapers integer,
  error_scrapers integer,
  workers_alive integer,
  workers_total integer,
  stuck_runs integer,
  open_alerts integer
)
language sql stable set search_path = '' as $$
  with scraper as (
    select count(*) as total, count(*) filter (where s.status = 'running') as active, count(*) filter (where s.status = 'error') as broken
    from scrapewatch.scrapers s
    where (nullif(systems, '{}') is null or s.system = any (systems))
      and (nullif(environments, '{}') is null or s.environment = any (environments))
  ), worker as (
    select count(*) as total, count(*) filter (where w.alive) as alive from scrapewatch.worker_status(systems, environments) w
  ), stuck as (
    select count(*) as total from scrapewatch.stuck_runs(systems, environments)
  ), alert as (
    select count(*) as open, count(*) filter (where a.severity = 'critical') as critical
    from scrapewatch.alerts a
    where a.status = 'firing'
      and (nullif(systems, '{}') is null or a.system = any (systems))
      and (nullif(environments, '{}') is null or a.environment = any (environments))
  ), judged as (
    select
      array_remove(array[
        case when a.critical > 0 then 'critical alerts open: ' || a.critical end,
        case when s.total > 0 and s.active = 0 then 'no scraper of ' || s.total || ' is running' end,
        case when w.total > 0 and w.alive = 0 then 'no worker of ' || w.total || ' is alive' end
      ], null) as critical,
      array_remove(array[
        case when s.broken > 0 then 'scrapers in error: ' || s.broken || ' of ' || s.total end,
        case when w.alive between 1 and w.total - 1 then 'workers not seen: ' || w.total - w.alive || ' of ' || w.total end,
        case when k.total > 0 then 'runs stuck: ' || k.total end,
        case when a.open > a.critical then 'other alerts open: ' || a.open - a.critical end,
        case when s.total + w.total = 0 then 'no scraper and no worker is known' end
      ], null) as degraded
    from scraper s, worker w, stuck k, alert a
  )
  select
    case when j.critical <> '{}' then 'critical' when j.degraded <> '{}' then 'degraded' else 'healthy' end,
    case when j.critical <> '{}' then 2 when j.degraded <> '{}' then 1 else 0 end,
    coalesce(nullif(array_to_string(j.critical || j.degraded, '; '), ''), 'every scraper and worker is well'),
    s.active::integer, s.total::integer, s.broken::integer, w.alive::integer, w.total::integer, k.total::integer, a.open::integer
  from scraper s, worker w, stuck k, alert a, judged j
$$;
comment on function scrapewatch.overview_status is 'Healthy, degraded or critical, with the reason in words and the counts behind it. (A12)';
revoke execute on function scrapewatch.overview_status from public, anon, authenticated, service_role;
grant execute on function scrapewatch.overview_status to scrapewatch_reader, scrapewatch_operator;
