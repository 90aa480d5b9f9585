import type { PostgresConnection } from '@supabase/lite/postgres';
import { type Kysely, sql } from 'kysely';
import { unmask } from './maskValues';
import { NoSchemaCache, noteError, requestContext } from './requestContext';

interface SessionVars {
  auth?: { role?: string; uid?: unknown; jwt?: unknown };
}

interface Introspection {
  functions?: Array<{ arg_names: string[] }>;
}

/** The members of Lite 0.10.0's connection that the shim replaces; some of them are private there. */
interface LiteConnection {
  rlsState: string;
  introspect(options?: { useCache?: boolean }): Promise<Introspection>;
  withContext(vars: unknown, work: (db: unknown) => Promise<unknown>, options?: unknown): Promise<unknown>;
  applyJwtSessionContext(db: Kysely<unknown>, vars: SessionVars, setRole: boolean): Promise<void>;
  applyRpcRequestGucs(db: Kysely<unknown>, rpc: unknown): Promise<void>;
  onPostgrestAST(parsed: unknown): Promise<unknown>;
}

interface RoleSettings {
  allowed: boolean;
  settings: Array<[name: string, value: string]>;
}

const replaced = [
  'introspect',
  'withContext',
  'applyJwtSessionContext',
  'applyRpcRequestGucs',
  'onPostgrestAST',
] as const;

/**
 * Makes a Supabase Lite connection treat sessions as PostgREST does. Returns what forgets the cached role settings.
 * https://docs.postgrest.org/en/v13/references/transactions.html
 */
export function patchConnection(connection: PostgresConnection): { forgetRoles(): void } {
  const lite = connection as unknown as LiteConnection;
  for (const name of replaced) {
    if (typeof lite[name] !== 'function') {
      throw new Error(`@supabase/lite has no ${name}() any more: the shim was written for 0.10.0.`);
    }
  }
  // "active" makes Lite switch roles for every request, and skips its GRANT ALL ON ALL TABLES TO anon, authenticated.
  lite.rlsState = 'active';
  const roles = new Map<string, RoleSettings>();

  const withContext = lite.withContext.bind(connection);
  lite.withContext = async (vars, work, options) => {
    try {
      return await withContext(vars, work, options);
    } catch (error) {
      noteError(error);
      throw error;
    }
  };

  const introspect = lite.introspect.bind(connection);
  lite.introspect = async (options) => {
    const schema = await introspect(options);
    if (!schema.functions) {
      const error = new NoSchemaCache(); // Lite swallows the failure and would answer "no such table"
      noteError(error);
      throw error;
    }
    for (const entry of schema.functions) {
      // an unnamed argument is '' in the catalogue; Lite knows it as a function without argument names
      if (entry.arg_names.length > 0 && entry.arg_names.every((name) => name === '')) {
        entry.arg_names = [];
      }
    }
    return schema;
  };

  const onPostgrestAST = lite.onPostgrestAST.bind(connection);
  lite.onPostgrestAST = (parsed) => onPostgrestAST(unmask(parsed, requestContext.getStore()?.values ?? new Map()));

  lite.applyRpcRequestGucs = () => Promise.resolve(); // applyJwtSessionContext below does it, for tables as well
  lite.applyJwtSessionContext = async (db, vars) => {
    const role = vars.auth?.role || 'anon';
    const known = roles.get(role) ?? (await readRole(db, role));
    roles.set(role, known);
    if (!known.allowed) {
      throw Object.assign(new Error(`permission denied to set role "${role}"`), { code: '42501' });
    }
    const settings = [...requestSettings(role, vars), ...known.settings];
    const calls = settings.map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
    await sql`select ${sql.join(calls)}`.execute(db);
  };
  return { forgetRoles: () => roles.clear() };
}

/** Reads `alter role … set …`, and whether `authenticator`, as which PostgREST connects, may switch to the role at all. */
async function readRole(db: Kysely<unknown>, role: string): Promise<RoleSettings> {
  const { rows } = await sql<{ allowed: boolean; settings: string[] | null }>`
    select pg_has_role('authenticator', r.oid, 'member') as allowed, r.rolconfig as settings
    from pg_roles r where r.rolname = ${role}`.execute(db);
  const [row] = rows;
  if (!row) {
    throw Object.assign(new Error(`role "${role}" does not exist`), { code: '22023' });
  }
  return { allowed: row.allowed, settings: (row.settings ?? []).map(splitSetting) };
}

function splitSetting(setting: string): [string, string] {
  const at = setting.indexOf('=');
  return [setting.slice(0, at), setting.slice(at + 1)];
}

function requestSettings(role: string, vars: SessionVars): Array<[string, string]> {
  const claims = vars.auth?.jwt;
  return [
    ['role', role],
    ['request.jwt.claims', claims && typeof claims === 'object' ? JSON.stringify(claims) : ''],
    ['request.jwt.claim.role', role],
    ['request.jwt.claim.sub', String(vars.auth?.uid ?? '')],
    ['response.status', ''],
    ['response.headers', ''],
    ...httpSettings(requestContext.getStore()?.request),
  ];
}

/** Headers without the secrets: what a function stores of them must not be able to leak a key. */
function httpSettings(request: Request | undefined): Array<[string, string]> {
  if (!request) {
    return [];
  }
  const { cookie = '', authorization: _token, apikey: _key, ...headers } = Object.fromEntries(request.headers);
  const cookies = cookie.split(/; */).flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
  });
  return [
    ['request.method', request.method],
    ['request.path', new URL(request.url).pathname.replace(/^\/rest\/v1/, '')],
    ['request.headers', JSON.stringify(headers)],
    ['request.cookies', JSON.stringify(Object.fromEntries(cookies))],
  ];
}
