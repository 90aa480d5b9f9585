import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRows, ask, column, connectOptionalTables } from './optionalTables';
import { ago, payment, subscription, user, visit } from './productRows';
import { type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await connectOptionalTables(sql);
});
beforeEach(() => sql`truncate team.users, team.activity, team.subscriptions, team.payments`);
afterAll(() => server?.stop());

async function stats(args = ''): Promise<Row> {
  const rows = await ask(sql, `product_stats(${args})`);
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
}

describe('product_stats', () => {
  it('B6 is zeros, and null where it would divide by them, without a single row', async () => {
    expect(await stats()).toEqual({
      ...{
        users_total: 0,
        registrations_today: 0,
        active_today: 0,
        active_30d: 0,
        stickiness_ratio: null,
        quests_today: 0,
      },
      ...{ active_subscriptions: 0, mrr: 0, currency: null, churn_ratio: null },
      ...{ payments_24h: 0, failed_payments_24h: 0, failed_payment_ratio: null },
    });
  });

  it('B6 today begins at midnight of the zone asked for', async () => {
    const midnight = "date_trunc('day', now(), 'Pacific/Kiritimati')";
    await addRows(sql, 'users', [user('a', midnight), user('b', `${midnight} - interval '1 us'`)]);
    await addRows(sql, 'activity', [
      visit('a', midnight, 'quest_completed'),
      visit('a', midnight, 'quest_completed'),
      visit('b', `${midnight} - interval '1 us'`, 'quest_completed'),
    ]);
    expect(await stats("'Pacific/Kiritimati'")).toMatchObject({
      ...{
        users_total: 2,
        registrations_today: 1,
        active_today: 1,
        active_30d: 2,
        stickiness_ratio: 0.5,
        quests_today: 2,
      },
    });
  });

  it('B6 counts a user of 30 days once, and none of 720 hours and a second ago', async () => {
    await addRows(sql, 'activity', [
      visit('a', ago(1)),
      visit('a', ago(100)),
      visit('a', ago(719)),
      visit('b', ago(719)),
      visit('c', `${ago(720)} - interval '1 s'`),
      visit('d', `now() + interval '1 h'`),
    ]);
    expect(await stats()).toMatchObject({ active_30d: 2 });
  });

  it('B6 one user id in two environments is two users', async () => {
    await addRows(sql, 'activity', [visit('a', ago(0)), { ...visit('a', ago(0)), environment: "'dev'" }]);
    expect(await stats()).toMatchObject({ active_30d: 2 });
    expect(await stats(`'UTC', null, array['dev']`)).toMatchObject({ active_30d: 1 });
  });

  it('B6 sums the monthly amounts of active and past-due subscriptions in their main currency', async () => {
    await addRows(sql, 'subscriptions', [
      subscription({ startedAt: ago(5), amount: '10.10' }),
      subscription({ startedAt: ago(5), amount: '20.20', status: 'past_due' }),
      subscription({ startedAt: ago(5), amount: '1000', currency: 'JPY' }),
      subscription({ startedAt: ago(5), amount: '40', status: 'trialing' }),
      subscription({ startedAt: ago(5), amount: '50', status: 'cancelled', endedAt: ago(1) }),
      subscription({ startedAt: ago(5), amount: '60', endedAt: ago(1) }), // ended, though nobody changed its status
      subscription({ startedAt: "now() + interval '1 h'", amount: '70' }),
      subscription({ startedAt: ago(5), amount: 'null', currency: 'EUR' }),
    ]);
    const row = await stats();
    expect(row).toMatchObject({ active_subscriptions: 4, currency: 'EUR' });
    expect(row.mrr).toBeCloseTo(30.3, 9);
  });

  it('B6 of two currencies alike takes the first by name', async () => {
    await addRows(sql, 'subscriptions', [
      subscription({ startedAt: ago(5), currency: 'USD' }),
      subscription({ startedAt: ago(5), amount: '7', currency: 'CHF' }),
    ]);
    expect(await stats()).toMatchObject({ currency: 'CHF', mrr: 7 });
  });

  it('B6 loses one of the four active 30 days ago; who came and went since is no churn', async () => {
    const before = ago(800);
    await addRows(sql, 'subscriptions', [
      ...Array.from({ length: 3 }, () => subscription({ startedAt: before })),
      subscription({ startedAt: before, status: 'cancelled', endedAt: ago(10) }),
      subscription({ startedAt: before, status: 'cancelled', endedAt: ago(721) }),
      subscription({ startedAt: ago(700), status: 'cancelled', endedAt: ago(10) }),
      subscription({ startedAt: before, status: 'trialing' }),
    ]);
    expect(await stats()).toMatchObject({ churn_ratio: 0.25, active_subscriptions: 3 });
  });

  it('B6 counts failed payments of 24 hours against all attempts', async () => {
    await addRows(sql, 'payments', [
      payment(ago(1), 'succeeded'),
      payment(ago(2), 'refunded'),
      payment(ago(23.9), 'failed'),
      payment(ago(3), 'succeeded'),
      payment(ago(24.1), 'failed'),
    ]);
    expect(await stats()).toMatchObject({ payments_24h: 4, failed_payments_24h: 1, failed_payment_ratio: 0.25 });
  });

  it.each(['Mars/Olympus', "x'; drop table team.users --", 'UTC\\', 'é'.repeat(300)])(
    'B6 refuses the zone %s by name',
    async (zone) => {
      const quoted = zone.replaceAll("'", "''");
      for (const call of [`product_stats('${quoted}')`, `product_series('2026-03-01', '2026-03-02', '${quoted}')`]) {
        await expect(ask(sql, call)).rejects.toMatchObject({
          code: '22023',
          message: expect.stringMatching(/^time zone ".* not recognized$/),
        });
      }
    }
  );

  it('B6 takes an empty or missing zone for UTC', async () => {
    await addRows(sql, 'users', [user('a', "date_trunc('day', now(), 'UTC')")]);
    expect(await stats("''")).toMatchObject({ registrations_today: 1 });
    expect(await stats('null')).toMatchObject({ registrations_today: 1 });
  });
});

describe('product_funnel', () => {
  const funnel = async (more = '') => ask(sql, `product_funnel('2026-03-01', '2026-04-01'${more})`);

  it('B6 follows those who registered in the window, at any time since', async () => {
    await addRows(sql, 'users', [
      ...['a', 'b', 'c', 'd'].map((id) => user(id, "'2026-03-05 10:00+00'")),
      user('early', "'2026-02-28 23:59:59+00'"),
      user('late', "'2026-04-01'"),
    ]);
    await addRows(sql, 'activity', [
      visit('a', "'2026-03-05 10:00+00'"), // the visit that registers
      visit('b', "'2026-03-06'", 'quest_completed'),
      visit('c', "'2026-10-06'"),
      visit('early', "'2026-03-06'", 'quest_completed'),
      visit('late', "'2026-04-06'"),
      visit('nobody', "'2026-03-06'"),
    ]);
    const own = (id: string, row: Record<string, string>) => ({ ...row, user_id: `'${id}'` });
    await addRows(sql, 'subscriptions', [
      own('b', subscription({ startedAt: "'2026-03-07'" })),
      own('d', subscription({ startedAt: "'2026-03-08'", status: 'trialing' })),
      own('early', subscription({ startedAt: "'2026-03-08'" })),
    ]);
    await addRows(sql, 'payments', [
      own('b', payment("'2026-05-01'", 'succeeded')),
      own('b', payment("'2026-06-01'", 'succeeded')),
      own('d', payment("'2026-05-01'", 'failed')),
    ]);
    expect(await funnel()).toEqual([
      { step: 'registered', position: 1, users: 4, share_of_first: 1, share_of_previous: null },
      { step: 'active', position: 2, users: 2, share_of_first: 0.5, share_of_previous: 0.5 },
      { step: 'quest completed', position: 3, users: 1, share_of_first: 0.25, share_of_previous: 0.5 },
      { step: 'subscribed', position: 4, users: 2, share_of_first: 0.5, share_of_previous: 2 },
      { step: 'paid', position: 5, users: 1, share_of_first: 0.25, share_of_previous: 0.5 },
    ]);
  });

  it('B6 has five steps and no share when nobody registered', async () => {
    const rows = await funnel(`, array['nowhere']`);
    expect(column(rows, 'users')).toEqual([0, 0, 0, 0, 0]);
    expect(column(rows, 'share_of_first')).toEqual([null, null, null, null, null]);
    expect(column(await ask(sql, `product_funnel('2026-04-01', '2026-03-01')`), 'users')).toEqual([0, 0, 0, 0, 0]);
  });

  it('B6 keeps a user id of another environment apart', async () => {
    await addRows(sql, 'users', [user('a', "'2026-03-05'")]);
    await addRows(sql, 'activity', [{ ...visit('a', "'2026-03-06'"), environment: "'dev'" }]);
    expect(column(await funnel(), 'users')).toEqual([1, 0, 0, 0, 0]);
  });
});
