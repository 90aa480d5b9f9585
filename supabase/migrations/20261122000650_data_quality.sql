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
language sql stable set search_path = '' as $$
  with run as (
    select
      r.system, r.environment, r.client_id, r.queued_at,
      count(*) as rows,
      count(*) filter (where r.status = 'completed') as completed,
      coalesce(sum(num_nulls(r.expected, r.found, r.started_at, r.finished_at)) filter (where r.status = 'completed'), 0) as missing,
      count(*) filter (where r.found < 0 or r.found > r.expected or r.finished_at < r.started_at) as invalid
    from scrapewatch.runs r
    where r.queued_at >= from_ts and r.queued_at < to_ts
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
    group by r.queued_at, r.client_id, r.system, r.environment -- what falls together here is a duplicate; time first, as the rows lie
  ), runs as (
    select
      r.system, r.environment,
      sum(r.rows) as rows,
      4 * sum(r.completed) as required,
      sum(r.missing) as missing,
      sum(r.invalid) as invalid,
      sum(r.rows) - count(*) as duplicates,
      max(r.queued_at) as newest_row_at
    from run r
    group by r.system, r.environment
  ), unusual as (
    select a.system, a.environment, count(*) as hours
    from scrapewatch.anomalies(from_ts, to_ts, systems, environments) a
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
    where q.checked_at >= from_ts and q.checked_at < to_ts
      and (nullif(systems, '{}') is null or q.system = any (systems))
      and (nullif(environments, '{}') is null or q.environment = any (environments))
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
$$;
comment on function scrapewatch.data_quality is 'Each data set of a window, worst first. completeness_ratio = 1 − missing ÷ required values, accuracy_ratio = 1 − invalid ÷ checked rows, '
  'duplicate_ratio = duplicates ÷ checked rows, summed over the checks of the window; freshness_seconds: now − newest row, in seconds. Of runs: required are expected, found, started and finished '
  'of a completed run; invalid: found below 0 or above expected, or finished before started; duplicate: same client and queued_at as another; anomalies: unusual hours and metrics (anomalies()). (A11)';
revoke execute on function scrapewatch.data_quality from public, anon, authenticated, service_role;
grant execute on function scrapewatch.data_quality to scrapewatch_reader, scrapewatch_operator;
