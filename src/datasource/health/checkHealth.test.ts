import { describe, expect, it } from 'vitest';
import { parseOptions, type ScrapewatchOptions } from '../config/options';
import { fakeSend, type FakeAnswer } from '../testing/fakeSend';
import { checkHealth } from './checkHealth';

const healthy = [{ check_name: 'version', ok: true, detail: '17.2', mend: null }];

interface Answers {
  health?: FakeAnswer;
  runs?: (url: URL) => FakeAnswer;
  other?: FakeAnswer;
  /** By the table that is asked. */
  tables?: Record<string, FakeAnswer>;
  /** By the schema that is asked. */
  schemas?: Record<string, FakeAnswer>;
}

function check(answers: Answers, options: ScrapewatchOptions = {}) {
  const send = fakeSend((url, { headers }) => {
    const table = url.pathname.split('/').pop() ?? '';
    const special = answers.schemas?.[headers['Accept-Profile']] ?? answers.tables?.[table];
    if (special) {
      return special;
    }
    if (url.pathname.endsWith('/rpc/health')) {
      return answers.health ?? { body: healthy };
    }
    return url.pathname.endsWith('/runs')
      ? (answers.runs ?? someRuns(10, 1000))(url)
      : (answers.other ?? refusing(403, '42501'));
  });
  return checkHealth({ baseUrl: 'p', settings: parseOptions({ url: 'https://p.supabase.co', ...options }), send });
}

const someRuns = (rows: number, cap: number) => (url: URL) => {
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const length = Math.min(cap, Number(url.searchParams.get('limit')), Math.max(0, rows - offset));
  return { body: Array.from({ length }, () => ({ run_id: '1' })) };
};

/** In two and a half days. */
const soon = () => new Date(Date.now() + 2.5 * 86_400_000).toISOString();

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
    ['schemas that are not exposed', refusing(406, 'PGRST106'), /does not expose.*Exposed schemas/],
    ['a dead database', refusing(503, 'PGRST000'), /cannot reach its database/],
  ])('names %s, with its mend', async (_, other, message) => {
    const { status, message: said } = await check({ health: other, other });
    expect([status, said]).toEqual(['error', expect.stringMatching(message)]);
  });

  it.each<[string, FakeAnswer, RegExp]>([
    ['a missing function', refusing(404, 'PGRST202'), /no such function.*migrations/],
    ['a missing grant', refusing(403, '42501'), /may not read.*grant/],
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
    const { message, details } = await check({ health: refusing(404, 'PGRST202') });
    expect(message).toContain('migrations');
    expect(details?.message).toBeUndefined();
    expect(details?.verboseMessage).not.toContain('migrations');
  });

  it('names an expired token by the expiry that the settings hold', async () => {
    const options = { readerTokenExpiresAt: '2020-01-01T00:00:00.000Z' };
    const health = { status: 400, body: 'Authentication to data source failed' };
    expect((await check({ other: health }, options)).message).toMatch(/token has expired \(2020/);
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

  it('says of a schema that is not exposed which ones are, and goes on with the others', async () => {
    const hint = 'Only the following schemas are exposed: public, shop';
    const schemas = { scrapewatch: { status: 406, body: { code: 'PGRST106', message: 'Invalid schema', hint } } };
    const { status, message } = await check({ schemas });
    expect(status).toBe('success');
    expect(message).toMatch(
      /does not expose schema scrapewatch \(it exposes public, shop\)\. Mend: Press Find schemas/
    );
  });

  it.each<[string, ScrapewatchOptions, RegExp]>([
    ['a secret key', { authMode: 'key', apiKeyForm: 'secret' }, /is a secret key\. Every Viewer can do everything/],
    ['a service_role token', { readerRole: 'service_role' }, /is a service_role key\. Every Viewer/],
    ['a key of another project', { project: 'q' }, /of project q, and the URL of project p.*same project/],
    ['a token that ends soon', { readerTokenExpiresAt: soon() }, /ends in 3 days .* Mend: Sign a new one/],
  ])('warns of %s', async (_, options, message) => {
    expect(await check({}, options)).toMatchObject({ status: 'success', message: expect.stringMatching(message) });
  });

  it('names the other project first when authentication fails', async () => {
    const other = { status: 400, body: 'Authentication to data source failed' };
    const { status, message } = await check({ other, health: other }, { project: 'q' });
    expect([status, message]).toEqual(['error', expect.stringMatching(/^The key or token is of project q/)]);
  });

  it.each([
    ['the operator’s token', 'audit_log', /token is the operator's.*Mend: Put the token of role scrapewatch_reader/],
    ['a service_role token', 'remediation_policies', /token is of role service_role/],
  ])('recognises %s that was provisioned as the reader’s, reading no row', async (_, table, message) => {
    expect((await check({ tables: { [table]: { body: [] } } })).message).toMatch(message);
  });

  it('notices aggregates that are off, and a Grafana that does not send its users', async () => {
    const runs = (url: URL) =>
      url.searchParams.get('select') === 'count()' ? refusing(400, 'PGRST123') : someRuns(10, 1000)(url);
    const { message } = await check({ runs, tables: { command_log: { body: [{ actor: null }] } } });
    expect(message).toMatch(/2 remarks: .*aggregates switched off.*db_aggregates_enabled.*send_user_header = true/);
  });

  it('notices clocks that differ', async () => {
    const Date_ = new Date(Date.now() - 600_000).toUTCString();
    const health = { body: healthy, headers: { Date: Date_ } };
    expect((await check({ health })).message).toMatch(
      /clock is (599|60[01]) s ahead of the server's.*time synchronisation/
    );
  });

  it('lists every finding below the message, good ones too', async () => {
    const { details } = await check({}, { readerRole: 'scrapewatch_reader' });
    expect(String(details?.verboseMessage).split('\n')).toEqual([
      '✓ The address and the key are good; schema scrapewatch, public is exposed.',
      '✓ Rows are read as the role scrapewatch_reader.',
      '✓ version: ok, 17.2.',
    ]);
  });

  it('asks nothing without a usable URL', async () => {
    expect((await check({}, { url: '' })).message).toMatch(/no URL/);
    expect((await check({}, { url: 'supabase' })).message).toMatch(/no address/);
  });
});
