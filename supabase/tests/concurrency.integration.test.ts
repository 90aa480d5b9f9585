import { Client } from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../demo/stack/migrate';
import { seedTeam } from './team';
import { as, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

const WORKERS = 8;
let server: TestServer;
let sql: Sql;
let url: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ sql, url } = await server.empty());
  await migrate(url, { demo: true });
  await seedTeam(sql);
});
beforeEach(() => wipe(sql, 'scrapewatch.commands', 'scrapewatch.audit_log'));
afterAll(() => server?.stop());

/** Worker processes, each with a connection of its own. */
async function withWorkers<T>(count: number, work: (connections: Sql[]) => Promise<T>): Promise<T> {
  const types = { bigint: { to: 20, from: [20], parse: Number, serialize: String } };
  const connections = Array.from({ length: count }, () => postgres(url, { max: 1, onnotice: () => undefined, types }));
  try {
    return await work(connections);
  } finally {
    await Promise.all(connections.map((connection) => connection.end({ timeout: 5 })));
  }
}

const addDue = (count: number) => sql`
  insert into scrapewatch.commands (kind, target, reason, idempotency_key, requested_at, not_before, expires_at)
  select 'restart_scraper', 'ig-' || n, 'why', 'key-' || n, now() - make_interval(secs => 5000 - n), now() - interval '1 s', now() + interval '1 h'
  from generate_series(1, ${count}::integer) n`;

const claim = (connection: Sql, name: string, most: number, lease = 60) =>
  as(
    connection,
    'service_role',
    `select command_id, attempts from scrapewatch.claim_commands('${name}', ${most}, ${lease})`
  );
const finish = async (connection: Sql, name: string, id: unknown) =>
  (await as(connection, 'service_role', `select scrapewatch.finish_command(${String(id)}, '${name}', true) as ok`))[0]
    ?.ok;
const open = async () =>
  (await sql`select count(*) as n from scrapewatch.commands where status in ('requested', 'claimed')`)[0]?.n;
const statuses = async (): Promise<Row[]> => [
  ...(await sql`select status, attempts, count(*) as n from scrapewatch.commands group by 1, 2 order by 1, 2`),
];

/** Does something on a connection of its own, which is then killed from outside. */
async function dies(work: (victim: Client) => Promise<void>): Promise<void> {
  const victim = new Client(url);
  const dead = new Promise<Error>((resolve) => victim.on('error', resolve)); // postgres.js trips over its own closed socket
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
  await work(victim);
  await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`;
  expect(await dead).toMatchObject({ code: '57P01' });
}

/** Claims and finishes until nothing is open, as a worker's loop does; calls back for each command that it finished. */
async function workUntilDone(connection: Sql, name: string, finished: (id: unknown) => void): Promise<void> {
  const deadline = Date.now() + 40_000;
  while ((await open()) !== 0) {
    expect(Date.now()).toBeLessThan(deadline);
    for (const { command_id } of await claim(connection, name, 7)) {
      if (await finish(connection, name, command_id)) {
        finished(command_id);
      }
    }
  }
}

describe('eight workers at once', () => {
  it('A9 carry out 1,000 commands, each exactly once', async () => {
    await addDue(1000);
    const finished: unknown[] = [];
    await withWorkers(WORKERS, (connections) =>
      Promise.all(
        connections.map((connection, place) => workUntilDone(connection, `w-${place}`, (id) => finished.push(id)))
      )
    );
    expect(new Set(finished).size).toBe(1000);
    expect(finished).toHaveLength(1000);
    expect(await statuses()).toEqual([{ status: 'done', attempts: 1, n: 1000 }]);
    expect(
      await sql`select action, count(*) as n, count(distinct details ->> 'command_id') as commands from scrapewatch.audit_log group by 1 order by 1`
    ).toMatchObject([
      { action: 'claim_command', n: 1000, commands: 1000 },
      { action: 'finish_command', n: 1000, commands: 1000 },
    ]);
    const [shares] = await sql`select count(distinct worker) as workers from scrapewatch.commands`;
    expect(shares?.workers).toBeGreaterThan(1);
  });

  it('A9 take over what two of them had when they were killed: one in the middle of claiming, one at work', async () => {
    await addDue(200);
    const finished: unknown[] = [];
    await dies(async (victim) => {
      await victim.query('set role service_role');
      expect((await victim.query(`select * from scrapewatch.claim_commands('at-work', 10, 1)`)).rowCount).toBe(10);
    });
    await dies(async (victim) => {
      await victim.query('begin; set local role service_role');
      expect((await victim.query(`select * from scrapewatch.claim_commands('claiming', 10)`)).rowCount).toBe(10);
    });
    const [held] = await sql`select command_id from scrapewatch.commands where worker = 'at-work' limit 1`;
    await withWorkers(WORKERS - 2, async (living) => {
      await Promise.all(
        living.map((connection, place) => workUntilDone(connection, `w-${place}`, (id) => finished.push(id)))
      );
      expect(await finish(living[0] as Sql, 'at-work', held?.command_id)).toBe(false);
    });
    expect(new Set(finished).size).toBe(200);
    expect(finished).toHaveLength(200);
    // The claim that was rolled back never was; the lease that ran out was one attempt.
    expect(await statuses()).toEqual([
      { status: 'done', attempts: 1, n: 190 },
      { status: 'done', attempts: 2, n: 10 },
    ]);
  });
});

describe('twenty operators at once', () => {
  const ask = (connection: Sql, args: string) =>
    as(connection, 'scrapewatch_operator', `select scrapewatch.request_command(${args}) as answer`).then(
      ([row]) => ((row?.answer as Row).repeated ? 'repeated' : 'new'),
      (error: unknown) => (error instanceof postgres.PostgresError ? error.code : String(error))
    );
  const countOf = (answers: string[]) =>
    Object.fromEntries([...new Set(answers)].sort().map((a) => [a, answers.filter((b) => a === b).length]));

  it('A9 asking the same of one scraper make one command; the others are told', async () => {
    const answers = await withWorkers(20, (connections) =>
      Promise.all(connections.map((connection) => ask(connection, `'stop_scraper', 'ig-1', 'leak'`)))
    );
    expect(countOf(answers)).toEqual({ PT409: 19, new: 1 });
    expect(await statuses()).toMatchObject([{ n: 1 }]);
  });

  it('A9 repeating one request make one command, and all get its number', async () => {
    const answers = await withWorkers(20, (connections) =>
      Promise.all(connections.map((connection) => ask(connection, `'stop_scraper', 'ig-1', 'leak', 'key'`)))
    );
    expect(countOf(answers)).toEqual({ new: 1, repeated: 19 });
  });

  it('A9 using one key for two scrapers make one command; the others are refused', async () => {
    const answers = await withWorkers(20, (connections) =>
      Promise.all(
        connections.map((connection, place) =>
          ask(connection, `'stop_scraper', '${place % 2 ? 'ig-1' : 'mon-1'}', 'leak', 'key'`)
        )
      )
    );
    expect(countOf(answers)).toEqual({ PT409: 10, new: 1, repeated: 9 });
  });

  it('A9 taking a command back while workers claim it: it is either undone or done', async () => {
    await addDue(100);
    await sql`update scrapewatch.commands set not_before = clock_timestamp() + interval '150 ms'`;
    const done: unknown[] = [];
    const undone = await withWorkers(WORKERS, async (connections) => {
      const [operator, ...workers] = connections as [Sql, ...Sql[]];
      const ids = await sql`select command_id from scrapewatch.commands order by command_id desc`;
      const working = workers.map((connection, place) =>
        workUntilDone(connection, `w-${place}`, (id) => done.push(id))
      );
      const taken: unknown[] = [];
      for (const { command_id } of ids) {
        await as(operator, 'scrapewatch_operator', `select scrapewatch.undo_command(${String(command_id)})`).then(
          () => taken.push(command_id),
          (error: unknown) => expect(error).toMatchObject({ code: 'PT409' })
        );
      }
      await Promise.all(working);
      return taken;
    });
    expect(undone.filter((id) => done.includes(id))).toEqual([]);
    expect(undone.length + done.length).toBe(100);
  });
});
