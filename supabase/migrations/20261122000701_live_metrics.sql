-- Figures that are cheap enough for every scrape. Written against the adapter views in PL/pgSQL, which keeps plans for a session:
-- a call of an SQL function would be planned anew each time, which costs more than most of these queries.
-- Each returns series of several metrics: the values of the labels in the order of metric_families.labels, the value, and a rank;
-- where metrics_series_limit cuts, the lowest ranks stay. `systems` and `environments` are pairs that must get a zero.

create or replace function scrapewatch.run_metric_samples(systems text[], environments text[])
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with counted as (
    select r.system, r.environment, r.status, count(*)::double precision as runs
    from scrapewatch.runs r
    where r.queued_at >= now() - interval '1 hour' and r.queued_at < now()
    group by r.system, r.environment, r.status
  ), scope as (
    select c.system, c.environment from counted c
    union
    select s.system, s.environment from unnest(systems, environments) s(system, environment)
  )
  select 'scrapewatch_runs_1h', s.system, s.environment, w.status, null, null, coalesce(c.runs, 0), -c.runs
  from scope s
  cross join unnest(array['queued', 'processing', 'completed', 'failed', 'cancelled']) w(status)
  left join counted c on c.system = s.system and c.environment = s.environment and c.status = w.status;
end
$$;
comment on function scrapewatch.run_metric_samples is 'Runs queued within the last hour, by status. (A1, C4)';
revoke execute on function scrapewatch.run_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.open_metric_samples(systems text[], environments text[])
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
declare
  stuck_before timestamptz := now() - make_interval(
    secs => (select s.value from scrapewatch.settings s where s.key = 'stuck_after_seconds'));
begin
  return query
  with known as (
    -- A worker may have died before it wrote its start: as in stuck_runs().
    select r.system, r.environment, r.status, coalesce(r.started_at, r.queued_at) as since
    from scrapewatch.runs r
    where r.status in ('queued', 'processing')
  ), counted as (
    select
      k.system, k.environment,
      count(*) filter (where k.status = 'queued') as queued,
      count(*) filter (where k.status = 'processing') as processing,
      count(*) filter (where k.status = 'processing' and k.since < stuck_before) as stuck,
      min(k.since) filter (where k.status = 'processing') as oldest
    from known k
    group by k.system, k.environment
  ), scope as (
    select c.system, c.environment from counted c
    union
    select s.system, s.environment from unnest(systems, environments) s(system, environment)
  )
  select v.metric, s.system, s.environment, v.status, null, null, coalesce(v.value, 0), -coalesce(v.value, 0)
  from scope s
  left join counted c on c.system = s.system and c.environment = s.environment
  cross join lateral (values
    ('scrapewatch_runs_open', 'queued', c.queued::double precision),
    ('scrapewatch_runs_open', 'processing', c.processing),
    ('scrapewatch_runs_stuck', null, c.stuck),
    ('scrapewatch_processing_oldest_age_seconds', null, greatest(extract(epoch from now() - c.oldest), 0)::double precision)
  ) v(metric, status, value);
end
$$;
comment on function scrapewatch.open_metric_samples is 'Metrics of the runs that are queued or processing now. (A4, A8, C7)';
revoke execute on function scrapewatch.open_metric_samples from public, anon, authenticated, service_role;
