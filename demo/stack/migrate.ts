import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';

export interface MigrateOptions {
  /** Also apply supabase/seed/*.sql, the demo's data. */
  demo?: boolean;
  /** The folder with `migrations/` and `seed/`; default the repository's supabase/. */
  from?: string;
}

export interface Migrated {
  /** Names of the files applied by this call, in order; empty when all had been applied before. */
  applied: string[];
}

interface SqlFile {
  name: string;
  text: string;
  hash: string;
}

const supabaseDir = fileURLToPath(new URL('../../supabase', import.meta.url));

/**
 * Makes a bare database look like a hosted Supabase project (hostedProject.sql), then applies supabase/migrations/*.sql in name order, then (demo) supabase/seed/*.sql, each in one transaction, and records
 * them in `demo_stack.applied`. From the first migration that is new or changed all later ones are applied again: ours are
 * idempotent, and a later one may mend what an earlier one puts back. A seed is applied again when its own text has changed.
 * Throws an Error naming the file and line when one fails; the files before it stay applied.
 */
export async function migrate(
  databaseUrl: string,
  { demo = false, from = supabaseDir }: MigrateOptions = {}
): Promise<Migrated> {
  const migrations = [hostedProject(), ...sqlFiles(from, 'migrations')];
  const seeds = demo ? sqlFiles(from, 'seed') : [];
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const done = await appliedHashes(sql);
    const isDue = (file: SqlFile) => done.get(file.name) !== file.hash;
    const first = migrations.findIndex(isDue);
    const due = [...(first === -1 ? [] : migrations.slice(first)), ...seeds.filter(isDue)];
    for (const file of due) {
      await applyFile(sql, file);
    }
    return { applied: due.map((file) => file.name) };
  } finally {
    await sql.end();
  }
}

function sqlFiles(root: string, folder: string): SqlFile[] {
  const directory = join(root, folder);
  if (!existsSync(directory)) {
    return [];
  }
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => sqlFile(`supabase/${folder}/${name}`, join(directory, name)));
}

function hostedProject(): SqlFile {
  const name = 'demo/stack/hostedProject.sql';
  return sqlFile(name, fileURLToPath(new URL('./hostedProject.sql', import.meta.url)));
}

function sqlFile(name: string, path: string): SqlFile {
  const text = readFileSync(path, 'utf8');
  return { name, text, hash: createHash('sha256').update(text).digest('hex') };
}

async function appliedHashes(sql: postgres.Sql): Promise<Map<string, string>> {
  const [found] = await sql`select to_regclass('demo_stack.applied') is not null as exists`;
  if (!found?.exists) {
    await sql.unsafe(`create schema if not exists demo_stack;
      create table if not exists demo_stack.applied (name text primary key, hash text not null, applied_at timestamptz not null default now())`);
  }
  const rows = await sql<Array<{ name: string; hash: string }>>`select name, hash from demo_stack.applied`;
  return new Map(rows.map((row) => [row.name, row.hash]));
}

async function applyFile(sql: postgres.Sql, file: SqlFile): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(file.text);
      await transaction`insert into demo_stack.applied (name, hash) values (${file.name}, ${file.hash})
        on conflict (name) do update set hash = excluded.hash, applied_at = now()`;
    });
  } catch (error) {
    throw new Error(
      `${file.name}${place(file.text, error)}: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}

function place(text: string, error: unknown): string {
  const position = error instanceof postgres.PostgresError ? Number(error.position) : NaN;
  return Number.isFinite(position) ? ` line ${text.slice(0, position).split('\n').length}` : '';
}
