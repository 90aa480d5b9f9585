import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRows, ask, column, connectOptionalTables } from './optionalTables';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await connectOptionalTables(sql);
});
beforeEach(() => sql`truncate team.queue_samples`);
afterAll(() => server?.stop());

interface Sample {
  minutesAgo: number;
  queued?: number;
  retrying?: number;
  arrivals?: number;
  completions?: number;
  queue?: string;
}

function sample({ minutesAgo, queued = 0, retrying = 0, arrivals = 0, completions = 0, queue = 'main' }: Sample) {
  return {
    queue: `'${queue}'`,
    sampled_at: `date_trunc('minute', now()) - interval '${minutesAgo} min'`,
    queued: String(queued),
    retrying: String(retrying),
    arrivals: String(arrivals),
    completions: String(completions),
    oldest_age_seconds: String(minutesAgo),
  };
}

describe('queue_forecast', () => {
  it('A8 says when a shrinking queue is empty: 60 jobs at 3 a minute net take 20 minutes', async () => {
    await addRows(sql, 'queue_samples', [
      sample({ minutesAgo: 20, queued: 90, arrivals: 1000, completions: 5 }), // came before it: starts the clock
      sample({ minutesAgo: 15, queued: 75, arrivals: 10, completions: 25 }),
      sample({ minutesAgo: 10, queued: 50, retrying: 10, arrivals: 20, completions: 35 }),
    ]);
    const [row] = await ask(sql, 'queue_forecast()');
    expect(row).toMatchObject({
      ...{ queue: 'main', system: 'IGF', environment: 'prod', depth: 60, growing: false },
      ...{ arrivals_per_minute: 3, completions_per_minute: 6, net_per_minute: -3 },
      ...{ drain_seconds: 1200, limit_seconds: null, oldest_age_seconds: 10 },
    });
    const drains = (row?.drains_at as Date).getTime() - (row?.sampled_at as Date).getTime();
    expect(drains).toBe(1_200_000);
  });

  it('C8 says when a growing queue reaches its limit: 900 more at 30 a minute take half an hour', async () => {
    await addRows(sql, 'queue_samples', [
      sample({ minutesAgo: 12, queued: 40 }),
      sample({ minutesAgo: 10, queued: 100, arrivals: 80, completions: 20 }),
    ]);
    expect(await ask(sql, 'queue_forecast()')).toMatchObject([
      { depth: 100, net_per_minute: 30, growing: true, drain_seconds: null, drains_at: null, limit_seconds: 1800 },
    ]);
  });

  it('C8 is at its limit at once when it is past it and grows, and never when it stands still', async () => {
    await addRows(sql, 'queue_samples', [
      sample({ minutesAgo: 2, queued: 1400, queue: 'past' }),
      sample({ minutesAgo: 1, queued: 1500, arrivals: 100, queue: 'past' }),
      sample({ minutesAgo: 2, queued: 10, queue: 'still' }),
      sample({ minutesAgo: 1, queued: 10, arrivals: 5, completions: 5, queue: 'still' }),
    ]);
    expect(await ask(sql, 'queue_forecast()')).toMatchObject([
      { queue: 'past', limit_seconds: 0, growing: true },
      { queue: 'still', limit_seconds: null, drain_seconds: null, growing: false, net_per_minute: 0 },
    ]);
  });

  it('A8 an empty queue has drained, whatever its rates; one sample has no rates', async () => {
    await addRows(sql, 'queue_samples', [
      sample({ minutesAgo: 3 }),
      sample({ minutesAgo: 1, queued: 4, queue: 'new' }),
    ]);
    expect(await ask(sql, 'queue_forecast()')).toMatchObject([
      { queue: 'new', depth: 4, net_per_minute: null, arrivals_per_minute: null, drain_seconds: null, growing: false },
      { queue: 'main', depth: 0, drain_seconds: 0, drains_at: expect.any(Date), limit_seconds: null },
    ]);
  });

  it('A8 reads the half hour before the newest sample: 30 minutes back counts, 31 does not', async () => {
    await addRows(sql, 'queue_samples', [
      sample({ minutesAgo: 41, queued: 500 }),
      sample({ minutesAgo: 40, queued: 1, arrivals: 600 }),
      sample({ minutesAgo: 10, queued: 31, arrivals: 30 }),
    ]);
    expect(await ask(sql, 'queue_forecast()')).toMatchObject([{ net_per_minute: 1, growing: true }]);
  });

  it('A8 grows only when both rate and depth rise', async () => {
    await addRows(sql, 'queue_samples', [
      sample({ minutesAgo: 2, queued: 10 }),
      sample({ minutesAgo: 1, queued: 9, arrivals: 5, completions: 2 }), // somebody emptied it by hand
    ]);
    expect(await ask(sql, 'queue_forecast()')).toMatchObject([{ net_per_minute: 3, growing: false }]);
  });

  it('A8 keeps queues of one name apart by system and environment, and forgets one unseen for a day', async () => {
    await addRows(sql, 'queue_samples', [
      sample({ minutesAgo: 1, queued: 1 }),
      { ...sample({ minutesAgo: 1, queued: 2 }), system: "'IGM'" },
      { ...sample({ minutesAgo: 1441, queued: 3 }), environment: "'dev'" },
    ]);
    expect(column(await ask(sql, 'queue_forecast()'), 'depth')).toEqual([2, 1]);
    expect(column(await ask(sql, `queue_forecast(array['IGF'], array['prod', 'dev'])`), 'depth')).toEqual([1]);
    expect(await ask(sql, `queue_forecast(array['OPT'])`)).toEqual([]);
  });

  it('A8 survives counts that are missing or enormous', async () => {
    await addRows(sql, 'queue_samples', [
      { ...sample({ minutesAgo: 2 }), queued: 'null', retrying: 'null', arrivals: 'null', completions: 'null' },
      sample({ minutesAgo: 1, queued: 2_147_483_647, retrying: 2_147_483_647, arrivals: 1, completions: 2 }),
    ]);
    expect(await ask(sql, 'queue_forecast()')).toMatchObject([{ depth: 2_147_483_647, net_per_minute: -1 }]);
  });
});
