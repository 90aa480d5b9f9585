-- Optional triggers on a team's table of runs. They note the hours of runs that change after they were rolled up, so that
-- functions read those runs themselves at once. They cannot fail a statement, nor hold it up for more than 20 ms: then the
-- change is found by the next refresh (rollup_window_seconds) or by verify_rollups(). Removed with the schema.
create or replace function scrapewatch.rollup_note(hours timestamptz[])
returns void
language plpgsql volatile set search_path = '' set lock_timeout = '20ms' as $$
begin
  insert into scrapewatch.rollup_changes (hour) select hour from unnest(hours) hour;
end
$$;
comment on function scrapewatch.rollup_note is 'Notes hours to be read raw and rolled up anew. Fails rather than wait for a lock.';

create or replace function scrapewatch.install_rollup_triggers(relation regclass, queued_at_column name)
returns void
language plpgsql volatile set search_path = '' as $function$
declare
  type_name text;
  queued_at text;
  noter text := format('scrapewatch.%I', 'rollup_note_' || relation::oid);
  operation record;
begin
  select format_type(a.atttypid, null) into type_name
  from pg_catalog.pg_attribute a
  where a.attrelid = relation and a.attname = queued_at_column and a.attnum > 0 and not a.attisdropped;
  queued_at := case type_name
    when 'timestamp with time zone' then format('r.%I', queued_at_column)
    when 'timestamp without time zone' then format('(r.%I at time zone ''UTC'')', queued_at_column)
    when 'date' then format('(r.%I::timestamp at time zone ''UTC'')', queued_at_column)
  end;
  if type_name is null then
    raise exception 'Table % has no column %', relation, queued_at_column using errcode = 'undefined_column';
  elsif queued_at is null then
    raise exception 'Column % of % is a %: it must be a timestamp', queued_at_column, relation, type_name using errcode = 'datatype_mismatch';
  end if;

  perform scrapewatch.remove_rollup_triggers(relation);
  execute format($create$
    create function %1$s() returns trigger
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $noter$
    declare
      -- A refresh within the next ten minutes reaches no further; a younger run is read itself anyway.
      until constant timestamptz := date_bin('1 hour', clock_timestamp() - interval '50 minutes', '2000-01-01 00:00:00+00');
    begin
      if tg_op = 'TRUNCATE' then
        perform scrapewatch.rollup_note(array['-infinity'::timestamptz]);
      end if;
      if tg_op in ('INSERT', 'UPDATE') then
        if exists (select from new_rows r where %2$s < until) then
          perform scrapewatch.rollup_note(array(
            select distinct date_bin('1 hour', %2$s, '2000-01-01 00:00:00+00') from new_rows r
            where %2$s >= '2000-01-01 00:00:00+00' and %2$s < until));
        end if;
      end if;
      if tg_op in ('UPDATE', 'DELETE') then
        if exists (select from old_rows r where %2$s < until) then
          perform scrapewatch.rollup_note(array(
            select distinct date_bin('1 hour', %2$s, '2000-01-01 00:00:00+00') from old_rows r
            where %2$s >= '2000-01-01 00:00:00+00' and %2$s < until));
        end if;
      end if;
      return null;
    exception when others then -- the team's statement matters more than our bookkeeping
      return null;
    end
    $noter$
  $create$, noter, queued_at);
  execute format('comment on function %s() is %L', noter,
    format('Notes hours of %s whose runs change after they were rolled up. Made by install_rollup_triggers.', relation));
  execute format('revoke execute on function %s() from public, anon, authenticated, service_role', noter);
  for operation in
    values ('insert', 'referencing new table as new_rows'), ('update', 'referencing old table as old_rows new table as new_rows'),
      ('delete', 'referencing old table as old_rows'), ('truncate', '')
  loop
    execute format('create trigger %I after %s on %s %s for each statement execute function %s()',
      'scrapewatch_rollup_' || operation.column1, operation.column1, relation, operation.column2, noter);
  end loop;
end
$function$;
comment on function scrapewatch.install_rollup_triggers is
  'Notes late changes of a table of runs; the column is the one behind queued_at. A timestamp without time zone is taken as UTC. For the owner.';

create or replace function scrapewatch.remove_rollup_triggers(relation regclass)
returns void
language plpgsql volatile set search_path = '' as $$
declare
  operation text;
begin
  foreach operation in array array['insert', 'update', 'delete', 'truncate'] loop
    execute format('drop trigger if exists %I on %s', 'scrapewatch_rollup_' || operation, relation);
  end loop;
  execute format('drop function if exists scrapewatch.%I()', 'rollup_note_' || relation::oid);
end
$$;
comment on function scrapewatch.remove_rollup_triggers is 'Takes away what install_rollup_triggers made. For the owner.';
revoke execute on function scrapewatch.rollup_note, scrapewatch.install_rollup_triggers, scrapewatch.remove_rollup_triggers
  from public, anon, authenticated, service_role;
