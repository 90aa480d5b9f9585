import { DEV_PACE, RUN_SLOT_SECONDS, RUNS_PER_SLOT } from '../past/period';
import { createRandom } from '../random';
import { activityAt } from '../rhythm';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { NewRun, Pipeline } from './pipeline';
import { refreshClients, type World } from './world';

/** After an outage or a nap the scheduler does not ask for what it missed: as a real one, it goes on from now. */
const LONGEST_STEP_SECONDS = 60;

/** The team's scheduler: it asks for runs of every active client, as often as in history. */
export function createArrivals(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `arrivals:${startedAt.getTime()}`);
  let last = startedAt;
  let due: NewRun[] = [];
  let isRepeat = false;

  const decide = (now: Date): void => {
    const seconds = Math.min(LONGEST_STEP_SECONDS, secondsBetween(last, now));
    const chance = (RUNS_PER_SLOT * activityAt(now) * seconds) / RUN_SLOT_SECONDS;
    for (const { id, scraperId, expected, environment, isActive } of world.clients.values()) {
      if (isActive && random.chance(chance * (environment === 'dev' ? DEV_PACE : 1))) {
        due.push({ clientId: id, scraperId, expected, createdAt: addSeconds(now, -random.next() * seconds) });
      }
    }
    last = now;
  };

  return {
    name: 'scheduler',
    step: async (now) => {
      if (due.length === 0) {
        decide(now);
      }
      while (due[0]) {
        try {
          await pipeline.enqueue(due[0], isRepeat);
        } catch (error) {
          isRepeat = true;
          throw error;
        }
        isRepeat = false;
        world.tally.arrivals.push(due[0].scraperId);
        due = due.slice(1);
      }
    },
  };
}

/** Notices clients that somebody added, paused or changed. */
export function createClientReader(world: World, pipeline: Pipeline): Actor {
  return { name: 'client list', step: () => refreshClients(world, pipeline) };
}
