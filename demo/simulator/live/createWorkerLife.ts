import { deploymentNotes } from '../past/deploymentsSql';
import { createRandom } from '../random';
import { activityAt } from '../rhythm';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { Pipeline } from './pipeline';
import { siblings, type World } from './world';

/** Heartbeats of the workers that are there; one of development is away for some minutes every few hours. */
export function createHeartbeats(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `heartbeats:${startedAt.getTime()}`);
  let nextAbsenceAt = addSeconds(startedAt, random.between(3_600, 4 * 3_600));

  return {
    name: 'heartbeats',
    step: async (now) => {
      const dev = world.workers.find((worker) => worker.environment === 'dev' && worker.awayUntil === undefined);
      if (dev && now >= nextAbsenceAt) {
        dev.awayUntil = addSeconds(now, random.between(300, 600));
        nextAbsenceAt = addSeconds(now, random.between(2 * 3_600, 6 * 3_600));
      }
      world.workers
        .filter(({ awayUntil }) => awayUntil && now >= awayUntil)
        .forEach((worker) => Object.assign(worker, { awayUntil: undefined, startedAt: now, jobsDone: 0 }));
      const retrying = new Set([...world.runs.values()].filter(isRetrying(now)).map((run) => run.worker));
      const present = world.workers.filter(({ awayUntil }) => awayUntil === undefined);
      await pipeline.beat(
        present.map(({ name, system, environment, version, startedAt: since, jobsDone }) => {
          const state = retrying.has(name) ? 'retrying' : 'running';
          return { worker: name, system, environment, version, startedAt: since, jobsDone, state, lastSeenAt: now };
        })
      );
    },
  };
}

/** A retry shows for twenty seconds. */
function isRetrying(now: Date) {
  return (run: {
    retries: number;
    reportedAt: Date;
    plan: { retryAfterShare?: number; workSeconds: number };
    startedAt: Date;
  }) => {
    const { retryAfterShare, workSeconds } = run.plan;
    if (retryAfterShare === undefined || run.retries === 0) {
      return false;
    }
    const since = secondsBetween(addSeconds(run.startedAt, retryAfterShare * workSeconds), now);
    return since >= 0 && since < 20;
  };
}

/** Deploys now and then, in busy hours more than at night. The system's workers start anew with the version. */
export function createDeploys(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `deploys:${startedAt.getTime()}`);
  const places = [
    { system: 'IGF', environment: 'prod' },
    { system: 'IGM', environment: 'prod' },
    { system: 'IGF', environment: 'dev' },
    { system: 'DSC', environment: 'prod' },
  ];
  let nextAt = addSeconds(startedAt, random.between(20 * 60, 5 * 3_600));

  return {
    name: 'deploys',
    step: async (now) => {
      if (now < nextAt) {
        return;
      }
      const place = random.pick(places);
      const version = now.toISOString().slice(0, 16).replaceAll('-', '.').replace('T', '.').replace(':', '');
      await pipeline.addDeployment({ ...place, version, description: random.pick(deploymentNotes), deployedAt: now });
      siblings(world.workers, place).forEach((worker) =>
        Object.assign(worker, { version, startedAt: now, jobsDone: 0 })
      );
      nextAt = addSeconds(now, random.between(4, 12) * (3_600 / activityAt(now)));
    },
  };
}
