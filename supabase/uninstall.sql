-- Removes everything of Scrapewatch from a database: schema scrapewatch with its history, the two functions in public, triggers on
-- your tables that record changes for the rollups, jobs of pg_cron, and our four roles. Your tables, their rows, policies
-- and grants stay as they are, byte for byte.
--
-- THE HISTORY IS LOST: alerts, what people did to them, commands, the audit log, rollups older than your runs. Keep it first:
--   pg_dump --schema=scrapewatch "$DATABASE_URL" > scrapewatch-history.sql
--   or, a table at a time, in psql: \copy (select * from scrapewatch.audit_log) to 'audit_log.csv' with (format csv, header)
--
-- Before it: take scrapewatch out of the exposed schemas (Project Settings → Data API), or PostgREST will miss it.
-- Run it as the owner of schema scrapewatch (on a hosted project: in the SQL editor). It runs whole or not at all.
begin;

-- What others built upon ours would go with it. They decide.
do $$
declare
  dependants text;
begin
  if to_regnamespace('scrapewatch') is null then
    raise exception 'There is no schema scrapewatch in this database.';
  end if;
  with ours as (
    select 'pg_class'::regclass as class, c.oid from pg_class c where c.relnamespace = 'scrapewatch'::regnamespace
    union all
    select 'pg_proc'::regclass, p.oid from pg_proc p
    where p.pronamespace = 'scrapewatch'::regnamespace
      or p.oid in (to_regprocedure('public.scrapewatch_metrics(text)'), to_regprocedure('public.scrapewatch_ingest_alerts(jsonb)'))
    union all
    select 'pg_type'::regclass, t.oid from pg_type t where t.typnamespace = 'scrapewatch'::regnamespace
  ), dependant as (
    select coalesce(r.ev_class, a.adrelid, k.conrelid, w.polrelid) as relation, f.oid as routine
    from pg_depend d
    join ours o on o.class = d.refclassid and o.oid = d.refobjid
    left join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    left join pg_attrdef a on d.classid = 'pg_attrdef'::regclass and a.oid = d.objid
    left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
    left join pg_policy w on d.classid = 'pg_policy'::regclass and w.oid = d.objid
    left join pg_proc f on d.classid = 'pg_proc'::regclass and f.oid = d.objid
  )
  select string_agg(distinct x.name, ', ') into dependants
  from (
    select c.oid::regclass::text as name from dependant d join pg_class c on c.oid = d.relation where c.relnamespace <> 'scrapewatch'::regnamespace
    union all
    select p.oid::regprocedure::text from dependant d join pg_proc p on p.oid = d.routine where p.pronamespace <> 'scrapewatch'::regnamespace
  ) x;
  if dependants is not null then
    raise exception 'These use Scrapewatch and would be dropped with it: %', dependants
      using hint = 'Drop or change them first, then run this again.';
  end if;
end
$$;

do $$
declare
  job bigint;
  found record;
begin
  if to_regclass('cron.job') is not null then
    for job in execute $query$select jobid from cron.job where command ~ 'scrapewatch\.' or jobname like 'scrapewatch%'$query$ loop
      execute 'select cron.unschedule($1)' using job;
    end loop;
  end if;
  for found in
    select t.tgname as name, t.tgrelid::regclass as relation
    from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_class c on c.oid = t.tgrelid
    where p.pronamespace = 'scrapewatch'::regnamespace and c.relnamespace <> 'scrapewatch'::regnamespace and not t.tgisinternal
  loop
    execute format('drop trigger %I on %s', found.name, found.relation);
  end loop;
end
$$;

drop function if exists public.scrapewatch_metrics(text);
drop function if exists public.scrapewatch_ingest_alerts(jsonb);
do $$
begin
  -- Other functions that answer plain text through PostgREST need a domain of the same name.
  if to_regtype('public."text/plain"') is not null and obj_description(to_regtype('public."text/plain"'), 'pg_type') ~ '[Ss]crapewatch' then
    drop domain public."text/plain";
  end if;
exception when dependent_objects_still_exist then
  raise notice 'The domain public."text/plain" stays: %', sqlerrm;
end
$$;
drop schema scrapewatch cascade;

-- Roles belong to the whole server: what this database grants to them goes, they themselves only when no other needs them.
do $$
declare
  role_name text;
  found record;
begin
  foreach role_name in array array['scrapewatch_reader', 'scrapewatch_operator', 'scrapewatch_metrics', 'scrapewatch_ingest'] loop
    if to_regrole(role_name) is null then
      continue;
    end if;
    for found in
      select distinct 'schema ' || quote_ident(n.nspname) as object
      from pg_namespace n, aclexplode(n.nspacl) a where a.grantee = to_regrole(role_name)
      union
      select distinct case c.relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass::text
      from pg_class c, aclexplode(c.relacl) a where a.grantee = to_regrole(role_name)
      union
      select distinct 'table ' || t.attrelid::regclass::text
      from pg_attribute t, aclexplode(t.attacl) a where a.grantee = to_regrole(role_name)
      union
      select distinct 'function ' || p.oid::regprocedure::text
      from pg_proc p, aclexplode(p.proacl) a where a.grantee = to_regrole(role_name)
    loop
      execute format('revoke all on %s from %I', found.object, role_name);
    end loop;
    begin
      execute format('drop role %I', role_name);
    exception when dependent_objects_still_exist then
      raise notice 'Role % stays: another database of this server uses it.', role_name;
    end;
  end loop;
end
$$;

commit;
notify pgrst, 'reload schema';
