import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, startPostgres } from '../../demo/stack/postgres';
import { buildSql } from '../buildSql';
import { introspect } from '../adapt/introspect';
import { proposeAdapters } from '../adapt/proposeAdapters';
import { toSql } from '../adapt/toSql';
import { fingerprint } from './fingerprint';
import { type Sql, testVersion, types } from './testDatabase';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-hosted-'));
const open: Sql[] = [];
let server: Postgres;
let admin: Sql;

beforeAll(async () => {
  server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    version: testVersion(),
    superuser: 'supabase_admin',
  });
  admin = connect(server.url);
  await admin.unsafe(read('../demo/stack/hostedProject.sql'));
  await admin.unsafe(read('../demo/stack/hostedProject.sql'));
  await admin.unsafe(`alter role postgres password 'x'; alter role authenticator password 'x'`);
});

afterAll(async () => {
  await Promise.all(open.map((sql) => sql.end({ timeout: 5 })));
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function connect(url: string): Sql {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, types });
  open.push(sql);
  return sql;
}

/** A project of its own: a database that belongs to `postgres`, who is no superuser, with what Supabase puts into it. */
async function project(name: string): Promise<{ owner: Sql; url: (user: string) => string }> {
  await admin.unsafe(`create database ${name} owner postgres`);
  const url = (user: string) => {
    const there = new URL(server.url);
    there.pathname = `/${name}`;
    if (user !== 'supabase_admin') {
      there.username = user;
      there.password = 'x';
    }
    return there.href;
  };
  await connect(url('supabase_admin')).unsafe(read('../demo/stack/hostedProject.sql'));
  return { owner: connect(url('postgres')), url };
}

const team = `
  create table public.clients (id uuid primary key default gen_random_uuid(), username text, email text);
  alter table public.clients enable row level security;
  create policy own on public.clients to authenticated using (id = auth.uid());
  insert into public.clients (username, email) values ('ada', 'ada@example.org');`;

describe('a hosted project, whose postgres is no superuser', () => {
  it('takes scrapewatch.sql twice beside tables, policies and schemas of its own', async () => {
    const { owner, url } = await project('pasted');
    const [me] = await owner`select current_user as name, rolsuper from pg_roles where rolname = current_user`;
    expect(me).toEqual({ name: 'postgres', rolsuper: false });
    await owner.unsafe(team);
    const script = await buildSql();
    await owner.unsafe(script);
    await owner.unsafe(script);
    const authenticator = connect(url('authenticator'));
    await authenticator`set role scrapewatch_reader`;
    const rows = await authenticator`select check_name, ok from scrapewatch.health()`;
    expect(rows.find((row) => row.check_name === 'version')).toEqual({ check_name: 'version', ok: true });
    await authenticator`reset role`;
  });

  it('takes the migrations one by one, and all of them again, as the CLI does', async () => {
    const { owner } = await project('pushed');
    const files = readdirSync(new URL('../migrations', import.meta.url)).sort();
    for (const name of [...files, ...files]) {
      await owner.unsafe(read(`migrations/${name}`)).catch((error: unknown) => {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    const foreign = await owner`
      select c.oid::regclass::text as name from pg_class c join pg_roles r on r.oid = c.relowner
      where c.relnamespace = 'scrapewatch'::regnamespace and r.rolname <> 'postgres'`;
    expect([...foreign]).toEqual([]);
  });

  it('takes the tables of the demo, which its workers write with the secret key', async () => {
    const { owner, url } = await project('demo');
    await owner.unsafe(await buildSql());
    for (const name of readdirSync(new URL('../seed', import.meta.url)).sort()) {
      await owner.unsafe(read(`seed/${name}`));
    }
    const worker = connect(url('authenticator'));
    await worker`set role service_role`;
    await worker`insert into public.scrapers (name, system, environment) values ('ig-1', 'IGF', 'prod')`;
    expect(await owner`select scraper from scrapewatch.scrapers`).toMatchObject([{ scraper: 'ig-1' }]);
  });

  it('lets postgres revoke a role, restore it, connect a strange project and uninstall everything, as it lets nobody else', async () => {
    const { owner, url } = await project('strange');
    await owner.unsafe(read('tests/foreignProject.sql'));
    const spaces = ['public', 'crawl', 'auth', 'storage', 'extensions'];
    const before = await fingerprint(owner, spaces);
    await owner.unsafe(await buildSql());
    await owner.unsafe(toSql(proposeAdapters(await introspect(owner))));
    const authenticator = connect(url('authenticator'));
    const read1600 = async () => {
      await authenticator`set role scrapewatch_reader`;
      const [row] = await authenticator`select count(*)::int as runs from scrapewatch.runs`;
      await authenticator`reset role`;
      return row?.runs;
    };
    expect(await read1600()).toBe(1600);
    await owner`select scrapewatch.revoke_role('scrapewatch_reader', 'a token leaked')`;
    await expect(read1600()).rejects.toThrow(/permission denied to set role/);
    await owner`select scrapewatch.restore_role('scrapewatch_reader', 'the key was rotated')`;
    expect(await read1600()).toBe(1600);
    await owner.unsafe(read('uninstall.sql'));
    expect(await fingerprint(owner, spaces)).toEqual(before);
  });
});
