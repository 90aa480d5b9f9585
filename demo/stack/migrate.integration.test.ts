import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate';
import { type Postgres, startPostgres } from './postgres';

const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-migrate-'));
let database: Postgres;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await startPostgres({ dataDir: join(folder, 'postgres') });
  sql = postgres(database.url, { max: 1 });
  mkdirSync(join(folder, 'migrations'));
  mkdirSync(join(folder, 'seed'));
  write('migrations/2_rows.sql', 'insert into steps values (2)');
  write('migrations/1_table.sql', 'create table if not exists steps (n int)');
  write('seed/1_demo.sql', 'insert into steps values (99)');
});

afterAll(async () => {
  await sql?.end();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function steps(): Promise<number[]> {
  return (await sql<Array<{ n: number }>>`select n from steps order by n`).map((row) => row.n);
}

describe('migrate', () => {
  it('applies files in name order, once, seeds only for the demo', async () => {
    const { applied } = await migrate(database.url, { from: folder });
    expect(applied.slice(-2)).toEqual(['supabase/migrations/1_table.sql', 'supabase/migrations/2_rows.sql']);
    expect(await migrate(database.url, { from: folder })).toEqual({ applied: [] });
    expect(await steps()).toEqual([2]);
    expect(await migrate(database.url, { from: folder, demo: true })).toEqual({
      applied: ['supabase/seed/1_demo.sql'],
    });
    expect(await steps()).toEqual([2, 99]);
  });

  it('makes the roles of a hosted project', async () => {
    const roles =
      await sql`select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role', 'authenticator')`;
    expect(roles).toHaveLength(4);
  });

  it('names file and line of an error, and leaves nothing of that file', async () => {
    write('migrations/3_wrong.sql', 'insert into steps values (3);\n\nselect nonsense from steps;\n');
    await expect(migrate(database.url, { from: folder })).rejects.toThrow(
      'supabase/migrations/3_wrong.sql line 3: column "nonsense" does not exist'
    );
    expect(await steps()).toEqual([2, 99]);
  });

  it('applies a file again when its text has changed', async () => {
    write('migrations/3_wrong.sql', 'insert into steps values (3)');
    expect((await migrate(database.url, { from: folder })).applied).toEqual(['supabase/migrations/3_wrong.sql']);
    write('migrations/3_wrong.sql', 'insert into steps values (4)');
    await migrate(database.url, { from: folder });
    expect(await steps()).toEqual([2, 3, 4, 99]);
  });

  it('applies later migrations again after a changed one, which they may mend, but no seed', async () => {
    write('migrations/2_rows.sql', 'insert into steps values (5)');
    expect((await migrate(database.url, { from: folder, demo: true })).applied).toEqual([
      'supabase/migrations/2_rows.sql',
      'supabase/migrations/3_wrong.sql',
    ]);
    expect(await steps()).toEqual([2, 3, 4, 4, 5, 99]);
  });
});
