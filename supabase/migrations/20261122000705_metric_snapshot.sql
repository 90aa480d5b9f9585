-- From samples to text, and the snapshot of the slow ones.
-- Format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format

create or replace function scrapewatch.metric_samples(part text, systems text[], environments text[])
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable rows 50 set search_path = '' as $$
begin
  -- Written out, not assembled: a static statement keeps its plan.
  case part
    when 'live' then -- all that a scrape reads itself, written at once: seven times less to set up
      return query select * from scrapewatch.run_metric_samples(systems, environments);
      return query select * from scrapewatch.open_metric_samples(systems, environments);
      return query select * from scrapewatch.scraper_metric_samples();
      return query select * from scrapewatch.worker_metric_samples();
      return query select * from scrapewatch.queue_metric_samples();
      return query select * from scrapewatch.alert_metric_samples(systems, environments);
      return query select * from scrapewatch.total_metric_samples();
    when 'runs' then return query select * from scrapewatch.run_metric_samples(systems, environments);
    when 'open' then return query select * from scrapewatch.open_metric_samples(systems, environments);
    when 'scrapers' then return query select * from scrapewatch.scraper_metric_samples();
    when 'workers' then return query select * from scrapewatch.worker_metric_samples();
    when 'queues' then return query select * from scrapewatch.queue_metric_samples();
    when 'alerts' then return query select * from scrapewatch.alert_metric_samples(systems, environments);
    when 'totals' then return query select * from scrapewatch.total_metric_samples();
    when 'day' then return query select * from scrapewatch.day_metric_samples(systems, environments);
    when 'scrapes' then return query select * from scrapewatch.scrape_metric_samples();
    when 'coverage' then return query select * from scrapewatch.coverage_metric_samples();
    when 'durations' then return query select * from scrapewatch.duration_metric_samples();
    when 'anomalies' then return query select * from scrapewatch.anomaly_metric_samples(systems, environments);
    when 'forecast' then return query select * from scrapewatch.forecast_metric_samples();
    when 'accounts' then return query select * from scrapewatch.account_metric_samples();
    when 'backups' then return query select * from scrapewatch.backup_metric_samples();
    when 'database' then return query select * from scrapewatch.database_metric_samples();
    when 'costs' then return query select * from scrapewatch.cost_metric_samples();
    when 'quality' then return query select * from scrapewatch.quality_metric_samples();
    when 'slo' then return query select * from scrapewatch.slo_metric_samples();
    when 'product' then return query select * from scrapewatch.product_metric_samples();
  end case;
end
$$;
comment on function scrapewatch.metric_samples is 'The series of one part of the metrics, not yet text; live: of all parts that a scrape reads itself.';
revoke execute on function scrapewatch.metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.rendered_metrics(part text, systems text[], environments text[])
returns table (metric text, body text, dropped bigint)
language plpgsql stable rows 10 set search_path = '' as $$
declare
  series_limit integer := coalesce((select least(greatest(s.value, 0), 100000) from scrapewatch.settings s where s.key = 'metrics_series_limit'), 500);
begin
  return query
  -- A long value keeps a hash of all of it, so that two stay two.
  with labelled as ( -- one series a set of labels, whatever a team's view repeats
    select
      s.metric collate "C" as metric,
      format(f.template,
        replace(replace(replace(s.l1, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(s.l2, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(s.l3, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(s.l4, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(s.l5, '\', '\\'), '"', '\"'), E'\n', '\n')) as labels,
      max(s.value) as value,
      min(s.rank) as rank
    from (
      select
        s.metric, s.value, s.rank,
        case when length(s.l1) > 120 then left(s.l1, 111) || '…' || left(md5(s.l1), 8) else s.l1 end as l1,
        case when length(s.l2) > 120 then left(s.l2, 111) || '…' || left(md5(s.l2), 8) else s.l2 end as l2,
        case when length(s.l3) > 120 then left(s.l3, 111) || '…' || left(md5(s.l3), 8) else s.l3 end as l3,
        case when length(s.l4) > 120 then left(s.l4, 111) || '…' || left(md5(s.l4), 8) else s.l4 end as l4,
        case when length(s.l5) > 120 then left(s.l5, 111) || '…' || left(md5(s.l5), 8) else s.l5 end as l5
      from scrapewatch.metric_samples(rendered_metrics.part, rendered_metrics.systems, rendered_metrics.environments) s
      where s.value is not null
    ) s
    join scrapewatch.metric_families f on f.metric = s.metric
    group by 1, 2
  ), lines as (
    select
      l.metric,
      array_agg(
        l.metric || l.labels || ' ' || case l.value
          when 'Infinity' then '+Inf' when '-Infinity' then '-Inf' else l.value::text
        end || E'\n') as series,
      array_agg(l.rank) as ranks
    from labelled l
    group by l.metric
  )
  select
    l.metric,
    (select '# HELP ' || f.metric || ' ' || f.help || E'\n# TYPE ' || f.metric || ' ' || f.type || E'\n'
      from scrapewatch.metric_families f where f.metric = l.metric)
    || case
      when cardinality(l.series) <= series_limit then array_to_string(l.series, '')
      else coalesce((
        select string_agg(k.line, '' order by k.rank, k.line)
        from (
          select u.line collate "C" as line, u.rank
          from unnest(l.series, l.ranks) u(line, rank)
          order by u.rank, u.line collate "C"
          limit series_limit
        ) k
      ), '')
    end,
    greatest(cardinality(l.series) - series_limit, 0)::bigint
  from lines l;
end
$$;
comment on function scrapewatch.rendered_metrics is 'One part of the metrics as Prometheus text, a row a metric, at most metrics_series_limit series each.';
revoke execute on function scrapewatch.rendered_metrics from public, anon, authenticated, service_role;

create or replace function scrapewatch.slow_metric_parts()
returns table (part text, every interval)
language sql immutable set search_path = '' as $$
  values
    ('coverage', interval '0'), ('day', interval '0'), ('scrapes', interval '0'), ('forecast', interval '0'), ('accounts', interval '0'),
    ('backups', interval '0'), ('product', interval '1 minute'), ('quality', interval '5 minutes'),
    ('slo', interval '5 minutes'), ('costs', interval '5 minutes'), ('database', interval '5 minutes'),
    ('anomalies', interval '5 minutes'), ('durations', interval '10 minutes')
$$;
comment on function scrapewatch.slow_metric_parts is 'The parts of the metrics that come from the snapshot, and how often each is worth its cost.';
revoke execute on function scrapewatch.slow_metric_parts from public, anon, authenticated, service_role;

create or replace function scrapewatch.note_metric_scopes()
returns void
language plpgsql volatile set search_path = '' as $$
declare
  source text;
begin
  foreach source in array array['runs', 'rollups', 'scrapers', 'heartbeats'] loop
    begin
      insert into scrapewatch.metric_scopes as known (system, environment, newest_run_at, seen_at)
      select f.system, f.environment, max(f.newest_run_at), now()
      from (
        select r.system, r.environment, max(r.queued_at)
        from scrapewatch.runs r
        where source = 'runs' and r.queued_at >= now() - interval '24 hours' and r.queued_at < now()
        group by r.system, r.environment
        union all
        select r.system, r.environment, max(r.last_queued_at)
        from scrapewatch.run_rollups r
        where source = 'rollups' and r.level = 'place' and r.grain = 'day' and r.bucket >= now() - interval '28 days'
        group by r.system, r.environment
        union all
        select s.system, s.environment, null from scrapewatch.scrapers s where source = 'scrapers'
        union all
        select h.system, h.environment, null from scrapewatch.heartbeats h where source = 'heartbeats'
      ) f(system, environment, newest_run_at)
      where f.system is not null and f.environment is not null
      group by f.system, f.environment
      on conflict (system, environment) do update
      set newest_run_at = greatest(known.newest_run_at, excluded.newest_run_at), seen_at = excluded.seen_at;
    exception when others then -- the part that reads the same view reports it
      null;
    end;
  end loop;
  delete from scrapewatch.metric_scopes s where s.seen_at < now() - interval '28 days';
end
$$;
comment on function scrapewatch.note_metric_scopes is 'Remembers which systems and environments there are, so that one that falls silent shows zeros, not nothing.';
revoke execute on function scrapewatch.note_metric_scopes from public, anon, authenticated, service_role;

create or replace function scrapewatch.add_metric_totals()
returns void
language plpgsql volatile set search_path = '' as $$
declare
  counter text;
  newest bigint;
  known bigint;
begin
  foreach counter in array array['scrapewatch_commands_total', 'scrapewatch_alert_events_total'] loop
    select coalesce(max(u.upto), 0) into known from scrapewatch.metric_totals_upto u where u.metric = counter;
    -- Ids are given out before they are committed; no role of ours may take ten minutes for that (statement_timeout).
    if counter = 'scrapewatch_commands_total' then
      select max(a.audit_id) into newest from scrapewatch.audit_log a
      where a.audit_id > known and a.happened_at < now() - interval '10 minutes';
    else
      select max(e.event_id) into newest from scrapewatch.alert_events e
      where e.event_id > known and e.received_at < now() - interval '10 minutes';
    end if;
    if newest is not null then
      insert into scrapewatch.metric_totals as t (metric, l1, l2, total)
      select counter, c.l1, c.l2, c.total from scrapewatch.metric_event_counts(counter, known, newest) c
      on conflict (metric, l1, l2) do update set total = t.total + excluded.total;
      insert into scrapewatch.metric_totals_upto (metric, upto) values (counter, newest)
      on conflict (metric) do update set upto = excluded.upto;
    end if;
  end loop;
end
$$;
comment on function scrapewatch.add_metric_totals is 'Moves settled events into metric_totals, so that a scrape counts only the latest.';
revoke execute on function scrapewatch.add_metric_totals from public, anon, authenticated, service_role;

create or replace function scrapewatch.take_metric_snapshot()
returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  asked text;
  failure text;
  systems text[];
  environments text[];
  taken text[] := '{}';
  failures jsonb := '{}';
  started constant timestamptz := clock_timestamp();
begin
  if not pg_try_advisory_xact_lock(hashtext('scrapewatch.take_metric_snapshot')) then
    return '{"busy": true}';
  end if;
  perform scrapewatch.note_metric_scopes();
  perform scrapewatch.add_metric_totals();
  select array_agg(s.system), array_agg(s.environment) into systems, environments from scrapewatch.metric_scopes s;
  for asked in
    select s.part from scrapewatch.slow_metric_parts() s
    left join scrapewatch.metric_parts p on p.part = s.part
    where p.part is null or p.taken_at <= now() - case when p.error is null then s.every else least(s.every, interval '1 minute') end
    order by p.taken_at nulls first, s.every
  loop
    -- Whoever refreshes may have a time-out: what is left is the first in line next time.
    exit when clock_timestamp() > started + interval '3 seconds';
    failure := null;
    begin
      delete from scrapewatch.metric_snapshot m where m.part = asked;
      insert into scrapewatch.metric_snapshot (part, metric, body, dropped)
      select asked, r.metric, r.body, r.dropped from scrapewatch.rendered_metrics(asked, systems, environments) r;
      taken := taken || asked;
    exception when others then -- one part that cannot be read must not lose the others
      failure := sqlerrm;
      failures := failures || jsonb_build_object(asked, sqlerrm);
    end;
    insert into scrapewatch.metric_parts (part, taken_at, error) values (asked, now(), failure)
    on conflict (part) do update set taken_at = excluded.taken_at, error = excluded.error;
  end loop;
  return jsonb_build_object('taken', taken, 'failed', failures);
end
$$;
comment on function scrapewatch.take_metric_snapshot is 'Takes the slow metrics that are due, so that a scrape only reads them; refresh_rollups() calls it. Says what it took and what failed.';
revoke execute on function scrapewatch.take_metric_snapshot from public, anon, authenticated, service_role;
