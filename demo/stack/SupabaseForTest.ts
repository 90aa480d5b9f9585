import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { mintKeys, mintToken, type StackKeys } from './keys';
import { migrate } from './migrate';
import { type Postgres, startPostgres } from './postgres';
import { startSupabase, type Supabase } from './supabase';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined when it is no JSON. */
  body: unknown;
}

interface Asked {
  method?: string;
  /** '' sends none. Default: a token of role `reader`. */
  token?: string;
  /** '' sends none. Default: the publishable key. */
  key?: string;
  headers?: Record<string, string>;
  body?: string;
}

export const inScrapewatch = { headers: { 'accept-profile': 'scrapewatch' } };

/** A PostgreSQL with supabase.fixture.sql and the Supabase API on it, for tests. */
export class SupabaseForTest {
  private constructor(
    private readonly folder: string,
    public database: Postgres,
    readonly sql: postgres.Sql,
    readonly keys: StackKeys,
    readonly readerToken: string,
    readonly supabase: Supabase
  ) {}

  static async start(): Promise<SupabaseForTest> {
    const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-supabase-'));
    const database = await startPostgres({ dataDir: join(folder, 'postgres') });
    await migrate(database.url, { from: folder }); // only hostedProject.sql
    const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
    await sql.unsafe(readFileSync(new URL('./supabase.fixture.sql', import.meta.url), 'utf8'));
    const keys = await mintKeys();
    const readerToken = await mintToken(keys.jwtSecret, { role: 'reader' });
    const supabase = await startSupabase({ databaseUrl: database.url, keys });
    return new SupabaseForTest(folder, database, sql, keys, readerToken, supabase);
  }

  async ask(
    path: string,
    { method = 'GET', token = this.readerToken, key = this.keys.publishableKey, headers = {}, body = '' }: Asked = {}
  ): Promise<Answer> {
    const response = await fetch(`${this.supabase.url}/rest/v1${path}`, {
      method,
      headers: { ...(key ? { apikey: key } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      ...(body ? { body } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  /** Starts PostgreSQL again after `database.kill()`. */
  async restartDatabase(): Promise<void> {
    this.database = await startPostgres({ dataDir: join(this.folder, 'postgres'), port: this.database.port });
  }

  async stop(): Promise<void> {
    await this.sql.end();
    await this.supabase.stop();
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
