import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRuns, seedTeam } from './team';
import { as, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
});
beforeEach(() => wipe(sql, 'scrapewatch.commands', 'scrapewatch.audit_log'));
afterAll(() => server?.stop());

async function request(values: string, headers: Record<string, string> = {}): Promise<Row> {
  const [row] = await as(sql, 'scrapewatch_operator', `select scrapewatch.request_command(${values}) as answer`, {
    headers,
  });
  return row?.answer as Row;
}

describe('request_command', () => {
  it('A9 records who asked for what and why, once in commands and once in the audit log', async () => {
    const answer = await request(`'restart_scraper', 'ig-1', ' stuck since noon ', 'key-1'`, {
      'x-grafana-user': 'mia',
    });
    expect(answer).toMatchObject({ status: 'requested', repeated: false });
    expect(await sql`select kind, target, reason, actor, status from scrapewatch.commands`).toMatchObject([
      { kind: 'restart_scraper', target: 'ig-1', reason: 'stuck since noon', actor: 'mia', status: 'requested' },
    ]);
    expect(await sql`select actor, role, action, target, reason from scrapewatch.audit_log`).toMatchObject([
      {
        actor: 'mia',
        role: 'scrapewatch_operator',
        action: 'request_restart_scraper',
        target: 'ig-1',
        reason: 'stuck since noon',
      },
    ]);
  });

  it('A9 asked twice with one key is one command', async () => {
    const first = await request(`'stop_scraper', 'ig-1', 'leak', 'key-1'`);
    expect(await request(`'stop_scraper', 'ig-1', 'leak', 'key-1'`)).toEqual({ ...first, repeated: true });
    expect(await sql`select * from scrapewatch.commands`).toHaveLength(1);
    expect(await sql`select * from scrapewatch.audit_log`).toHaveLength(1);
  });

  it('A9 refuses a key that belongs to another command', async () => {
    await request(`'stop_scraper', 'ig-1', 'leak', 'key-1'`);
    await expect(request(`'start_scraper', 'ig-1', 'leak', 'key-1'`)).rejects.toMatchObject({ code: 'PT409' });
  });

  it('A4 takes a run to reset by its id, without a key too; an actor that Grafana does not send is null', async () => {
    const [run] = await addRuns(sql, [{ status: 'processing' }]);
    await request(`'reset_run', '${run}', 'worker died'`);
    expect(await sql`select target, actor from scrapewatch.commands`).toMatchObject([{ target: run, actor: null }]);
  });

  it.each([
    [`'drop_table', 'ig-1', 'why', 'k'`, 'PT422'],
    [`null, 'ig-1', 'why', 'k'`, 'PT422'],
    [`'stop_scraper', 'ig-1', '  ', 'k'`, 'PT422'],
    [`'stop_scraper', 'nobody', 'why', 'k'`, 'PT404'],
    [`'reset_run', '999', 'why', 'k'`, 'PT404'],
    [`'reset_run', null, 'why', 'k'`, 'PT404'],
  ])('A9 refuses %s with %s and leaves no trace', async (values, code) => {
    await expect(request(values)).rejects.toMatchObject({ code });
    expect(await sql`select * from scrapewatch.commands`).toHaveLength(0);
  });
});
