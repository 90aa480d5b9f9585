import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { builtInElementTypes, pgTypes } from './pgTypes';
import { unmaskNames } from './unmaskNames';

export interface LiteDatabase {
  connection: PostgresConnection;
  /** Calls back on `notify pgrst`, and whenever the database is back after it was away. */
  onReload(reload: () => void): void;
  close(): Promise<void>;
}

const RECONNECT_MS = 500;
const CONNECT_WITHIN_MS = 5_000;

/**
 * Connects Supabase Lite by `pg`. Lite's own driver, postgres.js 3.4.9, throws outside of any promise when the server dies
 * within a transaction, which every request here is, and leaves the request waiting for ever
 * (https://github.com/porsager/postgres/issues/1208); `pg` rejects the query and connects anew for the next.
 */
export async function connectLite(databaseUrl: string): Promise<LiteDatabase> {
  const elementTypes = new Map(builtInElementTypes);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    options: '-c TimeZone=UTC -c statement_timeout=8000', // as hosted projects set for authenticator
    types: pgTypes(elementTypes),
  });
  pool.on('error', () => undefined); // a connection died while idle: the pool has dropped it
  pool.on('connect', (client) => {
    client.on('error', () => undefined); // … or while in use: its query is rejected as well
    const query = client.query.bind(client) as (sql: unknown, ...rest: unknown[]) => unknown;
    Object.assign(client, {
      query: (sql: unknown, ...rest: unknown[]) => query(typeof sql === 'string' ? unmaskNames(sql) : sql, ...rest),
    });
  });
  const connection = createPostgresConnection({ url: databaseUrl });
  connection.kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });

  const reloads: Array<() => void> = [];
  const listener = new Listener(databaseUrl, async (client) => {
    const { rows } = await client.query<{ type: number; element: number }>(
      "select oid::integer as type, typelem::integer as element from pg_type where typcategory = 'A' and typelem <> 0"
    );
    rows.forEach(({ type, element }) => elementTypes.set(type, element));
    reloads.forEach((reload) => reload());
  });
  await listener.connect();
  return {
    connection,
    onReload: (reload) => reloads.push(reload),
    close: async () => {
      await listener.close();
      await pool.end();
    },
  };
}

/** Listens on channel `pgrst`, as PostgREST does, through restarts of the database. */
class Listener {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly reload: (client: pg.Client) => Promise<void>
  ) {}

  /** Connects, or goes on trying in the background when the database is away. */
  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.databaseUrl, connectionTimeoutMillis: CONNECT_WITHIN_MS });
    client.on('error', () => undefined);
    client.on('end', () => this.retry());
    client.on('notification', () => void this.reload(client).catch(() => undefined));
    this.client = client;
    try {
      await client.connect();
      await client.query('listen pgrst');
      await this.reload(client);
    } catch {
      this.retry();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private retry(): void {
    if (!this.isClosed) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.connect(), RECONNECT_MS);
    }
  }
}
