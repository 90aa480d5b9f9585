-- Buckets of run_series. Whole days, weeks and months are those of a zone's calendar; anything shorter is aligned to UTC.
create or replace function scrapewatch.rollup_buckets(from_ts timestamptz, to_ts timestamptz, bucket interval, tz text)
returns timestamptz[]
language plpgsql stable set search_path = '' as $$
declare
  range_seconds constant double precision := extract(epoch from to_ts - from_ts);
  width double precision := coalesce(extract(epoch from bucket), 0);
  months integer := extract(year from bucket) * 12 + extract(month from bucket);
  days integer;
  first_start timestamp := from_ts at time zone tz;
  last_moment constant timestamp := (to_ts - interval '1 microsecond') at time zone tz;
  step interval;
begin
  if bucket = make_interval(months => months) and months > 0 then
    months := months * ceil(greatest(range_seconds / 2419200 / months / 1990, 1)); -- at most 2,000 rows, of February's length at least
    first_start := date_trunc('month', first_start)
      - make_interval(months => mod(mod((extract(year from first_start) * 12 + extract(month from first_start) - 1)::integer, months) + months, months));
    step := make_interval(months => months);
  elsif width >= 86400 and mod(width::numeric, 86400) = 0 then
    days := least(greatest(width, ceil(range_seconds / 1990 / width) * width) / 86400, 10000000); -- at most 2,000 rows
    first_start := date_bin(make_interval(days => days), first_start,
      case when mod(days, 7) = 0 then timestamp '2000-01-03' else timestamp '2000-01-01' end); -- weeks begin on Monday
    step := make_interval(days => days);
  else
    width := greatest(width, ceil(range_seconds / 1999), 1);
    if to_ts > from_ts + interval '2 days' then
      width := ceil(width / 3600) * 3600;
    end if;
    step := make_interval(secs => width);
    return (
      select array_agg(start order by start)
      from generate_series(date_bin(step, from_ts, '2000-01-01 00:00:00+00'), to_ts - interval '1 microsecond', step) start
    );
  end if;
  return (
    select array_agg(distinct s.start at time zone tz order by s.start at time zone tz)
    from generate_series(first_start, last_moment, step) s(start)
  );
end
$$;
comment on function scrapewatch.rollup_buckets is 'When the buckets of a range begin, ascending; at most 2,000.';
revoke execute on function scrapewatch.rollup_buckets from public, anon, authenticated, service_role;
grant execute on function scrapewatch.rollup_buckets to scrapewatch_reader, scrapewatch_operator;

drop function if exists scrapewatch.run_series(timestamptz, timestamptz, interval, text[], text[], text[], text[], text[]);
create or replace function scrapewatch.run_series(
  from_ts timestamptz,
  to_ts timestamptz,
  bucket interval default '1 hour',
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null,
  tz text default 'UTC'
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
language plpgsql stable set search_path = '' as $$
declare
  level constant text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, clients, scrapers, statuses);
  by_calendar constant boolean := coalesce(bucket >= interval '1 day' and mod(extract(epoch from bucket), 86400) = 0, false);
  starts timestamptz[];
  part record;
begin
  if from_ts is null or to_ts is null or from_ts >= to_ts then
    return;
  end if;
  if not isfinite(from_ts) or not isfinite(to_ts) then
    raise exception 'A series needs a finite range' using errcode = 'datetime_field_overflow';
  end if;
  starts := scrapewatch.rollup_buckets(from_ts, to_ts, bucket, coalesce(nullif(tz, ''), 'UTC'));
  select s.* into part
  from scrapewatch.rollup_segments(from_ts, to_ts, case when by_calendar then starts end, by_calendar, level) s;
  if part.days = '{}' and part.hours = '{}' then
    return query execute $query$
      select
        b.start,
        coalesce(c.total, 0), coalesce(c.queued, 0), coalesce(c.processing, 0),
        coalesce(c.completed, 0), coalesce(c.failed, 0), coalesce(c.cancelled, 0),
        c.completed::double precision / nullif(c.completed + c.failed, 0),
        c.failed::double precision / nullif(c.completed + c.failed, 0),
        c.avg_coverage, c.avg_duration_seconds, c.p95_duration_seconds,
        coalesce(c.profiles_scraped, 0), coalesce(c.posts_collected, 0), coalesce(c.api_calls, 0)
      from unnest($7) with ordinality b(start, place)
      left join (
        select
          greatest(width_bucket(r.queued_at, $7), 1) as place,
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
        from scrapewatch.rollup_runs($1, $2, $3, $4, $5, $6) r
        group by 1
      ) c on c.place = b.place
      order by b.place
    $query$
    using part.raw, systems, environments, clients, scrapers, statuses, starts;
    return;
  end if;
  return query execute $query$
    with part as materialized (
      select
        greatest(width_bucket(p.bucket, $10), 1) as place, p.runs, p.queued, p.processing, p.completed, p.failed, p.cancelled,
        p.coverage_runs, p.coverage_sum, p.duration_runs, p.duration_sum, p.duration_bins, p.duration_totals, p.profiles_scraped,
        p.posts_collected, p.api_calls
      from scrapewatch.rollup_read($1, $2, $3, $5, $6, $7, $8, $9) p
    ), run as materialized (
      select
        greatest(width_bucket(r.queued_at, $10), 1) as place, r.status, r.coverage, r.duration_seconds, r.profiles_scraped,
        r.posts_collected, r.api_calls
      from scrapewatch.rollup_runs($4, $5, $6, $7, $8, $9) r
    ), counted as materialized (
      select
        c.place,
        sum(c.runs)::bigint as total,
        sum(c.queued)::bigint as queued,
        sum(c.processing)::bigint as processing,
        sum(c.completed)::bigint as completed,
        sum(c.failed)::bigint as failed,
        sum(c.cancelled)::bigint as cancelled,
        sum(c.coverage_sum) / nullif(sum(c.coverage_runs), 0)::double precision as avg_coverage,
        sum(c.duration_sum) / nullif(sum(c.duration_runs), 0)::double precision as avg_duration_seconds,
        sum(c.histograms) as histograms,
        max(c.duration_bins) as bins, -- of use where there is one histogram; others are added up below
        max(c.duration_totals) as totals,
        coalesce(sum(c.profiles_scraped), 0)::bigint as profiles_scraped,
        coalesce(sum(c.posts_collected), 0)::bigint as posts_collected,
        coalesce(sum(c.api_calls), 0)::bigint as api_calls
      from (
        select
          p.place, p.runs, p.queued, p.processing, p.completed, p.failed, p.cancelled, p.coverage_runs, p.coverage_sum,
          p.duration_runs, p.duration_sum, p.duration_bins, p.duration_totals,
          case when p.duration_totals is null then 0 else 1 end as histograms,
          p.profiles_scraped, p.posts_collected, p.api_calls
        from part p
        union all
        select
          r.place, count(*), count(*) filter (where r.status = 'queued'), count(*) filter (where r.status = 'processing'),
          count(*) filter (where r.status = 'completed'), count(*) filter (where r.status = 'failed'),
          count(*) filter (where r.status = 'cancelled'), count(r.coverage), sum(r.coverage), count(r.duration_seconds),
          sum(r.duration_seconds), null, null, 2, sum(r.profiles_scraped), sum(r.posts_collected), sum(r.api_calls)
        from run r
        group by r.place
      ) c
      group by c.place
    ), binned as (
      select b.place, b.bin, sum(b.runs) as runs
      from (
        select p.place, u.bin, u.total - u.before as runs
        from part p
        join counted c on c.place = p.place and c.histograms > 1
        cross join lateral unnest(p.duration_bins, p.duration_totals, array[0] || p.duration_totals) u(bin, total, before)
        where u.bin is not null
        union all
        select r.place, width_bucket(r.duration_seconds, scrapewatch.rollup_edges())::smallint, 1
        from run r
        where r.duration_seconds is not null
      ) b
      group by b.place, b.bin
    ), histogram as (
      select b.place, array_agg(b.bin order by b.bin) as bins, array_agg(b.total order by b.bin) as totals
      from (select b.place, b.bin, (sum(b.runs) over (partition by b.place order by b.bin))::integer as total from binned b) b
      group by b.place
      union all
      select c.place, c.bins, c.totals from counted c where c.histograms = 1
    )
    select
      b.start,
      coalesce(c.total, 0), coalesce(c.queued, 0), coalesce(c.processing, 0),
      coalesce(c.completed, 0), coalesce(c.failed, 0), coalesce(c.cancelled, 0),
      c.completed::double precision / nullif(c.completed + c.failed, 0),
      c.failed::double precision / nullif(c.completed + c.failed, 0),
      c.avg_coverage, c.avg_duration_seconds,
      scrapewatch.rollup_percentile(h.bins, h.totals, 0.95),
      coalesce(c.profiles_scraped, 0), coalesce(c.posts_collected, 0), coalesce(c.api_calls, 0)
    from unnest($10) with ordinality b(start, place)
    left join counted c on c.place = b.place
    left join histogram h on h.place = b.place
    order by b.place
  $query$
  using level, part.days, part.hours, part.raw, systems, environments, clients, scrapers, statuses, starts;
end
$$;
comment on function scrapewatch.run_series is
  'Runs queued in a window, a row a bucket, empty buckets included; days, weeks and months begin at midnight in zone tz. (A1, A2, A13, D5)';
revoke execute on function scrapewatch.run_series from public, anon, authenticated, service_role;
grant execute on function scrapewatch.run_series to scrapewatch_reader, scrapewatch_operator;
