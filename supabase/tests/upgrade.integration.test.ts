import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSql } from '../buildSql';
import { parseContract } from './parseContract';
import { addRuns, at, seedTeam } from './team';
import { as, paste, type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const first = read('tests/scrapewatch-0.1.0.sql');
const migrations = readdirSync(new URL('../migrations', import.meta.url))
  .filter((name) => name.endsWith('.sql'))
  .sort();
let server: TestServer;
let script: string;

beforeAll(async () => {
  server = await startTestServer();
  script = await buildSql();
});
afterAll(() => server?.stop());

const historyTables = ['alerts', 'alert_events', 'commands', 'audit_log', 'deployments'];

/** A project on 0.1.0 that has been in use: rows in every table, a changed threshold, a view of the team's own. */
async function inUse(): Promise<Sql> {
  const { sql } = await server.empty();
  await paste(sql, first);
  await sql.unsafe(read('seed/10_demo_tables.sql'));
  await seedTeam(sql);
  const [stuck] = await addRuns(sql, [
    { status: 'processing', startedAt: at('12:01') },
    { expected: 100, found: 90, startedAt: at('12:00'), finishedAt: at('12:03') },
    { client: 'bea', status: 'failed', startedAt: at('12:00'), finishedAt: at('12:01'), error: 'no' },
  ]);
  await sql`update scrapewatch.settings set value = 900 where key = 'stuck_after_seconds'`;
  await sql`create or replace view scrapewatch.logs with (security_barrier = true) as
    select id::text as log_id, created_at as logged_at, 'IGF' as system, 'prod' as environment, null::text as scraper,
      null::text as client, null::text as run_id, level, 'theirs: ' || message as message from public.scrape_logs`;
  await sql`insert into public.scrape_logs (message) values ('hello')`;
  await as(
    sql,
    'scrapewatch_operator',
    `select scrapewatch.request_command('reset_run', '${stuck}', 'stuck', 'key-1')`
  );
  await as(
    sql,
    'service_role',
    "insert into scrapewatch.deployments (system, environment, version) values ('IGF', 'prod', '1.0')"
  );
  const webhooks = JSON.parse(read('tests/grafana-10.1.2-webhooks.json')) as Array<{ body: unknown }>;
  for (const { body } of webhooks) {
    await as(
      sql,
      'scrapewatch_ingest',
      `select public.scrapewatch_ingest_alerts('${JSON.stringify(body).replaceAll("'", "''")}')`
    );
  }
  return sql;
}

/** Every row of the history, with the columns that 0.1.0 had. */
async function history(sql: Sql, columns: Record<string, string[]>): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {};
  for (const [table, names] of Object.entries(columns)) {
    found[table] = [
      ...(await sql.unsafe<Row[]>(
        `select ${names.map((name) => `"${name}"`).join(', ')} from scrapewatch.${table} order by 1`
      )),
    ];
  }
  return found;
}

async function columnsOf(sql: Sql): Promise<Record<string, string[]>> {
  const rows = await sql<Array<{ table: string; columns: string[] }>>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'scrapewatch'::regnamespace and c.relname = any (${historyTables}) and a.attnum > 0 group by 1`;
  return Object.fromEntries(rows.map((row) => [row.table, row.columns]));
}

/** Calls every function of the contract as the reader; arguments without a default get a window. */
async function everyFunctionAnswers(sql: Sql): Promise<void> {
  for (const { name, arguments: list } of parseContract().functions) {
    const window = list.some((argument) => argument.startsWith('from_ts')) ? "'2026-03-01', '2026-03-20'" : '';
    await expect(
      as(sql, 'scrapewatch_reader', `select * from scrapewatch.${name}(${window})`, { readOnly: true }),
      name
    ).resolves.toBeInstanceOf(Array);
  }
}

describe('the migrations of 0.1.0', () => {
  it('are what 0.1.0 shipped, to the letter', () => {
    const shipped = first.split(/^-- ---- (.*) ----\n/m).slice(1);
    const names = shipped.filter((_, place) => place % 2 === 0);
    expect(names).toHaveLength(16);
    names.forEach((name, place) => {
      const text = (shipped[place * 2 + 1] ?? '').replace(/\ncommit;\n[\s\S]*$/, '');
      expect([name, read(`migrations/${name}`).trimEnd()]).toEqual([name, text.trimEnd()]);
    });
  });
});

describe('an upgrade from 0.1.0', () => {
  it('keeps alerts, commands, audit, settings and own views, and every function answers', async () => {
    const sql = await inUse();
    const columns = await columnsOf(sql);
    const before = await history(sql, columns);
    expect(historyTables.filter((table) => (before[table] ?? []).length === 0)).toEqual([]);
    await paste(sql, script);
    expect(await history(sql, columns)).toEqual(before);
    expect(await sql`select value from scrapewatch.settings where key = 'stuck_after_seconds'`).toMatchObject([
      { value: 900 },
    ]);
    expect(await sql`select message from scrapewatch.logs`).toMatchObject([{ message: 'theirs: hello' }]);
    expect(await sql`select version from scrapewatch.versions`).toHaveLength(1);
    await everyFunctionAnswers(sql);
    expect(
      (
        await as(
          sql,
          'scrapewatch_reader',
          "select total, completed from scrapewatch.run_stats('2026-03-01', '2026-03-20')"
        )
      )[0]
    ).toEqual({
      total: 3,
      completed: 1,
    });
  });

  it('goes file by file as well, and over itself again, as the CLI does it after a paste', async () => {
    const sql = await inUse();
    const columns = await columnsOf(sql);
    const before = await history(sql, columns);
    for (const name of [...migrations, ...migrations]) {
      await sql.unsafe(read(`migrations/${name}`)).catch((error: unknown) => {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    expect(await history(sql, columns)).toEqual(before);
    await everyFunctionAnswers(sql);
  });

  it('leaves the same database as a new installation: relations, columns, functions, grants, policies', async () => {
    const sql = await inUse();
    await paste(sql, script);
    const { sql: fresh } = await server.empty();
    await fresh.unsafe(read('seed/10_demo_tables.sql').replace(/select scrapewatch\.connect_adapters\(\);/, ''));
    await paste(fresh, script);
    await sql`drop view scrapewatch.logs`; // the team's own
    await fresh`drop view scrapewatch.logs`;
    expect(await shape(sql)).toEqual(await shape(fresh));
  });

  it('leaves nothing half done when a statement fails', async () => {
    const sql = await inUse();
    const before = await shape(sql);
    const broken = script.replace(/^-- ---- 20261122000820_versions.sql ----$/m, 'select 1 / 0;');
    expect(broken).not.toBe(script);
    await expect(paste(sql, broken)).rejects.toThrow('division by zero');
    await sql`rollback`.catch(() => undefined);
    expect(await shape(sql)).toEqual(before);
    expect(await as(sql, 'scrapewatch_reader', 'select check_name from scrapewatch.health()')).toHaveLength(9);
  });
});

describe('a role that was revoked', () => {
  it('refuses every token of it, also after an upgrade, until it is restored; both are audited', async () => {
    const { sql } = await server.empty();
    await sql.unsafe(read('../demo/stack/hostedProject.sql'));
    await paste(sql, script);
    const isMember = async () => {
      const [row] = await sql`select pg_has_role('authenticator', 'scrapewatch_operator', 'member') as member`;
      return row?.member;
    };
    expect(await isMember()).toBe(true);
    await sql`select scrapewatch.revoke_role('scrapewatch_operator', 'a token leaked')`;
    expect(await isMember()).toBe(false);
    await paste(sql, script);
    expect(await isMember()).toBe(false);
    await sql`select scrapewatch.restore_role('scrapewatch_operator', 'the key was rotated')`;
    expect(await isMember()).toBe(true);
    expect(await sql`select action, target, reason from scrapewatch.audit_log order by audit_id`).toMatchObject([
      { action: 'revoke_role', target: 'scrapewatch_operator', reason: 'a token leaked' },
      { action: 'restore_role', target: 'scrapewatch_operator', reason: 'the key was rotated' },
    ]);
    await expect(sql`select scrapewatch.revoke_role('service_role', 'no')`).rejects.toThrow(
      'is not a role of Scrapewatch'
    );
    await expect(sql`select scrapewatch.revoke_role('scrapewatch_operator', ' ')`).rejects.toThrow('needs a reason');
  });
});

/** Everything of ours by name, without identities. */
async function shape(sql: Sql): Promise<unknown[]> {
  const rows = await sql`
    select 'relation ' || c.relname as name, row(c.relkind, c.relacl, c.relrowsecurity, c.reloptions, obj_description(c.oid, 'pg_class'))::text as state
    from pg_class c where c.relnamespace = 'scrapewatch'::regnamespace
    union all
    select 'column ' || c.relname || '.' || a.attname, row(format_type(a.atttypid, a.atttypmod), a.attnotnull,
      pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))::text
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'scrapewatch'::regnamespace and a.attnum > 0 and not a.attisdropped
    union all
    select 'function ' || p.oid::regprocedure, row(p.proacl, pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc'))::text
    from pg_proc p where p.pronamespace = 'scrapewatch'::regnamespace or p.proname like 'scrapewatch%'
    union all
    select 'policy ' || p.polrelid::regclass || '.' || p.polname, row(p.polcmd, p.polroles, pg_get_expr(p.polqual, p.polrelid))::text from pg_policy p
    union all
    select 'constraint ' || k.conrelid::regclass || '.' || k.conname, pg_get_constraintdef(k.oid)
    from pg_constraint k where k.connamespace = 'scrapewatch'::regnamespace
    union all
    select 'trigger ' || t.tgrelid::regclass || '.' || t.tgname, pg_get_triggerdef(t.oid)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'scrapewatch'::regnamespace and not t.tgisinternal
    union all
    select 'setting ' || key, row(unit, description)::text from scrapewatch.settings
    order by 1`;
  return [...rows];
}
