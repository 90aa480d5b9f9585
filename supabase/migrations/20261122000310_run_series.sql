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
  level text;
  starts timestamptz[];
  by_calendar boolean;
  part record;
begin
  if from_ts is null or to_ts is null or from_ts >= to_ts then
    return;
  end if;
  if not isfinite(from_ts) or not isfinite(to_ts) then
    raise exception 'A series needs a finite range' using errcode = 'datetime_field_overflow';
  end if;
  tz := coalesce(nullif(tz, ''), 'UTC');
  level := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, clients, scrapers, statuses);
  starts := scrapewatch.rollup_buckets(from_ts, to_ts, bucket, tz);
  by_calendar := bucket >= interval '1 day' and mod(extract(epoch from bucket), 86400) = 0;
  select s.* into part
  from scrapewatch.rollup_segments(from_ts, to_ts, case when by_calendar then starts end, by_calendar, level) s
  where level is not null;
  if level is null or part.raw = tstzmultirange(tstzrange(from_ts, to_ts)) then
    return query execute $query$
      select
        b.start,
        coalesce(c.total, 0), coalesce(c.queued, 0), coalesce(c.processing, 0),
        coalesce(c.completed, 0), coalesce(c.failed, 0), coalesce(c.cancelled, 0),
        c.completed::double precision / nullif(c.completed + c.failed, 0),
        c.failed::double precision / nullif(c.completed + c.failed, 0),
        c.avg_coverage, c.avg_duration_seconds, c.p95_duration_seconds,
        coalesce(c.profiles_scraped, 0), coalesce(c.posts_collected, 0), coalesce(c.api_calls, 0)
      from unnest($8) with ordinality b(start, place)
      left join (
        select
          greatest(width_bucket(r.queued_at, $8), 1) as place,
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
        from scrapewatch.runs r
        where r.queued_at >= $1 and r.queued_at < $2
          and (nullif($3, '{}') is null or r.system = any ($3))
          and (nullif($4, '{}') is null or r.environment = any ($4))
          and (nullif($5, '{}') is null or r.client = any ($5))
          and (nullif($6, '{}') is null or r.scraper = any ($6))
          and (nullif($7, '{}') is null or r.status = any ($7))
        group by 1
      ) c on c.place = b.place
      order by b.place
    $query$
    using from_ts, to_ts, systems, environments, clients, scrapers, statuses, starts;
    return;
  end if;
  return query execute $query$
    with part as materialized (
      select greatest(width_bucket(p.bucket, $8), 1) as place, p.*
      from scrapewatch.rollup_parts($9, $10, $11, $12, $3, $4, $5, $6, $7) p
    ), counted as materialized (
      select
        p.place,
        sum(p.runs) as total,
        sum(p.queued) as queued,
        sum(p.processing) as processing,
        sum(p.completed) as completed,
        sum(p.failed) as failed,
        sum(p.cancelled) as cancelled,
        sum(p.coverage_sum) / nullif(sum(p.coverage_runs), 0) as avg_coverage,
        sum(p.duration_sum) / nullif(sum(p.duration_runs), 0) as avg_duration_seconds,
        count(p.duration_totals) as histograms,
        max(p.duration_bins) as bins, -- of use where there is one histogram; others are added up below
        max(p.duration_totals) as totals,
        sum(p.profiles_scraped)::bigint as profiles_scraped,
        sum(p.posts_collected)::bigint as posts_collected,
        sum(p.api_calls)::bigint as api_calls
      from part p
      group by p.place
    ), binned as (
      select p.place, u.bin, sum(u.total - u.before) as runs
      from part p
      join counted c on c.place = p.place and c.histograms > 1
      cross join lateral unnest(p.duration_bins, p.duration_totals, array[0] || p.duration_totals) u(bin, total, before)
      where u.bin is not null
      group by p.place, u.bin
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
    from unnest($8) with ordinality b(start, place)
    left join counted c on c.place = b.place
    left join histogram h on h.place = b.place
    order by b.place
  $query$
  using from_ts, to_ts, systems, environments, clients, scrapers, statuses, starts, level,
    part.days, part.hours, part.raw;
end
$$;
comment on function scrapewatch.run_series is
  'Runs queued in a window, a row a bucket, empty buckets included; days, weeks and months begin at midnight in zone tz. (A1, A2, A13, D5)';
revoke execute on function scrapewatch.run_series from public, anon, authenticated, service_role;
grant execute on function scrapewatch.run_series to scrapewatch_reader, scrapewatch_operator;
