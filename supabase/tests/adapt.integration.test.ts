import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introspect } from '../adapt/introspect';
import { fingerprint } from './fingerprint';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-adapt-'));
let server: TestServer;
let sql: Sql;
let url: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ sql, url } = await server.empty());
  await sql.unsafe(read('../demo/stack/hostedProject.sql'));
  await sql.unsafe(read('tests/foreignProject.sql'));
  await sql.unsafe(`insert into auth.users (id, email) values (gen_random_uuid(), 'somebody@example.org');
    create role looker login password 'looker-secret'; grant usage on schema crawl to looker;`);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function adapt(args: string[], database?: string): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const main = fileURLToPath(new URL('../adapt/main.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
      env: { ...process.env, DATABASE_URL: database ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += String(chunk)));
    child.stderr.on('data', (chunk) => (said.err += String(chunk)));
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

function lookerUrl(): string {
  const there = new URL(url);
  there.username = 'looker';
  there.password = 'looker-secret';
  return there.href;
}

describe('npm run adapt', () => {
  it('prints a script and runs nothing of it', async () => {
    const before = await fingerprint(sql, ['public', 'crawl', 'auth']);
    const { code, out, err } = await adapt([], url);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('create or replace view scrapewatch.runs');
    expect(out).toMatch(/^-- create index concurrently on crawl\.jobs/m);
    expect([...(await sql`select from pg_namespace where nspname = 'scrapewatch'`)]).toEqual([]);
    expect(await fingerprint(sql, ['public', 'crawl', 'auth'])).toEqual(before);
    expect((await adapt([], url)).out).toBe(out);
  });

  it('shows no address, secret or payload, neither a column nor a value', async () => {
    const { out } = await adapt(['--json'], url);
    expect(out).not.toMatch(/example\.org|api_token|payload|card_number|contact_email|encrypted_password/);
  });

  it('writes to a file, and takes the words of the team', async () => {
    const file = join(folder, 'adapters.sql');
    const { code, out, err } = await adapt(
      ['--out', file, '--system', 'IGF', '--environment', 'dev', '--zone', 'Europe/Berlin'],
      url
    );
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(/8 of 15 views\. Nothing has been run/); // Supabase's own users are the eighth
    const text = readFileSync(file, 'utf8');
    expect(text).toContain("'IGF'::text as system");
    expect(text).toContain("at time zone 'Europe/Berlin'");
  });

  it('works as a role that may only read the catalogue: words are guessed, from a check constraint or enum where there is one', async () => {
    const { code, out } = await adapt([], lookerUrl());
    expect(code).toBe(0);
    expect(out).toContain('GUESSED: the words in this column could not be read');
    expect(out).toContain('rows could not be read');
    expect(out).toMatch(/severity in \('fatal'\) then 'critical'/);
    expect(out).toMatch(/status in \('declined'\) then 'failed'/);
  });

  it.each([
    ['a wrong password', (there: URL) => (there.password = 'wrong-secret'), /refused the password/],
    ['a host that is not there', (there: URL) => (there.port = '1'), /could not be reached \(ECONNREFUSED\)/],
  ])('says what is wrong with %s, without the connection string', async (_, spoil, message) => {
    const there = new URL(lookerUrl());
    spoil(there);
    const { code, out, err } = await adapt([], there.href);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/secret|postgres:\/\//);
  });

  it('reads in a read-only transaction that no statement outlives for long', async () => {
    const seen: string[] = [];
    const watched = postgres(url, { max: 1, onnotice: () => undefined, debug: (_, query) => seen.push(query) });
    await introspect(watched);
    await watched.end();
    expect(seen.findIndex((query) => query.startsWith('begin read only'))).toBeLessThan(2); // before it: the driver's types
    expect(seen.join('\n')).toMatch(/statement_timeout/);
    expect(seen.join('\n')).not.toMatch(/^\s*(insert|update|delete|create|alter|drop)\b/im);
  });
});
