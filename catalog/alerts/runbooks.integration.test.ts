import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addRuns, seedTeam } from '../../supabase/tests/team';
import { as, startTestServer, type Sql, type TestServer } from '../../supabase/tests/testDatabase';
import { metrics } from '../metrics';

const folder = path.resolve(import.meta.dirname, '../../runbooks');
const pages = readdirSync(folder).map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

/** The code blocks of one language, also those inside a list. */
function blocks(language: 'sql' | 'promql') {
  return pages.flatMap(({ name, text }) =>
    [...text.matchAll(new RegExp(`^ *\`\`\`${language}\\n([^\`]+)`, 'gm'))].map(([, code = '']) => ({ name, code }))
  );
}

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
  await addRuns(sql, [
    { status: 'processing', queuedAt: "now() - interval '1 h'", startedAt: "now() - interval '1 h'" },
  ]);
});
afterAll(() => server?.stop());

describe('what a runbook tells to ask', () => {
  it.each(blocks('sql'))('$name: the operator may run its SQL', async ({ code }) => {
    await expect(as(sql, 'scrapewatch_operator', code)).resolves.toBeInstanceOf(Array);
  });

  it.each(blocks('promql'))('$name: its PromQL names series that the database serves', ({ code }) => {
    const names = code.match(/\bscrapewatch_\w+/g) ?? [];

    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !Object.values(metrics).some((metric) => metric.name === name))).toEqual([]);
  });

  it('C7 the reset that its runbook asks for is there for a worker to take', async () => {
    expect(await sql`select kind, reason, status from scrapewatch.command_log`).toMatchObject([
      { kind: 'reset_run', reason: 'stuck, runbook C7', status: 'requested' },
    ]);
  });
});
