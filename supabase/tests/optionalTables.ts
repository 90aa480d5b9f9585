import { as, type Row, type Sql } from './testDatabase';

const optional = [
  'costs',
  'quality_checks',
  'accounts',
  'backups',
  'users',
  'activity',
  'subscriptions',
  'payments',
] as const;

/** Puts a table `team.<name>` of the very columns behind each optional adapter view, and behind `queue_samples` and `pages`. */
export async function connectOptionalTables(sql: Sql): Promise<void> {
  await sql.unsafe('create schema if not exists team');
  for (const name of [...optional, 'queue_samples', 'pages']) {
    await sql.unsafe(`
      create table team.${name} as select * from scrapewatch.${name} with no data;
      create or replace view scrapewatch.${name} with (security_barrier = true) as select * from team.${name};`);
  }
}

/** Adds rows of SQL expressions; `more` is said once for all of them. */
export async function addRows(
  sql: Sql,
  table: string,
  rows: Array<Record<string, string>>,
  more: Record<string, string> = { system: "'IGF'", environment: "'prod'" }
): Promise<void> {
  for (const row of rows) {
    const all = { ...more, ...row };
    await sql.unsafe(
      `insert into team.${table} (${Object.keys(all).join(', ')}) values (${Object.values(all).join(', ')})`
    );
  }
}

/** What the reader gets from a function of schema scrapewatch, as a dashboard asks. */
export function ask(sql: Sql, call: string): Promise<Row[]> {
  return as(sql, 'scrapewatch_reader', `select * from scrapewatch.${call}`, { readOnly: true });
}

/** One column of rows. */
export function column(rows: Row[], name: string): unknown[] {
  return rows.map((row) => row[name]);
}
