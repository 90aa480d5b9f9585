import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRows, ask, column, connectOptionalTables } from './optionalTables';
import { ago, payment, subscription, user, visit } from './productRows';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await connectOptionalTables(sql);
});
beforeEach(() => sql`truncate team.users, team.activity, team.subscriptions, team.payments`);
afterAll(() => server?.stop());

describe('product_series', () => {
  const berlin = (range: string) => `product_series(${range}, 'Europe/Berlin')`;

  it('B6 has days of 23 and of 25 hours when Berlin changes its clocks, with what happened in them', async () => {
    await addRows(sql, 'users', [
      user('a', "'2026-10-24 21:59:59+00'"),
      user('b', "'2026-10-24 22:00:00+00'"),
      user('c', "'2026-10-25 22:59:59+00'"),
      user('d', "'2026-10-25 23:00:00+00'"),
    ]);
    const autumn = await ask(sql, berlin(`'2026-10-24 12:00+02', '2026-10-26 12:00+01'`));
    expect(autumn.map((row) => [(row.time as Date).toISOString(), row.registrations])).toEqual([
      ['2026-10-23T22:00:00.000Z', 1],
      ['2026-10-24T22:00:00.000Z', 2],
      ['2026-10-25T23:00:00.000Z', 1],
    ]);
    const spring = await ask(sql, berlin(`'2026-03-28 00:00+01', '2026-03-31 00:00+02'`));
    expect(spring.map((row) => (row.time as Date).toISOString())).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  it('B6 keeps a user active for the 30 days up to the end of a day, and counts him once', async () => {
    await addRows(sql, 'activity', [
      visit('a', "'2026-01-01 08:00+00'"), // covers 1 to 30 January
      visit('a', "'2026-01-03 09:00+00'"), // until 1 February
      visit('a', "'2026-01-03 21:00+00'"),
      visit('b', "'2026-01-31 23:59:59+00'"), // until 1 March
    ]);
    const rows = await ask(sql, `product_series('2026-01-01', '2026-03-03')`);
    const day = (number: number) => [rows[number]?.active_users, rows[number]?.active_users_30d];
    expect(rows).toHaveLength(61);
    expect([0, 1, 2, 3, 29, 30, 31, 32, 59, 60].map(day)).toEqual([
      [1, 1], // 1 January
      [0, 1],
      [1, 1], // 3 January
      [0, 1],
      [0, 1], // 30 January
      [1, 2], // 31 January: b comes
      [0, 2], // 1 February: the last day of a
      [0, 1],
      [0, 1], // 1 March: the last day of b
      [0, 0],
    ]);
  });

  it('B6 knows who was active before the range, up to 29 days back', async () => {
    await addRows(sql, 'activity', [
      visit('a', "'2026-01-01 00:00+00'"),
      visit('b', "'2025-12-31 23:59:59+00'"),
      visit('c', "'2026-01-20'"),
      visit('c', "'2026-01-29'"),
    ]);
    const rows = await ask(sql, `product_series('2026-01-30', '2026-02-01')`);
    expect(column(rows, 'active_users_30d')).toEqual([2, 1]);
    expect(column(rows, 'active_users')).toEqual([0, 0]);
  });

  it('B6 shows what it would show as of now: today’s active users are those of product_stats', async () => {
    await addRows(sql, 'activity', [
      visit('a', ago(0)),
      visit('b', ago(0)),
      visit('b', ago(200)),
      visit('c', ago(300)),
    ]);
    const [row] = await ask(sql, `product_series(now() - interval '1 us', now())`);
    const [now] = await ask(sql, 'product_stats()');
    expect(row).toMatchObject({ active_users: now?.active_today, active_users_30d: now?.active_30d });
    expect([now?.active_today, now?.active_30d]).toEqual([2, 3]);
  });

  it('B6 carries subscriptions and their money from day to day, and ends where product_stats is', async () => {
    await addRows(sql, 'subscriptions', [
      subscription({ startedAt: "'2020-01-01'", amount: '100' }),
      subscription({ startedAt: "'2026-03-10 00:00+00'", amount: '10.1' }),
      subscription({
        startedAt: "'2026-03-10 23:59+00'",
        amount: '5',
        status: 'cancelled',
        endedAt: "'2026-03-12 00:00+00'",
      }),
      subscription({ startedAt: "'2026-03-11'", amount: '1000', currency: 'JPY' }),
      subscription({ startedAt: "'2026-03-11'", amount: '7', status: 'trialing' }),
      subscription({ startedAt: "'2026-03-11'", amount: '8', status: 'cancelled' }), // nobody knows since when
    ]);
    const rows = await ask(sql, `product_series('2026-03-09', '2026-03-13')`);
    expect(
      rows.map((row) => [row.subscriptions_started, row.subscriptions_ended, row.active_subscriptions, row.mrr])
    ).toEqual([
      [0, 0, 1, 100],
      [2, 0, 3, 115.1],
      [2, 1, 4, 115.1],
      [0, 1, 3, 110.1],
    ]);
    expect(await ask(sql, 'product_stats()')).toMatchObject([{ active_subscriptions: 3, mrr: 110.1, currency: 'EUR' }]);
  });

  it('B6 ends a cancelled subscription by now, and not one that is still paid for', async () => {
    await addRows(sql, 'subscriptions', [
      subscription({ startedAt: "'2026-03-10'", endedAt: "now() + interval '9 days'" }),
      subscription({ startedAt: "'2026-03-10'", endedAt: "now() + interval '9 days'", status: 'cancelled' }),
    ]);
    const rows = await ask(sql, `product_series(now() - interval '2 days', now())`);
    expect(rows.at(-1)).toMatchObject({ active_subscriptions: 1, subscriptions_ended: 1 });
    expect(rows[0]).toMatchObject({ active_subscriptions: 2 });
    expect(await ask(sql, 'product_stats()')).toMatchObject([{ active_subscriptions: 1 }]);
  });

  it('B6 earns what succeeded, in one currency, and counts what failed', async () => {
    await addRows(sql, 'payments', [
      payment("'2026-03-10 10:00+00'", 'succeeded', '9.99'),
      payment("'2026-03-10 11:00+00'", 'succeeded', '0.01'),
      payment("'2026-03-10 12:00+00'", 'succeeded', '500', 'JPY'),
      payment("'2026-03-10 12:00+00'", 'refunded', '70'),
      payment("'2026-03-11 00:00+00'", 'failed', '80'),
      payment("'2026-03-12 00:00+00'", 'failed', '80'),
    ]);
    const rows = await ask(sql, `product_series('2026-03-10', '2026-03-12')`);
    expect(rows.map((row) => [row.revenue, row.payments_failed])).toEqual([
      [10, 0],
      [0, 1],
    ]);
  });

  it('B6 completes quests on the day of the zone', async () => {
    await addRows(sql, 'activity', [
      visit('a', "'2026-03-10 22:59:59+00'", 'quest_completed'),
      visit('a', "'2026-03-10 23:00:00+00'", 'quest_completed'),
      visit('a', "'2026-03-10 23:30:00+00'", 'quest_started'),
    ]);
    const rows = await ask(sql, berlin(`'2026-03-10 12:00+01', '2026-03-11 12:00+01'`));
    expect(column(rows, 'quests_completed')).toEqual([1, 1]);
    expect(column(rows, 'active_users')).toEqual([1, 1]);
  });

  it('B6 ten years fit into 2,000 rows with everything in them, each user once a row', async () => {
    await addRows(sql, 'users', [user('a', "'2016-11-21'"), user('b', "'2026-11-20 23:59+00'")]);
    await addRows(sql, 'activity', [
      visit('a', "'2016-11-20'"),
      visit('a', "'2016-11-21'"),
      visit('a', "'2016-11-22'"), // in one row with the day before
      visit('a', "'2016-11-23'"),
    ]);
    await addRows(sql, 'subscriptions', [subscription({ startedAt: "'2016-11-22'" })]);
    const rows = await ask(sql, `product_series('2016-11-21', '2026-11-21')`);
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect(rows.length).toBeLessThanOrEqual(2000);
    expect([sum('registrations'), sum('active_users'), sum('subscriptions_started')]).toEqual([2, 2, 1]);
    // Rows of two days each: the 30 days after 23 November end with 22 December, the second day of the sixteenth row.
    expect([rows[0], rows[15], rows[16]].map((row) => row?.active_users_30d)).toEqual([1, 1, 0]);
    expect(rows.at(-1)).toMatchObject({ active_subscriptions: 1 });
  });

  it('B6 has zeros for days without anything, and no row in an empty range', async () => {
    expect(await ask(sql, `product_series('2026-03-10', '2026-03-11')`)).toEqual([
      {
        time: new Date('2026-03-10'),
        ...{ registrations: 0, active_users: 0, active_users_30d: 0, quests_completed: 0, subscriptions_started: 0 },
        ...{ subscriptions_ended: 0, active_subscriptions: 0, mrr: 0, revenue: 0, payments_failed: 0 },
      },
    ]);
    expect(await ask(sql, `product_series('2026-03-10', '2026-03-10')`)).toEqual([]);
    expect(await ask(sql, `product_series('2026-03-11', '2026-03-10')`)).toEqual([]);
  });

  it('B6 filters by system and environment', async () => {
    await addRows(sql, 'users', [user('a', "'2026-03-10'"), { ...user('b', "'2026-03-10'"), system: "'OPT'" }]);
    const count = async (filter: string) =>
      column(await ask(sql, `product_series('2026-03-10', '2026-03-11', 'UTC'${filter})`), 'registrations');
    expect(await count('')).toEqual([2]);
    expect(await count(`, array['OPT'], '{}'`)).toEqual([1]);
    expect(await count(`, null, array['dev']`)).toEqual([0]);
  });
});
