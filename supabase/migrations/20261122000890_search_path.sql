-- An empty search_path is not the end of the search: types and tables are still looked for in the caller's temporary schema
-- first, unless the path names that last. Whoever may use SQL and call one function with its owner's rights, or insert into a
-- table with our triggers, could make a domain pg_temp.text whose check runs as the owner
-- (https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY). All functions, because those
-- with the owner's rights call the others. The files before make their functions with an empty path; this one runs after them.
do $$
declare
  ours regprocedure;
begin
  for ours in
    select p.oid
    from pg_catalog.pg_proc p
    where (p.pronamespace = 'scrapewatch'::regnamespace
        or p.oid in (to_regprocedure('public.scrapewatch_metrics(text)'), to_regprocedure('public.scrapewatch_ingest_alerts(jsonb)')))
      and 'search_path=""' = any (p.proconfig)
  loop
    execute format('alter function %s set search_path = pg_catalog, pg_temp', ours);
  end loop;
end
$$;
