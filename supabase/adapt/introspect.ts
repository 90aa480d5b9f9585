import type { Sql, TransactionSql } from 'postgres';
import { type Introspection, type Table, type Word } from './Introspection';
import { snake } from './names';

export interface IntrospectOptions {
  /** Only these schemas; default: all but the system's, Supabase's own and ours (of auth only the table of users). */
  schemas?: string[];
}

interface TableRow {
  oid: number;
  schema: string;
  name: string;
  sql: string;
  comment: string | null;
  estimate: number;
  hidden: boolean;
  unindexable: boolean;
}

interface ColumnRow {
  oid: number;
  name: string;
  sql: string;
  type: string;
  nullable: boolean;
  primary: boolean;
  comment: string | null;
  enum_words: string[] | null;
  check_words: string[] | null;
  common_words: string[] | null;
  readable: boolean;
}

const MOST_WORDS = 40;
const SAMPLED_ROWS = 200_000;
const LONGEST_WORD = 60;

/**
 * Reads the catalogue and, where it may, the distinct words of status-like columns, in one read-only transaction that is
 * rolled back; no statement runs longer than 10 s. What may not be read is left out and marked.
 */
export async function introspect(sql: Sql, { schemas }: IntrospectOptions = {}): Promise<Introspection> {
  return sql.begin('read only', async (transaction) => {
    await transaction`select set_config('statement_timeout', '10s', true), set_config('lock_timeout', '2s', true), set_config('search_path', '', true)`;
    const tables = await readTables(transaction, schemas ?? null);
    const oids = tables.map((table) => table.oid);
    const columns = await readColumns(transaction, oids);
    const keys = await readForeignKeys(transaction, oids);
    const indexes = await readIndexes(transaction, oids);
    const result: Table[] = [];
    for (const table of tables) {
      const own = columns.filter((column) => column.oid === table.oid);
      const isReadable = !table.hidden && own.some((column) => column.readable);
      const words = new Map<string, Word[] | undefined>();
      for (const column of own) {
        words.set(column.name, await wordsOf(transaction, table, column, isReadable));
      }
      result.push({
        schema: table.schema,
        name: table.name,
        sql: table.sql,
        comment: table.comment ?? undefined,
        rowEstimate: table.estimate < 0 ? undefined : table.estimate,
        isReadable,
        takesNoIndex: table.unindexable,
        columns: own.map((column) => ({
          name: column.name,
          sql: column.sql,
          type: column.type,
          isNullable: column.nullable,
          isPrimaryKey: column.primary,
          isEnum: column.enum_words !== null,
          comment: column.comment ?? undefined,
          words: words.get(column.name),
        })),
        foreignKeys: keys
          .filter((key) => key.oid === table.oid)
          .map(({ column, toSchema, toTable, toColumn }) => ({ column, toSchema, toTable, toColumn })),
        indexedFirst: indexes.filter((index) => index.oid === table.oid).map((index) => index.first),
      });
    }
    return { tables: result };
  }) as Promise<Introspection>;
}

function readTables(sql: TransactionSql, schemas: string[] | null): Promise<TableRow[]> {
  return sql<TableRow[]>`
    select c.oid::int8::float8 as oid, n.nspname as schema, c.relname as name, pg_catalog.format('%I.%I', n.nspname, c.relname) as sql,
      pg_catalog.obj_description(c.oid, 'pg_class') as comment, c.reltuples::float8 as estimate,
      pg_catalog.row_security_active(c.oid) as hidden, c.relkind in ('v', 'f') or n.nspname = 'auth' as unindexable
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
      and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
      and case
        when ${schemas}::text[] is not null then n.nspname = any (${schemas}::text[])
        when n.nspname = 'auth' then c.relname = 'users'
        else n.nspname !~ '^(pg_|_|supabase_|graphql)' and n.nspname <> all (array['information_schema', 'scrapewatch', 'demo_stack',
          'storage', 'realtime', 'extensions', 'vault', 'pgbouncer', 'pgsodium', 'cron', 'net', 'pgmq', 'drizzle'])
      end
    order by n.nspname <> 'public', n.nspname, c.relname`;
}

function readColumns(sql: TransactionSql, oids: number[]): Promise<ColumnRow[]> {
  return sql<ColumnRow[]>`
    select a.attrelid::int8::float8 as oid, a.attname as name, pg_catalog.quote_ident(a.attname) as sql,
      pg_catalog.format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
      exists (select from pg_catalog.pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any (i.indkey)) as primary,
      pg_catalog.col_description(a.attrelid, a.attnum) as comment,
      (select pg_catalog.array_agg(e.enumlabel::text order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = a.atttypid) as enum_words,
      (select pg_catalog.array_agg(w.word[1] order by w.place)
        from pg_catalog.pg_constraint k, pg_catalog.regexp_matches(pg_catalog.pg_get_constraintdef(k.oid), '''([^'']+)''', 'g') with ordinality w(word, place)
        where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) as check_words,
      (select s.most_common_vals::text::text[] from pg_catalog.pg_stats s
        where s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname and not s.inherited) as common_words,
      pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'select') and pg_catalog.has_schema_privilege(n.oid, 'usage') as readable
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where a.attrelid = any (${oids}::bigint[]::oid[]) and a.attnum > 0 and not a.attisdropped
    order by a.attrelid, a.attnum`;
}

interface KeyRow {
  oid: number;
  column: string;
  toSchema: string;
  toTable: string;
  toColumn: string;
}

function readForeignKeys(sql: TransactionSql, oids: number[]): Promise<KeyRow[]> {
  return sql<KeyRow[]>`
    select k.conrelid::int8::float8 as oid, a.attname as column, n.nspname as "toSchema", t.relname as "toTable", b.attname as "toColumn"
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_class t on t.oid = k.confrelid
    join pg_catalog.pg_namespace n on n.oid = t.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    join pg_catalog.pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
    where k.contype = 'f' and pg_catalog.cardinality(k.conkey) = 1 and k.conrelid = any (${oids}::bigint[]::oid[])
    order by k.conrelid, a.attnum, n.nspname, t.relname`;
}

function readIndexes(sql: TransactionSql, oids: number[]): Promise<Array<{ oid: number; first: string }>> {
  return sql<Array<{ oid: number; first: string }>>`
    select i.indrelid::int8::float8 as oid, pg_catalog.pg_get_indexdef(i.indexrelid, 1, true) as first
    from pg_catalog.pg_index i
    where i.indrelid = any (${oids}::bigint[]::oid[]) and i.indisvalid and i.indpred is null
    order by i.indrelid, i.indexrelid`;
}

/** Distinct words: an enum's or a check constraint's, else those of a sample; undefined when it cannot be known. */
async function wordsOf(
  sql: TransactionSql,
  table: TableRow,
  column: ColumnRow,
  isReadable: boolean
): Promise<Word[] | undefined> {
  const declared = column.enum_words ?? column.check_words;
  const isText = /^(text|character|citext|extensions\.citext|name)/.test(column.type);
  const isStatusLike =
    /(^|_)(status|state|result|outcome|level|severity|kind|type|event|action|mode|health|active|enabled)$/.test(
      snake(column.name)
    );
  if (!isStatusLike || (!isText && column.enum_words === null)) {
    return undefined;
  }
  const sampled = isReadable && column.readable ? await sample(sql, table, column).catch(() => undefined) : undefined;
  if (sampled === 'many') {
    return undefined;
  }
  const rows = new Map((sampled ?? []).map(({ word, rows: count }) => [word, count]));
  const words = [...new Set([...rows.keys(), ...(declared ?? []), ...(sampled ? (column.common_words ?? []) : [])])];
  return words.length === 0 ? undefined : words.map((word) => ({ word, rows: rows.get(word) }));
}

/** At most 200,000 rows, the same ones every time; `many` when the column does not hold a few words. */
async function sample(
  sql: TransactionSql,
  table: TableRow,
  column: ColumnRow
): Promise<Array<{ word: string; rows: number }> | 'many'> {
  const share = table.estimate > SAMPLED_ROWS ? (SAMPLED_ROWS / table.estimate) * 100 : 100;
  const sampling = share < 100 ? `tablesample system (${share.toFixed(4)}) repeatable (1)` : '';
  const rows = await sql.savepoint((inner) =>
    inner.unsafe<Array<{ word: string; rows: number }>>(
      `select s.word, count(*)::float8 as rows
       from (select t.${column.sql}::text as word from ${table.sql} t ${sampling} limit ${SAMPLED_ROWS}) s
       where s.word is not null group by s.word order by count(*) desc, s.word limit ${MOST_WORDS + 1}`
    )
  );
  const isMany = rows.length > MOST_WORDS || rows.some(({ word }) => word.length > LONGEST_WORD);
  return isMany ? 'many' : [...rows];
}
