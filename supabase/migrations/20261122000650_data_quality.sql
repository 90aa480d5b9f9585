-- How good the data is: the runs judged from themselves, everything else from the team's own checks.
create or replace function scrapewatch.data_quality(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null
)
returns table (
  dataset text,
  system text,
  environment text,
  rows_checked bigint,
  completeness_ratio double precision,
  accuracy_ratio double precision,
  freshness_seconds double precision,
  duplicate_rows bigint,
  duplicate_ratio double precision,
  anomalies bigint,
  checked_at timestamptz
)
language plpgsql stable set search_path = '' as $$
declare
  hours tstzmultirange := '{}';
  raw tstzmultirange;
  uncounted tstzmultirange;
begin
  if from_ts is null or to_ts is null or from_ts >= to_ts then
    return;
  end if;
  if scrapewatch.rollup_level(from_ts, to_ts, systems, environments, null, null, null) is null then
    raw := tstzmultirange(tstzrange(from_ts, to_ts));
  else
    select s.hours, s.raw into hours, raw from scrapewatch.rollup_segments(from_ts, to_ts, null, false) s;
    -- An hour that has no runs any more may still have a count: only those that match are read.
    select
      coalesce(range_agg(h.during) filter (where h.is_counted), '{}'), coalesce(range_agg(h.during) filter (where not h.is_counted), '{}')
    into hours, uncounted
    from (
      select
        tstzrange(h.hour, h.hour + interval '1 hour') as during,
        exists (select from scrapewatch.rollup_quality q where q.hour = h.hour and q.fingerprint = h.fingerprint) as is_counted
      from unnest(hours) d
      join scrapewatch.rollup_hours h on h.hour >= lower(d) and h.hour < upper(d)
      where h.runs > 0
    ) h;
    raw := raw + uncounted;
  end if;
  return query execute $query$
    with counted as (
      select q.system, q.environment, q.runs, q.completed, q.missing_values as missing, q.invalid_rows as invalid, q.duplicate_rows as duplicates,
        q.last_queued_at as newest_row_at
      from unnest($5) d
      cross join lateral (
        select k.* from scrapewatch.rollup_quality k
        where k.hour >= lower(d) and k.hour < upper(d)
          and (nullif($3, '{}') is null or k.system = any ($3))
          and (nullif($4, '{}') is null or k.environment = any ($4))
        offset 0
      ) q
      union all
      select r.system, r.environment, count(*), count(*) filter (where r.status = 'completed'),
        coalesce(sum(num_nulls(r.expected, r.found, r.started_at, r.finished_at)) filter (where r.status = 'completed'), 0),
        count(*) filter (where r.found < 0 or r.found > r.expected or r.finished_at < r.started_at),
        count(*) - 1, -- what falls together here is a duplicate
        r.queued_at
      from unnest($6) d
      cross join lateral (
        select k.system, k.environment, k.client_id, k.queued_at, k.status, k.expected, k.found, k.started_at, k.finished_at
        from scrapewatch.runs k
        where k.queued_at >= lower(d) and k.queued_at < upper(d)
          and (nullif($3, '{}') is null or k.system = any ($3))
          and (nullif($4, '{}') is null or k.environment = any ($4))
        offset 0
      ) r
      group by r.queued_at, r.client_id, r.system, r.environment -- time first, as the rows lie
    ), runs as (
      select
        c.system, c.environment,
        sum(c.runs) as rows,
        4 * sum(c.completed) as required,
        sum(c.missing) as missing,
        sum(c.invalid) as invalid,
        sum(c.duplicates) as duplicates,
        max(c.newest_row_at) as newest_row_at
      from counted c
      group by c.system, c.environment
    ), unusual as (
      select a.system, a.environment, count(*) as hours
      from scrapewatch.anomalies($1, $2, $3, $4) a
      where a.verdict in ('high', 'low')
      group by a.system, a.environment
    ), checked as (
      select
        'runs' as dataset,
        coalesce(r.system, u.system) as system,
        coalesce(r.environment, u.environment) as environment,
        coalesce(r.rows, 0) as rows, r.required, r.missing, r.invalid, coalesce(r.duplicates, 0) as duplicates, r.newest_row_at,
        coalesce(u.hours, 0) as anomalies,
        now() as checked_at
      from runs r
      full join unusual u on u.system = r.system and u.environment = r.environment -- no run at all is unusual, too
      union all
      select
        q.dataset, q.system, q.environment,
        coalesce(sum(q.rows_checked), 0), sum(q.required_values), sum(q.missing_values), sum(q.invalid_rows), coalesce(sum(q.duplicate_rows), 0),
        max(q.newest_row_at), null, max(q.checked_at)
      from scrapewatch.quality_checks q
      where q.checked_at >= $1 and q.checked_at < $2
        and (nullif($3, '{}') is null or q.system = any ($3))
        and (nullif($4, '{}') is null or q.environment = any ($4))
      group by q.dataset, q.system, q.environment
    ), rated as (
      select
        c.dataset, c.system, c.environment,
        c.rows::bigint as rows_checked,
        1 - c.missing::double precision / nullif(c.required, 0)::double precision as completeness,
        1 - c.invalid::double precision / nullif(c.rows, 0)::double precision as accuracy,
        extract(epoch from now() - c.newest_row_at)::double precision as freshness,
        c.duplicates::bigint as duplicates,
        c.duplicates::double precision / nullif(c.rows, 0)::double precision as duplicate_ratio,
        c.anomalies, c.checked_at
      from checked c
    )
    select r.*
    from rated r
    order by least(r.completeness, r.accuracy, 1 - r.duplicate_ratio) nulls last, r.freshness desc nulls last, r.dataset, r.system, r.environment
  $query$
  using from_ts, to_ts, systems, environments, hours, raw;
end
$$;
comment on function scrapewatch.data_quality is 'Each data set of a window, worst first. completeness_ratio = 1 − missing ÷ required values, accuracy_ratio = 1 − invalid ÷ checked rows, '
  'duplicate_ratio = duplicates ÷ checked rows, summed over the checks of the window; freshness_seconds: now − newest row, in seconds. Of runs: required are expected, found, started and finished '
  'of a completed run; invalid: found below 0 or above expected, or finished before started; duplicate: same client and queued_at as another; anomalies: unusual hours and metrics (anomalies()). (A11)';
revoke execute on function scrapewatch.data_quality from public, anon, authenticated, service_role;
grant execute on function scrapewatch.data_quality to scrapewatch_reader, scrapewatch_operator;
