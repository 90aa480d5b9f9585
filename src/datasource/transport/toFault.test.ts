import { describe, expect, it } from 'vitest';
import { Fault } from './Fault';
import { faults, type FaultCode } from './faults';
import type { HttpRequest } from './http';
import { toFault, type KeyKnowledge } from './toFault';

const faultOf = (status: number, body: unknown = '', keys = {}) =>
  toFault({ status, header: () => null, text: typeof body === 'string' ? body : JSON.stringify(body) }, keys);

const html = '<!DOCTYPE html><html><body>nginx</body></html>';

describe('toFault', () => {
  it.each<[FaultCode, number, unknown]>([
    ['unknown-table', 404, { code: 'PGRST205', message: "Could not find the table 'public.x' in the schema cache" }],
    ['unknown-table', 404, { code: '42P01', message: 'relation "x" does not exist' }],
    ['unknown-column', 400, { code: '42703', message: 'column x does not exist' }],
    ['unknown-function', 404, { code: 'PGRST202', message: 'Could not find the function' }],
    ['ambiguous-function', 300, { code: 'PGRST203', message: 'Could not choose' }],
    ['schema-not-exposed', 406, { code: 'PGRST106', message: 'words that change' }],
    ['no-relationship', 400, { code: 'PGRST200', message: 'no relationship' }],
    ['aggregates-off', 400, { code: 'PGRST123', message: 'Use of aggregate functions is not allowed' }],
    ['not-granted', 403, { code: '42501', message: 'permission denied for table x', hint: null }],
    ['bad-value', 400, { code: '22P02', message: 'invalid input syntax for type integer' }],
    ['bad-value', 400, { code: '22007', message: 'invalid input syntax for type timestamp' }],
    ['no-operator', 404, { code: '42883', message: 'operator does not exist: uuid ~~ unknown' }],
    ['statement-timeout', 500, { code: '57014', message: 'canceling statement due to statement timeout' }],
    ['read-only', 405, { code: '25006', message: 'cannot execute INSERT in a read-only transaction' }],
    ['database-down', 503, { code: 'PGRST000', message: 'Database connection error' }],
    ['database-down', 503, { code: '08006', message: 'connection failure' }],
    ['schema-cache', 503, { code: 'PGRST002', message: 'Could not query the database for the schema cache' }],
    ['expired-token', 401, { code: 'PGRST303', message: 'JWT expired' }],
    ['wrong-key', 401, { code: 'PGRST301', message: 'No suitable key' }],
    ['unknown-role', 401, { code: '22023', message: 'role "nobody" does not exist' }],
    ['raised', 400, { code: 'P0001', message: 'says the author' }],
    ['database-error', 500, { code: 'XX000', message: 'internal' }],
    // Grafana's proxy: a 401 arrives as 400 with a text, a dead server as an empty 502
    ['authentication-hidden', 400, 'Authentication to data source failed'],
    ['authentication-hidden', 400, { message: 'Authentication to data source failed', traceID: '' }],
    ['authentication-hidden', 400, ''],
    ['unreachable', 502, ''],
    ['gateway-timeout', 504, ''],
    ['session-ended', 401, { message: 'Unauthorized' }],
    ['route-denied', 403, { message: 'plugin proxy route access denied' }],
    ['data-source-gone', 404, { message: 'data source not found' }],
    ['too-many-requests', 429, { message: 'rate limited' }],
    ['too-long', 414, html.slice(0, 5)],
    ['html-body', 404, html],
    ['html-body', 400, html],
    ['not-one-row', 406, { code: 'PGRST116', message: 'Cannot coerce the result to a single JSON object' }],
    ['project-paused', 540, ''],
    ['unreachable', 522, html],
    ['unreachable', 502, html],
    ['server-error', 500, html],
    ['http-error', 418, 'teapot'],
    ['http-error', 418, { code: 'constructor' }],
  ])('reads %s from status %i and %j', (code, status, body) => {
    expect(faultOf(status, body).code).toBe(code);
  });

  it('names the expiry of a token that the settings know, though the proxy hides the cause', () => {
    const keys = { readerTokenExpiresAt: '2020-01-01T00:00:00.000Z' };
    const fault = faultOf(400, 'Authentication to data source failed', keys);
    expect(fault.code).toBe('expired-token');
    expect(fault.message).toContain('2020-01-01');
  });

  it('does not blame a token that is still good', () => {
    expect(faultOf(400, '', { readerTokenExpiresAt: '2999-01-01T00:00:00.000Z' }).code).toBe('authentication-hidden');
  });

  it("shows Postgres' own words and hint as one sentence", () => {
    const { message } = faultOf(400, {
      code: '42703',
      message: 'column runs.stat does not exist.',
      details: 'It was\n  looked for.',
      hint: 'Perhaps status.',
    });
    expect(message).toContain('column: column runs.stat does not exist; It was looked for; Perhaps status — Check');
  });

  it('cuts what a server says at length, so that the mend stays in sight', () => {
    expect(faultOf(400, { code: '42601', message: 'x'.repeat(5_000) }).message.length).toBeLessThan(700);
  });

  it('never shows a web page', () => {
    expect(faultOf(500, html).message).not.toContain('nginx');
  });
});

describe('what mends a fault', () => {
  const runs = { method: 'GET' as const, url: 'p/read/runs?select=id', headers: { 'Accept-Profile': 'api' } };
  const total = { ...runs, url: 'p/read/rpc/order' };
  const answer = (status: number, body: unknown, request: HttpRequest = runs, keys: KeyKnowledge = {}) =>
    toFault(
      { status, header: () => null, text: typeof body === 'string' ? body : JSON.stringify(body), request },
      keys
    );
  const denied = { code: '42501', message: 'permission denied, in words that change' };

  it('grants what was asked to the role that asked', () => {
    expect(answer(403, denied, runs, { readerRole: 'Report Reader' }).command).toBe(
      'grant usage on schema api to "Report Reader"; grant select on api.runs to "Report Reader";'
    );
    expect(answer(403, denied, total, { authMode: 'key', apiKeyForm: 'legacy-anon' }).command).toBe(
      'grant usage on schema api to anon; grant execute on function api."order" to anon;'
    );
    expect(answer(403, denied, runs, { authMode: 'key', apiKeyForm: 'secret' }).command).toContain('to service_role;');
  });

  it('grants the table that the server names when it is not the one that was asked, as in an embed', () => {
    expect(answer(403, { code: '42501', message: 'permission denied for table clients' }).command).toContain(
      'grant select on api.clients to'
    );
    expect(answer(403, { code: '42501', message: 'permission denied for table Of "Others"' }).command).toContain(
      'grant select on api."Of ""Others""" to'
    );
    expect(answer(403, { code: '42501', message: 'permission denied for schema inner' }).command).toContain(
      'grant usage on schema inner to'
    );
  });

  it.each([
    { message: 'Invalid schema: api', hint: 'Only the following schemas are exposed: public, shop' },
    { message: 'The schema must be one of the following: public, shop', hint: null },
  ])('exposes the schema beside those that are exposed: %j', (body) => {
    const { command, context } = answer(406, { code: 'PGRST106', ...body });
    expect(context.exposed).toEqual(['public', 'shop']);
    expect(command).toContain("db_schemas = 'public, shop, api'");
  });

  it("asks the project's own address with the user's key and token, and prints neither", () => {
    const keys = { url: "https://x.supabase.co/it's" };
    expect(answer(400, '', total, keys).command).toBe(
      `curl -sS -w '\\n%{http_code}\\n' 'https://x.supabase.co/it'\\''s/rest/v1/rpc/order?limit=0' -H "apikey: $KEY" -H "Authorization: Bearer $TOKEN" -H 'Accept-Profile: api'`
    );
    expect(answer(502, '', runs, keys).command).toContain("'https://x.supabase.co/it'\\''s/rest/v1/'");
  });

  it('lists a missing grant among the causes of a hidden 401 only where the role may be anon', () => {
    const anon = expect.stringContaining('anon');
    expect(answer(400, '', runs, { authMode: 'key', apiKeyForm: 'publishable' }).causes).toContainEqual(anon);
    expect(answer(400, '', runs, { readerRole: 'scrapewatch_reader' }).causes).not.toContainEqual(anon);
  });
});

describe('the catalogue of faults', () => {
  it.each(Object.keys(faults) as FaultCode[])('%s says what happened and what mends it, in one line', (code) => {
    const { message, what, mend, causes, command } = new Fault(code, { detail: 'x' });
    expect(message.startsWith(what)).toBe(true);
    expect(message).toContain(` — ${mend.slice(0, -1)}`);
    expect(message).toContain(causes.join('; '));
    expect(message).toMatch(command ? /: .+$/ : /\.$/);
    expect(message).not.toMatch(/undefined|\n|\.[;:.]/);
    expect(mend).toMatch(/^.{5,}\.$/);
  });
});
