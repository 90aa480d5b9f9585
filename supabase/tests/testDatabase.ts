import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { migrate } from '../../demo/stack/migrate';
import { startPostgres } from '../../demo/stack/postgres';

/** Counts come as bigint; those of tests are small enough for a number. */
export const types = { bigint: { to: 20, from: [20], parse: Number, serialize: String } };

export type Sql = postgres.Sql<{ bigint: number }>;
export type Row = Record<string, unknown>;

export interface TestServer {
  /** A new database with migrations and the demo's empty tables, copied from a template (~0.1 s). */
  clone(): Promise<Sql>;
  /** A new database with nothing in it; roles are shared by the whole server. */
  empty(): Promise<{ sql: Sql; url: string }>;
  /** Ends every connection, stops the server and removes its files. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL of its own for one test file: 17, or 15 when SCRAPEWATCH_POSTGRES says so. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-database-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), version: testVersion() });
  const admin = connect(server.url);
  const open: Sql[] = [admin];
  let made = 0;
  let template: Promise<string> | undefined;

  async function makeTemplate(): Promise<string> {
    await admin`create database scrapewatch_template`;
    await migrate(databaseUrl(server.url, 'scrapewatch_template'), { demo: true });
    return 'scrapewatch_template';
  }

  async function create(from: string) {
    made += 1;
    const url = databaseUrl(server.url, `test_${made}`);
    await admin.unsafe(`create database test_${made} template ${from}`);
    const sql = connect(url);
    open.push(sql);
    return { sql, url };
  }

  return {
    clone: async () => {
      template ??= makeTemplate();
      return (await create(await template)).sql;
    },
    empty: () => create('template0'),
    stop: async () => {
      await Promise.all(open.map((sql) => sql.end({ timeout: 5 })));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one statement as PostgREST would: in a transaction of its own, switched to the role, GETs read-only. */
export async function as(
  sql: Sql,
  role: string,
  statement: string,
  { readOnly = false, headers = {} }: { readOnly?: boolean; headers?: Record<string, string> } = {}
): Promise<Row[]> {
  const rows = await sql.begin(readOnly ? 'read only' : '', async (transaction) => {
    await transaction`select set_config('role', ${role}, true), set_config('request.headers', ${JSON.stringify(headers)}, true)`;
    return transaction.unsafe<Row[]>(statement);
  });
  return [...rows];
}

/** What a statement is refused with (SQLSTATE), or `allowed`. Leaves nothing changed. */
export async function refusal(sql: Sql, role: string, statement: string): Promise<string> {
  const undo = new Error('undo');
  try {
    await sql.begin(async (transaction) => {
      await transaction`select set_config('role', ${role}, true)`;
      await transaction.unsafe(statement);
      throw undo;
    });
  } catch (error) {
    if (error === undo) {
      return 'allowed';
    }
    return error instanceof postgres.PostgresError ? error.code : String(error);
  }
  return 'allowed';
}

/** Empties tables of ours, those that refuse to be emptied too. */
export async function wipe(sql: Sql, ...tables: string[]): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`; // silences the append-only triggers
    await transaction.unsafe(`truncate ${tables.join(', ')} cascade`);
  });
}

/** Runs a whole script on one connection, as an SQL editor does. */
export async function paste(sql: Sql, script: string): Promise<void> {
  const connection = await sql.reserve();
  try {
    await connection.unsafe(script);
  } finally {
    connection.release();
  }
}

/** The version under test. Throws on one that we do not promise. */
export function testVersion(): 15 | 17 {
  const wanted = process.env.SCRAPEWATCH_POSTGRES ?? '17';
  if (wanted !== '15' && wanted !== '17') {
    throw new Error(`SCRAPEWATCH_POSTGRES is "${wanted}"; it may be 15 or 17.`);
  }
  return wanted === '15' ? 15 : 17;
}

function connect(url: string): Sql {
  return postgres(url, { max: 2, onnotice: () => undefined, types });
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
