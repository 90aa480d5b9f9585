-- Figures of the runs of a window, from the rollups where they hold it. Parameters of the inner queries, here and in the next
-- files: $1 from_ts, $2 to_ts, $3 systems, $4 environments, $5 clients, $6 scrapers, $7 statuses. They are executed with
-- their values known, so that filters which are not there cost nothing.
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
language plpgsql stable set search_path = '' as $$
declare
  level text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, clients, scrapers, statuses);
  part record;
begin
  select s.* into part from scrapewatch.rollup_segments(from_ts, to_ts, level => level) s where level is not null;
  if level is null or part.raw = tstzmultirange(tstzrange(from_ts, to_ts)) then
    return query execute $query$
      select
        c.total, c.queued, c.processing, c.completed, c.failed, c.cancelled,
        c.completed::double precision / nullif(c.completed + c.failed, 0),
        c.failed::double precision / nullif(c.completed + c.failed, 0),
        c.completed::double precision / nullif(c.total, 0),
        c.avg_coverage, c.avg_duration, c.durations[1], c.durations[2],
        c.profiles_scraped, c.posts_collected, c.api_calls
      from (
        select
          count(*) as total,
          count(*) filter (where r.status = 'queued') as queued,
          count(*) filter (where r.status = 'processing') as processing,
          count(*) filter (where r.status = 'completed') as completed,
          count(*) filter (where r.status = 'failed') as failed,
          count(*) filter (where r.status = 'cancelled') as cancelled,
          avg(r.coverage) as avg_coverage,
          avg(r.duration_seconds) as avg_duration,
          percentile_cont(array[0.5, 0.95]) within group (order by r.duration_seconds) as durations,
          coalesce(sum(r.profiles_scraped), 0) as profiles_scraped,
          coalesce(sum(r.posts_collected), 0) as posts_collected,
          coalesce(sum(r.api_calls), 0) as api_calls
        from scrapewatch.runs r
        where r.queued_at >= $1 and r.queued_at < $2
          and (nullif($3, '{}') is null or r.system = any ($3))
          and (nullif($4, '{}') is null or r.environment = any ($4))
          and (nullif($5, '{}') is null or r.client = any ($5))
          and (nullif($6, '{}') is null or r.scraper = any ($6))
          and (nullif($7, '{}') is null or r.status = any ($7))
      ) c
    $query$
    using from_ts, to_ts, systems, environments, clients, scrapers, statuses;
    return;
  end if;
  return query execute $query$
    with part as materialized (
      select p.* from scrapewatch.rollup_parts($8, $9, $10, $11, $3, $4, $5, $6, $7) p
    ), counted as (
      select
        sum(p.runs) as total,
        sum(p.queued) as queued,
        sum(p.processing) as processing,
        sum(p.completed) as completed,
        sum(p.failed) as failed,
        sum(p.cancelled) as cancelled,
        sum(p.coverage_sum) / nullif(sum(p.coverage_runs), 0) as avg_coverage,
        sum(p.duration_sum) / nullif(sum(p.duration_runs), 0) as avg_duration,
        coalesce(sum(p.profiles_scraped), 0)::bigint as profiles_scraped,
        coalesce(sum(p.posts_collected), 0)::bigint as posts_collected,
        coalesce(sum(p.api_calls), 0)::bigint as api_calls
      from part p
    ), binned as (
      select u.bin, sum(u.total - u.before) as runs
      from part p
      cross join lateral unnest(p.duration_bins, p.duration_totals, array[0] || p.duration_totals) u(bin, total, before)
      where u.bin is not null
      group by u.bin
    ), histogram as (
      select array_agg(b.bin order by b.bin) as bins, array_agg(b.total order by b.bin) as totals
      from (select b.bin, (sum(b.runs) over (order by b.bin))::integer as total from binned b) b
    )
    select
      coalesce(c.total, 0), coalesce(c.queued, 0), coalesce(c.processing, 0),
      coalesce(c.completed, 0), coalesce(c.failed, 0), coalesce(c.cancelled, 0),
      c.completed::double precision / nullif(c.completed + c.failed, 0),
      c.failed::double precision / nullif(c.completed + c.failed, 0),
      c.completed::double precision / nullif(c.total, 0),
      c.avg_coverage, c.avg_duration,
      scrapewatch.rollup_percentile(h.bins, h.totals, 0.5), scrapewatch.rollup_percentile(h.bins, h.totals, 0.95),
      c.profiles_scraped, c.posts_collected, c.api_calls
    from counted c
    cross join histogram h
  $query$
  using from_ts, to_ts, systems, environments, clients, scrapers, statuses, level, part.days, part.hours, part.raw;
end
$$;
comment on function scrapewatch.run_stats is 'Runs queued in a window: counts, rates, coverage, durations. (A1, A3)';
revoke execute on function scrapewatch.run_stats from public, anon, authenticated, service_role;
grant execute on function scrapewatch.run_stats to scrapewatch_reader, scrapewatch_operator;
