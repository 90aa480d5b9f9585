import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { StackKeys } from './keys';
import { likePostgrest } from './lite/likePostgrest';
import { openApi } from './lite/openApi';
import { patchConnection } from './lite/patchConnection';

export interface SupabaseOptions {
  /** Must be a superuser's: Lite reads the catalogue and switches roles itself. */
  databaseUrl: string;
  /** Default: a free one. */
  port?: number;
  keys: StackKeys;
  /** The server's row cap, as `max_rows` in supabase/config.toml; default 1000. */
  maxRows?: number;
  /** Exposed schemas, the default one first; default those of ours. */
  schemas?: string[];
}

export interface Supabase {
  url: string;
  /** Forgets cached tables, functions and role settings, as `notify pgrst` does. */
  reloadSchema(): Promise<void>;
  stop(): Promise<void>;
}

const LONGEST_CLOSE_MS = 1_500;

/**
 * Serves `<url>/rest/v1` on 127.0.0.1 as a hosted Supabase project does: @supabase/lite on a real PostgreSQL, with what
 * keeps it from behaving like PostgREST mended in lite/. It survives restarts of the database: while that is down it
 * answers 503 with PostgREST's codes (PGRST000 to PGRST002), and the first request after works.
 * Rejects when `port` is in use.
 */
export async function startSupabase({
  databaseUrl,
  port = 0,
  keys,
  maxRows = 1000,
  schemas = ['public', 'scrapewatch'],
}: SupabaseOptions): Promise<Supabase> {
  process.env.LITE_TELEMETRY = '0'; // read when the module loads
  const { App } = await import('@supabase/lite');
  const { connectLite } = await import('./lite/connectLite');
  const { connection, onReload, close } = await connectLite(databaseUrl);
  const { forgetRoles } = patchConnection(connection);
  const app = new App({
    connection,
    api: { schemas, max_rows: maxRows, aggregates_enabled: true },
    auth: {
      enabled: false,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
    },
    options: { server: { admin: false } },
  });
  const handle = likePostgrest({
    serve: (request) => app.fetch(request),
    keys: [keys.publishableKey, keys.secretKey],
    openApi: (schema) => openApi(connection, schema),
    argumentNames: async (schema, name) => {
      const { functions = [] } = await connection.introspect({ useCache: true }).catch(() => ({ functions: [] }));
      const found = functions.filter((entry) => entry.schema === schema && entry.name === name);
      return new Set(found.flatMap((entry) => entry.arg_names));
    },
  });
  const reloadSchema = async () => {
    forgetRoles();
    await connection.clearSchemaCache();
  };
  onReload(() => void reloadSchema()); // https://docs.postgrest.org/en/v13/references/listener.html

  const server = await listen(handle, port);
  const address = server.address();
  const usedPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${usedPort}`,
    reloadSchema,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.race([close(), delay(LONGEST_CLOSE_MS)]);
    },
  };
}

function listen(handle: (request: Request) => Promise<Response>, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: handle, port, hostname: '127.0.0.1' }, () => resolve(server as Server)) as Server;
    server.once('error', reject);
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
