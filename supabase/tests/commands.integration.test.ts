import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildSql } from '../buildSql';
import { addRuns, seedTeam } from './team';
import { as, paste, refusal, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

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

const quote = (text: string) => `'${text}'`;

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

  it('A9 keeps what the browser says apart from what Grafana says, and both bounded', async () => {
    await request(`'stop_scraper', 'ig-1', 'leak', null, ${quote('x'.repeat(500))}`, {
      'x-grafana-user': ` mia\u0007${'y'.repeat(500)} `,
      authorization: 'Bearer secret-token',
      apikey: 'sb_secret',
      cookie: 'session=secret',
    });
    const [command] = await sql`select actor, claimed_by from scrapewatch.commands`;
    expect(command).toEqual({ actor: `mia${'y'.repeat(197)}`, claimed_by: 'x'.repeat(200) });
    const everything =
      await sql`select concat(to_jsonb(c), to_jsonb(l)) as text from scrapewatch.commands c, scrapewatch.audit_log l`;
    expect(String(everything[0]?.text)).not.toMatch(/secret|Bearer|session/);
  });

  it.each([
    '',
    'no json',
    '[1]',
    '7',
    'null',
    '{"x-grafana-user": ""}',
    '{"x-grafana-user": null}',
    '"x-grafana-user"',
  ])('A9 takes a command with headers %j, of nobody verified', async (headers) => {
    await sql.begin(async (transaction) => {
      await transaction`select set_config('role', 'scrapewatch_operator', true), set_config('request.headers', ${headers}, true)`;
      await transaction`select scrapewatch.request_command('stop_scraper', 'ig-1', 'leak')`;
    });
    expect(await sql`select actor from scrapewatch.commands`).toMatchObject([{ actor: null }]);
  });

  it('A9 says until when it can be taken back, and writes when it expires', async () => {
    const answer = await request(`'stop_scraper', 'ig-1', 'leak'`);
    const [command] = await sql`select not_before, extract(epoch from not_before - requested_at)::float as undo,
      extract(epoch from expires_at - not_before)::float as lasts, system, environment from scrapewatch.commands`;
    expect(new Date(String(answer.undo_until))).toEqual(command?.not_before);
    expect(command).toMatchObject({ undo: 5, lasts: 3600, system: 'IGF', environment: 'prod' });
  });

  it.each([
    ['start_scraper', 'running', 'Scraper ig-1 is running already'],
    ['stop_scraper', 'stopped', 'Scraper ig-1 is stopped already'],
  ])('A9 refuses %s of a scraper that is %s', async (kind, status, message) => {
    await sql`update public.scrapers set status = ${status} where name = 'ig-1'`;
    try {
      await expect(request(`'${kind}', 'ig-1', 'why'`)).rejects.toMatchObject({ code: 'PT409', message });
    } finally {
      await sql`update public.scrapers set status = 'running' where name = 'ig-1'`;
    }
  });

  it.each(['queued', 'completed', 'failed', 'cancelled'])('A4 refuses to reset a run that is %s', async (status) => {
    const [run] = await addRuns(sql, [{ status }]);
    await expect(request(`'reset_run', '${run}', 'why'`)).rejects.toMatchObject({
      code: 'PT409',
      message: `Run ${run} is ${status}: only a run that is processing can be reset`,
    });
  });

  it('A9 refuses a second command for a target while one is open, naming it, until that has ended', async () => {
    const first = await request(`'stop_scraper', 'ig-1', 'leak'`);
    await request(`'stop_scraper', 'mon-1', 'another target'`);
    for (const kind of ['stop_scraper', 'restart_scraper']) {
      await expect(request(`'${kind}', 'ig-1', 'again'`)).rejects.toMatchObject({
        code: 'PT409',
        message: expect.stringContaining(
          `Scraper ig-1 has an open command: stop_scraper (number ${first.command_id}), requested since `
        ),
      });
    }
    await sql`update scrapewatch.commands set status = 'done'`;
    expect(await request(`'restart_scraper', 'ig-1', 'again'`)).toMatchObject({ repeated: false });
  });

  it('A9 answers a repeat although the first has been carried out meanwhile', async () => {
    const first = await request(`'stop_scraper', 'ig-1', 'leak', 'key-1'`);
    await sql`update scrapewatch.commands set status = 'done'`;
    await sql`update public.scrapers set status = 'stopped' where name = 'ig-1'`;
    expect(await request(`'stop_scraper', 'ig-1', 'leak', 'key-1'`)).toEqual({
      ...first,
      status: 'done',
      repeated: true,
    });
    await sql`update public.scrapers set status = 'running' where name = 'ig-1'`;
  });

  it('A9 takes a new command once an old one that nobody took has expired', async () => {
    await request(`'stop_scraper', 'ig-1', 'leak'`);
    await sql`update scrapewatch.commands set requested_at = now() - interval '2 h', not_before = now() - interval '2 h', expires_at = now() - interval '1 s'`;
    await request(`'stop_scraper', 'ig-1', 'leak'`);
    expect(await sql`select status from scrapewatch.commands order by command_id`).toMatchObject([
      { status: 'expired' },
      { status: 'requested' },
    ]);
  });

  it.each([
    [`'drop_table', 'ig-1', 'why', 'k'`, 'PT422'],
    [`'stop_scraper', 'ig-1', repeat('x', 1001), 'k'`, 'PT422'],
    [`'stop_scraper', 'ig-1', null, 'k'`, 'PT422'],
    [`'stop_scraper', 'ig-1', 'why', repeat('k', 201)`, 'PT422'],
    [`'stop_scraper', 'ig-1', 'why', 'k', null, 'IGM'`, 'PT404'],
    [`'stop_scraper', 'ig-1', 'why', 'k', null, null, 'dev'`, 'PT404'],
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

describe('a name that is used in two systems', () => {
  let twice: Sql;
  beforeAll(async () => {
    twice = await server.clone();
    await twice`create or replace view scrapewatch.scrapers with (security_barrier = true) as
      select 'ig' as scraper, v.system, v.environment, v.status, null::timestamptz as started_at, null::timestamptz as last_run_at,
        null::integer as queue_size, null::bigint as memory_bytes, null::double precision as cpu_ratio, null::bigint as api_calls,
        null::integer as rate_limit_remaining, null::integer as rate_limit_total, null::text as last_error, now() as updated_at
      from (values ('IGF', 'prod', 'running'), ('IGF', 'dev', 'stopped'), ('IGM', 'dev', 'running')) v(system, environment, status)`;
  });
  const ask = async (values: string) =>
    (await as(twice, 'scrapewatch_operator', `select scrapewatch.request_command(${values}) as answer`))[0]?.answer;

  it('A9 is refused without saying which, and the candidates are named', async () => {
    await expect(ask(`'stop_scraper', 'ig', 'why'`)).rejects.toMatchObject({
      code: 'PT409',
      message: 'There is more than one scraper ig: IGF dev, IGF prod, IGM dev',
    });
    await expect(ask(`'stop_scraper', 'ig', 'why', null, null, 'IGF'`)).rejects.toMatchObject({ code: 'PT409' });
  });

  it('A9 is one target a system and environment: each with its own state, open command and key', async () => {
    await ask(`'stop_scraper', 'ig', 'why', 'key', null, 'IGF', 'prod'`);
    await ask(`'stop_scraper', 'ig', 'why', null, null, 'IGM'`);
    await expect(ask(`'stop_scraper', 'ig', 'why', null, null, 'IGF', 'dev'`)).rejects.toMatchObject({
      message: 'Scraper ig is stopped already',
    });
    await expect(ask(`'stop_scraper', 'ig', 'why', 'key', null, 'IGM', 'dev'`)).rejects.toMatchObject({
      message: 'This idempotency key belongs to another command',
    });
    expect(await twice`select system, environment from scrapewatch.command_log order by command_id`).toMatchObject([
      { system: 'IGF', environment: 'prod' },
      { system: 'IGM', environment: 'dev' },
    ]);
  });
});

describe('undo_command', () => {
  const undo = async (id: unknown) =>
    (
      await as(sql, 'scrapewatch_operator', `select scrapewatch.undo_command(${String(id)}, 'tom') as answer`, {
        headers: { 'x-grafana-user': 'mia' },
      })
    )[0]?.answer;

  it('A9 takes a command back within its time, twice without harm, audited once', async () => {
    const { command_id } = await request(`'stop_scraper', 'ig-1', 'leak'`);
    expect(await undo(command_id)).toEqual({ command_id, status: 'undone', repeated: false });
    expect(await undo(command_id)).toEqual({ command_id, status: 'undone', repeated: true });
    expect(
      await sql`select actor, target, details ->> 'claimed_by' as claimed_by from scrapewatch.audit_log where action = 'undo_command'`
    ).toMatchObject([{ actor: 'mia', target: 'ig-1', claimed_by: 'tom' }]);
    expect(await as(sql, 'service_role', `select * from scrapewatch.claim_commands('w')`)).toEqual([]);
    expect(await request(`'stop_scraper', 'ig-1', 'after all'`)).toMatchObject({ repeated: false });
  });

  it.each([
    ['its time is over', `not_before = now() - interval '1 s'`, 'free for workers'],
    ['a worker has it', `status = 'claimed', worker = 'w-1'`, 'claimed by w-1'],
    ['it is done', `status = 'done', worker = 'w-1'`, 'done by w-1'],
    ['it has expired', `status = 'expired'`, 'expired'],
  ])('A9 is refused when %s', async (_, change, state) => {
    const { command_id } = await request(`'stop_scraper', 'ig-1', 'leak'`);
    await sql.unsafe(`update scrapewatch.commands set ${change}`);
    await expect(undo(command_id)).rejects.toMatchObject({
      code: 'PT409',
      message: `Command ${String(command_id)} cannot be taken back: it is ${state}`,
    });
  });

  it('A9 of a command that is not there is refused as 404', async () => {
    await expect(undo(12345)).rejects.toMatchObject({ code: 'PT404' });
    await expect(undo(null)).rejects.toMatchObject({ code: 'PT404' });
  });
});

describe('command_log and audit_log', () => {
  it('A9 show the log to readers, without keys, and the audit to operators only', async () => {
    await request(`'stop_scraper', 'ig-1', 'leak', 'key-1'`);
    const [row] = await as(sql, 'scrapewatch_reader', 'select * from scrapewatch.command_log', { readOnly: true });
    expect(row).toMatchObject({ kind: 'stop_scraper', target: 'ig-1', status: 'requested', attempts: 0 });
    expect(Object.values(row ?? {})).not.toContain('key-1');
    expect(await as(sql, 'scrapewatch_operator', 'select action from scrapewatch.audit_log')).toEqual([
      { action: 'request_stop_scraper' },
    ]);
    expect(await refusal(sql, 'scrapewatch_reader', 'select * from scrapewatch.audit_log')).toBe('42501');
    expect(await refusal(sql, 'scrapewatch_operator', 'select * from scrapewatch.commands')).toBe('42501');
  });
});

describe('commands of 0.1.0', () => {
  it('A9 are kept and expire, since nobody could have taken them', async () => {
    const { sql: old } = await server.empty();
    await paste(old, readFileSync(new URL('./scrapewatch-0.1.0.sql', import.meta.url), 'utf8'));
    await old`insert into scrapewatch.commands (kind, target, reason, idempotency_key, requested_at, status, claimed_by) values
      ('stop_scraper', 'ig-1', 'leak', 'k-1', now() - interval '1 day', 'requested', null),
      ('stop_scraper', 'ig-2', 'leak', 'k-2', now() - interval '1 day', 'claimed', 'their worker'),
      ('stop_scraper', 'ig-3', 'leak', 'k-3', now() - interval '1 day', 'done', 'their worker')`;
    await paste(old, await buildSql());
    await paste(old, await buildSql());
    expect(await as(old, 'service_role', `select * from scrapewatch.claim_commands('w', 10)`)).toEqual([]);
    expect(
      await old`select target, status, worker, claimed_by, system from scrapewatch.command_log order by command_id`
    ).toMatchObject([
      { target: 'ig-1', status: 'expired', worker: null, claimed_by: null, system: null },
      { target: 'ig-2', status: 'expired', worker: 'their worker', claimed_by: null },
      { target: 'ig-3', status: 'done', worker: 'their worker', claimed_by: null },
    ]);
  });
});
