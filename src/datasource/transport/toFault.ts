import { Fault } from './Fault';
import type { FaultCode, FaultContext } from './faults';
import type { HttpResponse } from './http';
import { parseErrorBody, saidBy, type ErrorBody } from './errorBody';
import { retryAfterMs } from './retryAfterMs';
import { requestContext, type KeyKnowledge } from './requestContext';

export type { KeyKnowledge } from './requestContext';

/**
 * The fault that an answer with an error status stands for. Grafana's proxy turns 401 into 400 with a text of its own
 * and every failed connection into an empty 502, so some faults can only list what may be the cause.
 */
export function toFault(response: HttpResponse, keys: KeyKnowledge = {}, now = Date.now()): Fault {
  const { status, text, request } = response;
  const body = parseErrorBody(text);
  const detail = saidBy(body);
  const pauseMs = retryAfterMs(response.header('Retry-After'), now);
  const context: FaultContext = {
    ...requestContext(request, keys),
    status,
    code: body?.code,
    detail,
    retryAfterSeconds: pauseMs === undefined ? undefined : Math.ceil(pauseMs / 1000),
  };
  const code = faultOfCode(body?.code, status);
  if (code) {
    return new Fault(code, { ...context, ...named(code, body, context) });
  }
  const isPage = isHtml(text);
  if ((status === 400 || status === 401) && !isPage) {
    const expired = keys.readerTokenExpiresAt && Date.parse(keys.readerTokenExpiresAt) < now;
    if (expired) {
      return new Fault('expired-token', { ...context, expiresAt: keys.readerTokenExpiresAt });
    }
    // A 400 of PostgREST always carries a code; without one it is Grafana's stand-in for a 401.
    return body?.code === undefined && status === 400
      ? new Fault('authentication-hidden', { ...context, detail: undefined })
      : signedOut(body, context);
  }
  if (isPage && (status < 500 || status > 599)) {
    return new Fault('html-body', { ...context, detail: undefined });
  }
  return new Fault(faultOfStatus[status] ?? (status >= 500 ? 'server-error' : 'http-error'), {
    ...context,
    detail: isPage ? undefined : detail,
  });
}

/** True when the text is a web page. */
export function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text);
}

function signedOut(body: ErrorBody | undefined, context: FaultContext): Fault {
  return body?.code === undefined ? new Fault('session-ended', context) : new Fault('wrong-key', context);
}

/** What the server's words name beyond the request; the code has decided already, so other words only name less. */
function named(code: FaultCode, body: ErrorBody | undefined, context: FaultContext): FaultContext {
  if (code === 'not-granted') {
    const [, kind, name] =
      /permission denied for (table|view|materialized view|function|schema) (.+)$/.exec(body?.message ?? '') ?? [];
    if (kind === 'schema') {
      return { schema: name };
    }
    return name ? { relation: name, isFunction: kind === 'function' } : {};
  }
  if (code === 'schema-not-exposed') {
    const listed = /: *([^:]+)$/.exec(body?.hint ?? body?.message ?? '')?.[1].split(/ *, */);
    return { exposed: listed?.filter((name) => name !== context.schema) };
  }
  return {};
}

function faultOfCode(code: string | undefined, status: number): FaultCode | undefined {
  if (code === undefined) {
    return undefined;
  }
  if (code === '22023' && status === 401) {
    return 'unknown-role';
  }
  const known = faultOfCodes.get(code) ?? faultOfClass.get(code.slice(0, 2));
  // Grafana's own error bodies have no code; any five characters or PGRST… that we do not know are the database's.
  return known ?? (/^(PGRST.+|[0-9A-Z]{5})$/.test(code) ? 'database-error' : undefined);
}

// https://docs.postgrest.org/en/v13/references/errors.html and https://www.postgresql.org/docs/17/errcodes-appendix.html
const faultOfCodes = new Map<string, FaultCode>(
  Object.entries({
    PGRST000: 'database-down',
    PGRST001: 'database-down',
    PGRST002: 'schema-cache',
    PGRST003: 'database-down',
    PGRST100: 'bad-request',
    PGRST102: 'bad-request',
    PGRST103: 'range-past-end',
    PGRST106: 'schema-not-exposed',
    PGRST107: 'bad-request',
    PGRST108: 'bad-request',
    PGRST111: 'raised',
    PGRST112: 'raised',
    PGRST116: 'not-one-row',
    PGRST118: 'bad-request',
    PGRST120: 'bad-request',
    PGRST121: 'raised',
    PGRST123: 'aggregates-off',
    PGRST125: 'bad-request',
    PGRST127: 'bad-request',
    PGRST200: 'no-relationship',
    PGRST201: 'no-relationship',
    PGRST202: 'unknown-function',
    PGRST203: 'ambiguous-function',
    PGRST204: 'unknown-column',
    PGRST205: 'unknown-table',
    PGRST300: 'wrong-key',
    PGRST301: 'wrong-key',
    PGRST302: 'wrong-key',
    PGRST303: 'expired-token',
    '25006': 'read-only',
    '42501': 'not-granted',
    '42703': 'unknown-column',
    '42883': 'no-operator',
    '42P01': 'unknown-table',
    '57014': 'statement-timeout',
    '57P01': 'database-down',
    '57P03': 'database-down',
    '53300': 'database-down',
    P0001: 'raised',
  })
);

const faultOfClass = new Map<string, FaultCode>([
  ['08', 'database-down'],
  ['22', 'bad-value'],
]);

const faultOfStatus: Record<number, FaultCode> = {
  403: 'route-denied',
  404: 'data-source-gone',
  413: 'too-long',
  414: 'too-long',
  416: 'range-past-end',
  429: 'too-many-requests',
  431: 'too-long',
  502: 'unreachable',
  503: 'server-error',
  504: 'gateway-timeout',
  // Cloudflare before hosted projects: https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
  520: 'unreachable',
  521: 'unreachable',
  522: 'unreachable',
  523: 'unreachable',
  524: 'gateway-timeout',
  525: 'unreachable',
  526: 'unreachable',
  // Supabase: https://supabase.com/docs/guides/troubleshooting/http-status-codes
  540: 'project-paused',
  544: 'gateway-timeout',
};
