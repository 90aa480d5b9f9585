-- The rest of what every scrape reads: small tables and the newest samples.

create or replace function scrapewatch.scraper_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select v.metric, s.system, s.environment, s.scraper, v.state, null, v.value,
    array_position(array['error', 'stopped', 'paused', 'running'], s.status)::double precision
  from scrapewatch.scrapers s
  cross join lateral (values
    ('scrapewatch_scraper_state', 'running', (s.status = 'running')::integer::double precision),
    ('scrapewatch_scraper_state', 'stopped', (s.status = 'stopped')::integer),
    ('scrapewatch_scraper_state', 'error', (s.status = 'error')::integer),
    ('scrapewatch_scraper_state', 'paused', (s.status = 'paused')::integer),
    ('scrapewatch_scraper_last_run_timestamp_seconds', null, extract(epoch from s.last_run_at)::double precision),
    ('scrapewatch_scraper_updated_timestamp_seconds', null, extract(epoch from s.updated_at)::double precision),
    ('scrapewatch_scraper_memory_bytes', null, s.memory_bytes),
    ('scrapewatch_scraper_cpu_ratio', null, s.cpu_ratio),
    ('scrapewatch_scraper_rate_limit_remaining_ratio', null, s.rate_limit_remaining::double precision / nullif(s.rate_limit_total, 0)),
    ('scrapewatch_scraper_queue_size', null, s.queue_size)
  ) v(metric, state, value);
end
$$;
comment on function scrapewatch.scraper_metric_samples is 'Metrics of the scrapers as they report themselves. (A7, C1, C3, C11)';
revoke execute on function scrapewatch.scraper_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.worker_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
declare
  alive_since timestamptz := now() - make_interval(
    secs => (select s.value from scrapewatch.settings s where s.key = 'worker_stale_after_seconds'));
begin
  return query
  select v.metric, h.system, h.environment, h.worker, null, null, v.value,
    -- those that died last come first: a worker of last year is no news
    case when h.last_seen_at >= alive_since then 1e12 else 0 end - extract(epoch from h.last_seen_at)::double precision
  from scrapewatch.heartbeats h
  cross join lateral (values
    ('scrapewatch_worker_alive', (h.last_seen_at >= alive_since)::integer::double precision),
    ('scrapewatch_worker_last_seen_timestamp_seconds', extract(epoch from h.last_seen_at)::double precision)
  ) v(metric, value);
end
$$;
comment on function scrapewatch.worker_metric_samples is 'Metrics of the workers'' heartbeats; alive as in worker_status(). (A6, C1)';
revoke execute on function scrapewatch.worker_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.queue_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with late as materialized (
    select q.system, q.environment, q.queue, q.sampled_at, q.queued, q.retrying, q.oldest_age_seconds
    from scrapewatch.queue_samples q
    where q.sampled_at > now() - interval '2 hours' and q.sampled_at <= now()
  ), newest as (
    select l.system, l.environment, l.queue, max(l.sampled_at) as sampled_at from late l group by l.system, l.environment, l.queue
  )
  select v.metric, l.system, l.environment, l.queue, null, null, v.value,
    -(coalesce(l.queued, 0)::bigint + coalesce(l.retrying, 0))::double precision
  from newest n
  join late l on l.sampled_at = n.sampled_at and l.queue = n.queue and l.system = n.system and l.environment = n.environment
  cross join lateral (values
    ('scrapewatch_queue_depth', (coalesce(l.queued, 0)::bigint + coalesce(l.retrying, 0))::double precision),
    ('scrapewatch_queue_oldest_age_seconds', l.oldest_age_seconds)
  ) v(metric, value);
end
$$;
comment on function scrapewatch.queue_metric_samples is 'Depth of each queue, and age of its oldest job, by its newest sample of the last two hours. (A8, C8)';
revoke execute on function scrapewatch.queue_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.alert_metric_samples(systems text[], environments text[])
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select 'scrapewatch_alerts_firing', w.severity, null, null, null, null, count(a.fingerprint)::double precision, null::double precision
  from unnest(array['critical', 'warning', 'info']) w(severity)
  left join scrapewatch.alerts a on a.severity = w.severity and a.status = 'firing'
  group by w.severity
  union all
  select 'scrapewatch_maintenance_active', s.system, s.environment, null, null, null,
    (exists (
      select from scrapewatch.maintenance_windows m
      where m.starts_at <= now() and m.ends_at > now()
        and coalesce(m.system, s.system) = s.system and coalesce(m.environment, s.environment) = s.environment
    ))::integer::double precision,
    null
  from unnest(systems, environments) s(system, environment);
end
$$;
comment on function scrapewatch.alert_metric_samples is 'Alerts that fire, and maintenance windows that are open now. (A12, A15, C14)';
revoke execute on function scrapewatch.alert_metric_samples from public, anon, authenticated, service_role;

-- Counters come from append-only tables only: whatever a team deletes from its own, they never fall.
create or replace function scrapewatch.metric_event_counts(counter text, after_id bigint, upto_id bigint)
returns table (l1 text, l2 text, total bigint)
language plpgsql stable set search_path = '' as $$
begin
  if counter = 'scrapewatch_commands_total' then
    return query
    select
      coalesce(a.details ->> 'kind', substring(a.action from '^request_(.*)$'), 'unknown'),
      case
        when a.action = 'finish_command' then coalesce(a.details ->> 'status', 'done')
        when a.action = 'give_up_command' then 'failed'
        when a.action = 'expire_command' then 'expired'
        when a.action = 'undo_command' then 'undone'
        else 'requested'
      end,
      count(*)
    from scrapewatch.audit_log a
    where a.audit_id > after_id and a.audit_id <= upto_id
      and a.action in ('request_reset_run', 'request_start_scraper', 'request_stop_scraper', 'request_restart_scraper',
        'finish_command', 'give_up_command', 'expire_command', 'undo_command')
    group by 1, 2;
  else
    return query
    select
      e.status,
      case -- as scrapewatch_ingest_alerts reads it
        when lower(e.labels ->> 'severity') in ('critical', 'high', 'page', 'emergency', 'fatal') then 'critical'
        when lower(e.labels ->> 'severity') in ('info', 'low', 'none', 'notice') then 'info'
        else 'warning'
      end,
      count(*)
    from scrapewatch.alert_events e
    where e.event_id > after_id and e.event_id <= upto_id
    group by 1, 2;
  end if;
end
$$;
comment on function scrapewatch.metric_event_counts is 'What a counter gained between two ids of its append-only table, audit_log or alert_events.';
revoke execute on function scrapewatch.metric_event_counts from public, anon, authenticated, service_role;

create or replace function scrapewatch.total_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with stored as (
    select t.metric, t.l1, t.l2, t.total from scrapewatch.metric_totals t
    union all
    select w.metric, c.l1, c.l2, c.total
    from unnest(array['scrapewatch_commands_total', 'scrapewatch_alert_events_total']) w(metric)
    left join scrapewatch.metric_totals_upto u on u.metric = w.metric
    cross join lateral scrapewatch.metric_event_counts(w.metric, coalesce(u.upto, 0), 9223372036854775807) c
    union all -- a counter begins at 0, so that its first increase is seen
    select 'scrapewatch_commands_total', k.kind, o.outcome, 0
    from unnest(array['reset_run', 'start_scraper', 'stop_scraper', 'restart_scraper']) k(kind),
      unnest(array['requested', 'done', 'failed', 'expired', 'undone']) o(outcome)
    union all
    select 'scrapewatch_alert_events_total', e.status, v.severity, 0
    from unnest(array['firing', 'resolved']) e(status), unnest(array['critical', 'warning', 'info']) v(severity)
  )
  select s.metric, s.l1, s.l2, null, null, null, sum(s.total)::double precision, null::double precision
  from stored s
  group by s.metric, s.l1, s.l2;
end
$$;
comment on function scrapewatch.total_metric_samples is 'Counters of commands and alert events since the beginning. (A9, C17, D6)';
revoke execute on function scrapewatch.total_metric_samples from public, anon, authenticated, service_role;
