import { badToken, errorAnswer } from './errorAnswer';
import { maskValues } from './maskValues';
import { markedNumbers, writeExactNumbers } from './pgTypes';
import { requestContext, silenceRequestErrors } from './requestContext';

type Serve = (request: Request) => Promise<Response>;

interface Options {
  serve: Serve;
  /** The API keys that the gateway accepts. */
  keys: string[];
  /** Describes a schema, for the root of the API. */
  openApi(schema: string): Promise<unknown>;
  /** The names of a function's arguments: in a GET they stand among the filters on its result. */
  argumentNames(schema: string, name: string): Promise<Set<string>>;
}

const restPath = '/rest/v1/';

/**
 * Wraps Supabase Lite's request handler so that requests and answers agree with PostgREST where a client would notice:
 * tokens that Lite takes for anonymous, HEAD on functions, Accept: *\/*, Prefer: tx, filter values, and errors that Lite rewords.
 * Nothing outside /rest/v1/ is served: Lite's own `/_system/info` tells the database's password to whoever asks.
 */
export function likePostgrest({ serve, keys, openApi, argumentNames }: Options): Serve {
  silenceRequestErrors();
  const exactQuery = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const called = new RegExp(`^${restPath}rpc/([^/]+)$`).exec(pathname)?.[1];
    const schema = request.headers.get('accept-profile') ?? 'public';
    const names =
      called && request.method !== 'POST' ? await argumentNames(schema, decodeURIComponent(called)) : undefined;
    const masked = maskValues(search, names ?? new Set());
    const context = requestContext.getStore();
    masked.values.forEach((value, placeholder) => context?.values.set(placeholder, value));
    masked.names.forEach((name, placeholder) => context?.names.set(placeholder, name));
    return masked.search;
  };
  return (request) =>
    requestContext.run({ request, values: new Map(), names: new Map() }, async () => {
      const path = new URL(request.url).pathname;
      if (!path.startsWith(restPath)) {
        return Response.json({ message: 'no Route matched with those values' }, { status: 404 }); // the gateway's words
      }
      const refused = refuseToken(request.headers.get('authorization') ?? '');
      if (refused && keys.includes(request.headers.get('apikey') ?? '')) {
        return refused; // a wrong key is refused by the gateway (Lite) before anyone looks at the token
      }
      const isRpcHead = request.method === 'HEAD' && path.startsWith(`${restPath}rpc/`);
      const query = await exactQuery(request);
      const answer = await mendErrors(() => serve(adapt(request, path, query, isRpcHead)));
      if (path === restPath && answer.status === 200 && request.method === 'GET') {
        const schema = request.headers.get('accept-profile') ?? 'public';
        return Response.json(await openApi(schema), {
          headers: { 'content-type': 'application/openapi+json; charset=utf-8' },
        });
      }
      if (answer.headers.has('content-location')) {
        answer.headers.set('content-location', path.replace(/^\/rest\/v1/, '') + new URL(request.url).search);
      }
      return isRpcHead ? new Response(null, { status: answer.status, headers: answer.headers }) : answer;
    });
}

/** Lite serves a token that is no JWT, or is signed with `alg: none`, as anonymous; PostgREST refuses it. */
function refuseToken(authorization: string): Response | undefined {
  const token = /^Bearer\s+(.+)$/i.exec(authorization)?.[1];
  if (!token || token.startsWith('sb_')) {
    return undefined;
  }
  const parts = token.split('.');
  if (parts.length !== 3) {
    return badToken('PGRST301', `Expected 3 parts in JWT; got ${parts.length}`, null);
  }
  if (parts.some((part) => part === '')) {
    return badToken('PGRST301', 'No suitable key or wrong key type', 'None of the keys was able to decode the JWT');
  }
  return undefined;
}

function adapt(request: Request, path: string, query: string, isRpcHead: boolean): Request {
  const headers = new Headers(request.headers);
  const accept = headers.get('accept')?.trim();
  if (path.startsWith(`${restPath}rpc/`) && (!accept || accept === '*/*')) {
    headers.set('accept', 'application/json'); // else a function that returns "text/plain" answers with a JSON string
  }
  const prefer = headers.get('prefer');
  if (prefer?.includes('tx=')) {
    // PostgREST ignores tx unless db-tx-end allows it; Lite says it rolled back, and commits.
    const rest = prefer.split(',').filter((preference) => !preference.trim().startsWith('tx='));
    headers.delete('prefer');
    headers.set('prefer', rest.join(','));
  }
  const url = new URL(request.url);
  url.search = query;
  const method = isRpcHead ? 'GET' : request.method;
  const body = method === 'GET' || method === 'HEAD' ? null : request.body;
  return new Request(url, { method, headers, body, signal: request.signal, ...(body ? { duplex: 'half' } : {}) });
}

async function withExactNumbers(answerOf: () => Promise<Response>): Promise<Response> {
  const before = markedNumbers();
  const answer = await answerOf();
  if (markedNumbers() === before || !answer.body) {
    return answer;
  }
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return new Response(writeExactNumbers(await answer.text()), { status: answer.status, headers });
}

async function mendErrors(answerOf: () => Promise<Response>): Promise<Response> {
  const answer = await withExactNumbers(answerOf);
  const error = requestContext.getStore()?.error;
  if (answer.status < 400 || !error || /^PT|^PGRST$/.test(error.code)) {
    return answer; // PT… and PGRST are how functions choose their own answer, which Lite maps right
  }
  return errorAnswer(error, roleOf(requestContext.getStore()?.request) === undefined);
}

/** The role that a (by now verified) bearer token names, undefined for anonymous requests. */
function roleOf(request: Request | undefined): string | undefined {
  const payload = /^Bearer\s+[^.]+\.([^.]+)\./i.exec(request?.headers.get('authorization') ?? '')?.[1];
  if (!payload) {
    return request?.headers.get('apikey')?.startsWith('sb_secret_') ? 'service_role' : undefined;
  }
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const role = claims && typeof claims === 'object' && 'role' in claims ? claims.role : undefined;
  return typeof role === 'string' && role !== 'anon' ? role : undefined;
}
