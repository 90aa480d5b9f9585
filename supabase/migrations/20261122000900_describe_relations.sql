-- What describe() leaves out, for editors: schemas other than our own, keys and foreign keys (of views too), enum labels, the
-- types under domains, materialised views, what functions return. A row an object, so that 2,000 tables are few pages.
create or replace function scrapewatch.describe_relations(schemas text[] default array['scrapewatch', 'public'])
returns table (
  kind text,
  schema text,
  name text,
  comment text,
  columns jsonb,
  is_partial boolean,
  primary_key text[],
  foreign_keys jsonb,
  arguments jsonb,
  result jsonb
)
language sql stable set search_path = pg_catalog, pg_temp
set enable_nestloop = off -- how many rows a catalogue's joins have is misjudged: 0.4 s instead of 4 on 2,000 tables
as $$
  with recursive readable as (
    select n.oid, n.nspname
    from pg_namespace n
    where n.nspname = any (schemas) and has_schema_privilege(n.oid, 'usage')
  ), extension_part as (
    select d.classid, d.objid from pg_depend d where d.deptype = 'e'
  ), relation as materialized (
    select
      c.oid, c.relkind, n.nspname::text as schema, c.relname::text as name,
      has_table_privilege(c.oid, 'select') as is_whole
    from readable n
    join pg_class c on c.relnamespace = n.oid
    where c.relkind in ('r', 'p', 'f', 'v', 'm')
      and not c.relispartition
      and not (n.nspname = 'scrapewatch' and c.relname ~ '^(run_rollups$|rollup_|metric_)')
      and has_any_column_privilege(c.oid, 'select')
      and not exists (select from extension_part e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
  ), routine as materialized (
    select
      p.oid, n.nspname::text as schema, p.proname::text as name, p.prorettype, p.proretset, p.provolatile, p.pronargs,
      p.pronargdefaults, p.proargnames, p.proargmodes, coalesce(p.proallargtypes, p.proargtypes::oid[]) as types
    from readable n
    join pg_proc p on p.pronamespace = n.oid
    where p.prokind = 'f'
      and not (n.nspname = 'scrapewatch' and p.proname ~ '(^rollup_|_metric_|^metric_)')
      and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
      and has_function_privilege(p.oid, 'execute')
      and not exists (select from extension_part e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)
  ), domain_step as ( -- a domain may stand on another
    select t.oid, t.typbasetype, t.typtypmod from pg_type t where t.typtype = 'd'
    union all
    select s.oid, t.typbasetype, t.typtypmod
    from domain_step s
    join pg_type t on t.oid = s.typbasetype and t.typtype = 'd'
  ), domain as (
    select s.oid, s.typbasetype as base, format_type(s.typbasetype, s.typtypmod) as base_name
    from domain_step s
    join pg_type t on t.oid = s.typbasetype and t.typtype <> 'd'
  ), label as (
    select e.enumtypid as oid, jsonb_agg(e.enumlabel order by e.enumsortorder) as list from pg_enum e group by 1
  ), special as materialized ( -- types of which more is to be told than their name
    select t.oid, d.base_name, l.list as labels
    from pg_type t
    left join domain d on d.oid = t.oid
    left join pg_type b on b.oid = coalesce(d.base, t.oid)
    left join label l on l.oid in (b.oid, case when b.typcategory = 'A' then b.typelem end)
    where d.oid is not null or l.oid is not null
  ), attribute as materialized (
    select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull
    from relation r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    where r.is_whole or has_column_privilege(r.oid, a.attnum, 'select')
  ), columns_of as (
    select
      a.attrelid as oid,
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'name', a.attname,
        'type', format_type(a.atttypid, a.atttypmod),
        'nullable', case when a.attnotnull then false end,
        'base', s.base_name,
        'values', s.labels,
        'comment', d.description
      )) order by a.attnum) as list
    from attribute a
    left join special s on s.oid = a.atttypid
    left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = a.attrelid and d.objsubid = a.attnum
    group by 1
  ), shown_view as ( -- the views that can be read, and those that they read from
    select r.oid from relation r where r.relkind in ('v', 'm')
    union
    select c.oid
    from shown_view s
    join pg_rewrite w on w.ev_class = s.oid and w.ev_type = '1'
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
    join pg_class c on c.oid = d.refobjid and c.relkind in ('v', 'm')
  ), view_rule as materialized ( -- of one query block: where the columns of others come from cannot be told as simply
    select s.oid, w.ev_action::text as text
    from shown_view s
    join pg_rewrite w on w.ev_class = s.oid and w.ev_type = '1'
    where strpos(substr(w.ev_action::text, 9), '{QUERY ') = 0
  ), origin as materialized (
    select
      v.oid, split_part(e.entry, ' ', 1)::smallint as attnum,
      split_part(split_part(e.entry, ' :resorigtbl ', 2), ' ', 1)::oid as from_oid,
      split_part(split_part(e.entry, ' :resorigcol ', 2), ' ', 1)::smallint as from_attnum
    from view_rule v
    cross join string_to_table(v.text, ' :resno ') with ordinality e(entry, place)
    where e.place > 1
  ), foreign_key as materialized (
    select
      k.oid, k.conname, k.conrelid, k.confrelid, k.conkey, k.confkey, cardinality(k.conkey) as width,
      exists (
        select from pg_constraint u
        where u.conrelid = k.conrelid and u.contype in ('p', 'u') and u.conkey <@ k.conkey and u.conkey @> k.conkey
      ) as is_unique
    from pg_constraint k
    where k.contype = 'f' and k.conparentid = 0
  ), source as ( -- a column of a foreign key, and those of the views on it and on those
    select distinct c.oid, c.attnum, c.oid as table_oid, c.attnum as table_attnum
    from foreign_key k
    cross join lateral (
      select k.conrelid, unnest(k.conkey) union all select k.confrelid, unnest(k.confkey)
    ) c(oid, attnum)
    union all
    select o.oid, o.attnum, s.table_oid, s.table_attnum
    from source s
    join origin o on o.from_oid = s.oid and o.from_attnum = s.attnum
  ), visible as ( -- the first column that shows it, where the role may read it
    select s.oid, s.table_oid, s.table_attnum, (array_agg(a.attname::text order by a.attnum))[1] as name
    from source s
    join attribute a on a.attrelid = s.oid and a.attnum = s.attnum
    group by 1, 2, 3
  ), key_end as ( -- relations that show all columns of one end of a foreign key
    select k.oid, false as is_target, v.oid as relation_oid, array_agg(v.name order by c.place) as names
    from foreign_key k
    cross join unnest(k.conkey) with ordinality c(attnum, place)
    join visible v on v.table_oid = k.conrelid and v.table_attnum = c.attnum
    group by k.oid, k.width, v.oid having count(*) = k.width
    union all
    select k.oid, true, v.oid, array_agg(v.name order by c.place)
    from foreign_key k
    cross join unnest(k.confkey) with ordinality c(attnum, place)
    join visible v on v.table_oid = k.confrelid and v.table_attnum = c.attnum
    group by k.oid, k.width, v.oid having count(*) = k.width
  ), keys_of as (
    select
      f.relation_oid as oid,
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'name', k.conname,
        'columns', f.names,
        'schema', r.schema,
        'table', r.name,
        'foreign_columns', t.names,
        'unique', case when k.is_unique then true end
      )) order by k.conname, r.schema, r.name) as list
    from foreign_key k
    join key_end f on f.oid = k.oid and not f.is_target
    join key_end t on t.oid = k.oid and t.is_target
    join relation r on r.oid = t.relation_oid
    group by 1
  ), primary_key as (
    select k.conrelid as oid, array_agg(a.attname::text order by c.place) as names
    from pg_constraint k
    cross join unnest(k.conkey) with ordinality c(attnum, place)
    join attribute a on a.attrelid = k.conrelid and a.attnum = c.attnum
    where k.contype = 'p'
    group by k.conrelid, k.conkey having count(*) = cardinality(k.conkey)
  ), parameter as materialized (
    select
      r.oid, a.place, nullif(r.proargnames[a.place], '') as name, a.type, coalesce(r.proargmodes[a.place], 'i') as mode,
      row_number() over (partition by r.oid, coalesce(r.proargmodes[a.place], 'i') in ('o', 't') order by a.place) as input_place
    from routine r
    cross join unnest(r.types) with ordinality a(type, place)
  ), arguments_of as (
    select
      p.oid,
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'name', p.name,
        'type', format_type(p.type, null),
        'optional', case when p.input_place > r.pronargs - r.pronargdefaults then true end,
        'variadic', case when p.mode = 'v' then true end,
        'base', s.base_name,
        'values', s.labels
      )) order by p.place) as list
    from parameter p
    join routine r on r.oid = p.oid
    left join special s on s.oid = p.type
    where p.mode in ('i', 'b', 'v')
    group by 1
  ), answer_column as (
    select p.oid, p.place, p.name, p.type, null::integer as typmod from parameter p where p.mode in ('o', 'b', 't')
    union all
    select r.oid, a.attnum, a.attname::text, a.atttypid, a.atttypmod
    from routine r
    join pg_type t on t.oid = r.prorettype and t.typrelid <> 0
    join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
  ), answers_of as (
    select
      c.oid,
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'name', c.name, 'type', format_type(c.type, c.typmod), 'base', s.base_name, 'values', s.labels
      )) order by c.place) as list
    from answer_column c
    left join special s on s.oid = c.type
    group by 1
  )
  select
    case r.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, r.schema, r.name,
    obj_description(r.oid, 'pg_class'), coalesce(c.list, '[]'), not r.is_whole, coalesce(p.names, '{}'), coalesce(k.list, '[]'), '[]'::jsonb, null::jsonb
  from relation r
  left join columns_of c on c.oid = r.oid
  left join primary_key p on p.oid = r.oid
  left join keys_of k on k.oid = r.oid
  union all
  select
    'function', r.schema, r.name, obj_description(r.oid, 'pg_proc'), coalesce(c.list, '[]'), false, '{}', '[]', coalesce(a.list, '[]'),
    jsonb_build_object(
      'type', format_type(r.prorettype, null),
      'set', r.proretset,
      'volatility', case r.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end
    )
  from routine r
  left join arguments_of a on a.oid = r.oid
  left join answers_of c on c.oid = r.oid
  order by 2, 3, 1, 9
$$;
comment on function scrapewatch.describe_relations is 'Tables, views and functions of these schemas that the asking role may use, each with its columns, keys and arguments, for editors.';
revoke execute on function scrapewatch.describe_relations from public, anon, authenticated, service_role;
grant execute on function scrapewatch.describe_relations to scrapewatch_reader, scrapewatch_operator;
