import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import postgres from 'postgres';
import { z } from 'zod';
import { mintKeys, mintToken } from '../../../demo/stack/keys.ts';
import { migrate } from '../../../demo/stack/migrate.ts';
import { startPostgres } from '../../../demo/stack/postgres.ts';
import { startSupabase } from '../../../demo/stack/supabase.ts';
import { bundleFiles } from '../../../demo/workbench/server/testing/bundleFolder.ts';
import { startTestWorkbench, supabaseSource } from '../../../demo/workbench/server/testing/startTestWorkbench.ts';
import type { TableQuery } from '../../../src/datasource/query/model.ts';
import { toPath, toPostgrest } from '../../../src/datasource/query/toPostgrest.ts';

const manifest = path.resolve(import.meta.dirname, '../../../src/datasource/plugin.json');
const manifestSchema = z.object({ routes: z.array(z.unknown()) });
const errorSchema = z.object({ code: z.string() });

/** Rows, or the code of an error, as JSON: what two answers are compared by. */
export type Answer = string;

/** The real way of a query: our encoding, a proxy that does what Grafana's does, the Supabase API, PostgreSQL. */
export interface HostileStack {
  sql: postgres.Sql;
  /** Makes what was created meanwhile known to the API. */
  reload: () => Promise<void>;
  /** What the query answers by that way. */
  ask: (query: TableQuery) => Promise<Answer>;
  /** What PostgreSQL itself answers; each row a JSON document. */
  expected: (text: string, values: Array<string | string[]>) => Promise<Answer>;
  stop: () => Promise<void>;
}

/** Starts that way on free ports. */
export async function startHostileStack(): Promise<HostileStack> {
  const folder = mkdtempSync(path.join(tmpdir(), 'scrapewatch-hostile-'));
  const database = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  await migrate(database.url, { from: folder }); // only what a hosted project has
  const sql = postgres(database.url, { max: 3, onnotice: () => undefined });
  // Not by postgres.js, whose pipeline mixes rows up, a few times in a hundred thousand, after a query that fails.
  const plain = new pg.Pool({ connectionString: database.url, max: 3 });
  // The pool ends before its connections have: the server may still say to one of them that it stops.
  plain.on('connect', (client) => client.on('error', () => undefined));
  const keys = await mintKeys();
  const readerToken = await mintToken(keys.jwtSecret, { role: 'authenticated' });
  const supabase = await startSupabase({ databaseUrl: database.url, keys });
  const { routes } = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')));
  const source = supabaseSource(supabase.url, {
    secureJsonData: { apiKey: keys.publishableKey, readerToken, operatorToken: 'none' },
  });
  const files = Object.fromEntries(Object.entries(bundleFiles(routes)).map(([name, file]) => [`bundle/${name}`, file]));
  const workbench = await startTestWorkbench([source], { files });
  return {
    sql,
    reload: () => supabase.reloadSchema(),
    ask: async (query) => {
      const request = toPostgrest(query, { range: { from: 0, to: 0 }, schema: 'public' });
      const answer = await workbench.ask(`/api/datasources/proxy/uid/scrapewatch/${toPath(request)}`, {
        role: 'Viewer',
        headers: request.headers,
      });
      return answerOf(answer.status, await answer.text());
    },
    expected: async (text, values) => {
      try {
        const { rows } = await plain.query<{ row: unknown }>(text, values);
        return JSON.stringify(rows.map(({ row }) => row));
      } catch (thrown) {
        if (thrown instanceof pg.DatabaseError) {
          return `error ${thrown.code}`;
        }
        throw thrown;
      }
    },
    stop: async () => {
      await workbench.close();
      await supabase.stop();
      await plain.end();
      await sql.end();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answerOf(status: number, text: string): Answer {
  if (status === 200) {
    return JSON.stringify(JSON.parse(text));
  }
  const error = errorSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : undefined);
  return error.success ? `error ${error.data.code}` : `status ${status}: ${text}`;
}
