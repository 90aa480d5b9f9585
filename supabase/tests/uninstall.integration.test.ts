import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSql } from '../buildSql';
import { introspect } from '../adapt/introspect';
import { proposeAdapters } from '../adapt/proposeAdapters';
import { toSql } from '../adapt/toSql';
import { fingerprint } from './fingerprint';
import { as, paste, type Sql, startTestServer, type TestServer } from './testDatabase';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const uninstall = read('uninstall.sql');
const schemas = ['public', 'crawl', 'extensions', 'auth', 'storage', 'realtime', 'vault', 'cron'];
let server: TestServer;
let script: string;

beforeAll(async () => {
  server = await startTestServer();
  script = await buildSql();
});
afterAll(() => server?.stop());

/** A hosted project with a stranger's tables. */
async function project(): Promise<Sql> {
  const { sql } = await server.empty();
  await sql.unsafe(read('../demo/stack/hostedProject.sql'));
  await sql.unsafe(read('tests/foreignProject.sql'));
  return sql;
}

async function install(sql: Sql): Promise<void> {
  await paste(sql, script);
  await paste(sql, toSql(proposeAdapters(await introspect(sql))));
}

describe('uninstall.sql', () => {
  it("leaves users' tables, rows, policies, grants and everything else untouched, byte for byte", async () => {
    const sql = await project();
    const before = await fingerprint(sql, schemas);
    expect(Object.keys(before).length).toBeGreaterThan(100);
    await install(sql);
    await as(sql, 'service_role', 'select scrapewatch.refresh_rollups()');
    await sql`select scrapewatch.install_rollup_triggers('crawl.jobs', 'created')`;
    expect((await fingerprint(sql, schemas))['rows crawl.jobs']).toBe(before['rows crawl.jobs']);
    await paste(sql, uninstall);
    expect(await fingerprint(sql, schemas)).toEqual(before);
  });

  it('removes the schema, the functions in public and the roles', async () => {
    const sql = await project();
    await install(sql);
    await sql`grant select (id, name) on public.customers to scrapewatch_reader`;
    await paste(sql, uninstall);
    const left = await sql`
      select nspname as name from pg_namespace where nspname = 'scrapewatch'
      union all select oid::regprocedure::text from pg_proc where proname like 'scrapewatch%'
      union all select oid::regtype::text from pg_type where typname = 'text/plain'
      union all select attname from pg_attribute where attacl::text like '%scrapewatch%'`;
    expect([...left]).toEqual([]);
  });

  it('keeps roles that another database of the server uses, and takes them away with the last', async () => {
    const [first, second] = [await project(), await project()];
    await paste(first, script);
    await paste(second, script);
    const roles = async () => (await first`select from pg_roles where rolname like 'scrapewatch%'`).length;
    await paste(first, uninstall);
    expect(await roles()).toBe(4);
    await paste(second, uninstall);
    expect(await roles()).toBe(0);
  });

  it('takes our triggers off a table, and jobs of ours out of pg_cron, and no others', async () => {
    const sql = await project();
    await install(sql);
    await sql.unsafe(`
      select scrapewatch.install_rollup_triggers('crawl.jobs', 'created');
      create schema cron;
      create table cron.job (jobid bigint, jobname text, command text);
      insert into cron.job values (1, 'nightly', 'vacuum'), (2, 'x', 'select scrapewatch.refresh_rollups()');
      create function cron.unschedule(id bigint) returns boolean language sql as 'delete from cron.job where jobid = id returning true';`);
    await paste(sql, uninstall);
    expect([...(await sql`select tgname from pg_trigger where not tgisinternal`)]).toEqual([]);
    expect([...(await sql`select jobid::int as id from cron.job`)]).toEqual([{ id: 1 }]);
  });

  it("refuses while a team's own view, policy or function needs ours, names it, and changes nothing", async () => {
    const sql = await project();
    await install(sql);
    await sql`create view public.my_runs as select * from scrapewatch.runs`;
    await expect(paste(sql, uninstall)).rejects.toThrow(/These use Scrapewatch and would be dropped with it: my_runs/);
    await sql`rollback`.catch(() => undefined);
    expect((await as(sql, 'scrapewatch_reader', 'select count(*)::int as runs from scrapewatch.runs'))[0]).toEqual({
      runs: 1600,
    });
    await sql`drop view public.my_runs`;
    await paste(sql, uninstall);
  });

  it('can be followed by a new installation', async () => {
    const sql = await project();
    await install(sql);
    await paste(sql, uninstall);
    await install(sql);
    const [runs] = await as(sql, 'scrapewatch_reader', "select ok from scrapewatch.health() where check_name = 'runs'");
    expect(runs).toEqual({ ok: true });
  });
});
