import { apifyUnit, type Bill, bills } from '../bills';
import { type Actor, addSeconds } from './actor';
import type { Business, BusinessRows } from './business';
import { siblings, type World } from './world';

const DAY_SECONDS = 86_400;

/** Keeps the bills of the day: they grow with its hours and runs. Just after midnight those of the day before are closed. */
export function createBills(world: World, business: Business): Actor {
  const costOf = async (bill: Bill, midnight: Date, now: Date): Promise<BusinessRows['costs']> => {
    const end = addSeconds(midnight, DAY_SECONDS);
    const passed = Math.min(1, (now.getTime() - midnight.getTime()) / (DAY_SECONDS * 1000));
    const scrapers = siblings(world.scrapers.values(), bill).map(({ id }) => id);
    const amounts: Record<Bill['per'], () => Promise<number>> = {
      day: () => Promise.resolve(bill.amount * passed),
      month: () => Promise.resolve(bill.amount),
      run: async () => bill.amount * (await business.countRuns(scrapers, midnight, end)),
    };
    const amount = await amounts[bill.per]();
    const isCredits = bill.provider === 'apify';
    return {
      day: midnight.toISOString().slice(0, 10),
      system: bill.system,
      environment: bill.environment,
      provider: bill.provider,
      item: bill.item,
      amount: Math.round(amount * 10_000) / 10_000,
      currency: 'USD',
      units: isCredits ? Math.round(amount * 1_000) / 1_000 : null,
      unit: isCredits ? apifyUnit : null,
    };
  };

  return {
    name: 'bills',
    step: async (now) => {
      const today = new Date(now.toISOString().slice(0, 10));
      const days = now.getUTCHours() === 0 ? [addSeconds(today, -DAY_SECONDS), today] : [today];
      for (const midnight of days) {
        const due = bills.filter(({ per }) => per !== 'month' || midnight.getUTCDate() === 1);
        await business.replace('costs', await Promise.all(due.map((bill) => costOf(bill, midnight, now))));
      }
    },
  };
}
