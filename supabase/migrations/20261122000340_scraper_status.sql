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
language plpgsql stable set search_path = '' as $$
declare
  level text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, null, scrapers, null, by_scraper => true);
  part record;
begin
  select s.* into part from scrapewatch.rollup_segments(from_ts, to_ts, level => level) s where level is not null;
  if part.raw = tstzmultirange(tstzrange(from_ts, to_ts)) then
    level := null;
  end if;
  return query execute format($query$
    with part as (%s
    ), in_window as (
      select
        p.scraper, p.system, p.environment,
        sum(p.runs)::bigint as runs,
        sum(p.profiles_scraped)::bigint as profiles_scraped,
        sum(p.posts_collected)::bigint as posts_collected,
        sum(p.failed)::bigint as failed,
        sum(p.completed + p.failed)::bigint as ended,
        sum(p.duration_sum) / nullif(sum(p.duration_runs), 0) as mean_seconds
      from part p
      group by p.scraper, p.system, p.environment
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
      coalesce(w.profiles_scraped, 0) / nullif(greatest(extract(epoch from $2 - $1), 0)::double precision / 60, 0),
      w.failed::double precision / nullif(w.ended, 0),
      w.mean_seconds,
      coalesce(b.backlog, 0),
      s.queue_size, s.memory_bytes, s.cpu_ratio, s.api_calls, s.rate_limit_remaining, s.last_error
    from scrapewatch.scrapers s
    left join in_window w on w.scraper = s.scraper and w.system = s.system and w.environment = s.environment
    left join waiting b on b.scraper = s.scraper and b.system = s.system and b.environment = s.environment
    where (nullif($3, '{}') is null or s.system = any ($3))
      and (nullif($4, '{}') is null or s.environment = any ($4))
      and (nullif($5, '{}') is null or s.scraper = any ($5))
    order by array_position(array['error', 'stopped', 'paused', 'running'], s.status), s.scraper, s.system, s.environment
  $query$,
  case when level is null then $raw$
      select
        r.scraper, r.system, r.environment, 1 as runs, r.profiles_scraped, r.posts_collected,
        (r.status = 'completed')::integer as completed, (r.status = 'failed')::integer as failed,
        r.duration_seconds as duration_sum, case when r.duration_seconds is not null then 1 end as duration_runs
      from scrapewatch.runs r
      where r.queued_at >= $1 and r.queued_at < $2
        and (nullif($3, '{}') is null or r.system = any ($3))
        and (nullif($4, '{}') is null or r.environment = any ($4))
        and (nullif($5, '{}') is null or r.scraper = any ($5))
  $raw$ else $rolled$
      select p.* from scrapewatch.rollup_parts($6, $7, $8, $9, $3, $4, null, $5, null) p
  $rolled$ end)
  using from_ts, to_ts, systems, environments, scrapers, level, part.days, part.hours, part.raw;
end
$$;
comment on function scrapewatch.scraper_status is 'Every scraper with its state and its work in a window: errors first, then stopped, paused, running. (A7)';
revoke execute on function scrapewatch.scraper_status from public, anon, authenticated, service_role;
grant execute on function scrapewatch.scraper_status to scrapewatch_reader, scrapewatch_operator;
