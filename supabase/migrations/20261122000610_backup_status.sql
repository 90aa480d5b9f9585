-- Whether there is a backup that would help tonight.
create or replace function scrapewatch.backup_status(
  systems text[] default null,
  environments text[] default null
)
returns table (
  system text,
  environment text,
  finished_at timestamptz,
  age_seconds double precision,
  verified_at timestamptz,
  size_bytes bigint,
  ok boolean
)
language sql stable set search_path = '' as $$
  with asked as (
    select
      b.system, b.environment, b.finished_at, b.verified_at, b.size_bytes, coalesce(b.ok, false) as ok,
      -- of two that ended together the failed one counts
      row_number() over (partition by b.system, b.environment order by b.finished_at desc, coalesce(b.ok, false)) = 1 as is_newest,
      coalesce(b.ok, false) and row_number() over (
        partition by b.system, b.environment, coalesce(b.ok, false) order by b.finished_at desc, b.size_bytes desc nulls last) = 1 as is_newest_good
    from scrapewatch.backups b
    where b.finished_at is not null
      and (nullif(systems, '{}') is null or b.system = any (systems))
      and (nullif(environments, '{}') is null or b.environment = any (environments))
  ), summed as (
    select
      a.system,
      a.environment,
      max(a.finished_at) filter (where a.is_newest_good) as finished_at,
      max(a.verified_at) as verified_at,
      max(a.size_bytes) filter (where a.is_newest_good) as size_bytes,
      bool_or(a.ok) filter (where a.is_newest) as newest_succeeded
    from asked a
    group by a.system, a.environment
  )
  select
    s.system, s.environment, s.finished_at, extract(epoch from now() - s.finished_at)::double precision, s.verified_at, s.size_bytes,
    coalesce(s.newest_succeeded and s.finished_at > now() - make_interval(
      secs => (select t.value from scrapewatch.settings t where t.key = 'backup_stale_after_seconds')), false)
  from summed s
  order by s.finished_at nulls first, s.system, s.environment
$$;
comment on function scrapewatch.backup_status is 'The newest backup that succeeded, a row a system and environment, oldest first. ok: the newest attempt succeeded and is '
  'younger than backup_stale_after_seconds. age_seconds since it finished; verified_at: newest restore check of any backup; size_bytes of the newest good one. (B13)';
revoke execute on function scrapewatch.backup_status from public, anon, authenticated, service_role;
grant execute on function scrapewatch.backup_status to scrapewatch_reader, scrapewatch_operator;
