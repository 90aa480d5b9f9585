-- What Prometheus scrapes, through PostgREST: GET /rest/v1/rpc/scrapewatch_metrics. In schema public, because Prometheus can name no
-- other; `apikey` is declared, because some gateways pass the query's apikey on, and PostgREST takes that for an argument.
create or replace function public.scrapewatch_metrics(apikey text default null)
returns public."text/plain"
language plpgsql stable security definer set search_path = '' as $$
declare
  -- A slow part that is not in the snapshot is not begun later than this: one answer must not run into the role's time-out.
  patience constant interval := interval '2 seconds';
  started constant timestamptz := clock_timestamp();
  systems text[];
  environments text[];
  live_parts constant text[] := array['runs', 'open', 'scrapers', 'workers', 'queues', 'alerts', 'totals'];
  parts text[];
  asked text;
  done text;
  taken_at timestamptz;
  answer text;
  rendered text;
  errors text;
  cut text;
  dropped text := '';
begin
  -- Slow parts as the snapshot has them; those that it lacks, or that are old, join the ones to be read now.
  select
    coalesce(string_agg(m.body, ''), ''),
    coalesce(string_agg(format(E'scrapewatch_series_dropped{metric="%s"} %s\n', m.metric, m.dropped), '') filter (where m.dropped > 0), '')
  into answer, dropped
  from scrapewatch.metric_snapshot m
  join scrapewatch.metric_parts p on p.part = m.part
  where p.error is null and p.taken_at > now() - interval '1 hour';

  select
    array['live'] || coalesce(array_agg(s.part) filter (where p.part is null), '{}'),
    coalesce(string_agg(format(E'scrapewatch_family_errors{family="%s"} %s\n', p.part, (p.error is not null)::integer), '')
      filter (where p.part is not null), ''),
    max(p.taken_at)
  into parts, errors, taken_at
  from scrapewatch.slow_metric_parts() s
  left join scrapewatch.metric_parts p on p.part = s.part and p.taken_at > now() - interval '1 hour';

  begin
    select array_agg(s.system), array_agg(s.environment) into systems, environments
    from (
      select m.system, m.environment from scrapewatch.metric_scopes m
      union
      select r.system, r.environment from scrapewatch.scrapers r
      union
      select h.system, h.environment from scrapewatch.heartbeats h
    ) s;
  exception when others then
    select array_agg(m.system), array_agg(m.environment) into systems, environments from scrapewatch.metric_scopes m;
  end;

  -- All live parts at once; where one of them fails, each by itself, so that it takes only itself with it.
  while cardinality(parts) > 0 loop
    asked := parts[1];
    parts := parts[2:];
    begin
      if clock_timestamp() > started + patience then
        raise exception 'no time left';
      end if;
      select
        string_agg(r.body, ''),
        string_agg(format(E'scrapewatch_series_dropped{metric="%s"} %s\n', r.metric, r.dropped), '') filter (where r.dropped > 0)
      into rendered, cut
      from scrapewatch.rendered_metrics(asked, systems, environments) r;
      answer := answer || coalesce(rendered, '');
      dropped := dropped || coalesce(cut, '');
      foreach done in array case asked when 'live' then live_parts else array[asked] end loop
        errors := errors || format(E'scrapewatch_family_errors{family="%s"} 0\n', done);
      end loop;
    exception when others then
      if asked = 'live' then
        parts := live_parts || parts;
      else
        errors := errors || format(E'scrapewatch_family_errors{family="%s"} 1\n', asked);
      end if;
    end;
  end loop;

  return answer || (
    select string_agg('# HELP ' || f.metric || ' ' || f.help || E'\n# TYPE ' || f.metric || ' ' || f.type || E'\n' || v.series, '')
    from (values
      ('scrapewatch_family_errors', errors),
      ('scrapewatch_series_dropped', dropped),
      ('scrapewatch_snapshot_timestamp_seconds',
        'scrapewatch_snapshot_timestamp_seconds ' || extract(epoch from taken_at)::double precision || E'\n'),
      ('scrapewatch_rollup_watermark_timestamp_seconds',
        (select 'scrapewatch_rollup_watermark_timestamp_seconds ' || extract(epoch from s.watermark)::bigint || E'\n' from scrapewatch.rollup_state s)),
      ('scrapewatch_info', (
        select format(E'scrapewatch_info{version="%s",postgres="%s"} 1\n', i.version, split_part(current_setting('server_version'), ' ', 1))
        from scrapewatch.versions i order by i.installed_at desc, i.version desc limit 1)),
      ('scrapewatch_metrics_duration_seconds',
        'scrapewatch_metrics_duration_seconds ' || extract(epoch from clock_timestamp() - started)::double precision || E'\n')
    ) v(metric, series)
    join scrapewatch.metric_families f on f.metric = v.metric
    where v.series <> '');
end
$$;
comment on function public.scrapewatch_metrics is 'Everything that alerts need, as Prometheus text; for Prometheus only. (C)';
revoke execute on function public.scrapewatch_metrics from public, anon, authenticated, service_role;
grant execute on function public.scrapewatch_metrics to scrapewatch_metrics;
