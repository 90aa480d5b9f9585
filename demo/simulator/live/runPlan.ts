import { scrapeErrors } from '../errors';
import { createRandom } from '../random';

/** What decides how a client's runs go. */
export interface Character {
  coverage: number;
  slowness: number;
}

export interface RunPlan {
  /** How long it waits in the queue at least. */
  waitSeconds: number;
  /** How long it is worked on. */
  workSeconds: number;
  outcome: 'completed' | 'failed' | 'cancelled';
  error: string;
  /** Share of the work after which something goes wrong and is tried again; undefined: never. */
  retryAfterShare?: number;
  /** Accounts found ÷ expected, when it completes. */
  coverage: number;
  postsPerProfile: number;
}

export interface PlanContext {
  seed: number;
  runId: number;
  /** A run that was reset goes another way than the first time. */
  attempt: number;
  character: Character;
  system: string;
  /** As `activityAt`: busy hours make runs wait. */
  activity: number;
  /** Additional share of runs that fail just now. */
  failureBurst: number;
}

/** Decides all of a run's life from the seed and its id, with the frequencies that history has. */
export function planRun({ seed, runId, attempt, character, system, activity, failureBurst }: PlanContext): RunPlan {
  const random = createRandom(seed, `run:${runId}:${attempt}`);
  const waitSeconds = random.logNormal(8 + 110 * activity ** 2.5, 0.6);
  const slowTail = random.chance(0.02) ? 1.9 : 1;
  const workSeconds = Math.max(45, Math.min(560, random.logNormal(182 * character.slowness, 0.3) * slowTail));
  const isCancelled = random.chance(0.004);
  const fails = random.chance(0.036 + failureBurst);
  const outcome = fails ? 'failed' : 'completed';
  const lowShare = random.chance(0.02) ? random.between(0.6, 0.9) : 1;
  return {
    waitSeconds,
    workSeconds: fails ? workSeconds * random.between(0.2, 0.9) : workSeconds,
    outcome: isCancelled ? 'cancelled' : outcome,
    error: scrapeErrors[Math.floor(scrapeErrors.length * random.next() ** 1.6)] ?? scrapeErrors[0],
    retryAfterShare: random.chance(0.07 + failureBurst) ? random.between(0.2, 0.7) : undefined,
    coverage: Math.min(1, (character.coverage + random.between(-0.012, 0.012)) * lowShare),
    postsPerProfile: system === 'IGM' ? random.between(2, 5) : 0.08,
  };
}
