import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sql, startTestServer, type TestServer } from '../../supabase/tests/testDatabase';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const page = read('../workers.md');
const python = read('claim_commands.py');
const typescript = read('claimCommands.ts') + read('keepHouse.ts');
const called = (source: string) => [...source.matchAll(/\brpc\(["'](\w+)["']/g)].map((match) => match[1]);

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
afterAll(() => server?.stop());

describe('docs/workers.md', () => {
  it.each(['claimCommands.ts', 'keepHouse.ts', 'claim_commands.py'])('shows examples/%s as it is', (name) => {
    expect(page).toContain(`\n${read(name).trimEnd()}\n\`\`\``);
  });

  it('A9 calls the same functions in Python as in TypeScript, which service_role may execute', async () => {
    expect(called(python).sort()).toEqual(called(typescript).sort());
    for (const name of called(python)) {
      const [found] =
        await sql`select has_function_privilege('service_role', p.oid, 'execute') as allowed from pg_proc p
        where p.pronamespace = 'scrapewatch'::regnamespace and p.proname = ${String(name)}`;
      expect([name, found?.allowed]).toEqual([name, true]);
    }
  });

  it.each([
    ['TypeScript', typescript],
    ['Python', python],
  ])('A9 names arguments in %s as the functions do', async (_, source) => {
    const [row] = await sql`select array_agg(distinct a) as names from pg_proc p, unnest(p.proargnames) a
      where p.pronamespace = 'scrapewatch'::regnamespace and p.proname in ('claim_commands', 'renew_command', 'finish_command')`;
    for (const name of ['worker', 'command_id', 'ok', 'result']) {
      expect(source).toMatch(new RegExp(`\\b${name}\\b`));
      expect(row?.names).toContain(name);
    }
  });

  it('D6 switches on a policy that begins as a dry run', async () => {
    const [, statement = ''] = /```sql\n(insert[\s\S]*?)```/.exec(page) ?? [];
    await sql.unsafe(statement);
    expect(await sql`select enabled, dry_run from scrapewatch.remediation_policies`).toMatchObject([
      { enabled: true, dry_run: true },
    ]);
  });
});
