-- Whether the rollups say what the runs say, where functions rely on them. What is read raw anyway (open, noted, not rolled
-- up yet) is not compared.
create or replace function scrapewatch.rollup_days(from_ts timestamptz, to_ts timestamptz)
returns setof timestamptz
language sql stable set search_path = '' as $$
  select date_bin('1 day', r.queued_at, '2000-01-01 00:00:00+00')
  from scrapewatch.runs r
  where r.queued_at >= greatest(from_ts, '2000-01-01 00:00:00+00') and r.queued_at < least(to_ts, now())
  group by 1
  union
  select date_bin('1 day', r.bucket, '2000-01-01 00:00:00+00')
  from scrapewatch.run_rollups r
  where r.level = 'all' and r.grain = any ('{hour,day}')
    and r.bucket >= date_bin('1 day', greatest(from_ts, '2000-01-01 00:00:00+00'), '2000-01-01 00:00:00+00') and r.bucket < to_ts
  order by 1
$$;
comment on function scrapewatch.rollup_days is 'Days of a range that hold runs or rollups. Reads every run of the range.';

create or replace function scrapewatch.rollup_differences(grain text, from_ts timestamptz, to_ts timestamptz)
returns table (bucket timestamptz, rolled_up bigint, counted bigint)
language plpgsql stable set search_path = '' as $$
begin
  return query execute $query$
    with side as (
      select 1 as sign, r.*
      from scrapewatch.run_rollups r
      where r.level = any ('{all,system,place,place_status,client,client_status,scraper,scraper_status}')
        and r.grain = $1 and r.bucket >= $2 and r.bucket < $3
      union all
      select -1, r.* from scrapewatch.rollup_rows($1, $2, $3) r
    ), compared as (
      select
        s.bucket,
        sum(s.runs) filter (where s.level = 'all' and s.sign = 1) as rolled_up,
        sum(s.runs) filter (where s.level = 'all' and s.sign = -1) as counted,
        sum(s.sign) <> 0 or count(*) <> 2
          or sum(s.sign * s.runs) <> 0 or sum(s.sign * s.queued) <> 0 or sum(s.sign * s.processing) <> 0
          or sum(s.sign * s.completed) <> 0 or sum(s.sign * s.failed) <> 0 or sum(s.sign * s.cancelled) <> 0
          or sum(s.sign * s.coverage_runs) <> 0 or sum(s.sign * s.duration_runs) <> 0
          or sum(s.sign * coalesce(s.expected_sum, -1)) <> 0 or sum(s.sign * coalesce(s.found_sum, -1)) <> 0
          or sum(s.sign * s.profiles_scraped) <> 0 or sum(s.sign * s.posts_collected) <> 0 or sum(s.sign * s.api_calls) <> 0
          -- doubles are added in another order
          or not coalesce(abs(sum(s.sign * s.coverage_sum)) <= 1e-9 * max(abs(s.coverage_sum)), true)
          or not coalesce(abs(sum(s.sign * s.duration_sum)) <= 1e-9 * max(abs(s.duration_sum)), true)
          or min(s.duration_bins) is distinct from max(s.duration_bins) or min(s.duration_totals) is distinct from max(s.duration_totals)
          or min(s.last_queued_at) is distinct from max(s.last_queued_at)
          or min(s.last_covered_at) is distinct from max(s.last_covered_at)
          or min(s.last_coverage) is distinct from max(s.last_coverage) as differs
      from side s
      group by s.bucket, s.level, s.system, s.environment, s.client_id, s.client, s.scraper, s.status
    )
    select c.bucket, max(c.rolled_up)::bigint, max(c.counted)::bigint from compared c group by c.bucket having bool_or(c.differs)
  $query$
  using rollup_differences.grain, rollup_differences.from_ts, rollup_differences.to_ts;
end
$$;
comment on function scrapewatch.rollup_differences is 'Buckets whose rollup rows are not what the runs make; null where there are none.';

create or replace function scrapewatch.verify_rollups(from_ts timestamptz default '-infinity', to_ts timestamptz default 'infinity')
returns table (grain text, bucket timestamptz, problem text, rolled_up bigint, counted bigint)
language plpgsql stable set search_path = '' as $$
declare
  a_day timestamptz;
begin
  for a_day in select d.day from scrapewatch.rollup_days(from_ts, to_ts) d(day) loop
    return query
    select g.grain, d.bucket, case when d.rolled_up is null then 'missing' when d.counted is null then 'left over' else 'differs' end,
      coalesce(d.rolled_up, 0), coalesce(d.counted, 0)
    from (
      select 'hour' as grain, during
      from scrapewatch.rollup_segments(greatest(verify_rollups.from_ts, a_day), least(verify_rollups.to_ts, a_day + interval '1 day'), null, false) s
      cross join lateral unnest(s.hours) during
      union all
      select 'day', during
      from scrapewatch.rollup_segments(greatest(verify_rollups.from_ts, a_day), least(verify_rollups.to_ts, a_day + interval '1 day')) s
      cross join lateral unnest(s.days) during
    ) g
    cross join lateral scrapewatch.rollup_differences(g.grain, lower(g.during), upper(g.during)) d
    order by 1 desc, 2;
  end loop;
end
$$;
comment on function scrapewatch.verify_rollups is 'Hours and days whose rollup differs from the runs; no row: all is well. Reads every run of the range.';
revoke execute on function scrapewatch.rollup_days, scrapewatch.rollup_differences, scrapewatch.verify_rollups
  from public, anon, authenticated, service_role;
grant execute on function scrapewatch.rollup_days, scrapewatch.rollup_differences, scrapewatch.verify_rollups
  to scrapewatch_reader, scrapewatch_operator;
