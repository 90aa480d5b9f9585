import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { mintKeys } from '../../../demo/stack/keys';
import { migrate } from '../../../demo/stack/migrate';
import { startPostgres } from '../../../demo/stack/postgres';
import { startSupabase } from '../../../demo/stack/supabase';
import type { AnswerContext } from '../answer';
import { parseOptions } from '../config/options';
import { Discovery } from '../schema/Discovery';
import type { HttpRequest, Send } from '../transport/http';

export interface ForeignDatabase {
  sql: postgres.Sql;
  /** What answering needs, knowing what `discovery` found. */
  context: (discovery?: Discovery) => AnswerContext;
  /** Sends as the reader; what `refuses` names is answered as a server does that does not have it. */
  send: (refuses?: (request: HttpRequest) => boolean) => Send;
  discovery: (send?: Send) => Discovery;
  stop: () => Promise<void>;
}

export const foreignSchemas = ['shop', 'Back Office'];
const settings = parseOptions({ url: 'http://stranger', schemas: foreignSchemas });

/** The database of foreignDatabase.sql behind Supabase Lite, which is not one of ours but for the schema scrapewatch. */
export async function startForeignDatabase(): Promise<ForeignDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-foreign-'));
  const database = await startPostgres({ dataDir: join(folder, 'postgres') });
  await migrate(database.url);
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(readFileSync(new URL('./foreignDatabase.sql', import.meta.url), 'utf8'));
  const keys = await mintKeys();
  const schemas = ['public', 'scrapewatch', ...foreignSchemas];
  const supabase = await startSupabase({ databaseUrl: database.url, keys, maxRows: 1000, schemas });
  const ask: Send = async ({ method, url, headers }, signal) => {
    const address = supabase.url + url.replace(/^proxy\/read/, '/rest/v1');
    // A hosted project opens its root to secret keys only, PostgREST by itself to everybody.
    const apikey = url.endsWith('/read/') ? keys.secretKey : keys.publishableKey;
    const sent = { ...headers, apikey, Authorization: `Bearer ${keys.readerToken}` };
    const response = await fetch(address, { method, headers: sent, signal });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text: await response.text(),
      request: { method, url, headers },
    };
  };
  const send: ForeignDatabase['send'] =
    (refuses = () => false) =>
    (request, signal) =>
      refuses(request) ? Promise.resolve(notFound) : ask(request, signal);
  return {
    sql,
    send,
    discovery: (through = send()) => new Discovery({ ...base(), send: through }),
    context: (discovery) => ({
      ...base(),
      send: send(),
      templates: { replace: (text) => text, isAll: () => false },
      scopedVars: {},
      range: { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-12-01T00:00:00Z') },
      signal: new AbortController().signal,
      knownColumns: (schema, table) => discovery?.knownColumns(schema, table),
      knownTable: (schema, table) => discovery?.knownTable(schema, table),
    }),
    stop: async () => {
      await supabase.stop();
      await sql.end();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function base() {
  return { baseUrl: 'proxy', settings, cap: { atLeast: 0, whole: false } };
}

const notFound = {
  status: 404,
  header: () => null,
  text: JSON.stringify({ code: 'PGRST202', message: 'not here', details: null, hint: null }),
};
