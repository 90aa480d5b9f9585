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
  level constant text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, null, scrapers, null, by_scraper => true);
  part record;
begin
  select s.* into part from scrapewatch.rollup_segments(from_ts, to_ts, level => level) s;
  return query execute $query$
    with part as (
      select
        p.scraper, p.system, p.environment, p.runs, p.profiles_scraped, p.posts_collected, p.completed, p.failed, p.duration_sum,
        p.duration_runs
      from scrapewatch.rollup_read($1, $2, $3, $5, $6, null, $7, null) p
      union all
      select
        r.scraper, r.system, r.environment, count(*), sum(r.profiles_scraped), sum(r.posts_collected),
        count(*) filter (where r.status = 'completed'), count(*) filter (where r.status = 'failed'),
        sum(r.duration_seconds), count(r.duration_seconds)
      from scrapewatch.rollup_runs($4, $5, $6, null, $7, null) r
      group by 1, 2, 3
    ), in_window as (
      select
        p.scraper, p.system, p.environment,
        sum(p.runs)::bigint as runs,
        sum(p.profiles_scraped)::bigint as profiles_scraped,
        sum(p.posts_collected)::bigint as posts_collected,
        sum(p.failed)::bigint as failed,
        sum(p.completed + p.failed)::bigint as ended,
        sum(p.duration_sum) / nullif(sum(p.duration_runs), 0)::double precision as mean_seconds
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
      coalesce(w.profiles_scraped, 0) / nullif(greatest(extract(epoch from $9 - $8), 0)::double precision / 60, 0),
      w.failed::double precision / nullif(w.ended, 0),
      w.mean_seconds,
      coalesce(b.backlog, 0),
      s.queue_size, s.memory_bytes, s.cpu_ratio, s.api_calls, s.rate_limit_remaining, s.last_error
    from scrapewatch.scrapers s
    left join in_window w on w.scraper = s.scraper and w.system = s.system and w.environment = s.environment
    left join waiting b on b.scraper = s.scraper and b.system = s.system and b.environment = s.environment
    where (nullif($5, '{}') is null or s.system = any ($5))
      and (nullif($6, '{}') is null or s.environment = any ($6))
      and (nullif($7, '{}') is null or s.scraper = any ($7))
    order by array_position(array['error', 'stopped', 'paused', 'running'], s.status), s.scraper, s.system, s.environment
  $query$
  using level, part.days, part.hours, part.raw, systems, environments, scrapers, from_ts, to_ts;
end
$$;
comment on function scrapewatch.scraper_status is 'Every scraper with its state and its work in a window: errors first, then stopped, paused, running. (A7)';
revoke execute on function scrapewatch.scraper_status from public, anon, authenticated, service_role;
grant execute on function scrapewatch.scraper_status to scrapewatch_reader, scrapewatch_operator;
