-- Figures of the runs of a window, from the rollups where they hold it. Parameters of the inner queries, here and in the next
-- files: $1 level, $2 days, $3 hours, $4 raw (see rollup_segments), $5 systems, $6 environments, $7 clients, $8 scrapers,
-- $9 statuses. They are executed with their values known, so that filters which are not there cost nothing.
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
  level constant text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, clients, scrapers, statuses);
  part record;
begin
  select s.* into part from scrapewatch.rollup_segments(from_ts, to_ts, level => level) s;
  if part.days = '{}' and part.hours = '{}' then
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
        from scrapewatch.rollup_runs($1, $2, $3, $4, $5, $6) r
      ) c
    $query$
    using part.raw, systems, environments, clients, scrapers, statuses;
    return;
  end if;
  return query execute $query$
    with part as materialized (
      select
        p.runs, p.queued, p.processing, p.completed, p.failed, p.cancelled, p.coverage_runs, p.coverage_sum, p.duration_runs,
        p.duration_sum, p.duration_bins, p.duration_totals, p.profiles_scraped, p.posts_collected, p.api_calls
      from scrapewatch.rollup_read($1, $2, $3, $5, $6, $7, $8, $9) p
    ), run as materialized (
      select r.status, r.coverage, r.duration_seconds, r.profiles_scraped, r.posts_collected, r.api_calls
      from scrapewatch.rollup_runs($4, $5, $6, $7, $8, $9) r
    ), counted as (
      select
        coalesce(sum(c.runs), 0)::bigint as total,
        coalesce(sum(c.queued), 0)::bigint as queued,
        coalesce(sum(c.processing), 0)::bigint as processing,
        coalesce(sum(c.completed), 0)::bigint as completed,
        coalesce(sum(c.failed), 0)::bigint as failed,
        coalesce(sum(c.cancelled), 0)::bigint as cancelled,
        sum(c.coverage_sum) / nullif(sum(c.coverage_runs), 0)::double precision as avg_coverage,
        sum(c.duration_sum) / nullif(sum(c.duration_runs), 0)::double precision as avg_duration,
        coalesce(sum(c.profiles_scraped), 0)::bigint as profiles_scraped,
        coalesce(sum(c.posts_collected), 0)::bigint as posts_collected,
        coalesce(sum(c.api_calls), 0)::bigint as api_calls
      from (
        select
          p.runs, p.queued, p.processing, p.completed, p.failed, p.cancelled, p.coverage_runs, p.coverage_sum, p.duration_runs,
          p.duration_sum, p.profiles_scraped, p.posts_collected, p.api_calls
        from part p
        union all
        select
          count(*), count(*) filter (where r.status = 'queued'), count(*) filter (where r.status = 'processing'),
          count(*) filter (where r.status = 'completed'), count(*) filter (where r.status = 'failed'),
          count(*) filter (where r.status = 'cancelled'), count(r.coverage), sum(r.coverage), count(r.duration_seconds),
          sum(r.duration_seconds), sum(r.profiles_scraped), sum(r.posts_collected), sum(r.api_calls)
        from run r
      ) c
    ), binned as (
      select b.bin, sum(b.runs) as runs
      from (
        select u.bin, u.total - u.before as runs
        from part p
        cross join lateral unnest(p.duration_bins, p.duration_totals, array[0] || p.duration_totals) u(bin, total, before)
        where u.bin is not null
        union all
        select width_bucket(r.duration_seconds, scrapewatch.rollup_edges())::smallint, 1 from run r where r.duration_seconds is not null
      ) b
      group by b.bin
    ), histogram as (
      select array_agg(b.bin order by b.bin) as bins, array_agg(b.total order by b.bin) as totals
      from (select b.bin, (sum(b.runs) over (order by b.bin))::integer as total from binned b) b
    )
    select
      c.total, c.queued, c.processing, c.completed, c.failed, c.cancelled,
      c.completed::double precision / nullif(c.completed + c.failed, 0),
      c.failed::double precision / nullif(c.completed + c.failed, 0),
      c.completed::double precision / nullif(c.total, 0),
      c.avg_coverage, c.avg_duration,
      scrapewatch.rollup_percentile(h.bins, h.totals, 0.5), scrapewatch.rollup_percentile(h.bins, h.totals, 0.95),
      c.profiles_scraped, c.posts_collected, c.api_calls
    from counted c
    cross join histogram h
  $query$
  using level, part.days, part.hours, part.raw, systems, environments, clients, scrapers, statuses;
end
$$;
comment on function scrapewatch.run_stats is 'Runs queued in a window: counts, rates, coverage, durations. (A1, A3)';
revoke execute on function scrapewatch.run_stats from public, anon, authenticated, service_role;
grant execute on function scrapewatch.run_stats to scrapewatch_reader, scrapewatch_operator;
