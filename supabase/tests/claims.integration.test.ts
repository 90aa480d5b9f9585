import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedTeam } from './team';
import { as, refusal, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
});
beforeEach(() => wipe(sql, 'scrapewatch.commands', 'scrapewatch.audit_log'));
afterAll(() => server?.stop());

/** Commands that are due: `target` names them, the first is the oldest. */
async function due(
  ...commands: Array<{ target: string; kind?: string; age?: string; set?: string }>
): Promise<number[]> {
  const ids: number[] = [];
  for (const [place, { target, kind = 'restart_scraper', age = `${100 - place} s`, set = '' }] of commands.entries()) {
    const [row] = await sql.unsafe<Array<{ command_id: number }>>(`
      insert into scrapewatch.commands (kind, target, system, environment, reason, idempotency_key, requested_at, not_before, expires_at)
      select '${kind}', '${target}', 'IGF', 'prod', 'why', gen_random_uuid()::text, now() - interval '${age}', now() - interval '${age}',
        now() + interval '1 h'
      returning command_id`);
    const id = row?.command_id ?? 0;
    if (set) {
      await sql.unsafe(`update scrapewatch.commands set ${set} where command_id = ${id}`);
    }
    ids.push(id);
  }
  return ids;
}

const worker = (statement: string) => as(sql, 'service_role', statement);
const claim = async (args: string) => {
  const rows = await worker(`select * from scrapewatch.claim_commands(${args})`);
  return rows.map((row) => row.target);
};
const call = async (statement: string) => (await worker(`select ${statement} as answer`))[0]?.answer;
const log = async (): Promise<Row[]> => [...(await sql`select * from scrapewatch.command_log order by command_id`)];
const audit = async () =>
  (await sql`select actor, action, target from scrapewatch.audit_log order by audit_id`).map((row) =>
    [row.actor, row.action, row.target].join(' ')
  );

describe('claim_commands', () => {
  it('A9 gives the oldest first, as many as asked for, with a lease and its number of attempts', async () => {
    await due({ target: 'c' }, { target: 'b' }, { target: 'a' });
    const rows = await worker(
      `select *, extract(epoch from lease_until - clock_timestamp())::float as lease from scrapewatch.claim_commands('w-1', 2)`
    );
    expect(rows).toMatchObject([
      {
        kind: 'restart_scraper',
        target: 'c',
        system: 'IGF',
        environment: 'prod',
        reason: 'why',
        actor: null,
        attempts: 1,
      },
      { target: 'b', attempts: 1 },
    ]);
    expect(rows[0]?.lease).toBeGreaterThan(55);
    expect(rows[0]?.lease).toBeLessThanOrEqual(60);
    expect(await claim(`'w-2'`)).toEqual(['a']);
    expect(await claim(`'w-2', 100`)).toEqual([]);
    expect((await log()).map((row) => `${String(row.target)} ${String(row.status)} ${String(row.worker)}`)).toEqual([
      'c claimed w-1',
      'b claimed w-1',
      'a claimed w-2',
    ]);
  });

  it('A9 leaves what may still be taken back, what is over, and kinds not asked for', async () => {
    await due(
      { target: 'undoable', set: `not_before = now() + interval '1 min'` },
      { target: 'done', set: `status = 'done'` },
      { target: 'undone', set: `status = 'undone'` },
      { target: 'run', kind: 'reset_run' },
      { target: 'scraper' }
    );
    expect(await claim(`'w', 10, kinds => '{reset_run}'`)).toEqual(['run']);
    expect(await claim(`'w', 10, kinds => '{}'`)).toEqual(['scraper']);
  });

  it('A9 takes over what a worker lost, oldest first among the others, and audits both', async () => {
    await due({ target: 'a' }, { target: 'b' });
    await claim(`'w-1'`);
    expect(await claim(`'w-2', 10`)).toEqual(['b']);
    await sql`update scrapewatch.commands set lease_until = now() - interval '1 ms' where target = 'a'`;
    expect(await worker(`select target, attempts from scrapewatch.claim_commands('w-2', 10)`)).toEqual([
      { target: 'a', attempts: 2 },
    ]);
    expect(await audit()).toEqual([
      'worker:w-1 claim_command a',
      'worker:w-2 claim_command b',
      'worker:w-2 take_over_command a',
    ]);
    expect(
      await sql`select role, details ->> 'lost_by' as lost_by from scrapewatch.audit_log where action = 'take_over_command'`
    ).toMatchObject([{ role: 'service_role', lost_by: 'w-1' }]);
  });

  it('A9 gives a command up after three attempts, and says who had it last', async () => {
    await due({ target: 'cursed' });
    for (const name of ['w-1', 'w-2', 'w-3']) {
      expect(await claim(`'${name}'`)).toEqual(['cursed']);
      await sql`update scrapewatch.commands set lease_until = now()`;
    }
    expect(await claim(`'w-4'`)).toEqual([]);
    expect(await log()).toMatchObject([
      {
        status: 'failed',
        attempts: 3,
        result: 'Given up after 3 attempts: no worker finished it in time, the last was w-3',
      },
    ]);
    expect((await audit()).at(-1)).toBe('scrapewatch give_up_command cursed');
    expect(
      await call(`scrapewatch.finish_command(${(await log())[0]?.command_id as number}, 'w-3', true, 'late')`)
    ).toBe(false);
  });

  it.each([`null`, `''`, `' '`, `repeat('w', 201)`, `'w', 0`, `'w', 101`, `'w', null`, `'w', 1, 0`, `'w', 1, 3601`])(
    'A9 refuses (%s) as 422',
    async (args) => {
      await expect(claim(args)).rejects.toMatchObject({ code: 'PT422' });
    }
  );

  it.each([
    `select * from scrapewatch.claim_commands('w')`,
    `select scrapewatch.renew_command(1, 'w')`,
    `select scrapewatch.finish_command(1, 'w', true)`,
    `select scrapewatch.expire_commands()`,
    `select * from scrapewatch.run_remediation()`,
  ])('A9 is for service_role alone: %s', async (statement) => {
    for (const role of [
      'anon',
      'authenticated',
      'scrapewatch_reader',
      'scrapewatch_operator',
      'scrapewatch_metrics',
      'scrapewatch_ingest',
    ]) {
      expect([role, await refusal(sql, role, statement)]).toEqual([role, '42501']);
    }
    expect(await refusal(sql, 'service_role', statement)).toBe('allowed');
  });
});

describe('renew_command', () => {
  it('A9 prolongs the lease, also one that ran out and nobody took; false once another has it', async () => {
    const [id] = await due({ target: 'a' });
    await claim(`'w-1', 1, 1`);
    await sql`update scrapewatch.commands set lease_until = now() - interval '1 s'`;
    expect(await call(`scrapewatch.renew_command(${id}, 'w-1', 30)`)).toBe(true);
    const [lease] =
      await sql`select extract(epoch from lease_until - now())::float as seconds from scrapewatch.commands`;
    expect(lease?.seconds).toBeGreaterThan(25);
    expect(await call(`scrapewatch.renew_command(${id}, 'w-2')`)).toBe(false);
    await sql`update scrapewatch.commands set lease_until = now()`;
    await claim(`'w-2'`);
    expect(await call(`scrapewatch.renew_command(${id}, 'w-1')`)).toBe(false);
    await call(`scrapewatch.finish_command(${id}, 'w-2', true)`);
    expect(await call(`scrapewatch.renew_command(${id}, 'w-2')`)).toBe(false);
  });
});

describe('finish_command', () => {
  it.each([
    [true, 'done'],
    [false, 'failed'],
  ])('A9 with ok %s records it as %s, once however often it is told', async (ok, status) => {
    const [id] = await due({ target: 'a' });
    await claim(`'w-1'`);
    for (const told of [true, true]) {
      expect(await call(`scrapewatch.finish_command(${id}, 'w-1', ${ok}, 'it went so')`)).toBe(told);
    }
    expect(await call(`scrapewatch.finish_command(${id}, 'w-1', ${!ok}, 'on second thoughts')`)).toBe(false);
    expect(await log()).toMatchObject([{ status, result: 'it went so', finished_at: expect.any(Date) }]);
    expect(await audit()).toEqual(['worker:w-1 claim_command a', 'worker:w-1 finish_command a']);
  });

  it('A9 by a worker that lost the command answers false and changes nothing', async () => {
    const [id] = await due({ target: 'a' });
    await claim(`'w-1'`);
    await sql`update scrapewatch.commands set lease_until = now()`;
    await claim(`'w-2'`);
    expect(await call(`scrapewatch.finish_command(${id}, 'w-1', true, 'mine')`)).toBe(false);
    expect(await call(`scrapewatch.finish_command(999, 'w-1', true)`)).toBe(false);
    expect(await log()).toMatchObject([{ status: 'claimed', worker: 'w-2', result: null }]);
  });

  it('A9 cuts a result at 4,000 characters and refuses to guess whether it went well', async () => {
    const [id] = await due({ target: 'a' });
    await claim(`'w-1'`);
    await expect(call(`scrapewatch.finish_command(${id}, 'w-1', null)`)).rejects.toMatchObject({ code: 'PT422' });
    await call(`scrapewatch.finish_command(${id}, 'w-1', true, repeat('x', 1000000))`);
    expect(String((await log())[0]?.result)).toHaveLength(4000);
  });
});

describe('expire_commands', () => {
  it('A9 ends what nobody took in time, and what was lost and not taken over in time, and nothing else', async () => {
    const past = `expires_at = now() - interval '1 s'`;
    await due(
      { target: 'untaken', set: past },
      {
        target: 'lost',
        set: `${past}, status = 'claimed', worker = 'w-1', attempts = 1, lease_until = now() - interval '1 s'`,
      },
      {
        target: 'at work',
        set: `${past}, status = 'claimed', worker = 'w-1', attempts = 1, lease_until = now() + interval '1 min'`,
      },
      { target: 'waiting' },
      { target: 'done', set: `${past}, status = 'done'` }
    );
    expect(await call('scrapewatch.expire_commands()')).toBe(2);
    expect(await call('scrapewatch.expire_commands()')).toBe(0);
    expect((await log()).map((row) => [row.target, row.status, row.result])).toEqual([
      ['untaken', 'expired', 'No worker took it in time'],
      ['lost', 'expired', 'Worker w-1 lost it, and nobody took it over in time'],
      ['at work', 'claimed', null],
      ['waiting', 'requested', null],
      ['done', 'done', null],
    ]);
    expect((await audit()).sort()).toEqual(['scrapewatch expire_command lost', 'scrapewatch expire_command untaken']);
  });

  it('A9 never hands out what has expired', async () => {
    await due({ target: 'old', set: `expires_at = now() - interval '1 s'` });
    expect(await claim(`'w'`)).toEqual([]);
    expect(await log()).toMatchObject([{ status: 'expired' }]);
  });
});
