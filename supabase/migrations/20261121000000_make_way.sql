-- Runs before everything else, so that all files may be applied again, in order, over any later state: the files of 0.1.0
-- name their functions without arguments ("comment on function scrapewatch.run_series"), which PostgreSQL refuses while a
-- newer version with other arguments stands beside them. The newer file further down makes its own version anew.
do $$
declare
  overload regprocedure;
begin
  if to_regnamespace('scrapewatch') is null then
    return;
  end if;
  for overload in
    select p.oid
    from pg_catalog.pg_proc p
    join (values
      ('connect_adapters', ''),
      ('coverage_by_client', 'timestamptz, timestamptz, text[], text[], text[], text[], text[]'),
      ('describe', ''),
      ('duration_histogram', 'timestamptz, timestamptz, text[], text[], text[], text[], text[]'),
      ('growth_series', 'timestamptz, timestamptz, text, text[], text[]'),
      ('growth_stats', 'text, text[], text[]'),
      ('health', ''),
      ('job_queue', 'text[], text[], text[], text[], text[], integer'),
      ('overview_status', 'text[], text[]'),
      ('queue_series', 'timestamptz, timestamptz, interval, text[], text[]'),
      ('request_command', 'text, text, text, text'),
      ('run_series', 'timestamptz, timestamptz, interval, text[], text[], text[], text[], text[]'),
      ('run_stats', 'timestamptz, timestamptz, text[], text[], text[], text[], text[]'),
      ('scraper_status', 'timestamptz, timestamptz, text[], text[], text[]'),
      ('stuck_runs', 'text[], text[], text[], text[]'),
      ('worker_status', 'text[], text[]')
    ) first_version (name, arguments) on first_version.name = p.proname
    where p.pronamespace = 'scrapewatch'::regnamespace
      and p.oid is distinct from to_regprocedure(format('scrapewatch.%I(%s)', first_version.name, first_version.arguments))
  loop
    execute format('drop function %s', overload);
  end loop;
end
$$;
