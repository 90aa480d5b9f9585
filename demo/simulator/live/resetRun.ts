import { stuckError } from '../errors';
import { secondsBetween } from './actor';
import type { Pipeline } from './pipeline';
import type { World } from './world';

/**
 * Queues a run again whose worker has lost it; it will not get lost a second time. Resolves to the reason when it
 * cannot be: there is no such run, or it is not processing.
 */
export async function resetRun(
  world: World,
  pipeline: Pipeline,
  target: string,
  now: Date
): Promise<string | undefined> {
  const runId = Number(target);
  const run = Number.isSafeInteger(runId) ? await pipeline.findRun(runId) : null;
  if (!run) {
    return `There is no run ${target} any more`;
  }
  const change = { status: 'queued', worker: null, startedAt: null, profiles: 0, posts: 0, apiCalls: 0 } as const;
  const retries = run.retries + 1;
  const isOurs = await pipeline.changeRun(runId, 'processing', {
    ...change,
    retries,
    error: stuckError,
    updatedAt: now,
  });
  if (!isOurs) {
    return `Run ${runId} is ${run.status}: only a run that is processing can be reset`;
  }
  world.runs.delete(runId);
  world.resetRuns.add(runId);
  const age = Math.round(secondsBetween(run.startedAt ?? now, now) / 60);
  const client = world.clients.get(run.clientId)?.name ?? run.clientId;
  world.log.push({
    level: 'warning',
    message: `Run ${runId} of ${client} was stuck for ${age} minutes and has been queued again`,
    runId,
    scraperId: run.scraperId,
    clientId: run.clientId,
    createdAt: now,
  });
  return undefined;
}
