-- Figures that read much: taken by take_metric_snapshot(), and read by a scrape itself only where the snapshot is missing or old.

create or replace function scrapewatch.day_metric_samples(systems text[], environments text[])
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with counted as (
    select r.system, r.environment, r.status, count(*)::double precision as runs
    from scrapewatch.runs r
    where r.queued_at >= now() - interval '24 hours' and r.queued_at < now()
    group by r.system, r.environment, r.status
  ), scope as (
    select c.system, c.environment from counted c
    union
    select s.system, s.environment from unnest(systems, environments) s(system, environment)
  )
  select 'scrapewatch_runs_24h', s.system, s.environment, w.status, null, null, coalesce(c.runs, 0), -c.runs
  from scope s
  cross join unnest(array['queued', 'processing', 'completed', 'failed', 'cancelled']) w(status)
  left join counted c on c.system = s.system and c.environment = s.environment and c.status = w.status;
end
$$;
comment on function scrapewatch.day_metric_samples is 'Runs queued within 24 hours, by status. (A1)';
revoke execute on function scrapewatch.day_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.scrape_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select v.metric, s.system, s.environment, s.scraper, null, null, v.value, -v.value
  from (
    select
      r.system, r.environment, r.scraper,
      count(*) filter (where r.status = 'failed')::double precision
        / nullif(count(*) filter (where r.status in ('completed', 'failed')), 0) as failed_ratio,
      percentile_cont(array[0.5, 0.95]) within group (order by r.duration_seconds) as durations
    from scrapewatch.runs r
    where r.queued_at >= now() - interval '1 hour' and r.queued_at < now()
    group by r.system, r.environment, r.scraper
  ) s
  cross join lateral (values
    ('scrapewatch_scraper_failed_1h_ratio', s.failed_ratio),
    ('scrapewatch_run_duration_median_1h_seconds', s.durations[1]),
    ('scrapewatch_run_duration_p95_1h_seconds', s.durations[2])
  ) v(metric, value);
end
$$;
comment on function scrapewatch.scrape_metric_samples is 'Failures and durations of the last hour by scraper. (A3, A7, C4, C9)';
revoke execute on function scrapewatch.scrape_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.coverage_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
declare
  min_runs double precision := (select s.value from scrapewatch.settings s where s.key = 'coverage_min_runs');
begin
  return query
  with client as materialized (
    select c.system, c.environment, c.client, c.runs, c.expected, c.found, c.coverage
    from scrapewatch.coverage_by_client(now() - interval '24 hours', now()) c
    where c.coverage is not null
  )
  select 'scrapewatch_client_coverage_ratio', c.system, c.environment, c.client, null, null, c.coverage, c.coverage
  from client c
  where c.runs >= min_runs
  union all
  select v.metric, v.system, v.environment, null, null, null, v.value, v.value
  from (
    select 'scrapewatch_coverage_ratio', c.system, c.environment, (sum(c.found) / sum(c.expected))::double precision
    from client c
    group by c.system, c.environment
  ) v(metric, system, environment, value);
end
$$;
comment on function scrapewatch.coverage_metric_samples is 'Coverage of 24 hours by client and by system. (A2, C6)';
revoke execute on function scrapewatch.coverage_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.duration_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
declare
  middles double precision[] := scrapewatch.rollup_middles();
  last_day timestamptz; -- the one that is not over: its hours are rolled up, it is not
begin
  select date_bin('1 day', s.watermark, '2000-01-01 00:00:00+00') into last_day from scrapewatch.rollup_state s;
  if last_day is null then
    return query
    select 'scrapewatch_run_duration_normal_seconds', r.system, r.environment, r.scraper, null, null, r.median, -r.median
    from (
      select r.system, r.environment, r.scraper, percentile_cont(0.5) within group (order by r.duration_seconds)
      from scrapewatch.runs r
      where r.queued_at >= now() - interval '28 days' and r.queued_at < now()
      group by r.system, r.environment, r.scraper
    ) r(system, environment, scraper, median);
    return;
  end if;
  -- Half of 28 days cannot hang on an hour that is not rolled up yet.
  return query
  with counted as (
    select r.system, r.environment, r.scraper, b.bin, sum(b.upto - coalesce(r.duration_totals[b.place - 1], 0)) as runs
    from scrapewatch.run_rollups r
    cross join lateral unnest(r.duration_bins, r.duration_totals) with ordinality b(bin, upto, place)
    where r.level = 'scraper'
      and (r.grain = 'day' and r.bucket >= now() - interval '28 days' and r.bucket < last_day or r.grain = 'hour' and r.bucket >= last_day)
    group by r.system, r.environment, r.scraper, b.bin
  ), placed as (
    select
      c.system, c.environment, c.scraper, c.bin,
      sum(c.runs) over (partition by c.system, c.environment, c.scraper order by c.bin) as upto,
      sum(c.runs) over (partition by c.system, c.environment, c.scraper) as runs
    from counted c
  )
  select 'scrapewatch_run_duration_normal_seconds', p.system, p.environment, p.scraper, null, null,
    middles[min(p.bin) + 1], -middles[min(p.bin) + 1]
  from placed p
  where p.upto * 2 >= p.runs
  group by p.system, p.environment, p.scraper;
end
$$;
comment on function scrapewatch.duration_metric_samples is 'Median duration of 28 days by scraper; from rollups at most 2.5 % off. (A3, C9)';
revoke execute on function scrapewatch.duration_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.anomaly_metric_samples(systems text[], environments text[])
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with found as materialized (
    select a.system, a.environment, a.metric as figure, a.verdict
    from scrapewatch.anomalies(date_bin('1 hour', now(), '2000-01-01 00:00:00+00') - interval '3 hours',
      date_bin('1 hour', now(), '2000-01-01 00:00:00+00')) a
    where a.verdict in ('high', 'low')
  ), scope as (
    select f.system, f.environment from found f
    union
    select s.system, s.environment from unnest(systems, environments) s(system, environment)
  )
  select 'scrapewatch_anomalies_3h', s.system, s.environment, m.figure, d.direction, null, count(f.figure)::double precision,
    -count(f.figure)::double precision
  from scope s
  cross join unnest(array['runs', 'coverage', 'duration_seconds']) m(figure)
  cross join unnest(array['high', 'low']) d(direction)
  left join found f on f.system = s.system and f.environment = s.environment and f.figure = m.figure and f.verdict = d.direction
  group by s.system, s.environment, m.figure, d.direction;
end
$$;
comment on function scrapewatch.anomaly_metric_samples is 'Unusual hours among the last three whole ones. (D1, C18)';
revoke execute on function scrapewatch.anomaly_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.forecast_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select v.metric, q.system, q.environment, q.queue, null, null, v.value, -coalesce(q.net_per_minute, 0)
  from scrapewatch.queue_forecast() q
  cross join lateral (values
    ('scrapewatch_queue_growth_per_second', q.net_per_minute / 60),
    ('scrapewatch_queue_growing', q.growing::integer::double precision),
    ('scrapewatch_queue_drain_seconds', q.drain_seconds)
  ) v(metric, value);
end
$$;
comment on function scrapewatch.forecast_metric_samples is 'Where each queue is heading, as in queue_forecast(). (A8, C8)';
revoke execute on function scrapewatch.forecast_metric_samples from public, anon, authenticated, service_role;
