import { createRandom } from '../random';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { Pipeline } from './pipeline';
import { resetRun } from './resetRun';
import type { World } from './world';

const MOST_LOST = 2;
const APART_SECONDS = 14 * 60;

/**
 * Now and then a worker loses a run, which then stays `processing`, until somebody resets it after half an hour or more.
 * There are nearly always one or two of them to look at.
 */
export function createStuckRuns(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `stuck:${startedAt.getTime()}`);
  let nextLossAt = startedAt;

  return {
    name: 'stuck runs',
    step: async (now) => {
      const lost = [...world.runs.values()].filter((run) => run.isLost);
      for (const run of lost) {
        run.resetAfterMinutes ??= random.between(32, 65);
        if (secondsBetween(run.startedAt, now) > run.resetAfterMinutes * 60) {
          await resetRun(world, pipeline, String(run.id), now); // where it cannot be, somebody was faster
        }
      }
      const fresh = [...world.runs.values()].filter(
        ({ id, isLost, client, reportedAt, startedAt: since }) =>
          !isLost && client.environment === 'prod' && reportedAt > since && !world.resetRuns.has(id)
      );
      if (lost.length < MOST_LOST && now >= nextLossAt && fresh.length > 0) {
        random.pick(fresh).isLost = true;
        nextLossAt = addSeconds(now, APART_SECONDS);
      }
    },
  };
}
