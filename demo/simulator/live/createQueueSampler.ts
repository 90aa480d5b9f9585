import { type Actor, secondsBetween } from './actor';
import type { Pipeline, QueueSample } from './pipeline';
import type { World } from './world';

const FAILED_WINDOW_SECONDS = 3_600;

/** Counts every queue, as history does: its levels now, and what came and went since the last sample. */
export function createQueueSampler(world: World, pipeline: Pipeline): Actor {
  return {
    name: 'queue samples',
    step: async (now) => {
      world.failures = world.failures.filter(
        ({ finishedAt }) => secondsBetween(finishedAt, now) < FAILED_WINDOW_SECONDS
      );
      const queues = [...new Set(world.fleet.workers.map(({ system, environment }) => `${system}/${environment}`))];
      await pipeline.addQueueSamples(queues.map((queue) => sampleOf(world, queue, now)));
      world.tally = { arrivals: [], completions: [] };
    },
  };
}

function sampleOf(world: World, queue: string, now: Date): QueueSample {
  const isHere = (scraperId: string): boolean => {
    const scraper = world.scrapers.get(scraperId);
    return scraper !== undefined && `${scraper.system}/${scraper.environment}` === queue;
  };
  const queued = world.queued.filter((run) => isHere(run.scraperId));
  const processing = [...world.runs.values()].filter((run) => isHere(run.scraperId));
  const [system = '', environment = ''] = queue.split('/');
  return {
    system,
    environment,
    queue: system === 'IGF' ? 'follower-scans' : 'profile-scrapes',
    queued: queued.length,
    processing: processing.length,
    retrying: processing.filter((run) => run.retries > 0).length,
    failed: world.failures.filter((failure) => isHere(failure.scraperId)).length,
    arrivals: world.tally.arrivals.filter(isHere).length,
    completions: world.tally.completions.filter(isHere).length,
    oldestAgeSeconds: queued[0] ? Math.max(0, secondsBetween(queued[0].createdAt, now)) : null,
    sampledAt: now,
  };
}
