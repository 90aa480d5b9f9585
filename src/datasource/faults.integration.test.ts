import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mintToken } from '../../demo/stack/keys';
import { startSupabase, type Supabase } from '../../demo/stack/supabase';
import type { ScrapewatchOptions } from './config/options';
import type { PresetQuery, RowsQuery, ScrapewatchQuery } from './query/model';
import { tableQuery } from './query/tableQuery';
import { faultCases, type FaultCase, type FaultCaseId, type Seen } from './testing/faultCases';
import { startFaultProxy, type Behaviour, type FaultProxy } from './testing/faultProxy';
import { startPanel, type Panel, type Shown } from './testing/startPanel';
import { hour, manyRows, now, startTestServer, type TestServer } from './testing/startTestServer';
import { faults, type FaultText } from './transport/faults';

const runtime = vi.hoisted(() => ({ panel: undefined as Panel | undefined }));

// What editors are made of; none is drawn here.
vi.mock('@grafana/ui', () => ({}));
vi.mock('@grafana/runtime', () => ({
  getBackendSrv: () => runtime.panel?.backend,
  getDataSourceSrv: () => runtime.panel?.dataSources,
  getTemplateSrv: () => runtime.panel?.templates,
  isFetchError: (thrown: unknown) =>
    typeof thrown === 'object' && thrown !== null && 'status' in thrown && 'config' in thrown,
}));

let server: TestServer;
let cut: Supabase;
let supabase: FaultProxy;
let cutSupabase: FaultProxy;
let prometheus: FaultProxy;
let panel: Panel;

const series = {
  status: 'success',
  data: { resultType: 'matrix', result: [{ metric: { __name__: 'up', n: '1' }, values: [[now / 1000, '1']] }] },
};
const windows = 250;

beforeAll(async () => {
  server = await startTestServer();
  await server.sql.unsafe(troubledTables);
  cut = await startSupabase({ databaseUrl: server.databaseUrl, keys: server.keys, maxRows: 100 });
  [supabase, cutSupabase, prometheus, panel] = await Promise.all([
    startFaultProxy(server.url),
    startFaultProxy(cut.url),
    startFaultProxy(server.url),
    startPanel(),
  ]);
  runtime.panel = panel;
}, 120_000);

afterAll(async () => {
  await panel?.stop();
  await Promise.all([supabase?.stop(), cutSupabase?.stop(), prometheus?.stop()]);
  await cut?.stop();
  await server?.stop();
});

const troubledTables = `
  create function public.all_many() returns setof public.many language sql stable as 'select * from public.many';
  create function public.locked_one() returns int language sql stable as 'select 1';
  create function public.all_hidden() returns setof public.hidden language sql stable as 'select * from public.hidden';
  create function public.twice(n int) returns int language sql stable as 'select n * 2';
  create function public.misses_column() returns int language plpgsql stable as
    'begin execute ''select nope from public.words''; return 1; end';
  create function public.sleeps() returns int language sql stable as 'select 1 from pg_sleep(5)';
  create view public.slow as select 1 as n, pg_sleep(5)::text as slept;
  revoke execute on function public.locked_one() from public, anon, authenticated, scrapewatch_reader;
  grant select on public.slow to scrapewatch_reader;
  insert into scrapewatch.maintenance_windows (starts_at, ends_at, reason)
    select '2026-11-21T11:00:00Z'::timestamptz + n * interval '1 second', '2026-11-21T13:00:00Z', 'test ' || n
    from generate_series(1, ${windows}) n;
`;

const types = ['table', 'rpc', 'postgrest', 'preset', 'prometheus'] as const;
type Type = (typeof types)[number];
type Queries = Partial<Record<Type, ScrapewatchQuery>>;

const table = (change: Partial<ReturnType<typeof tableQuery>> = {}): RowsQuery =>
  tableQuery({
    schema: 'public',
    table: 'many',
    columns: [{ column: 'n' }],
    order: [{ column: 'n', direction: 'asc' }],
    ...change,
  });
const rpc = (name: string, args: Record<string, string> = {}): RowsQuery => ({
  refId: 'A',
  version: 2,
  queryType: 'rpc',
  schema: 'public',
  function: name,
  args,
  format: 'table',
});
const raw = (text: string, schema = 'public'): RowsQuery => ({
  refId: 'A',
  version: 2,
  queryType: 'postgrest',
  schema,
  path: text,
  format: 'table',
});
const preset: PresetQuery = { refId: 'A', version: 2, queryType: 'preset', preset: 'maintenance_windows' };
const promql: ScrapewatchQuery = { refId: 'A', version: 2, queryType: 'prometheus', expr: 'up' };
const joined = (rows: RowsQuery | PresetQuery): ScrapewatchQuery => ({
  refId: 'A',
  version: 2,
  queryType: 'prometheus',
  expr: 'up',
  join: { rows, column: 'n', label: 'n', reduce: 'last' },
});

const plain: Required<Queries> = {
  table: table(),
  rpc: rpc('all_many'),
  postgrest: raw('many?select=n'),
  preset,
  prometheus: promql,
};

type Secrets = Record<string, string | undefined>;

/** How a fault is brought about. */
interface Provocation {
  /** What stands in the way, of our server and of Prometheus alike. */
  behaviour?: Behaviour;
  url?: (proxy: FaultProxy) => string;
  options?: Partial<ScrapewatchOptions>;
  secrets?: () => Promise<Secrets> | Secrets;
  /** Queries that provoke it with the test's database; the other types get the recorded answer. */
  queries?: Queries;
  /** Through a server whose cap is 100 rows. */
  isCut?: true;
  /** SQL before and after. */
  sql?: [before: string, after: string];
}

const token = async (
  claims: Record<string, unknown>,
  { secret = server.keys.jwtSecret, expires = '1h' as string | Date } = {}
) => ({
  readerToken: await mintToken(secret, claims, expires),
});
const reader = { role: 'scrapewatch_reader' };
const anHourAgo = new Date(Date.now() - hour);

const provocations: Partial<Record<FaultCaseId, Provocation>> = {
  cap: { isCut: true },
  dns: { url: () => 'http://project.invalid' },
  refused: { url: ({ refusingUrl }) => refusingUrl },
  reset: { behaviour: 'reset' },
  'reset-mid-body': { behaviour: 'reset-mid-body' },
  drip: { behaviour: 'drip' },
  silence: { behaviour: 'silence' },
  tls: { url: ({ httpsUrl }) => httpsUrl },
  'no-url': { url: () => '' },
  truncate: { behaviour: 'truncate' },
  'wrong-key': { secrets: () => ({ apiKey: 'sb_publishable_of_another_project' }) },
  'no-token': { secrets: () => ({ readerToken: undefined }) },
  'wrong-signature': { secrets: () => token(reader, { secret: 'x'.repeat(40) }) },
  'expired-token': {
    secrets: () => token(reader, { expires: anHourAgo }),
    options: { readerTokenExpiresAt: anHourAgo.toISOString() },
  },
  'expired-token-unseen': { secrets: () => token(reader, { expires: anHourAgo }) },
  'unknown-role': { secrets: () => token({ role: 'nobody_at_all' }) },
  'not-granted': {
    queries: {
      table: table({ table: 'locked', columns: [], order: [] }),
      rpc: rpc('locked_one'),
      postgrest: raw('locked'),
      preset,
      prometheus: joined(raw('locked')),
    },
    sql: [
      'revoke select on scrapewatch.maintenance_windows from scrapewatch_reader',
      'grant select on scrapewatch.maintenance_windows to scrapewatch_reader',
    ],
  },
  'hidden-rows': {
    queries: {
      table: table({ table: 'hidden', columns: [], order: [] }),
      rpc: rpc('all_hidden'),
      postgrest: raw('hidden'),
      preset,
      prometheus: joined(raw('hidden')),
    },
    sql: [
      'alter policy readers_see_all on scrapewatch.maintenance_windows using (false)',
      'alter policy readers_see_all on scrapewatch.maintenance_windows using (true)',
    ],
  },
  PGRST106: {
    queries: {
      table: table({ schema: 'v9' }),
      rpc: { ...rpc('echo', { value: 'x' }), schema: 'v9' },
      postgrest: raw('many', 'v9'),
      prometheus: joined(raw('many', 'v9')),
    },
  },
  PGRST200: {
    queries: {
      postgrest: raw('many?select=n,words(id)'),
      prometheus: joined(raw('many?select=n,words(id)')),
    },
  },
  PGRST202: { queries: { rpc: rpc('nope'), prometheus: joined(rpc('nope')) } },
  PGRST205: {
    queries: { table: table({ table: 'nope' }), postgrest: raw('nope'), prometheus: joined(raw('nope')) },
  },
  '22P02': {
    queries: {
      table: table({ filters: [{ column: 'n', operator: 'eq', value: 'x' }] }),
      rpc: rpc('twice', { n: 'x' }),
      postgrest: raw('many?n=eq.x'),
      prometheus: joined(raw('many?n=eq.x')),
    },
  },
  '42703': {
    queries: {
      table: table({ columns: [{ column: 'nope' }], order: [] }),
      rpc: rpc('misses_column'),
      postgrest: raw('many?select=nope'),
      prometheus: joined(raw('many?select=nope')),
    },
  },
  '57014': {
    queries: {
      table: table({ table: 'slow', order: [] }),
      rpc: rpc('sleeps'),
      postgrest: raw('slow'),
      prometheus: joined(raw('slow')),
    },
    options: { timeout: 10 },
    sql: [
      "alter role scrapewatch_reader set statement_timeout = '100ms'",
      "alter role scrapewatch_reader set statement_timeout = '10s'",
    ],
  },
};

/** What a panel shows: of the types that provoke it for real, and of the others with the recorded answer. */
async function provoke(id: FaultCaseId): Promise<Map<string, Shown>> {
  const { recorded, prometheus: seen }: FaultCase = faultCases[id];
  const { queries, sql, ...how }: Provocation = provocations[id] ?? {};
  const ofPrometheus = seen === 'prometheus-error';
  const all: Queries = { ...plain, prometheus: ofPrometheus ? promql : joined(table()) };
  const real = queries ?? (recorded ? {} : all);
  const canned = recorded ? types.filter((type) => !(type in real)).map((type) => [type, all[type]] as const) : [];
  const shown = new Map<string, Shown>();
  const note = (found: Map<string, Shown>) => found.forEach((what, type) => shown.set(type, what));
  await change(sql?.[0]);
  try {
    note(await showWith(how, real, ofPrometheus));
  } finally {
    await change(sql?.[1]);
  }
  note(await showWith({ behaviour: recorded }, Object.fromEntries(canned), ofPrometheus));
  return shown;
}

async function change(sql: string | undefined) {
  if (sql) {
    await server.sql.unsafe(sql);
    await server.reloadSchema();
  }
}

async function showWith(
  { behaviour = 'pass', url = (proxy) => proxy.url, options, secrets, ...how }: Omit<Provocation, 'queries' | 'sql'>,
  queries: Queries,
  ofPrometheus: boolean
): Promise<Map<string, Shown>> {
  const targets = Object.entries(queries).map(([refId, query]) => ({ ...query, refId }));
  if (targets.length === 0) {
    return new Map();
  }
  const ours = how.isCut ? cutSupabase : supabase;
  ours.behave(behaviour);
  prometheus.behave(ofPrometheus && behaviour !== 'pass' ? behaviour : { status: 200, body: series });
  const { publishableKey, readerToken } = server.keys;
  panel.save(
    {
      jsonData: { url: url(ours), prometheusUid: 'prometheus', timeout: 0.25, ...options },
      secureJsonData: withoutMissing({ apiKey: publishableKey, readerToken, ...(await secrets?.()) }),
    },
    ofPrometheus ? url(prometheus) : prometheus.url
  );
  return panel.show(targets, { from: now - 3 * hour, to: now });
}

function withoutMissing(secrets: Secrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== undefined)
  );
}

const rowsOf: Record<Type, number> = {
  table: manyRows,
  rpc: manyRows,
  postgrest: manyRows,
  preset: windows,
  prometheus: manyRows,
};

function expectSeen(type: Type, seen: Seen, { frames, error }: Shown) {
  if (seen === 'every row') {
    expect(error).toBeUndefined();
    expect(frames[0].length).toBe(rowsOf[type]);
    return;
  }
  const { mend, causes, message }: FaultText = faults[seen];
  if (seen === 'no-rows') {
    expect(error).toBeUndefined();
    expect(frames[0].length).toBe(0);
    expect(frames[0].meta?.notices).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining(message({})) })
    );
    return;
  }
  expect(frames).toEqual([]);
  expect(error).toContain(mend.replace(/\.$/, ''));
  expect(error).toMatch(/^[A-Z][^]{10,} — [A-Z]/);
  expect(error?.includes('Possible causes: ')).toBe(causes !== undefined);
  expect(error).not.toMatch(/\.[;:.]|undefined|\bnull\b(?<!\/dev\/null)|<html|\[object/);
  Object.values(server.keys).forEach((secret) => expect(error).not.toContain(secret));
}

describe('what a panel shows when something is broken', () => {
  it.each(Object.keys(faultCases) as FaultCaseId[])(
    'R1 %s: every query type names it with its mend, and no row is missing in silence',
    { timeout: 20_000 },
    async (id) => {
      const { rows, prometheus: seen }: FaultCase = faultCases[id];
      const shown = await provoke(id);
      const problems = types.flatMap((type) => {
        try {
          expectSeen(type, type === 'prometheus' ? seen : rows, shown.get(type) ?? { frames: [] });
          return [];
        } catch (thrown) {
          return [`${type}: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
        }
      });
      expect(problems).toEqual([]);
    }
  );
});
