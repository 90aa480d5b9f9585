import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseContract } from './parseContract';
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
const contract = parseContract();
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
  it('on relations of scrapewatch are the ones listed here, and no more', async () => {
    const granted = await sql`
      select r.rolname || ' ' || p.privilege || ' ' || c.relname as grant
      from pg_class c, pg_roles r,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p(privilege)
      where c.relnamespace = 'scrapewatch'::regnamespace and c.relkind in ('r', 'v')
        and r.rolname = any (${roles}) and has_table_privilege(r.oid, c.oid, p.privilege)`;
    const readable = [...contract.views, ...contract.tables].map((relation) => relation.name);
    const expected = [
      ...readers.flatMap((role) => readable.map((relation) => `${role} select ${relation}`)),
      'service_role select deployments',
      'service_role insert deployments',
    ];
    expect(granted.map((row) => String(row.grant)).sort()).toEqual(expected.sort());
  });

  it('on functions are the ones listed here, and no more', async () => {
    const granted = await sql`
      select r.rolname || ' ' || p.oid::regproc::text as grant from pg_proc p, pg_roles r
      where (p.pronamespace = 'scrapewatch'::regnamespace or p.proname like 'scrapewatch%')
        and r.rolname = any (${roles}) and has_function_privilege(r.oid, p.oid, 'execute')`;
    const expected = [
      ...readers.flatMap((role) => contract.functions.map(({ name }) => `${role} scrapewatch.${name}`)),
      'scrapewatch_operator scrapewatch.request_command',
      'scrapewatch_ingest scrapewatch_ingest_alerts',
    ];
    expect(granted.map((row) => String(row.grant)).sort()).toEqual(expected.sort());
  });

  it('hold row level security on every table of scrapewatch', async () => {
    const open =
      await sql`select relname from pg_class where relnamespace = 'scrapewatch'::regnamespace and relkind = 'r' and not relrowsecurity`;
    expect([...open]).toEqual([]);
  });

  it('end a query of each of our roles after ten seconds', async () => {
    const limited =
      await sql`select rolname from pg_roles where rolname like 'scrapewatch%' and rolconfig @> array['statement_timeout=10s'] and not rolcanlogin`;
    expect(limited).toHaveLength(4);
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
    'select * from scrapewatch.alert_events',
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
