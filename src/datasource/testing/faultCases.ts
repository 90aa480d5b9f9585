import type { FaultCode } from '../transport/faults';
import type { CannedAnswer } from './faultProxy';

/** What a user sees of a fault, by query type. `every row`: the fault is mended on the way, and nothing is missing. */
export type Seen = FaultCode | 'every row';

export interface FaultCase {
  what: string;
  /** In a panel with a table, function, raw request or preset. */
  rows: Seen;
  /** In a panel with PromQL; the fault is Prometheus', or where that cannot have it, that of the rows that are joined. */
  prometheus: Seen;
  /** The answer as PostgREST's own tests have it, for query types that cannot provoke it with the test's database. */
  recorded?: CannedAnswer;
}

const refused = (
  status: number,
  code: string,
  message: string,
  details: string | null = null,
  hint: string | null = null
) => ({
  status,
  body: { code, message, details, hint },
});

const html = '<!DOCTYPE html><html><head><title>Error</title></head><body>nginx</body></html>';
const page = { 'Content-Type': 'text/html' };

/** Everything between a panel and its rows that is broken on purpose; docs/troubleshoot.md shows this table. */
export const faultCases = {
  dns: { what: 'The host name does not exist (DNS)', rows: 'unreachable', prometheus: 'prometheus-error' },
  refused: { what: 'Nothing listens at the address', rows: 'unreachable', prometheus: 'prometheus-error' },
  reset: { what: 'The connection is reset before the answer', rows: 'unreachable', prometheus: 'prometheus-error' },
  'reset-mid-body': {
    what: 'The connection is reset within the answer',
    rows: 'network',
    prometheus: 'prometheus-error',
  },
  drip: { what: 'The answer drips in and never ends', rows: 'endless-answer', prometheus: 'prometheus-error' },
  silence: { what: 'The server says nothing (504)', rows: 'gateway-timeout', prometheus: 'prometheus-error' },
  tls: { what: 'https on a port that does not speak it', rows: 'unreachable', prometheus: 'prometheus-error' },
  'no-url': { what: 'The data source has no URL', rows: 'unreachable', prometheus: 'prometheus-error' },
  'wrong-key': { what: 'The key is wrong (401)', rows: 'authentication-hidden', prometheus: 'authentication-hidden' },
  'no-token': { what: 'No token is stored (401)', rows: 'authentication-hidden', prometheus: 'authentication-hidden' },
  'wrong-signature': {
    what: 'The token is signed with another secret (401)',
    rows: 'authentication-hidden',
    prometheus: 'authentication-hidden',
  },
  'expired-token': {
    what: 'The token has expired, and the form saw it when it was typed (401)',
    rows: 'expired-token',
    prometheus: 'expired-token',
  },
  'expired-token-unseen': {
    what: 'The token has expired, and was provisioned without its expiry (401)',
    rows: 'authentication-hidden',
    prometheus: 'authentication-hidden',
  },
  'unknown-role': {
    what: 'The token names a role that does not exist (401)',
    rows: 'authentication-hidden',
    prometheus: 'authentication-hidden',
  },
  'not-granted': {
    what: 'The role lacks a grant (403, 42501)',
    rows: 'not-granted',
    prometheus: 'not-granted',
  },
  'hidden-rows': {
    what: 'Row level security hides every row',
    rows: 'no-rows',
    prometheus: 'no-rows',
    recorded: { status: 200, body: [] },
  },
  PGRST106: {
    what: 'The schema is not exposed (PGRST106)',
    rows: 'schema-not-exposed',
    prometheus: 'schema-not-exposed',
    recorded: refused(
      406,
      'PGRST106',
      'Invalid schema: v9',
      null,
      'Only the following schemas are exposed: public, scrapewatch'
    ),
  },
  PGRST116: {
    what: 'One row was asked for, and there are more or none (PGRST116)',
    rows: 'not-one-row',
    prometheus: 'not-one-row',
    recorded: refused(
      406,
      'PGRST116',
      'Cannot coerce the result to a single JSON object',
      'The result contains 6 rows'
    ),
  },
  PGRST123: {
    what: 'Aggregates are switched off (PGRST123)',
    rows: 'aggregates-off',
    prometheus: 'aggregates-off',
    recorded: refused(400, 'PGRST123', 'Use of aggregate functions is not allowed'),
  },
  PGRST200: {
    what: 'The tables are not related (PGRST200)',
    rows: 'no-relationship',
    prometheus: 'no-relationship',
    recorded: refused(
      400,
      'PGRST200',
      "Could not find a relationship between 'many' and 'words' in the schema cache",
      "Searched for a foreign key relationship between 'many' and 'words' in the schema 'public', but no matches were found."
    ),
  },
  PGRST202: {
    what: 'There is no such function (PGRST202)',
    rows: 'unknown-function',
    prometheus: 'unknown-function',
    recorded: refused(
      404,
      'PGRST202',
      'Could not find the function public.nope without parameters in the schema cache',
      'Searched for the function public.nope without parameters, but no matches were found in the schema cache.'
    ),
  },
  PGRST204: {
    what: 'There is no such column (PGRST204)',
    rows: 'unknown-column',
    prometheus: 'unknown-column',
    recorded: refused(400, 'PGRST204', "Could not find the 'helicopter' column of 'articles' in the schema cache"),
  },
  PGRST205: {
    what: 'There is no such table (PGRST205)',
    rows: 'unknown-table',
    prometheus: 'unknown-table',
    recorded: refused(404, 'PGRST205', "Could not find the table 'public.nope' in the schema cache"),
  },
  '22P02': {
    what: 'A value does not fit its column (22P02)',
    rows: 'bad-value',
    prometheus: 'bad-value',
    recorded: refused(400, '22P02', 'invalid input syntax for type integer: "x"'),
  },
  '42703': {
    what: 'There is no such column (42703)',
    rows: 'unknown-column',
    prometheus: 'unknown-column',
    recorded: refused(400, '42703', 'column words.nope does not exist'),
  },
  '57014': {
    what: 'The database stops a slow query (57014)',
    rows: 'statement-timeout',
    prometheus: 'statement-timeout',
    recorded: refused(500, '57014', 'canceling statement due to statement timeout'),
  },
  '416': {
    what: 'The range lies past the end (416)',
    rows: 'range-past-end',
    prometheus: 'range-past-end',
    recorded: refused(
      416,
      'PGRST103',
      'Requested range not satisfiable',
      'An offset of 1 was requested, but there are only 0 rows.'
    ),
  },
  '429': {
    what: 'Too many requests (429)',
    rows: 'too-many-requests',
    prometheus: 'prometheus-error',
    recorded: { status: 429, headers: { 'Retry-After': '1' }, body: { message: 'Too many requests' } },
  },
  '500': {
    what: 'A gateway answers 500 with a web page',
    rows: 'server-error',
    prometheus: 'prometheus-error',
    recorded: { status: 500, headers: page, body: html },
  },
  '502': {
    what: 'A gateway answers 502 with a web page',
    rows: 'unreachable',
    prometheus: 'prometheus-error',
    recorded: { status: 502, headers: page, body: html },
  },
  '504': {
    what: 'A gateway answers 504 with a web page',
    rows: 'gateway-timeout',
    prometheus: 'prometheus-error',
    recorded: { status: 504, headers: page, body: html },
  },
  'web-page': {
    what: 'A web page with status 200',
    rows: 'html-body',
    prometheus: 'prometheus-error',
    recorded: { status: 200, headers: page, body: html },
  },
  'invalid-json': {
    what: 'A body that is no JSON',
    rows: 'broken-json',
    prometheus: 'prometheus-error',
    recorded: { status: 200, body: '[{"n": undefined}]' },
  },
  truncate: { what: 'JSON that ends too early', rows: 'broken-json', prometheus: 'prometheus-error' },
  'empty-body': {
    what: 'Status 200 with nothing in it',
    rows: 'broken-json',
    prometheus: 'prometheus-error',
    recorded: { status: 200, body: '' },
  },
  'content-type': {
    what: 'Another content type',
    rows: 'not-json',
    prometheus: 'prometheus-error',
    recorded: { status: 200, headers: { 'Content-Type': 'text/csv' }, body: 'n,made_at\n1,2026-11-21' },
  },
  cap: { what: 'The server cuts the answer at its cap, with status 200', rows: 'every row', prometheus: 'every row' },
} satisfies Record<string, FaultCase>;

export type FaultCaseId = keyof typeof faultCases;
