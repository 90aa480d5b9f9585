import postgres from 'postgres';
import { ensureHistory } from '../simulator/history';
import { migrate } from '../stack/migrate';
import { readSecret } from './readSecret';

export interface MigrateOptions {
  /** A superuser's connection. */
  databaseUrl: string;
  /** What PostgREST logs in with. */
  authenticatorPassword: string;
  seed: number;
  /** Length of the demo's past; default 30. */
  days?: number;
}

/**
 * Brings compose's database to what the local stack's database is, with the same code: hostedProject.sql, the migrations,
 * the demo's tables and their past. Then sets the password of PostgREST's role and tells a running PostgREST to look again.
 * Safe to repeat. Returns what it did, in words.
 */
export async function migrateForCompose(options: MigrateOptions): Promise<string[]> {
  const { databaseUrl, authenticatorPassword, seed, days } = options;
  const { applied } = await migrate(databaseUrl, { demo: true });
  const { outcome, runs } = await ensureHistory(databaseUrl, { seed, days });
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const [{ statement }] = await sql<[{ statement: string }]>`
      select format('alter role authenticator password %L', ${authenticatorPassword}::text) as statement`;
    await sql.unsafe(statement);
    await sql`select pg_notify('pgrst', 'reload schema')`;
  } finally {
    await sql.end();
  }
  return [...applied.map((name) => `applied ${name}`), `history: ${outcome}, ${runs} runs`];
}

if (import.meta.filename === process.argv[1]) {
  const did = await migrateForCompose({
    databaseUrl: readSecret('db_uri'),
    authenticatorPassword: readSecret('authenticator_password'),
    seed: Number(process.env.SCRAPEWATCH_SEED ?? 1),
  });
  console.log(did.join('\n'));
}
