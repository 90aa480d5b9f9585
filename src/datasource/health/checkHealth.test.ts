import { describe, expect, it } from 'vitest';
import { parseOptions, type ScrapewatchOptions } from '../config/options';
import { fakeSend, type FakeAnswer } from '../testing/fakeSend';
import { checkHealth } from './checkHealth';

const healthy = [{ check_name: 'version', ok: true, detail: '17.2', mend: null }];

function check(
  answers: { health?: FakeAnswer; runs?: (url: URL) => FakeAnswer; other?: FakeAnswer },
  options: ScrapewatchOptions = {}
) {
  const send = fakeSend((url) => {
    if (url.pathname.endsWith('/rpc/health')) {
      return answers.health ?? { body: healthy };
    }
    return url.pathname.endsWith('/runs') ? (answers.runs ?? someRuns(10, 1000))(url) : (answers.other ?? { body: [] });
  });
  return checkHealth({ baseUrl: 'p', settings: parseOptions({ url: 'https://p.supabase.co', ...options }), send });
}

const someRuns = (rows: number, cap: number) => (url: URL) => {
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const length = Math.min(cap, Number(url.searchParams.get('limit')), Math.max(0, rows - offset));
  return { body: Array.from({ length }, () => ({ run_id: '1' })) };
};

const refusing = (status: number, code: string): FakeAnswer => ({ status, body: { code, message: 'says the server' } });

describe('checkHealth', () => {
  it('connects', async () => {
    expect(await check({})).toMatchObject({ status: 'success', message: expect.stringMatching(/^Connected\. /) });
  });

  it.each<[string, FakeAnswer, RegExp]>([
    ['a server that is not there', { status: 502, body: '' }, /could not reach the server.*URL/],
    ['a web site', { status: 200, body: '<!doctype html><html></html>' }, /web page instead of data.*supabase\.co/],
    [
      'a wrong key',
      { status: 400, body: 'Authentication to data source failed' },
      /Authentication failed.*Save & test/,
    ],
    ['a schema that is not exposed', refusing(406, 'PGRST106'), /does not expose.*Exposed schemas/],
    ['a missing function', refusing(404, 'PGRST202'), /no such function.*migrations/],
    ['a missing grant', refusing(403, '42501'), /may not read.*grant/],
    ['a dead database', refusing(503, 'PGRST000'), /cannot reach its database/],
  ])('names %s, with its mend', async (_, health, message) => {
    expect(await check({ health })).toMatchObject({ status: 'error', message: expect.stringMatching(message) });
  });

  it.each(['https://p.supabase.co/', 'https://p.supabase.co/rest/v1', 'https://p.supabase.co '])(
    'names an address that provisioning wrote as "%s", which Grafana would send as it stands',
    async (url) => {
      expect(await check({}, { url })).toMatchObject({
        status: 'error',
        message: expect.stringContaining('must end before /rest/v1'),
      });
    }
  );

  it('says each mend once: Grafana shows the message and its details below each other', async () => {
    const { message, details } = await check({ health: refusing(406, 'PGRST106') });
    expect(message).toContain('Exposed schemas');
    expect(details?.message).toBeUndefined();
    expect(details?.verboseMessage).not.toContain('Exposed schemas');
  });

  it('names an expired token by the expiry that the settings hold', async () => {
    const options = { readerTokenExpiresAt: '2020-01-01T00:00:00.000Z' };
    const health = { status: 400, body: 'Authentication to data source failed' };
    expect((await check({ health }, options)).message).toMatch(/token has expired \(2020/);
  });

  it('passes on what the database finds wrong with itself', async () => {
    const health = { body: [{ check_name: 'heartbeats', ok: false, detail: 'no rows', mend: 'Start a worker.' }] };
    const { status, message } = await check({ health });
    expect(status).toBe('success');
    expect(message).toMatch(/1 remark: heartbeats: not ok, no rows\. Mend: Start a worker\./);
  });

  it('says that rows may be hidden when the reader sees none', async () => {
    expect((await check({ runs: someRuns(0, 1000) })).message).toMatch(/no row for this reader.*row level security/);
  });

  it.each([
    ['lower than configured', 500, /cap on rows is 500, not 1000.*to 500/],
    ['higher than configured', 5000, /more than 1000 rows at a time/],
  ])('notices a row cap that is %s', async (_, cap, message) => {
    expect((await check({ runs: someRuns(10_000, cap) })).message).toMatch(message);
  });

  it('says nothing of a cap that is as configured', async () => {
    expect((await check({ runs: someRuns(10_000, 1000) })).message).toMatch(/^Connected\. /);
  });

  it('works on any PostgREST server: the way a missing table is refused proves the connection', async () => {
    const options = { schemas: ['api'] };
    expect(await check({ other: refusing(404, 'PGRST205') }, options)).toMatchObject({ status: 'success' });
    expect(await check({ other: { status: 404, body: 'Not here' } }, options)).toMatchObject({ status: 'error' });
    expect(await check({ other: refusing(406, 'PGRST106') }, options)).toMatchObject({ status: 'error' });
  });

  it('asks nothing without a usable URL', async () => {
    expect((await check({}, { url: '' })).message).toMatch(/no URL/);
    expect((await check({}, { url: 'supabase' })).message).toMatch(/no address/);
  });
});
