import { readdirSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSql } from '../buildSql';
import { parseContract } from './parseContract';
import { addRuns, seedTeam } from './team';
import { as, paste, type Sql, startTestServer, type TestServer, testVersion } from './testDatabase';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const demoTables = ['seed/10_demo_tables.sql', 'seed/20_optional_tables.sql'].map(read).join('\n');
const readmeView = /```sql\n(create or replace view scrapewatch\.runs[\s\S]*?)```/.exec(read('README.md'))?.[1] ?? '';
const ownRoles = ['scrapewatch_reader', 'scrapewatch_operator', 'scrapewatch_metrics', 'scrapewatch_ingest'];
let server: TestServer;
let script: string;

beforeAll(async () => {
  server = await startTestServer();
  script = await buildSql();
});
afterAll(() => server?.stop());

const health = (sql: Sql) => as(sql, 'scrapewatch_reader', 'select * from scrapewatch.health()', { readOnly: true });
const runTotal = async (sql: Sql) =>
  (await as(sql, 'scrapewatch_reader', `select total from scrapewatch.run_stats('2026-01-01', '2027-01-01')`))[0]
    ?.total;

/** A project without our tables, but with the one that README.md's example maps. */
const strangersTables = `
  create table public.accounts (id bigint primary key, handle varchar(30));
  create table public.jobs (job_id uuid default gen_random_uuid(), stage varchar(9), account_id bigint, scraper text, state text,
    created timestamptz, began timestamptz, ended timestamptz, wanted bigint, got smallint, problem text);
  insert into public.accounts values (1, 'ada');
  insert into public.jobs (stage, account_id, state, created, began, ended, wanted, got) values
    ('prod', 1, 'done', '2026-03-10 12:00+00', '2026-03-10 12:00+00', '2026-03-10 12:03+00', 10, 9),
    ('prod', 1, 'pending', '2026-03-10 13:00+00', null, null, 10, null);`;

describe('scrapewatch.sql', () => {
  it('goes onto plain PostgreSQL, which has none of the roles, and then onto the same again', async () => {
    const { sql } = await server.empty();
    await paste(sql, script);
    await paste(sql, script);
    const roles =
      await sql`select rolname from pg_roles where rolname = any (${ownRoles}) and not rolcanlogin and not rolsuper`;
    expect(roles).toHaveLength(4);
    expect(await runTotal(sql)).toBe(0);
  });

  it('goes onto a hosted project, whose owner is no superuser', async () => {
    const { sql: admin, url } = await server.empty();
    await dropRolesEverywhere(admin, url);
    await admin.unsafe(read('../demo/stack/hostedProject.sql'));
    await admin.unsafe(`create role project_owner login createrole createdb bypassrls password 'x';
      grant anon, authenticated, service_role, authenticator to project_owner;
      alter schema public owner to project_owner;
      do $$ begin execute format('grant create on database %I to project_owner', current_database()); end $$`);
    const asOwner = new URL(url);
    asOwner.username = 'project_owner';
    asOwner.password = 'x';
    const owner = postgres(asOwner.href, { max: 1, onnotice: () => undefined });
    try {
      await owner.unsafe(`${strangersTables} alter table public.jobs enable row level security;`);
      await owner.unsafe(script);
      await owner.unsafe(script);
      await owner.unsafe(readmeView);
      expect(await runTotal(admin)).toBe(2);
      const [member] = await admin`select pg_has_role('authenticator', 'scrapewatch_reader', 'member') as granted`;
      expect(member?.granted).toBe(true);
    } finally {
      await owner.end();
    }
  });

  it('names every view that has no table yet, with the statement that mends it', async () => {
    const { sql } = await server.empty();
    await paste(sql, script);
    const rows = await health(sql);
    expect(rows.filter((row) => !row.ok).map((row) => row.check_name)).toEqual(
      ['runs', 'clients', 'pages', 'scrapers', 'queue_samples', 'logs', 'heartbeats'] // what README.md tells to write
    );
    expect(rows.find((row) => row.check_name === 'runs')?.mend).toMatch(
      /^Write it for your table: create or replace view scrapewatch\.runs/
    );
  });

  it("finds tables like the demo's by itself, also when they come later", async () => {
    const { sql } = await server.empty();
    await paste(sql, script);
    await sql.unsafe(demoTables);
    expect((await health(sql)).every((row) => row.ok)).toBe(true);
    await seedTeam(sql);
    await addRuns(sql, [{}]);
    expect(await runTotal(sql)).toBe(1);
  });

  it('E takes other column names by the view of README.md, and keeps that view when it is applied again', async () => {
    const { sql } = await server.empty();
    await sql.unsafe(strangersTables);
    await paste(sql, script);
    await sql.unsafe(readmeView);
    await paste(sql, script);
    expect(
      await as(sql, 'scrapewatch_reader', `select * from scrapewatch.run_stats('2026-01-01', '2027-01-01')`)
    ).toMatchObject([{ total: 2, queued: 1, completed: 1, avg_coverage: 0.9, avg_duration_seconds: 180 }]);
    expect((await health(sql)).filter((row) => !row.ok).map((row) => row.check_name)).toEqual([
      'clients',
      'pages',
      'scrapers',
      'queue_samples',
      'logs',
      'heartbeats',
      'rollups', // nothing is rolled up yet
    ]);
  });

  it('keeps a threshold that the team has changed', async () => {
    const sql = await server.clone();
    await sql`update scrapewatch.settings set value = 900 where key = 'stuck_after_seconds'`;
    await paste(sql, script);
    expect(await sql`select value from scrapewatch.settings where key = 'stuck_after_seconds'`).toMatchObject([
      { value: 900 },
    ]);
  });

  it("keeps a view that the team wrote, although tables like the demo's are there too", async () => {
    const sql = await server.clone();
    await sql`create or replace view scrapewatch.heartbeats with (security_barrier = true) as
      select 'theirs' as worker, system, environment, state, last_seen_at, started_at, jobs_done, version from public.worker_heartbeats`;
    await sql`insert into public.worker_heartbeats (worker, system, environment) values ('ours', 'IGF', 'prod')`;
    await paste(sql, script);
    expect(await sql`select worker from scrapewatch.heartbeats`).toMatchObject([{ worker: 'theirs' }]);
  });

  it('changes nothing of the catalogue when every migration is applied a second time', async () => {
    const sql = await server.clone();
    const before = await catalogue(sql);
    for (const name of readdirSync(new URL('../migrations', import.meta.url)).sort()) {
      await sql.unsafe(read(`migrations/${name}`));
    }
    await sql.unsafe(demoTables);
    expect(await catalogue(sql)).toEqual(before);
  });
});

describe('health', () => {
  it('tells versions, the newest row of each view, and the time of the database', async () => {
    const sql = await server.clone();
    await seedTeam(sql);
    await addRuns(sql, [{}]);
    const rows = await health(sql);
    const views = parseContract().views.map((view) => view.name);
    expect(rows.map((row) => row.check_name)).toEqual(['version', ...views, 'rollups', 'clock']);
    const [{ version } = {}] = await sql`select version from scrapewatch.versions`;
    expect(rows[0]?.detail).toMatch(new RegExp(`^Scrapewatch ${version} on PostgreSQL ${testVersion()}\\.`));
    expect(rows[1]).toMatchObject({
      ok: true,
      detail: 'Connected; the newest row is of 2026-03-10T12:00:00Z.',
      mend: null,
    });
    expect(Math.abs(Date.parse(String(rows.at(-1)?.detail)) - Date.now())).toBeLessThan(10_000);
  });

  it('calls an optional view well while it is not connected, and says that it is not', async () => {
    const { sql } = await server.empty();
    await paste(sql, script);
    const optional = (await health(sql)).filter((row) => String(row.detail).startsWith('Optional'));
    expect(optional.map((row) => [row.check_name, row.ok, row.mend])).toEqual(
      parseContract()
        .views.slice(7)
        .map((view) => [view.name, true, null])
    );
  });

  it('tells a missing grant, a missing column and a clock that runs ahead apart', async () => {
    const sql = await server.clone();
    await sql`revoke select on scrapewatch.logs from scrapewatch_reader`;
    await sql`drop view scrapewatch.pages`;
    await sql`create view scrapewatch.pages as select 1 as page_id`;
    await sql`grant select on scrapewatch.pages to scrapewatch_reader`;
    await sql`drop view scrapewatch.clients`;
    await sql`insert into public.worker_heartbeats (worker, system, environment, last_seen_at) values ('w', 'IGF', 'prod', now() + interval '1 h')`;
    const rows = Object.fromEntries((await health(sql)).map((row) => [row.check_name, row]));
    expect(rows.logs).toMatchObject({
      ok: false,
      mend: expect.stringMatching(/^grant select on scrapewatch\.logs to scrapewatch_reader/),
    });
    expect(rows.pages).toMatchObject({ ok: false, detail: 'column "page" does not exist' });
    expect(rows.clients).toMatchObject({ ok: false, detail: 'relation "scrapewatch.clients" does not exist' });
    expect(rows.clock).toMatchObject({ ok: false, mend: expect.stringMatching(/time synchronisation/) });
    expect(rows.runs).toMatchObject({ ok: true });
  });
});

describe('describe', () => {
  it('lists what the asking role may use: columns with types and comments, arguments and whether they are optional', async () => {
    const sql = await server.clone();
    const rows = await as(sql, 'scrapewatch_reader', 'select * from scrapewatch.describe()', { readOnly: true });
    expect(rows).toContainEqual({
      ...{
        kind: 'view',
        schema: 'scrapewatch',
        name: 'runs',
        comment: 'One row a scrape.',
        part: 'column',
        position: 9,
      },
      ...{
        column_name: 'queued_at',
        type: 'timestamp with time zone',
        nullable: true,
        column_comment: 'When it was asked for.',
      },
    });
    const runSeries = rows.filter((row) => row.name === 'run_series' && row.part === 'argument');
    expect(runSeries.map((row) => [row.column_name, row.type, row.nullable]).slice(0, 4)).toEqual([
      ['from_ts', 'timestamp with time zone', false],
      ['to_ts', 'timestamp with time zone', false],
      ['bucket', 'interval', true],
      ['systems', 'text[]', true],
    ]);
    expect(rows.some((row) => row.name === 'request_command' || row.schema === 'public')).toBe(false);
    const operator = await as(sql, 'scrapewatch_operator', 'select distinct name from scrapewatch.describe()');
    expect(operator).toContainEqual({ name: 'request_command' });
  });

  it("lists a team's own table as soon as the reader may select from it, and then only its granted columns", async () => {
    const sql = await server.clone();
    await sql`grant select (id, username) on public.clients to scrapewatch_reader`;
    const rows = await as(
      sql,
      'scrapewatch_reader',
      `select * from scrapewatch.describe() where schema = 'public' and part = 'column'`
    );
    expect(rows.map((row) => row.column_name)).toEqual(['id', 'username']);
  });
});

/** Roles belong to the whole server: what the databases of other tests grant to them goes too. */
async function dropRolesEverywhere(admin: Sql, url: string): Promise<void> {
  const roles = await admin<
    Array<{ name: string }>
  >`select rolname as name from pg_roles where rolname = any (${ownRoles})`;
  const names = roles.map((role) => role.name).join(', ');
  if (names === '') {
    return;
  }
  const databases = await admin<
    Array<{ name: string }>
  >`select datname as name from pg_database where datname like 'test_%'`;
  for (const { name } of databases) {
    const there = new URL(url);
    there.pathname = `/${name}`;
    const sql = postgres(there.href, { max: 1, onnotice: () => undefined });
    await sql.unsafe(`drop owned by ${names}`);
    await sql.end();
  }
  await admin.unsafe(`drop role ${names}`);
}

/** Definitions, grants and settings of everything that is ours. */
async function catalogue(sql: Sql): Promise<unknown> {
  const rows = await sql`
    select c.oid::regclass::text as name, c.relacl::text as acl, coalesce(pg_get_viewdef(c.oid), '') as definition, obj_description(c.oid, 'pg_class') as comment
    from pg_class c where c.relnamespace in ('scrapewatch'::regnamespace, 'public'::regnamespace)
    union all
    select p.oid::regprocedure::text, p.proacl::text, pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc')
    from pg_proc p where p.pronamespace = 'scrapewatch'::regnamespace
    union all
    select p.polrelid::regclass::text || ' ' || p.polname, p.polroles::text, pg_get_expr(p.polqual, p.polrelid), null from pg_policy p
    union all
    select 'setting ' || key, value::text, unit, description from scrapewatch.settings
    order by 1, 3`;
  return [...rows];
}
