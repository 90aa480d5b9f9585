-- What editors offer: every relation and function that the asking role may use, with columns and arguments, but not the
-- inner parts of rollups and metrics, which other functions need the role to be allowed to use.
create or replace function scrapewatch.describe()
returns table (
  kind text,
  schema text,
  name text,
  comment text,
  part text,
  "position" integer,
  column_name text,
  type text,
  nullable boolean,
  column_comment text
)
language sql stable set search_path = '' as $$
  with relation as (
    select
      c.oid,
      case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind,
      n.nspname::text as schema,
      c.relname::text as name,
      obj_description(c.oid, 'pg_class') as comment
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('scrapewatch', 'public')
      and c.relkind in ('r', 'p', 'f', 'v', 'm')
      and not (n.nspname = 'scrapewatch' and c.relname ~ '^(run_rollups$|rollup_|metric_)')
      and has_schema_privilege(n.oid, 'usage')
      and has_any_column_privilege(c.oid, 'select')
      and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  ), routine as (
    select
      p.oid, n.nspname::text as schema, p.proname::text as name, obj_description(p.oid, 'pg_proc') as comment,
      p.prorettype, p.pronargs, p.pronargdefaults, p.proargnames, p.proargmodes,
      coalesce(p.proallargtypes, p.proargtypes::oid[]) as types
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('scrapewatch', 'public')
      and p.prokind = 'f'
      and not (n.nspname = 'scrapewatch' and p.proname ~ '(^rollup_|_metric_|^metric_)')
      and p.prorettype not in ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype)
      and has_schema_privilege(n.oid, 'usage')
      and has_function_privilege(p.oid, 'execute')
      and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  ), parameter as (
    select
      r.oid,
      a.place,
      nullif(r.proargnames[a.place], '') as name,
      a.type,
      coalesce(r.proargmodes[a.place], 'i') in ('i', 'b', 'v') as is_input
    from routine r
    cross join unnest(r.types) with ordinality a(type, place)
  )
  select r.kind, r.schema, r.name, r.comment, null, null::integer, null, null, null::boolean, null
  from relation r
  union all
  select
    r.kind, r.schema, r.name, r.comment, 'column', a.attnum::integer, a.attname::text, format_type(a.atttypid, a.atttypmod),
    not a.attnotnull, col_description(a.attrelid, a.attnum)
  from relation r
  join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  where has_column_privilege(r.oid, a.attnum, 'select')
  union all
  select 'function', r.schema, r.name, r.comment, null, null, null, null, null, null
  from routine r
  union all
  select
    'function', r.schema, r.name, r.comment, 'argument', p.place::integer, p.name, format_type(p.type, null),
    p.place > r.pronargs - r.pronargdefaults, null
  from routine r
  join parameter p on p.oid = r.oid and p.is_input
  union all
  select
    'function', r.schema, r.name, r.comment, 'returns', (row_number() over (partition by r.oid order by p.place))::integer,
    p.name, format_type(p.type, null), true, null
  from routine r
  join parameter p on p.oid = r.oid and not p.is_input
  union all
  select -- a function without named results returns rows of a relation, or one value
    'function', r.schema, r.name, r.comment, 'returns', coalesce(a.attnum, 1)::integer, a.attname::text,
    format_type(coalesce(a.atttypid, r.prorettype), null), true, null
  from routine r
  join pg_catalog.pg_type t on t.oid = r.prorettype
  left join pg_catalog.pg_attribute a on a.attrelid = nullif(t.typrelid, 0) and a.attnum > 0 and not a.attisdropped
  where not exists (select from parameter p where p.oid = r.oid and not p.is_input)
  order by 2 desc, 1, 3, 5 nulls first, 6
$$;
comment on function scrapewatch.describe is 'Tables, views and functions that the asking role may use, with their columns and arguments, for editors.';
revoke execute on function scrapewatch.describe from public, anon, authenticated, service_role;
grant execute on function scrapewatch.describe to scrapewatch_reader, scrapewatch_operator;
