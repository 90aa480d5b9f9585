import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantLines, grants } from './grants';
import { addRuns, seedTeam } from './team';
import { as, refusal, type Sql, startTestServer, type TestServer } from './testDatabase';

const DENIED = '42501';
const roles = [
  'anon',
  'authenticated',
  'service_role',
  'scrapewatch_reader',
  'scrapewatch_operator',
  'scrapewatch_metrics',
  'scrapewatch_ingest',
];
const readers = ['scrapewatch_operator', 'scrapewatch_reader'];
let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
  await addRuns(sql, [{}]);
});
afterAll(() => server?.stop());

describe('grants', () => {
  it('R8 are those of grants.ts and no more: relations, columns, sequences, functions, schemas, for every role and PUBLIC', async () => {
    const found = await sql<Array<{ line: string }>>`
      select distinct coalesce(r.rolname, 'PUBLIC') || ' ' || lower(o.privilege) || ' ' || o.name as line
      from (
        select c.relname::text as name, c.relowner as owner, a.grantee, a.privilege_type as privilege
        from pg_class c, aclexplode(coalesce(c.relacl, acldefault((case c.relkind when 'S' then 's' else 'r' end)::"char", c.relowner))) a
        where c.relnamespace = 'scrapewatch'::regnamespace and c.relkind in ('r', 'v', 'm', 'S', 'p', 'f')
        union all
        select c.relname || '.' || t.attname, c.relowner, a.grantee, a.privilege_type
        from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
        where c.relnamespace = 'scrapewatch'::regnamespace
        union all
        select p.proname, p.proowner, a.grantee, a.privilege_type
        from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace = 'scrapewatch'::regnamespace or p.proname like 'scrapewatch%'
        union all
        select 'schema ' || n.nspname, n.nspowner, a.grantee, a.privilege_type
        from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'scrapewatch'
        union all
        select 'schema ' || n.nspname, n.nspowner, a.grantee, a.privilege_type
        from pg_namespace n, aclexplode(n.nspacl) a
        where n.nspname <> 'scrapewatch' and a.grantee::regrole::text like 'scrapewatch%'
      ) o left join pg_roles r on r.oid = o.grantee
      where o.grantee <> o.owner`;
    expect(found.map((row) => row.line).sort()).toEqual(grantLines(grants));
  });

  it('R8 hold when tried: every relation, every role, select, insert, update, delete and truncate', async () => {
    const relations = await sql<Array<{ name: string; column: string }>>`
      select c.relname as name, min(a.attname) as column from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'scrapewatch'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and a.attidentity = ''
      group by 1 order by 1`;
    await sql.unsafe(`
      create function public.attempt(statement text) returns text language plpgsql as $$
      begin
        execute statement;
        raise exception 'undo' using errcode = 'ZZ000';
      exception when others then
        return case sqlstate when 'ZZ000' then 'allowed' else sqlstate end;
      end $$`);
    const wrong: string[] = [];
    for (const role of roles) {
      const attempts = relations.flatMap(({ name, column }) =>
        Object.entries({
          select: `select from scrapewatch.${name} limit 0`,
          insert: `insert into scrapewatch.${name} default values`,
          update: `update scrapewatch.${name} set "${column}" = "${column}" where false`,
          delete: `delete from scrapewatch.${name} where false`,
          truncate: `truncate scrapewatch.${name}`,
        }).map(([verb, statement]) => ({ name, verb, statement }))
      );
      const list = attempts.map(({ statement }) => `'${statement}'`).join(', ');
      const outcomes = await as(
        sql,
        role,
        `select public.attempt(s) as code from unnest(array[${list}]) with ordinality t(s, n) order by n`
      );
      attempts.forEach(({ name, verb }, place) => {
        const outcome = String(outcomes[place]?.code);
        const isGranted = grants[role]?.[verb]?.includes(name) === true;
        // What no view can do is refused before anybody's rights are asked for.
        if (isGranted ? outcome === DENIED : ![DENIED, '55000', '42809', '0A000'].includes(outcome)) {
          wrong.push(`${role} ${verb} ${name}: ${outcome}`);
        }
      });
    }
    await sql`drop function public.attempt`;
    expect(relations.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });

  it('R8 give our roles no other role, no login and no attribute, and only authenticator may switch to them', async () => {
    const memberships = await sql`
      select m.member::regrole::text as member, m.roleid::regrole::text as role from pg_auth_members m
      where m.member::regrole::text like 'scrapewatch%' or m.roleid::regrole::text like 'scrapewatch%' order by 2`;
    expect(memberships.map((row) => `${row.member} ${row.role}`)).toEqual([
      'authenticator scrapewatch_ingest',
      'authenticator scrapewatch_metrics',
      'authenticator scrapewatch_operator',
      'authenticator scrapewatch_reader',
    ]);
    const powerful = await sql`select rolname from pg_roles where rolname like 'scrapewatch%'
      and (rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)`;
    expect([...powerful]).toEqual([]);
  });

  it("R8 come with a fixed search_path that ends in pg_temp wherever a function runs with its owner's rights", async () => {
    const definers = await sql<Array<{ name: string; config: string[] | null }>>`
      select p.oid::regprocedure::text as name, p.proconfig as config from pg_proc p
      where p.prosecdef and (p.pronamespace = 'scrapewatch'::regnamespace or p.proname like 'scrapewatch%')`;
    expect(definers.length).toBeGreaterThan(10);
    expect(definers.filter(({ config }) => !config?.includes('search_path=pg_catalog, pg_temp'))).toEqual([]);
  });

  it('hold row level security on every table of scrapewatch', async () => {
    const open =
      await sql`select relname from pg_class where relnamespace = 'scrapewatch'::regnamespace and relkind = 'r' and not relrowsecurity`;
    expect([...open]).toEqual([]);
  });

  it('end a query of each of our roles after ten seconds, and of Prometheus after eight', async () => {
    const limited = await sql`
      select rolname as role, split_part(c.line, '=', 2) as ends_after from pg_roles, unnest(rolconfig) c(line)
      where rolname like 'scrapewatch%' and c.line like 'statement_timeout=%' order by 1`;
    expect([...limited]).toEqual([
      { role: 'scrapewatch_ingest', ends_after: '10s' },
      { role: 'scrapewatch_metrics', ends_after: '8s' },
      { role: 'scrapewatch_operator', ends_after: '10s' },
      { role: 'scrapewatch_reader', ends_after: '10s' },
    ]);
  });
});

describe('the reader', () => {
  it('reads the views although row level security hides the tables beneath', async () => {
    expect(await as(sql, 'scrapewatch_reader', 'select client from scrapewatch.runs')).toEqual([{ client: 'ada' }]);
  });

  it.each([
    'select * from public.clients',
    'select email from public.clients',
    'select count(*) from public.scrape_runs',
    'insert into public.scrapers (name, system, environment) values (1, 2, 3)',
    "update scrapewatch.clients set status = 'paused'",
    'delete from scrapewatch.clients',
    "update scrapewatch.settings set value = 0 where key = 'stuck_after_seconds'",
    "insert into scrapewatch.deployments (system, environment, version) values ('a', 'b', 'c')",
    'select * from scrapewatch.audit_log',
    'select * from scrapewatch.commands',
    'select * from scrapewatch.metric_snapshot',
    "select nextval('scrapewatch.commands_command_id_seq')",
    "select scrapewatch.claim_commands('me')",
    'select scrapewatch.refresh_rollups()',
    'select scrapewatch.rebuild_rollups()',
    "select scrapewatch.revoke_role('scrapewatch_operator', 'because')",
    'select public.scrapewatch_metrics()',
    "insert into scrapewatch.versions (version) values ('9')",
    'select * from auth.users',
    'select * from vault.secrets',
    "select scrapewatch.request_command('stop_scraper', 'ig-1', 'because', null)",
    "select public.scrapewatch_ingest_alerts('{}')",
    'select scrapewatch.connect_adapters()',
    'create view scrapewatch.mine as select 1',
  ])('is refused: %s', async (statement) => {
    expect(await refusal(sql, 'scrapewatch_reader', statement)).toBe(DENIED);
  });

  it('finds no e-mail address in anything it may read', async () => {
    const columns = await as(
      sql,
      'scrapewatch_reader',
      `select name || '.' || column_name as column from scrapewatch.describe() where part = 'column'`
    );
    expect(columns.length).toBeGreaterThan(80);
    expect(columns.filter((row) => /mail|token|secret|password|metadata|context/.test(String(row.column)))).toEqual([]);
  });
});

describe('others', () => {
  it.each(['anon', 'authenticated', 'scrapewatch_metrics', 'scrapewatch_ingest'])(
    '%s has nothing in scrapewatch',
    async (role) => {
      expect(await refusal(sql, role, 'select * from scrapewatch.runs')).toBe(DENIED);
      expect(await refusal(sql, role, 'select * from scrapewatch.health()')).toBe(DENIED);
      const [usage] = await sql`select has_schema_privilege(${role}, 'scrapewatch', 'usage') as allowed`;
      expect(usage?.allowed).toBe(false);
    }
  );

  it.each(['anon', 'authenticated', 'service_role', ...readers])('%s cannot pretend to be a webhook', async (role) => {
    expect(await refusal(sql, role, `select public.scrapewatch_ingest_alerts('{"alerts": []}')`)).toBe(DENIED);
  });

  it('anon and authenticated see no row of the demo tables, whatever the default privileges of the project grant', async () => {
    for (const role of ['anon', 'authenticated']) {
      expect(await as(sql, role, 'select * from public.clients')).toEqual([]);
    }
  });

  it('service_role writes the demo tables and deployments, as the workers do with the secret key', async () => {
    for (const statement of [
      "insert into public.scrapers (name, system, environment) values ('new', 'IGF', 'prod')",
      "update public.scrape_runs set status = 'failed', updated_at = now()",
      "insert into public.scrape_logs (message) values ('hello')",
      'delete from public.queue_samples',
      "insert into scrapewatch.deployments (system, environment, version) values ('IGF', 'prod', '1.5.0') returning *",
    ]) {
      expect([statement, await refusal(sql, 'service_role', statement)]).toEqual([statement, 'allowed']);
    }
  });

  it('nobody changes or deletes the audit log or the alert history, not even the owner', async () => {
    for (const [table, written] of [
      ['audit_log', 'happened_at'],
      ['alert_events', 'received_at'],
    ]) {
      for (const role of [...roles, 'postgres']) {
        for (const change of [
          `update scrapewatch.${table} set ${written} = now()`,
          `delete from scrapewatch.${table}`,
          `truncate scrapewatch.${table}`,
        ]) {
          expect([role, change, await refusal(sql, role, change)]).toEqual([role, change, DENIED]);
        }
      }
    }
  });
});
