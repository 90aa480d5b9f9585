-- Hours unlike the same hour of earlier weeks. Weekly rhythm is by hours of UTC: what daylight saving shifts looks unusual for an hour twice a year.
create or replace function scrapewatch.anomalies(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null,
  only_anomalies boolean default true
)
returns table (
  "time" timestamptz,
  metric text,
  system text,
  environment text,
  value double precision,
  expected double precision,
  deviation double precision,
  score double precision,
  verdict text,
  weeks integer
)
language plpgsql stable set search_path = '' as $$
declare
  end_hour constant timestamptz := date_bin('1 hour', least(to_ts, now()), '2000-01-01 00:00:00+00'); -- whole hours that are over
  first_hour constant timestamptz := date_bin('1 hour', greatest(from_ts, least(to_ts, now()) - interval '2208 hours')
    + interval '1 hour' - interval '1 microsecond', '2000-01-01 00:00:00+00');
  history_from constant timestamptz := first_hour - interval '1344 hours'; -- eight weeks
  days tstzmultirange;
  hours tstzmultirange;
  raw tstzmultirange;
begin
  if from_ts is null or to_ts is null or first_hour >= end_hour then
    return;
  end if;
  if scrapewatch.rollup_level(history_from, end_hour, systems, environments, null, null, null) is null then
    raw := tstzmultirange(tstzrange(history_from, end_hour));
  else
    select s.days, s.hours, s.raw into days, hours, raw from scrapewatch.rollup_segments(history_from, end_hour, null, false) s;
  end if;
  return query execute $query$
    with setting as (
      select
        max(s.value) filter (where s.key = 'anomaly_score') as score,
        max(s.value) filter (where s.key = 'anomaly_min_difference_ratio') as difference,
        greatest(max(s.value) filter (where s.key = 'anomaly_min_weeks'), 1) as weeks
      from scrapewatch.settings s
    ), hourly as materialized ( -- rounded, because equal means of other addends must be equal
      select
        p.system, p.environment,
        (date_part('epoch', date_bin('1 hour', p.bucket, '2000-01-01 00:00:00+00') - $2) / 3600)::integer as k,
        sum(p.runs::double precision) as runs, -- sums of bigint would be numeric, and half as fast
        round(sum(p.coverage_sum) / nullif(sum(p.coverage_runs::double precision), 0) * 1e9) / 1e9 as coverage,
        round(sum(p.duration_sum) / nullif(sum(p.duration_runs::double precision), 0) * 1e6) / 1e6 as duration
      from scrapewatch.rollup_parts('place', $6, $7, $8, $4, $5, null, null, null) p
      group by 1, 2, 3
    ), dense as ( -- an hour without runs counts as none, from the first run on; a union, because how many hours there are the planner cannot know
      select d.system, d.environment, d.k, sum(d.runs) as runs, max(d.coverage) as coverage, max(d.duration) as duration
      from (
        select h.system, h.environment, h.k, h.runs, h.coverage, h.duration from hourly h
        union all
        select o.system, o.environment, g.k, 0, null, null
        from (select h.system, h.environment, min(h.k) as k from hourly h group by h.system, h.environment) o
        cross join lateral generate_series(o.k, extract(epoch from $3 - $2)::integer / 3600 - 1) as g(k)
      ) d
      group by d.system, d.environment, d.k
    ), history as (
      select
        d.*,
        array_agg(d.runs) over eight_weeks as past_runs,
        array_agg(d.coverage) filter (where d.coverage is not null) over eight_weeks as past_coverage,
        array_agg(d.duration) filter (where d.duration is not null) over eight_weeks as past_duration
      from dense d
      window eight_weeks as ( -- a week has 168 hours
        partition by d.system, d.environment, d.k % 168
        order by d.k rows between 8 preceding and 1 preceding)
    ), asked as materialized (
      select h.system, h.environment, $2 + h.k * interval '1 hour' as hour, m.metric, m.value, m.past, coalesce(cardinality(m.past), 0) as weeks
      from history h
      cross join lateral (values
        ('runs', h.runs, h.past_runs), ('coverage', h.coverage, h.past_coverage), ('duration_seconds', h.duration, h.past_duration)
      ) m(metric, value, past)
      where h.k >= 1344 and m.value is not null
    ), known as (
      select a.metric, a.system, a.environment, max(a.weeks) as weeks from asked a group by a.metric, a.system, a.environment
    ), compared as materialized (
      select a.hour, a.metric, a.system, a.environment, a.value, m.middle, d.deviation, d.mean_deviation, a.weeks
      from asked a
      join setting t on a.weeks >= t.weeks
      cross join lateral (select percentile_cont(0.5) within group (order by v) as middle from unnest(a.past) v) m
      cross join lateral (
        select percentile_cont(0.5) within group (order by abs(v - m.middle)) as deviation, avg(abs(v - m.middle)) as mean_deviation
        from unnest(a.past) v
      ) d
    ), usual as ( -- the MAD of a handful of weeks is often near 0 by chance: that of all hours together is its least
      select
        c.metric, c.system, c.environment,
        percentile_cont(0.5) within group (order by c.deviation / abs(nullif(c.middle, 0))) as deviation_ratio
      from compared c
      group by c.metric, c.system, c.environment
    ), scored as (
      select
        c.*,
        t.score as limit_score,
        abs(c.value - c.middle) >= t.difference * abs(c.middle) as is_material, -- a steady history makes the slightest change score high
        (c.value - c.middle) / nullif(greatest(
          case when c.deviation > 0 then c.deviation / 0.6745 else c.mean_deviation * 1.2533 end,
          u.deviation_ratio * abs(c.middle) / 0.6745), 0) as score
      from compared c
      cross join setting t
      left join usual u on u.metric = c.metric and u.system = c.system and u.environment = c.environment
    ), judged as (
      select
        s.*,
        case -- a history that never varied gives no score: whatever differs from it materially is unusual
          when s.is_material and s.value > s.middle and coalesce(s.score > s.limit_score, true) then 'high'
          when s.is_material and s.value < s.middle and coalesce(s.score < -s.limit_score, true) then 'low'
          else 'normal'
        end as verdict
      from scored s
    )
    select j.hour, j.metric, j.system, j.environment, j.value, j.middle, j.deviation, j.score, j.verdict, j.weeks
    from judged j
    where $1 is false or j.verdict <> 'normal'
    union all
    select a.hour, a.metric, a.system, a.environment, a.value, null, null, null, 'not enough history', a.weeks
    from known k
    join setting t on k.weeks >= t.weeks
    join asked a on a.metric = k.metric and a.system = k.system and a.environment = k.environment and a.weeks < t.weeks
    where $1 is false
    union all
    select null, k.metric, k.system, k.environment, null, null, null, null, 'not enough history', k.weeks
    from known k
    join setting t on k.weeks < t.weeks
    order by 1, 3, 4, 2
  $query$
  using only_anomalies, history_from, end_hour, systems, environments, days, hours, raw;
end
$$;
comment on function scrapewatch.anomalies is 'Whole hours whose runs (count), coverage (ratio) or duration_seconds (mean) differ from the same hour of the week (UTC) in up to eight earlier weeks, by the robust z-score: '
  'score = 0.6745 × (value − median) ÷ MAD, and (value − median) ÷ (1.2533 × mean absolute deviation) where MAD is 0 (Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers). '
  'high or low: beyond anomaly_score (a history that never varied has no score) and at least anomaly_min_difference_ratio of the median away. An hour needs anomaly_min_weeks weeks, and a metric without such an hour gives one row with time null, not enough history. Of more than 92 days the last are read. (D1)';
revoke execute on function scrapewatch.anomalies from public, anon, authenticated, service_role;
grant execute on function scrapewatch.anomalies to scrapewatch_reader, scrapewatch_operator;
