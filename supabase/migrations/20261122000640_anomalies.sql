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
language sql stable set search_path = '' as $$
  with setting as (
    select
      max(s.value) filter (where s.key = 'anomaly_score') as score,
      max(s.value) filter (where s.key = 'anomaly_min_difference_ratio') as difference,
      greatest(max(s.value) filter (where s.key = 'anomaly_min_weeks'), 1) as weeks
    from scrapewatch.settings s
  ), span as ( -- whole hours that are over; of a longer range the last 92 days
    select h.first_hour, h.end_hour, h.first_hour - interval '1344 hours' as history_from
    from (
      select
        date_bin('1 hour', greatest(from_ts, least(to_ts, now()) - interval '2208 hours') + interval '1 hour' - interval '1 microsecond',
          '2000-01-01 00:00:00+00') as first_hour,
        date_bin('1 hour', least(to_ts, now()), '2000-01-01 00:00:00+00') as end_hour
    ) h
    where h.first_hour < h.end_hour
  ), hourly as materialized (
    select
      r.system, r.environment,
      date_bin('1 hour', r.queued_at, '2000-01-01 00:00:00+00') as hour,
      count(*)::double precision as runs,
      round(avg(r.coverage) * 1e9) / 1e9 as coverage, -- equal means of other addends must be equal
      round(avg(r.duration_seconds) * 1e6) / 1e6 as duration
    from span s
    cross join scrapewatch.runs r
    where r.queued_at >= s.history_from and r.queued_at < s.end_hour
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
    group by 1, 2, 3
  ), origin as ( -- an hour without runs counts as none, but only from the first run on
    select h.system, h.environment, min(h.hour) as hour from hourly h group by h.system, h.environment
  ), history as (
    select
      o.system, o.environment,
      s.history_from + g.k * interval '1 hour' as hour,
      g.k >= 1344 as is_asked,
      coalesce(h.runs, 0) as runs, h.coverage, h.duration,
      array_agg(coalesce(h.runs, 0)) filter (where s.history_from + g.k * interval '1 hour' >= o.hour) over eight_weeks as past_runs,
      array_agg(h.coverage) filter (where h.coverage is not null) over eight_weeks as past_coverage,
      array_agg(h.duration) filter (where h.duration is not null) over eight_weeks as past_duration
    from span s
    cross join origin o
    cross join lateral generate_series(0, 1344 + extract(epoch from s.end_hour - s.first_hour)::integer / 3600 - 1) as g(k)
    left join hourly h on h.system = o.system and h.environment = o.environment and h.hour = s.history_from + g.k * interval '1 hour'
    window eight_weeks as ( -- a week has 168 hours
      partition by o.system, o.environment, g.k % 168
      order by g.k rows between 8 preceding and 1 preceding)
  ), compared as (
    select
      h.system, h.environment, h.hour,
      m.metric, m.value, m.weeks, m.middle, m.deviation, m.mean_deviation
    from history h
    cross join lateral (
      select
        percentile_cont(0.5) within group (order by p.runs) as runs,
        percentile_cont(0.5) within group (order by p.coverage) as coverage,
        percentile_cont(0.5) within group (order by p.duration) as duration
      from unnest(h.past_runs, h.past_coverage, h.past_duration) p(runs, coverage, duration)
    ) middle
    cross join lateral (
      select
        percentile_cont(0.5) within group (order by abs(p.runs - middle.runs)) as runs,
        percentile_cont(0.5) within group (order by abs(p.coverage - middle.coverage)) as coverage,
        percentile_cont(0.5) within group (order by abs(p.duration - middle.duration)) as duration,
        avg(abs(p.runs - middle.runs)) as mean_runs,
        avg(abs(p.coverage - middle.coverage)) as mean_coverage,
        avg(abs(p.duration - middle.duration)) as mean_duration
      from unnest(h.past_runs, h.past_coverage, h.past_duration) p(runs, coverage, duration)
    ) mad
    cross join lateral (values
      ('runs', h.runs, coalesce(cardinality(h.past_runs), 0), middle.runs, mad.runs, mad.mean_runs),
      ('coverage', h.coverage, coalesce(cardinality(h.past_coverage), 0), middle.coverage, mad.coverage, mad.mean_coverage),
      ('duration_seconds', h.duration, coalesce(cardinality(h.past_duration), 0), middle.duration, mad.duration, mad.mean_duration)
    ) m(metric, value, weeks, middle, deviation, mean_deviation)
    where h.is_asked and m.value is not null
  ), scored as (
    select
      c.*,
      c.weeks >= t.weeks as is_judged,
      bool_or(c.weeks >= t.weeks) over (partition by c.metric, c.system, c.environment) as is_any_judged,
      t.score as limit_score,
      abs(c.value - c.middle) >= t.difference * abs(c.middle) as is_material, -- a steady history makes the slightest change score high
      (c.value - c.middle) / nullif(case when c.deviation > 0 then c.deviation / 0.6745 else c.mean_deviation * 1.2533 end, 0) as score
    from compared c
    cross join setting t
  ), judged as (
    select
      s.hour, s.metric, s.system, s.environment, s.value, s.middle, s.deviation, s.score, s.weeks,
      case
        when not s.is_judged then 'not enough history'
        -- a history that never varied gives no score: whatever differs from it materially is unusual
        when s.is_material and s.value > s.middle and coalesce(s.score > s.limit_score, true) then 'high'
        when s.is_material and s.value < s.middle and coalesce(s.score < -s.limit_score, true) then 'low'
        else 'normal'
      end as verdict
    from scored s
    where s.is_any_judged
  )
  select j.hour, j.metric, j.system, j.environment, j.value,
    case when j.verdict <> 'not enough history' then j.middle end,
    case when j.verdict <> 'not enough history' then j.deviation end,
    case when j.verdict <> 'not enough history' then j.score end,
    j.verdict, j.weeks
  from judged j
  where only_anomalies is false or j.verdict in ('high', 'low')
  union all
  select null, s.metric, s.system, s.environment, null, null, null, null, 'not enough history', max(s.weeks)
  from scored s
  where not s.is_any_judged
  group by s.metric, s.system, s.environment
  order by 1, 3, 4, 2
$$;
comment on function scrapewatch.anomalies is 'Whole hours whose runs (count), coverage (ratio) or duration_seconds (mean) differ from the same hour of the week (UTC) in up to eight earlier weeks, by the robust z-score: '
  'score = 0.6745 × (value − median) ÷ MAD, and (value − median) ÷ (1.2533 × mean absolute deviation) where MAD is 0 (Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers). '
  'high or low: beyond anomaly_score (a history that never varied has no score) and at least anomaly_min_difference_ratio of the median away. An hour needs anomaly_min_weeks weeks, and a metric without such an hour gives one row with time null, not enough history. Of more than 92 days the last are read. (D1)';
revoke execute on function scrapewatch.anomalies from public, anon, authenticated, service_role;
grant execute on function scrapewatch.anomalies to scrapewatch_reader, scrapewatch_operator;
