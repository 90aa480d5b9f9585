import { stuckError } from '../errors';
import { createRandom } from '../random';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { Pipeline } from './pipeline';
import type { LiveRun, World } from './world';

const MOST_LOST = 2;
const APART_SECONDS = 14 * 60;

/**
 * Now and then a worker loses a run, which then stays `processing`, until somebody resets it after half an hour or more.
 * There are nearly always one or two of them to look at.
 */
export function createStuckRuns(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `stuck:${startedAt.getTime()}`);
  let nextLossAt = startedAt;

  const reset = async (run: LiveRun, now: Date): Promise<void> => {
    const change = { status: 'queued', worker: null, startedAt: null, profiles: 0, posts: 0, apiCalls: 0 } as const;
    const retries = run.retries + 1;
    await pipeline.changeRun(run.id, 'processing', { ...change, retries, error: stuckError, updatedAt: now });
    world.runs.delete(run.id);
    const age = Math.round(secondsBetween(run.startedAt, now) / 60);
    world.log.push({
      level: 'warning',
      message: `Run ${run.id} of ${run.client.name} was stuck for ${age} minutes and has been queued again`,
      runId: run.id,
      scraperId: run.scraperId,
      clientId: run.client.id,
      createdAt: now,
    });
  };

  return {
    name: 'stuck runs',
    step: async (now) => {
      const lost = [...world.runs.values()].filter((run) => run.isLost);
      for (const run of lost) {
        run.resetAfterMinutes ??= random.between(32, 65);
        if (secondsBetween(run.startedAt, now) > run.resetAfterMinutes * 60) {
          await reset(run, now);
        }
      }
      const fresh = [...world.runs.values()].filter(
        (run) => !run.isLost && run.client.environment === 'prod' && run.reportedAt > run.startedAt
      );
      if (lost.length < MOST_LOST && now >= nextLossAt && fresh.length > 0) {
        random.pick(fresh).isLost = true;
        nextLossAt = addSeconds(now, APART_SECONDS);
      }
    },
  };
}
