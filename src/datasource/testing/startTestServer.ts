import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { mintKeys, type StackKeys } from '../../../demo/stack/keys';
import { migrate } from '../../../demo/stack/migrate';
import { startPostgres } from '../../../demo/stack/postgres';
import { startSupabase } from '../../../demo/stack/supabase';
import type { AnswerContext } from '../answer';
import { parseOptions } from '../config/options';
import { builtInVariables } from '../query/builtInVariables';
import type { Templates } from '../query/interpolate';
import type { Send } from '../transport/http';
import { hostileValues } from './hostileValues';

export interface TestServer {
  sql: postgres.Sql;
  keys: StackKeys;
  url: string;
  databaseUrl: string;
  /** Makes the server see grants, settings and tables that changed. */
  reloadSchema: () => Promise<void>;
  /** What answering a query needs, with the proxy's stand-in; parts can be replaced. */
  context: (change?: Partial<AnswerContext>) => AnswerContext;
  /** Sends as Grafana's proxy would with these secrets. */
  proxy: (secrets?: { token?: string; key?: string; url?: string }) => Send;
  stop: () => Promise<void>;
}

export const hour = 3_600_000;
export const now = Date.parse('2026-11-21T12:00:00Z');
/** Rows of public.many, one a second from two hours before `now`. */
export const manyRows = 2_500;

/** A PostgreSQL with the migrations, the demo's tables and some strange ones, behind Supabase Lite with a cap of 1,000 rows. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-datasource-'));
  const database = await startPostgres({ dataDir: join(folder, 'postgres') });
  await migrate(database.url, { demo: true });
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(strangeTables);
  for (const value of hostileValues) {
    await sql`insert into public.words (word, words) values (${value}, ${[value, 'other']})`;
  }
  await sql`insert into public.many (n, made_at)
    select n, ${new Date(now - 2 * hour)}::timestamptz + n * interval '1 second' from generate_series(1, ${manyRows}) n`;
  const keys = await mintKeys();
  const supabase = await startSupabase({ databaseUrl: database.url, keys, maxRows: 1000 });
  const proxy: TestServer['proxy'] = (secrets = {}) =>
    throughProxy(secrets.token ?? keys.readerToken, secrets.key ?? keys.publishableKey, secrets.url ?? supabase.url);
  return {
    sql,
    keys,
    url: supabase.url,
    databaseUrl: database.url,
    reloadSchema: () => supabase.reloadSchema(),
    proxy,
    context: (change = {}) => {
      const range = change.range ?? { from: now - 3 * hour, to: now };
      return {
        baseUrl: 'proxy',
        settings: parseOptions({ url: supabase.url }),
        send: proxy(),
        templates: scopedOnly,
        cap: { atLeast: 0, whole: false },
        scopedVars: builtInVariables({ range, timezone: 'utc', intervalMs: 60_000 }),
        range,
        signal: new AbortController().signal,
        knownColumns: () => undefined,
        ...change,
      };
    },
    stop: async () => {
      await supabase.stop();
      await sql.end();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const strangeTables = `
  create table public.words (
    id int generated always as identity primary key,
    word text, words text[], "Upper Case" text default 'x', "a.b,c" int default 1, "order" int default 2
  );
  create table public.many (n int primary key, made_at timestamptz not null);
  create table public.locked (id int);
  create table public.hidden (id int);
  insert into public.hidden values (1);
  alter table public.hidden enable row level security;
  create function public.echo(value text, list text[] default null) returns table (value text, list text[])
    language sql stable as 'select $1, $2';
  create function public.answer_of_life() returns int language sql stable as 'select 42';
  grant usage on schema public to scrapewatch_reader;
  grant select on public.words, public.many, public.hidden to scrapewatch_reader;
  grant execute on function public.echo(text, text[]), public.answer_of_life() to scrapewatch_reader;
  revoke all on public.locked from public, anon, authenticated, scrapewatch_reader;
`;

/** Grafana's proxy as far as it matters here: the routes' headers up, its losses down. */
function throughProxy(token: string, key: string, target: string): Send {
  return async (request, signal) => {
    const { method, url, headers } = request;
    const address = target + url.replace(/^proxy\/read/, '/rest/v1');
    let response: Response;
    try {
      response = await fetch(address, {
        method,
        headers: { ...headers, apikey: key, Authorization: `Bearer ${token}` },
        signal,
      });
    } catch {
      return { request, status: 502, header: () => null, text: '' };
    }
    const isHidden = response.status === 401;
    return {
      request,
      status: isHidden ? 400 : response.status,
      header: (name) => response.headers.get(name),
      text: isHidden ? 'Authentication to data source failed' : await response.text(),
    };
  };
}

/** A template service that knows only scoped variables, as on a page without a dashboard. */
export const scopedOnly: Templates = {
  replace: (text, scopedVars, format) => {
    const name = /^\$\{?(\w+)/.exec(text)?.[1] ?? '';
    const value: unknown = scopedVars[name]?.value;
    if (value === undefined) {
      return text;
    }
    return text.includes(':date:iso') ? new Date(Number(value)).toISOString() : format(value);
  },
  isAll: () => false,
};
