import { accountNotes, accounts } from '../accounts';
import { createRandom } from '../random';
import { type Actor, addSeconds } from './actor';
import type { AccountRow, Business } from './business';

const CHECKED_AT_ONCE = 3;

/**
 * The look at each account, proxy and API every few minutes. Now and then one is challenged or blocked, and an hour or more
 * later somebody has mended it. An account that nobody checks (development's) stays unknown.
 */
export function createAccountChecks(business: Business, seed: number, startedAt: Date): Actor {
  const random = createRandom(seed, `accounts:${startedAt.getTime()}`);
  const mendedAt = new Map<string, Date>();

  const look = (row: AccountRow, now: Date): Pick<AccountRow, 'status' | 'note'> => {
    if (row.status === 'valid') {
      return random.chance(0.004) && row.kind !== 'api' ? trouble(row) : { status: 'valid', note: null };
    }
    const due = mendedAt.get(row.id) ?? addSeconds(now, random.between(3_600, 4 * 3_600));
    mendedAt.set(row.id, due);
    if (now < due) {
      return { status: row.status, note: row.note };
    }
    mendedAt.delete(row.id);
    return { status: 'valid', note: null };
  };

  const trouble = ({ kind }: AccountRow): Pick<AccountRow, 'status' | 'note'> => {
    if (kind === 'proxy') {
      return { status: 'blocked', note: accountNotes['blocked proxy'] };
    }
    const status = random.chance(0.7) ? 'challenged' : 'blocked';
    return { status, note: accountNotes[status] };
  };

  return {
    name: 'account checks',
    step: async (now) => {
      const rows = (await business.accounts()).filter(({ last_checked_at }) => last_checked_at !== null);
      const due = rows.sort((a, b) => timeOf(a) - timeOf(b)).slice(0, CHECKED_AT_ONCE);
      for (const row of due) {
        const seen = look(row, now);
        const limit = accounts.find(({ name }) => name === row.name)?.rateLimit ?? null;
        const left =
          limit === null ? null : Math.round(limit * (seen.status === 'valid' ? random.between(0.25, 0.95) : 0));
        const change = { ...seen, rate_limit_remaining: left, last_checked_at: now.toISOString() };
        await business.changeAccount(row.id, change);
      }
    },
  };
}

function timeOf({ last_checked_at }: AccountRow): number {
  return Date.parse(last_checked_at ?? '');
}
