import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mintToken } from '../../demo/stack/keys';
import type { ScrapewatchOptions } from './config/options';
import type { RowsQuery } from './query/model';
import { tableQuery } from './query/tableQuery';
import { readMessage } from './editor/status/readMessage';
import { faultCases } from './testing/faultCases';
import { startFaultProxy, type FaultProxy } from './testing/faultProxy';
import { startPanel, type Panel } from './testing/startPanel';
import { hour, now, startTestServer, type TestServer } from './testing/startTestServer';

const runtime = vi.hoisted(() => ({ panel: undefined as Panel | undefined }));

// What editors are made of; none is drawn here.
vi.mock('@grafana/ui', () => ({}));
vi.mock('@grafana/runtime', () => ({
  getBackendSrv: () => runtime.panel?.backend,
  getDataSourceSrv: () => runtime.panel?.dataSources,
  getTemplateSrv: () => runtime.panel?.templates,
  isFetchError: (thrown: unknown) => typeof thrown === 'object' && thrown !== null && 'config' in thrown,
}));

let server: TestServer;
let panel: Panel;
let proxy: FaultProxy;

beforeAll(async () => {
  server = await startTestServer();
  await server.sql.unsafe(`
    create function public.locked_one() returns int language sql stable as 'select 1';
    revoke execute on function public.locked_one() from public, anon, authenticated, scrapewatch_reader;
    create function public.sleeps() returns int language sql stable as 'select 1 from pg_sleep(0.6)';
    create schema elsewhere;
    insert into public.locked values (1);
  `);
  await server.reloadSchema();
  panel = await startPanel();
  proxy = await startFaultProxy(server.url);
  runtime.panel = panel;
}, 120_000);

afterAll(async () => {
  await panel?.stop();
  await proxy?.stop();
  await server?.stop();
});

beforeEach(() => save());

function save(options: ScrapewatchOptions = {}, secrets: Record<string, string> = {}) {
  const { publishableKey, readerToken } = server.keys;
  panel.save(
    {
      jsonData: { url: server.url, ...options },
      secureJsonData: { apiKey: publishableKey, readerToken, ...secrets },
    },
    ''
  );
}

async function show(query: RowsQuery) {
  const shown = await panel.show([query], { from: now - hour, to: now });
  const { frames, error } = shown.get(query.refId) ?? { frames: [] };
  const notice = frames[0]?.meta?.notices?.map(({ text }) => text).find((text) => text.includes(' — '));
  const rows = error === undefined ? frames[0].length : undefined;
  return { rows, executed: frames[0]?.meta?.executedQueryString, ...readMessage(error ?? notice ?? '') };
}

const table = (name: string, schema = 'public'): RowsQuery => tableQuery({ schema, table: name });
const rpc = (name: string): RowsQuery => ({
  refId: 'A',
  version: 2,
  queryType: 'rpc',
  schema: 'public',
  function: name,
  args: {},
  format: 'table',
});

/** Does what the message says: the owner runs its SQL. */
async function run(command: string | undefined) {
  expect(command).toBeDefined();
  const result = await server.sql.unsafe(command ?? '');
  await server.reloadSchema();
  return result;
}

describe('doing what the message says', () => {
  it.each([
    ['a table', table('locked')],
    ['a function', rpc('locked_one')],
  ])('U2 grants %s with the SQL that it shows, in one step', async (_, query) => {
    const { what, command } = await show(query);
    expect(what).toMatch(/may not read this/);
    await run(command);
    expect((await show(query)).rows).toBe(1);
  });

  it('U2 shows hidden rows in two steps: the SQL that it shows tells, a policy mends', async () => {
    const { rows, mend, command } = await show(table('hidden'));
    expect([rows, mend]).toEqual([0, expect.stringContaining('A policy for select to that role')]);
    expect(await run(command)).toMatchObject([{ relrowsecurity: true, count: '1' }]);
    await run('create policy reader on public.hidden for select to scrapewatch_reader using (true)');
    expect((await show(table('hidden'))).rows).toBe(1);
  });

  it('U2 finds a new table after the SQL that it shows', async () => {
    expect((await show(table('brand_new'))).what).toMatch(/no such table/);
    await server.sql.unsafe(
      'create table public.brand_new as select 1 as id; grant select on public.brand_new to scrapewatch_reader'
    );
    const { command } = await show(table('nor_this'));
    await server.sql.unsafe(command ?? '');
    await expect.poll(async () => (await show(table('brand_new'))).rows, { timeout: 5_000 }).toBe(1);
  });

  it('U2 takes a schema that it lists instead of the one that is not exposed', async () => {
    const { what, command } = await show(table('many', 'elsewhere'));
    expect(what).toMatch(/does not expose schema elsewhere/);
    const [, listed] = /db_schemas = '([^']+)'/.exec(command ?? '') ?? [];
    expect(listed.split(', ')).toEqual(expect.arrayContaining(['public', 'scrapewatch', 'elsewhere']));
    expect((await show(table('words', listed.split(', ')[0]))).what).toBe('');
  });

  it('U2 computes aggregates in the browser, which asks the server for none, where it refuses to', async () => {
    const query = tableQuery({ schema: 'public', table: 'many', aggregates: [{ function: 'count', alias: 'rows' }] });
    proxy.behave(faultCases.PGRST123.recorded);
    save({ url: proxy.url });
    expect((await show(query)).mend).toMatch(/Compute in the browser/);
    proxy.behave('pass');
    const { rows, executed } = await show({ ...query, aggregateIn: 'browser' });
    expect(rows).toBe(1);
    expect(executed).not.toMatch(/count\(\)|%28%29/);
  });

  it('U2 lets a slow statement end with the SQL that it shows', async () => {
    await run("alter role scrapewatch_reader set statement_timeout = '100ms'");
    const { what, command } = await show(rpc('sleeps'));
    expect(what).toMatch(/took too long/);
    await run(command);
    expect((await show(rpc('sleeps'))).rows).toBe(1);
  });

  it('U2 waits for a slow server with a longer timeout in the settings', async () => {
    save({ timeout: 0.2 });
    const { what, mend } = await show(rpc('sleeps'));
    expect([what, mend]).toEqual([expect.stringContaining('0.2 s, 504'), expect.stringContaining('raise the timeout')]);
    save({ timeout: 10 });
    expect((await show(rpc('sleeps'))).rows).toBe(1);
  });

  it('U2 reads again with a new token in the settings', async () => {
    const ended = new Date(Date.now() - hour);
    const readerToken = await mintToken(server.keys.jwtSecret, { role: 'scrapewatch_reader' }, ended);
    save({ readerTokenExpiresAt: ended.toISOString() }, { readerToken });
    expect(await show(table('words'))).toMatchObject({
      what: expect.stringContaining('has expired'),
      mend: expect.stringContaining('Sign a new token'),
    });
    save();
    expect((await show(table('words'))).what).toBe('');
  });

  it('U2 reaches the server with the URL corrected', async () => {
    save({ url: 'http://127.0.0.1:1' });
    expect((await show(table('words'))).mend).toMatch(/Check the URL/);
    save();
    expect((await show(table('words'))).what).toBe('');
  });

  it('U2 names the column that is meant, which is then right', async () => {
    const query = (column: string) => tableQuery({ schema: 'public', table: 'words', columns: [{ column }] });
    const { what } = await show(query('wordz'));
    const [, meant] = /Perhaps you meant to reference the column "words\.(\w+)"/.exec(what) ?? [];
    expect((await show(query(meant))).what).toBe('');
  });
});
