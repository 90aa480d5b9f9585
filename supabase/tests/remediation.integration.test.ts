import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRuns, seedTeam } from './team';
import { as, refusal, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
});
beforeEach(() =>
  wipe(
    sql,
    'scrapewatch.commands',
    'scrapewatch.audit_log',
    'scrapewatch.remediation_policies',
    'scrapewatch.maintenance_windows',
    'public.scrape_runs'
  )
);
afterAll(() => server?.stop());

const remediate = () => as(sql, 'service_role', 'select * from scrapewatch.run_remediation()');
const actions = async () =>
  (await remediate()).map((row) => [row.policy, row.action, row.client, row.detail].join(' | '));
const commands = async (): Promise<Row[]> => [
  ...(await sql`select * from scrapewatch.command_log order by command_id`),
];
const audited = async (action: string) =>
  (await sql`select target from scrapewatch.audit_log where action = ${action} order by audit_id`).map(
    (row) => row.target
  );

/** Runs that began so many minutes ago, in the order given. */
const stuckFor = (minutes: number[], client = 'ada') =>
  addRuns(
    sql,
    minutes.map((age) => ({ client, status: 'processing', startedAt: `now() - interval '${age} min'` }))
  );

async function policy(facts: Record<string, string | number | boolean> = {}): Promise<void> {
  const row = { name: 'p', enabled: true, dry_run: false, ...facts };
  await sql`insert into scrapewatch.remediation_policies ${sql(row)}`;
}

describe('run_remediation', () => {
  it('D6 does nothing without a policy, and nothing by one that is as it was made', async () => {
    await stuckFor([120]);
    expect(await remediate()).toEqual([]);
    await sql`insert into scrapewatch.remediation_policies (name) values ('new')`;
    expect(await sql`select enabled, dry_run from scrapewatch.remediation_policies`).toMatchObject([
      { enabled: false, dry_run: true },
    ]);
    expect(await remediate()).toEqual([]);
    expect(await commands()).toEqual([]);
  });

  it('D6 asks to reset what is stuck long enough, oldest first, as an operator does: with undo, worker and audit', async () => {
    const [, old, older] = await stuckFor([29, 31, 90]);
    await policy();
    expect(await remediate()).toMatchObject([
      {
        policy: 'p',
        action: 'requested',
        run_id: older,
        client: 'ada',
        scraper: 'ig-1',
        system: 'IGF',
        environment: 'prod',
      },
      { policy: 'p', action: 'requested', run_id: old, detail: 'Stuck for 31 minutes: policy p' },
    ]);
    expect(await commands()).toMatchObject([
      {
        kind: 'reset_run',
        target: older,
        actor: 'policy:p',
        claimed_by: null,
        status: 'requested',
        system: 'IGF',
        environment: 'prod',
      },
      { target: old, reason: 'Stuck for 31 minutes: policy p' },
    ]);
    expect((await commands()).every((row) => Number(row.not_before) > Number(row.requested_at))).toBe(true);
    expect(await audited('request_reset_run')).toEqual([older, old]);
    expect(
      await sql`select distinct actor, role from scrapewatch.audit_log where action = 'request_reset_run'`
    ).toMatchObject([{ actor: 'policy:p', role: 'service_role' }]);
  });

  it('D6 never touches a run before it counts as stuck, whatever the policy says', async () => {
    await stuckFor([9]);
    await policy({ min_age_seconds: 0 });
    expect(await remediate()).toEqual([]);
  });

  it('D6 in a dry run tells what it would do, audits that once, and does nothing', async () => {
    const [run] = await stuckFor([60]);
    await policy({ dry_run: true });
    for (const call of [1, 2, 3]) {
      expect([call, await actions()]).toEqual([call, ['p | would request | ada | Stuck for 60 minutes: policy p']]);
    }
    expect(await commands()).toEqual([]);
    expect(await audited('propose_reset_run')).toEqual([run]);
  });

  it.each([true, false])('D6 keeps to its number an hour, dry run: %s', async (dry_run) => {
    await stuckFor([60, 61, 62]);
    await policy({ dry_run, max_per_hour: 2 });
    expect((await actions()).at(-1)).toBe('p | skipped | ada | 2 an hour is the most');
    await remediate();
    await sql`update scrapewatch.commands set requested_at = requested_at - interval '61 min', status = 'expired'`;
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction`update scrapewatch.audit_log set happened_at = happened_at - interval '30 min'`;
    });
    const again = (await remediate()).filter((row) => row.action !== 'skipped');
    expect(again).toHaveLength(2); // half an hour later: the two proposals are still told; an hour later: two more commands
    expect((await commands()).length + (await audited('propose_reset_run')).length).toBe(dry_run ? 2 : 4);
  });

  it('D6 stays within its system and environment', async () => {
    await stuckFor([60]);
    await stuckFor([60], 'bea');
    await policy({ name: 'igm', system: 'IGM' });
    await policy({ name: 'nowhere', environment: 'staging' });
    expect(await actions()).toEqual(['igm | requested | bea | Stuck for 60 minutes: policy igm']);
  });

  it('D6 leaves alone a run that has a command open, and says which', async () => {
    const [run] = await stuckFor([60]);
    await as(sql, 'scrapewatch_operator', `select scrapewatch.request_command('reset_run', '${run}', 'by hand')`);
    await policy();
    const [mine] = await commands();
    expect(await remediate()).toMatchObject([
      { action: 'skipped', command_id: mine?.command_id, detail: `command ${String(mine?.command_id)} is requested` },
    ]);
  });

  it.each(['done', 'failed', 'undone'])(
    'D6 does not ask again for the same episode after one that is %s',
    async (status) => {
      const [run] = await stuckFor([60]);
      await policy();
      await remediate();
      await sql`update scrapewatch.commands set status = ${status}`;
      expect((await remediate()).map((row) => row.action)).toEqual(['skipped']);
      await sql`update scrapewatch.commands set requested_at = now() - interval '3 h'`;
      await sql`update public.scrape_runs set started_at = now() - interval '31 min'`; // begun anew since, and stuck again
      expect((await remediate()).map((row) => row.action)).toEqual(['requested']);
      expect((await commands()).map((row) => row.target)).toEqual([run, run]);
    }
  );

  it('D6 asks again when no worker took the first', async () => {
    await stuckFor([60]);
    await policy();
    await remediate();
    await sql`update scrapewatch.commands set not_before = now() - interval '2 h', requested_at = now() - interval '2 min', expires_at = now() - interval '1 s'`;
    expect((await remediate()).map((row) => row.action)).toEqual(['requested']);
    expect((await commands()).map((row) => row.status)).toEqual(['expired', 'requested']);
  });

  it('D6 pauses in a maintenance window of that system, and goes on after it', async () => {
    await stuckFor([60]);
    await stuckFor([60], 'bea');
    await policy();
    await sql`insert into scrapewatch.maintenance_windows (starts_at, ends_at, system, reason) values
      (now() - interval '1 min', now() + interval '1 h', 'IGF', 'new disks'), (now() - interval '2 h', now() - interval '1 h', null, 'over')`;
    expect((await actions()).sort()).toEqual([
      'p | requested | bea | Stuck for 60 minutes: policy p',
      'p | skipped | ada | maintenance',
    ]);
    await sql`update scrapewatch.maintenance_windows set ends_at = now()`;
    expect((await remediate()).filter((row) => row.client === 'ada')).toMatchObject([{ action: 'requested' }]);
  });

  it('D6 called by two workers at once asks once', async () => {
    await stuckFor([60, 61, 62]);
    await policy();
    await Promise.all([remediate(), remediate()]);
    expect(await commands()).toHaveLength(3);
  });
});

describe('remediation_policies', () => {
  it('D6 are switched by service_role and the owner alone, read by the operator too, and every change is audited', async () => {
    const change = `insert into scrapewatch.remediation_policies (name) values ('mine')`;
    for (const role of [
      'anon',
      'authenticated',
      'scrapewatch_reader',
      'scrapewatch_operator',
      'scrapewatch_metrics',
      'scrapewatch_ingest',
    ]) {
      expect([role, await refusal(sql, role, change)]).toEqual([role, '42501']);
    }
    expect(await refusal(sql, 'scrapewatch_reader', 'select * from scrapewatch.remediation_policies')).toBe('42501');
    const headers = { 'x-grafana-user': 'mia' };
    await as(sql, 'service_role', change, { headers });
    await as(sql, 'service_role', `update scrapewatch.remediation_policies set enabled = true`, { headers });
    await as(sql, 'service_role', `delete from scrapewatch.remediation_policies`, { headers });
    expect(
      await sql`select actor, action, target, details -> 'before' -> 'enabled' as before, details -> 'after' -> 'enabled' as after
        from scrapewatch.audit_log order by audit_id`
    ).toMatchObject([
      { actor: 'mia', action: 'insert_remediation_policy', target: 'mine', before: null, after: false },
      { action: 'update_remediation_policy', before: false, after: true },
      { action: 'delete_remediation_policy', before: true, after: null },
    ]);
    expect(await as(sql, 'scrapewatch_operator', 'select * from scrapewatch.remediation_policies')).toEqual([]);
  });
});
