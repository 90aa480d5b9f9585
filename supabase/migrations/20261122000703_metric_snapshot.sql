-- From samples to text, and the snapshot of the slow ones.
-- Format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format

create or replace function scrapewatch.metric_samples(part text, systems text[], environments text[])
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  -- Written out, not assembled: a static statement keeps its plan.
  case part
    when 'runs' then return query select * from scrapewatch.run_metric_samples(systems, environments);
    when 'open' then return query select * from scrapewatch.open_metric_samples(systems, environments);
    when 'coverage' then return query select * from scrapewatch.coverage_metric_samples();
  end case;
end
$$;
comment on function scrapewatch.metric_samples is 'The series of one part of the metrics, not yet text.';
revoke execute on function scrapewatch.metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.rendered_metrics(part text, systems text[], environments text[])
returns table (metric text, body text, dropped bigint)
language plpgsql stable set search_path = '' as $$
declare
  series_limit double precision := coalesce((select s.value from scrapewatch.settings s where s.key = 'metrics_series_limit'), 500);
begin
  return query
  with cut as ( -- a long value keeps a hash of what is cut off, so that two stay two
    select
      s.metric, s.value, s.rank,
      case when length(s.l1) > 120 then left(s.l1, 111) || '…' || left(md5(s.l1), 8) else s.l1 end as l1,
      case when length(s.l2) > 120 then left(s.l2, 111) || '…' || left(md5(s.l2), 8) else s.l2 end as l2,
      case when length(s.l3) > 120 then left(s.l3, 111) || '…' || left(md5(s.l3), 8) else s.l3 end as l3,
      case when length(s.l4) > 120 then left(s.l4, 111) || '…' || left(md5(s.l4), 8) else s.l4 end as l4,
      case when length(s.l5) > 120 then left(s.l5, 111) || '…' || left(md5(s.l5), 8) else s.l5 end as l5
    from scrapewatch.metric_samples(rendered_metrics.part, rendered_metrics.systems, rendered_metrics.environments) s
    where s.value is not null
  ), labelled as ( -- one series a set of labels, whatever a team's view repeats
    select
      c.metric,
      format(f.template,
        replace(replace(replace(c.l1, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(c.l2, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(c.l3, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(c.l4, '\', '\\'), '"', '\"'), E'\n', '\n'),
        replace(replace(replace(c.l5, '\', '\\'), '"', '\"'), E'\n', '\n')) as labels,
      max(c.value) as value,
      min(c.rank) as rank
    from cut c
    join scrapewatch.metric_families f on f.metric = c.metric
    group by 1, 2
  ), placed as (
    select
      l.metric, l.labels, l.value,
      row_number() over (partition by l.metric collate "C" order by l.rank nulls last, l.labels collate "C") as place
    from labelled l
  ), lines as (
    select
      p.metric,
      string_agg(
        p.metric || p.labels || ' ' || case p.value
          when 'Infinity' then '+Inf' when '-Infinity' then '-Inf' else p.value::text
        end || E'\n', '' order by p.place) filter (where p.place <= series_limit) as series,
      count(*) filter (where p.place > series_limit) as dropped
    from placed p
    group by p.metric
  )
  select
    l.metric,
    '# HELP ' || l.metric || ' ' || f.help || E'\n# TYPE ' || l.metric || ' ' || f.type || E'\n' || coalesce(l.series, ''),
    l.dropped
  from lines l
  join scrapewatch.metric_families f on f.metric = l.metric;
end
$$;
comment on function scrapewatch.rendered_metrics is 'One part of the metrics as Prometheus text, a row a metric, at most metrics_series_limit series each.';
revoke execute on function scrapewatch.rendered_metrics from public, anon, authenticated, service_role;

create or replace function scrapewatch.slow_metric_parts() returns text[]
language sql immutable set search_path = '' as $$
  select array['coverage']
$$;
comment on function scrapewatch.slow_metric_parts is 'The parts of the metrics that come from the snapshot.';
revoke execute on function scrapewatch.slow_metric_parts from public, anon, authenticated, service_role;

create or replace function scrapewatch.take_metric_snapshot()
returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  asked text;
  failure text;
  failures jsonb := '{}';
begin
  if not pg_try_advisory_xact_lock(hashtext('scrapewatch.take_metric_snapshot')) then
    return '{"busy": true}';
  end if;
  foreach asked in array scrapewatch.slow_metric_parts() loop
    failure := null;
    begin
      delete from scrapewatch.metric_snapshot m where m.part = asked;
      insert into scrapewatch.metric_snapshot (part, metric, body, dropped)
      select asked, r.metric, r.body, r.dropped from scrapewatch.rendered_metrics(asked, null, null) r;
    exception when others then -- one part that cannot be read must not lose the others
      failure := sqlerrm;
      failures := failures || jsonb_build_object(asked, sqlerrm);
    end;
    insert into scrapewatch.metric_parts (part, taken_at, error) values (asked, now(), failure)
    on conflict (part) do update set taken_at = excluded.taken_at, error = excluded.error;
  end loop;
  return jsonb_build_object('parts', cardinality(scrapewatch.slow_metric_parts()), 'failed', failures);
end
$$;
comment on function scrapewatch.take_metric_snapshot is 'Takes the slow metrics, so that a scrape only reads them; refresh_rollups() calls it.';
revoke execute on function scrapewatch.take_metric_snapshot from public, anon, authenticated, service_role;
