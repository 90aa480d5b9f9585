import { beforeAll, describe, expect, it } from 'vitest';
import { accounts } from '../accounts';
import { backupPlans } from '../backupPlans';
import { datasets } from '../datasets';
import type { Actor } from './actor';
import { createAccountChecks } from './createAccountChecks';
import { createBackups } from './createBackups';
import { createBills } from './createBills';
import { createMemoryBusiness, type MemoryBusiness } from './memoryBusiness';
import { createMemoryPipeline } from './memoryPipeline';
import { createQualityChecks } from './createQualityChecks';
import { createSubscriptions } from './createSubscriptions';
import { loadWorld } from './world';

const start = new Date('2026-11-30T22:00:00Z');

async function pass(actor: Actor, hours: number, everyMinutes: number): Promise<void> {
  for (let minute = 0; minute < hours * 60; minute += everyMinutes) {
    await actor.step(new Date(start.getTime() + minute * 60_000));
  }
}

describe('createBackups', () => {
  it('B13 backs every database up once a night, and again after a failure', async () => {
    const business = createMemoryBusiness();
    await pass(createBackups(business, 1), 24 * 40, 10);
    for (const { system, environment } of backupPlans) {
      const ours = business.rows.backups.filter((row) => row.system === system && row.environment === environment);
      const good = ours.filter(({ succeeded }) => succeeded).map(({ finished_at }) => finished_at.slice(0, 10));
      expect(new Set(good).size).toBeGreaterThanOrEqual(40);
      expect(good.length).toBe(new Set(good).size);
    }
    expect(business.rows.backups.some(({ succeeded }) => !succeeded)).toBe(true);
  });
});

describe('createQualityChecks', () => {
  it('A11 checks every data set once an hour', async () => {
    const business = createMemoryBusiness();
    await pass(createQualityChecks(business, 1), 24, 5);
    expect(business.rows.quality_checks).toHaveLength(datasets.length * 25);
    const wrong = business.rows.quality_checks.filter(
      (row) =>
        row.missing_values > row.required_values ||
        row.invalid_rows > row.rows_checked ||
        row.newest_row_at > row.created_at
    );
    expect(wrong).toEqual([]);
  });
});

describe('createBills', () => {
  it('C19 lets the day grow with its hours and runs, and bills plans on the first of a month only', async () => {
    const business = createMemoryBusiness();
    const bills = createBills(await loadWorld(createMemoryPipeline(), 1, start), business);
    const costOf = (day: string, provider: string): number =>
      business.rows.costs
        .filter((row) => row.day === day && row.provider === provider)
        .reduce((sum, row) => sum + row.amount, 0);
    business.runs = 100;
    await bills.step(start);
    const before = { render: costOf('2026-11-30', 'render'), apify: costOf('2026-11-30', 'apify') };
    expect(business.rows.costs.some(({ item }) => item === 'plan')).toBe(false);
    business.runs = 120;
    await bills.step(new Date('2026-12-01T00:30:00Z'));
    expect(costOf('2026-11-30', 'render')).toBeGreaterThan(before.render);
    expect(costOf('2026-11-30', 'apify')).toBeCloseTo(before.apify * 1.2);
    expect(costOf('2026-12-01', 'supabase')).toBeGreaterThan(75);
  });
});

describe('createAccountChecks', () => {
  it('A16 looks at every account in turn; some get into trouble and out of it again', async () => {
    const business = createMemoryBusiness();
    business.accountRows = accounts.map(({ name, kind, habit }, nth) => {
      const last_checked_at = habit === 'unknown' ? null : start.toISOString();
      return { id: String(nth), name, kind, status: habit, last_checked_at, rate_limit_remaining: 1, note: null };
    });
    const actor = createAccountChecks(business, 1, start);
    const seen = new Set<string>();
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await actor.step(new Date(start.getTime() + minute * 60_000));
      business.accountRows.filter(({ status }) => status !== 'valid').forEach(({ name }) => seen.add(name));
    }
    const checked = business.accountRows.filter(({ last_checked_at }) => last_checked_at !== null);
    expect(
      checked.every(({ last_checked_at }) => Date.parse(last_checked_at ?? '') > start.getTime() + 23.5 * 3_600_000)
    ).toBe(true);
    expect(business.accountRows.find(({ name }) => name === 'lens_02')?.status).toBe('valid');
    expect(seen.size).toBeGreaterThan(3);
    expect(business.accountRows.find(({ name }) => name === 'scout_dev')?.last_checked_at).toBeNull();
  });
});

describe('createSubscriptions', () => {
  let rows: MemoryBusiness['rows'];

  beforeAll(async () => {
    const business = createMemoryBusiness();
    for (let nth = 0; nth < 600; nth += 1) {
      const user = {
        id: `user-${nth}`,
        email: `${nth}@opt.example`,
        display_name: '',
        system: 'OPT',
        environment: 'prod',
      };
      business.rows.users.push({ ...user, created_at: start.toISOString() });
      if (nth < 300) {
        const money = { plan: 'basic', status: 'active' as const, monthly_price: 9.9, currency: 'EUR' };
        const place = { user_id: user.id, system: 'OPT', environment: 'prod' };
        business.rows.subscriptions.push({ id: `sub-${nth}`, ...place, ...money, created_at: '2026-06-01T00:00:00Z' });
      }
    }
    await pass(createSubscriptions(business, 1, start), 24 * 30, 2);
    rows = business.rows;
  });

  it('B6 starts, charges and ends about as many subscriptions in a month as history', () => {
    expect(rows.subscriptions.length - 300).toBeGreaterThan(80);
    expect(rows.subscriptions.length - 300).toBeLessThan(170);
    expect(rows.payments.length).toBeGreaterThan(250);
    expect(rows.payments.length).toBeLessThan(500);
    const ended = rows.subscriptions.filter(({ status }) => status === 'cancelled').length;
    expect(ended).toBeGreaterThan(15);
    expect(ended).toBeLessThan(80);
  });

  it('B6 tries a failed payment again, which ends the arrears', () => {
    const failed = rows.payments.filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(2);
    const later = (row: (typeof failed)[number]) =>
      rows.payments.some((other) => other.subscription_id === row.subscription_id && other.created_at > row.created_at);
    const isRecent = ({ created_at }: { created_at: string }) =>
      Date.parse(created_at) > start.getTime() + 29 * 86_400_000;
    const lost = new Set(rows.subscriptions.filter(({ status }) => status === 'cancelled').map(({ id }) => id));
    expect(failed.filter((row) => !later(row) && !isRecent(row) && !lost.has(row.subscription_id))).toEqual([]);
  });
});
