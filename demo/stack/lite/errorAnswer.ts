import type { DatabaseError } from './requestContext';

/** PostgREST's error body. https://docs.postgrest.org/en/v13/references/errors.html */
export interface ErrorBody {
  code: string;
  details: string | null;
  hint: string | null;
  message: string;
}

/** HTTP status by SQLSTATE, longest prefix first. https://docs.postgrest.org/en/v13/references/errors.html#status-codes */
const statusBySqlState: Array<[prefix: string, status: number]> = [
  ['08', 503],
  ['09', 500],
  ['0L', 403],
  ['0P', 403],
  ['22023', 400],
  ['23503', 409],
  ['23505', 409],
  ['25006', 405],
  ['25', 500],
  ['28', 403],
  ['2D', 500],
  ['38', 500],
  ['39', 500],
  ['3B', 500],
  ['40', 500],
  ['42883', 404],
  ['42P01', 404],
  ['42P17', 500],
  ['53400', 500],
  ['53', 503],
  ['54', 500],
  ['55', 500],
  ['57P01', 503],
  ['57', 500],
  ['58', 500],
  ['F0', 500],
  ['HV', 500],
  ['P0001', 400],
  ['P0', 500],
  ['XX', 500],
];

/** Codes of Node and postgres.js, and SQLSTATEs, that mean: there is no server to ask. */
const noConnection = /^(ECONN|EPIPE|EHOSTUNREACH|ENOTFOUND|CONNECT|CONNECTION_|57P03$)/;
const lostConnection = /^(CONNECTION_CLOSED|ECONNRESET|EPIPE|57P01|57P02|08)/;

/** Answers as PostgREST does to `error`; `isAnonymous` turns a missing grant from 403 into 401. */
export function errorAnswer(error: DatabaseError, isAnonymous: boolean): Response {
  if (error.code === 'PGRST002') {
    return unavailable('PGRST002', error.message, null);
  }
  if (lostConnection.test(error.code)) {
    return unavailable('PGRST001', 'Database client error. Retrying the connection.', error.message);
  }
  if (noConnection.test(error.code)) {
    return unavailable('PGRST000', 'Database connection error. Retrying the connection.', error.message);
  }
  return errorResponse(statusOf(error, isAnonymous), {
    code: error.code,
    details: error.detail ?? null,
    hint: error.hint ?? null,
    message: error.message,
  });
}

export function errorResponse(status: number, body: ErrorBody, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
}

/** 401 for a token that cannot be used, with the challenge that PostgREST adds. */
export function badToken(code: 'PGRST301' | 'PGRST302', message: string, details: string | null): Response {
  const headers = { 'www-authenticate': `Bearer error="invalid_token", error_description="${message}"` };
  return errorResponse(401, { code, details, hint: null, message }, headers);
}

function unavailable(code: string, message: string, details: string | null): Response {
  return errorResponse(503, { code, details, hint: null, message }, { 'retry-after': '1' });
}

function statusOf({ code, message }: DatabaseError, isAnonymous: boolean): number {
  if (code === '42501') {
    return isAnonymous ? 401 : 403;
  }
  if (code === '22023' && /^role .* does not exist$/.test(message)) {
    return 401;
  }
  return statusBySqlState.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 400;
}
