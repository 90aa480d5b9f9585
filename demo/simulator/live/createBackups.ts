import { BACKUP_RETRY_MINUTES, backupPlans } from '../backupPlans';
import { createRandom, seededUuid } from '../random';
import { type Actor, addSeconds } from './actor';
import type { Business, LastBackup } from './business';

type Plan = (typeof backupPlans)[number];

const NEVER: LastBackup = { finishedAt: new Date(0), succeeded: true };
const LONGEST_MINUTES = 10;
const FAILURE_SHARE = 0.035;

/** The nightly backups of OPT and DSC; one that failed is made again a good hour later. */
export function createBackups(business: Business, seed: number): Actor {
  const known = new Map<Plan, LastBackup>();

  const backUp = async (plan: Plan, finishedAt: Date, isRetry: boolean): Promise<void> => {
    const name = `${plan.system}:${plan.environment}:${finishedAt.getTime()}`;
    const random = createRandom(seed, `backup:${name}`);
    const succeeded = isRetry || !random.chance(FAILURE_SHARE);
    await business.add('backups', [
      {
        id: seededUuid(seed, `backup:${name}`),
        system: plan.system,
        environment: plan.environment,
        succeeded,
        size_bytes: succeeded ? Math.round(plan.sizeBytes * random.between(0.998, 1.004)) : null,
        finished_at: finishedAt.toISOString(),
      },
    ]);
    known.set(plan, { finishedAt, succeeded });
  };

  return {
    name: 'backups',
    step: async (now) => {
      for (const plan of backupPlans) {
        const last = known.get(plan) ?? (await business.lastBackup(plan.system, plan.environment)) ?? NEVER;
        known.set(plan, last);
        const beganAt = lastBegin(plan, now);
        const retryAt = addSeconds(last.finishedAt, BACKUP_RETRY_MINUTES * 60);
        if (last.finishedAt < beganAt) {
          await backUp(plan, addSeconds(beganAt, LONGEST_MINUTES * 60), false);
        } else if (!last.succeeded && retryAt <= now) {
          await backUp(plan, retryAt, true);
        }
      }
    },
  };
}

/** When the newest backup that must have ended by now began. */
function lastBegin({ minuteOfDay }: Plan, now: Date): Date {
  const today = addSeconds(new Date(now.toISOString().slice(0, 10)), minuteOfDay * 60);
  return addSeconds(today, LONGEST_MINUTES * 60) <= now ? today : addSeconds(today, -86_400);
}
