-- As in 0.1.0, and now a snoozed alert is counted as open and does not decide the status.
create or replace function scrapewatch.overview_status(systems text[] default null, environments text[] default null)
returns table (
  status text,
  status_code integer,
  reason text,
  active_scrapers integer,
  total_scrapers integer,
  error_scrapers integer,
  workers_alive integer,
  workers_total integer,
  stuck_runs integer,
  open_alerts integer
)
language sql stable set search_path = '' as $$
  with scraper as (
    select count(*) as total, count(*) filter (where s.status = 'running') as active, count(*) filter (where s.status = 'error') as broken
    from scrapewatch.scrapers s
    where (nullif(systems, '{}') is null or s.system = any (systems))
      and (nullif(environments, '{}') is null or s.environment = any (environments))
  ), worker as (
    select count(*) as total, count(*) filter (where w.alive) as alive from scrapewatch.worker_status(systems, environments) w
  ), stuck as (
    select count(*) as total from scrapewatch.stuck_runs(systems, environments)
  ), alert as (
    select
      count(*) as open,
      count(*) filter (where a.snoozed_until > now()) as snoozed,
      count(*) filter (where a.severity = 'critical' and (a.snoozed_until > now()) is not true) as critical
    from scrapewatch.alerts a
    where a.status = 'firing'
      and (nullif(systems, '{}') is null or a.system = any (systems))
      and (nullif(environments, '{}') is null or a.environment = any (environments))
  ), judged as (
    select
      array_remove(array[
        case when a.critical > 0 then 'critical alerts open: ' || a.critical end,
        case when s.total > 0 and s.active = 0 then 'no scraper of ' || s.total || ' is running' end,
        case when w.total > 0 and w.alive = 0 then 'no worker of ' || w.total || ' is alive' end
      ], null) as critical,
      array_remove(array[
        case when s.broken > 0 then 'scrapers in error: ' || s.broken || ' of ' || s.total end,
        case when w.alive between 1 and w.total - 1 then 'workers not seen: ' || w.total - w.alive || ' of ' || w.total end,
        case when k.total > 0 then 'runs stuck: ' || k.total end,
        case when a.open > a.critical + a.snoozed then 'other alerts open: ' || a.open - a.critical - a.snoozed end,
        case when s.total + w.total = 0 then 'no scraper and no worker is known' end
      ], null) as degraded
    from scraper s, worker w, stuck k, alert a
  )
  select
    case when j.critical <> '{}' then 'critical' when j.degraded <> '{}' then 'degraded' else 'healthy' end,
    case when j.critical <> '{}' then 2 when j.degraded <> '{}' then 1 else 0 end,
    coalesce(nullif(array_to_string(j.critical || j.degraded, '; '), ''), 'every scraper and worker is well')
      || case when a.snoozed > 0 then '; alerts snoozed: ' || a.snoozed else '' end,
    s.active::integer, s.total::integer, s.broken::integer, w.alive::integer, w.total::integer, k.total::integer, a.open::integer
  from scraper s, worker w, stuck k, alert a, judged j
$$;
comment on function scrapewatch.overview_status is 'Healthy, degraded or critical, with the reason in words and the counts behind it. (A12)';
revoke execute on function scrapewatch.overview_status from public, anon, authenticated, service_role;
grant execute on function scrapewatch.overview_status to scrapewatch_reader, scrapewatch_operator;
