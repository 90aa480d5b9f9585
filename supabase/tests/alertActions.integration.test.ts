import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, refusal, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
beforeEach(async () => {
  await wipe(
    sql,
    'scrapewatch.alerts',
    'scrapewatch.alert_events',
    'scrapewatch.alert_actions',
    'scrapewatch.audit_log'
  );
  await fire('10:00');
});
afterAll(() => server?.stop());

async function notify(alert: object): Promise<void> {
  const body = {
    alerts: [
      { fingerprint: 'f1', labels: { alertname: 'Queue grows', severity: 'critical', system: 'IGF' }, ...alert },
    ],
  };
  await as(sql, 'scrapewatch_ingest', `select public.scrapewatch_ingest_alerts('${JSON.stringify(body)}')`);
}
const fire = (time: string) =>
  notify({ status: 'firing', startsAt: `2026-11-21T${time}:00Z`, endsAt: '0001-01-01T00:00:00Z' });

async function act(call: string, user = 'mia'): Promise<Row> {
  const headers = user ? { 'x-grafana-user': user } : undefined;
  const [row] = await as(sql, 'scrapewatch_operator', `select scrapewatch.${call} as answer`, { headers });
  return row?.answer as Row;
}
const state = async () =>
  (
    await sql`select acknowledged_by, acknowledged_at, assigned_to, snoozed_until from scrapewatch.alerts where fingerprint = 'f1'`
  )[0];
const history = async (): Promise<Row[]> => [
  ...(await sql`select * from scrapewatch.alert_actions order by action_id`),
];
const said = async () => (await history()).map((row) => [row.action, row.actor, row.note].filter(Boolean).join(' '));

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('acknowledge_alert', () => {
  it('C17 records who and when, on the alert, in its history and in the audit log', async () => {
    const answer = await act(`acknowledge_alert('f1', ' looking ', 'tom')`);
    expect(answer).toMatchObject({ fingerprint: 'f1', repeated: false, acknowledged_by: 'mia', assigned_to: null });
    expect(await state()).toMatchObject({ acknowledged_by: 'mia', acknowledged_at: expect.any(Date) });
    expect(await history()).toMatchObject([
      {
        action_id: answer.action_id,
        fingerprint: 'f1',
        starts_at: new Date('2026-11-21T10:00:00Z'),
        action: 'acknowledge',
      },
    ]);
    expect(await history()).toMatchObject([
      { actor: 'mia', claimed_by: 'tom', note: 'looking', assignee: null, snoozed_until: null },
    ]);
    expect(await sql`select actor, role, action, target, reason from scrapewatch.audit_log`).toMatchObject([
      { actor: 'mia', role: 'scrapewatch_operator', action: 'acknowledge_alert', target: 'f1', reason: 'looking' },
    ]);
  });

  it.each([
    [`null, 'tom'`, 'tom (unverified)'],
    [`null, null`, 'unverified'],
  ])('C17 shows an actor that Grafana does not vouch for as such: %s', async (args, shown) => {
    await act(`acknowledge_alert('f1', ${args})`, '');
    expect(await state()).toMatchObject({ acknowledged_by: shown });
    expect(await history()).toMatchObject([{ actor: null }]);
  });

  it('C17 by a second person leaves the first in place, and keeps what the second says', async () => {
    await act(`acknowledge_alert('f1')`, 'mia');
    expect(await act(`acknowledge_alert('f1')`, 'tom')).toMatchObject({
      repeated: true,
      action_id: null,
      acknowledged_by: 'mia',
    });
    expect(await act(`acknowledge_alert('f1', 'me too')`, 'tom')).toMatchObject({
      repeated: false,
      acknowledged_by: 'mia',
    });
    expect(await said()).toEqual(['acknowledge mia', 'note tom me too']);
  });

  it('C17 by ten people at once is one acknowledgement', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => act(`acknowledge_alert('f1')`, `user-${n}`))
    );
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.acknowledged_by)).size).toBe(1);
    expect(await history()).toHaveLength(1);
  });

  it('C17 is taken back by anybody, once', async () => {
    await act(`acknowledge_alert('f1')`, 'mia');
    expect(await act(`unacknowledge_alert('f1', 'not mine')`, 'tom')).toMatchObject({
      acknowledged_by: null,
      acknowledged_at: null,
    });
    expect(await act(`unacknowledge_alert('f1')`, 'tom')).toMatchObject({ repeated: true });
    expect(await said()).toEqual(['acknowledge mia', 'unacknowledge tom not mine']);
  });
});

describe('assign_alert, note_alert and snooze_alert', () => {
  it('C17 assign, reassign and take back', async () => {
    for (const assignee of [`'tom'`, `'tom'`, `'ann'`, `' '`, 'null']) {
      await act(`assign_alert('f1', ${assignee})`);
    }
    expect((await history()).map((row) => row.assignee)).toEqual(['tom', 'ann', null]);
    expect(await state()).toMatchObject({ assigned_to: null });
  });

  it('C17 keep a note once when it is sent twice, and the same words of somebody else too', async () => {
    await act(`note_alert('f1', 'restarted it')`);
    expect(await act(`note_alert('f1', 'restarted it')`)).toMatchObject({ repeated: true });
    await act(`note_alert('f1', 'restarted it')`, 'tom');
    await act(`note_alert('f1', 'again')`);
    expect(await said()).toEqual(['note mia restarted it', 'note tom restarted it', 'note mia again']);
  });

  it('C17 snooze until a time, and end that', async () => {
    const until = inAnHour();
    await act(`snooze_alert('f1', '${until}', 'known')`);
    expect((await act(`snooze_alert('f1', '${until}')`)).repeated).toBe(true);
    expect(await state()).toMatchObject({ snoozed_until: new Date(until) });
    await act(`snooze_alert('f1')`);
    expect(await state()).toMatchObject({ snoozed_until: null });
    expect((await history()).map((row) => [row.action, row.snoozed_until])).toEqual([
      ['snooze', new Date(until)],
      ['unsnooze', null],
    ]);
  });
});

describe('every one of them', () => {
  const calls = [
    'acknowledge_alert(F)',
    'unacknowledge_alert(F)',
    `assign_alert(F, 'tom')`,
    `note_alert(F, 'x')`,
    'snooze_alert(F)',
  ];

  it.each(calls)('C17 answers 404 for an alert that is not there: %s', async (call) => {
    for (const fingerprint of [`'nothing'`, 'null', `''`]) {
      await expect(act(call.replace('F', fingerprint))).rejects.toMatchObject({ code: 'PT404' });
    }
    expect(await history()).toEqual([]);
  });

  it.each([
    `note_alert('f1', ' ')`,
    `note_alert('f1', null)`,
    `note_alert('f1', repeat('x', 2001))`,
    `acknowledge_alert('f1', repeat('x', 2001))`,
    `assign_alert('f1', repeat('x', 201))`,
    `snooze_alert('f1', now() - interval '1 s')`,
    `snooze_alert('f1', now() + interval '32 days')`,
    `snooze_alert('f1', 'infinity')`,
  ])('C17 answers 422 and leaves no trace: %s', async (call) => {
    await expect(act(call)).rejects.toMatchObject({ code: 'PT422' });
    expect(await history()).toEqual([]);
    expect(await sql`select * from scrapewatch.audit_log`).toHaveLength(0);
  });

  it.each(calls)('C17 is for the operator alone: %s', async (call) => {
    const statement = `select scrapewatch.${call.replace('F', `'f1'`)}`;
    for (const role of [
      'anon',
      'authenticated',
      'service_role',
      'scrapewatch_reader',
      'scrapewatch_metrics',
      'scrapewatch_ingest',
    ]) {
      expect([role, await refusal(sql, role, statement)]).toEqual([role, '42501']);
    }
    expect(await refusal(sql, 'scrapewatch_operator', statement)).toBe('allowed');
  });
});

describe('a new episode of an alert', () => {
  it("C17 is nobody's yet, and stays snoozed; what was done to the last one remains in its history", async () => {
    const until = inAnHour();
    await act(`acknowledge_alert('f1')`);
    await act(`assign_alert('f1', 'tom')`);
    await act(`snooze_alert('f1', '${until}')`);
    await notify({ status: 'resolved', startsAt: '2026-11-21T10:00:00Z', endsAt: '2026-11-21T10:30:00Z' });
    expect(await state()).toMatchObject({ acknowledged_by: 'mia', assigned_to: 'tom', snoozed_until: new Date(until) });
    await fire('11:00');
    expect(await state()).toEqual({
      acknowledged_by: null,
      acknowledged_at: null,
      assigned_to: null,
      snoozed_until: new Date(until),
    });
    await act(`acknowledge_alert('f1')`, 'ann');
    expect((await history()).map((row) => [row.action, row.starts_at])).toEqual([
      ['acknowledge', new Date('2026-11-21T10:00:00Z')],
      ['assign', new Date('2026-11-21T10:00:00Z')],
      ['snooze', new Date('2026-11-21T10:00:00Z')],
      ['acknowledge', new Date('2026-11-21T11:00:00Z')],
    ]);
  });
});

describe('overview_status', () => {
  const overview = async () =>
    (await as(sql, 'scrapewatch_reader', 'select * from scrapewatch.overview_status()', { readOnly: true }))[0];

  it('A12 counts a snoozed alert as open and is not decided by it, until its time is over', async () => {
    await sql`insert into public.scrapers (name, system, environment, status) values ('ig-1', 'IGF', 'prod', 'running')`;
    expect(await overview()).toMatchObject({ status: 'critical', open_alerts: 1, reason: 'critical alerts open: 1' });
    await act(`snooze_alert('f1', '${inAnHour()}')`);
    expect(await overview()).toMatchObject({
      status: 'healthy',
      open_alerts: 1,
      reason: 'every scraper and worker is well; alerts snoozed: 1',
    });
    await notify({
      fingerprint: 'f2',
      status: 'firing',
      startsAt: '2026-11-21T10:00:00Z',
      labels: { severity: 'warning' },
    });
    expect(await overview()).toMatchObject({
      status: 'degraded',
      open_alerts: 2,
      reason: 'other alerts open: 1; alerts snoozed: 1',
    });
    await sql`update scrapewatch.alerts set snoozed_until = now() - interval '1 s'`;
    expect(await overview()).toMatchObject({ status: 'critical', open_alerts: 2 });
  });
});

describe('history', () => {
  it('C17 of alerts is read by readers and operators', async () => {
    await act(`note_alert('f1', 'hello')`);
    for (const role of ['scrapewatch_reader', 'scrapewatch_operator']) {
      expect(await as(sql, role, 'select note from scrapewatch.alert_actions', { readOnly: true })).toEqual([
        { note: 'hello' },
      ]);
      expect(await as(sql, role, 'select status from scrapewatch.alert_events', { readOnly: true })).toEqual([
        { status: 'firing' },
      ]);
    }
  });

  it.each([
    ['audit_log', 'reason'],
    ['alert_events', 'receiver'],
    ['alert_actions', 'note'],
  ])('C17 in %s is changed, deleted and emptied by nobody, not even its owner', async (table, column) => {
    await act(`note_alert('f1', 'hello')`);
    const roles = ['anon', 'authenticated', 'service_role', 'postgres'];
    for (const role of [
      ...roles,
      'scrapewatch_reader',
      'scrapewatch_operator',
      'scrapewatch_metrics',
      'scrapewatch_ingest',
    ]) {
      for (const change of [
        `update scrapewatch.${table} set ${column} = 'x'`,
        `delete from scrapewatch.${table}`,
        `truncate scrapewatch.${table}`,
      ]) {
        expect([role, change, await refusal(sql, role, change)]).toEqual([role, change, '42501']);
      }
      if (role !== 'postgres') {
        expect([role, await refusal(sql, role, `insert into scrapewatch.${table} default values`)]).toEqual([
          role,
          '42501',
        ]);
      }
    }
  });
});
