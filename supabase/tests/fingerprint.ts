import type { Sql } from './testDatabase';

export type Fingerprint = Record<string, string>;

/**
 * Everything a database holds in these schemas, one entry an object: catalogue rows with owner, file, grants, policies,
 * triggers, and each table's rows with where they lie and which transaction wrote them. Equal means untouched.
 * Left out is what PostgreSQL keeps up by itself: statistics, and the hint that a table once had a trigger.
 */
export async function fingerprint(sql: Sql, schemas: string[]): Promise<Fingerprint> {
  const rows = await sql<Array<{ name: string; state: string }>>`
    with spaces as (select oid, nspname, nspowner, nspacl from pg_namespace where nspname = any (${schemas})),
    relations as (select c.* from pg_class c join spaces s on s.oid = c.relnamespace)
    select 'schema ' || nspname as name, row(nspowner, nspacl)::text as state from spaces
    union all
    select 'relation ' || oid::regclass, row(relkind, reltype, relowner, relam, relfilenode, reltablespace, reltoastrelid, relacl,
      relrowsecurity, relforcerowsecurity, relhasrules, reloptions, relreplident, relispartition)::text from relations
    union all
    select 'column ' || a.attrelid::regclass || '.' || a.attname, row(a.atttypid, a.attnum, a.attnotnull, a.atthasdef, a.attacl,
      a.attoptions, a.attstattarget, a.attstorage, a.xmin)::text
    from pg_attribute a join relations r on r.oid = a.attrelid where a.attnum > 0
    union all
    select 'policy ' || p.polrelid::regclass || '.' || p.polname, row(p.*)::text from pg_policy p join relations r on r.oid = p.polrelid
    union all
    select 'trigger ' || t.tgrelid::regclass || '.' || t.tgname, row(t.oid, t.tgfoid, t.tgtype, t.tgenabled)::text
    from pg_trigger t join relations r on r.oid = t.tgrelid
    union all
    select 'constraint ' || k.conrelid::regclass || '.' || k.conname, pg_get_constraintdef(k.oid)
    from pg_constraint k join relations r on r.oid = k.conrelid
    union all
    select 'default ' || d.adrelid::regclass || '.' || d.adnum, row(d.oid, pg_get_expr(d.adbin, d.adrelid))::text
    from pg_attrdef d join relations r on r.oid = d.adrelid
    union all
    select 'view ' || oid::regclass, pg_get_viewdef(oid) from relations where relkind in ('v', 'm')
    union all
    select 'function ' || p.oid::regprocedure, row(p.oid, p.proowner, p.prosrc, p.proacl, p.proconfig)::text
    from pg_proc p join spaces s on s.oid = p.pronamespace
    union all
    select 'type ' || t.oid::regtype, row(t.oid, t.typowner, t.typacl)::text from pg_type t join spaces s on s.oid = t.typnamespace
    union all
    select 'comment ' || d.classoid::regclass || d.objoid::text || '/' || d.objsubid, d.description
    from pg_description d where d.objoid in (select oid from relations)
    union all
    select 'default grants ' || coalesce(s.nspname, '') || d.defaclrole::regrole || d.defaclobjtype::text, d.defaclacl::text
    from pg_default_acl d left join spaces s on s.oid = d.defaclnamespace
    order by 1`;
  const found: Fingerprint = Object.fromEntries(rows.map(({ name, state }) => [name, state]));
  const tables = await sql<Array<{ name: string }>>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${schemas}) and c.relkind = 'r' order by 1`;
  for (const { name } of tables) {
    const [rowsOf] = await sql.unsafe<Array<{ hash: string }>>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t.ctid::text || t.xmin || t.xmax || t::text, ',' order by t.ctid)), '') as hash from ${name} t`
    );
    found[`rows ${name}`] = rowsOf?.hash ?? '';
  }
  return found;
}
