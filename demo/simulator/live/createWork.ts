import { transientErrors } from '../errors';
import { createRandom } from '../random';
import { activityAt } from '../rhythm';
import { type Actor, addSeconds, secondsBetween } from './actor';
import { failureBurstAt } from './failureBurst';
import type { LogLine, OpenRun, Pipeline, RunChange } from './pipeline';
import { planRun, type RunPlan } from './runPlan';
import { type LiveRun, type LiveScraper, type LiveWorker, siblings, type World } from './world';

const REPORT_EVERY_SECONDS = 4;
const PROFILES_PER_CALL = 11;
/** A run whose scraper is in error for longer is taken over by a sibling. */
const TAKE_OVER_AFTER_SECONDS = 240;

/**
 * The workers: they claim queued runs when a slot is free and their turn has come, report progress, and finish them. Runs
 * that were processing before the simulator started are taken on, unless nobody has touched them for ten minutes.
 */
export function createWork(world: World, pipeline: Pipeline, stuckAfterSeconds: number): Actor {
  return {
    name: 'workers',
    step: async (now) => {
      const open = await pipeline.openRuns();
      world.queued = open.filter((run) => run.status === 'queued');
      forgetTaken(world, open);
      open
        .filter((run) => run.status === 'processing' && !world.runs.has(run.id))
        .forEach((run) => {
          adopt(world, run, stuckAfterSeconds, now);
        });
      for (const run of world.queued) {
        await claimIfItsTurn(world, pipeline, run, now);
      }
      for (const run of world.runs.values()) {
        await workOn(world, pipeline, run, now);
      }
    },
  };
}

/** Somebody reset or cancelled a run: whoever worked on it drops it. */
function forgetTaken(world: World, open: OpenRun[]): void {
  const processing = new Set(open.filter((run) => run.status === 'processing').map((run) => run.id));
  [...world.runs.keys()].filter((id) => !processing.has(id)).forEach((id) => world.runs.delete(id));
}

function adopt(world: World, run: OpenRun, stuckAfterSeconds: number, now: Date): void {
  const client = world.clients.get(run.clientId);
  if (!client) {
    return;
  }
  const startedAt = run.startedAt ?? now;
  world.runs.set(run.id, {
    id: run.id,
    client,
    scraperId: run.scraperId,
    worker: run.worker ?? 'worker-1',
    startedAt,
    retries: run.retries,
    expected: client.expected,
    plan: planOf(world, run, now),
    isLost: secondsBetween(startedAt, now) > stuckAfterSeconds,
    apiCalls: 0,
    reportedAt: startedAt,
  });
}

function planOf(world: World, run: OpenRun, now: Date): RunPlan {
  const client = world.clients.get(run.clientId);
  return planRun({
    seed: world.seed,
    runId: run.id,
    attempt: run.retries,
    character: client?.character ?? { coverage: 0.985, slowness: 1 },
    system: client?.system ?? 'IGF',
    activity: activityAt(run.createdAt),
    failureBurst: failureBurstAt(now, client?.system ?? 'IGF', world.seed),
  });
}

async function claimIfItsTurn(world: World, pipeline: Pipeline, run: OpenRun, now: Date): Promise<void> {
  const client = world.clients.get(run.clientId);
  const plan = planOf(world, run, now);
  const waited = secondsBetween(run.createdAt, now);
  const scraper = scraperFor(world, run, waited);
  if (!client || !scraper || waited < plan.waitSeconds) {
    return;
  }
  if (plan.outcome === 'cancelled') {
    await pipeline.changeRun(run.id, 'queued', { status: 'cancelled', finishedAt: now, updatedAt: now });
    return;
  }
  const worker = freeWorker(world, client);
  if (!worker) {
    return;
  }
  const change: RunChange = { status: 'processing', worker: worker.name, startedAt: now, updatedAt: now };
  const isOurs = await pipeline.changeRun(run.id, 'queued', { ...change, scraperId: scraper.id, error: null });
  world.queued = world.queued.filter((queued) => queued.id !== run.id);
  if (!isOurs) {
    return; // another worker, or somebody who cancelled it, was faster
  }
  scraper.lastRunAt = now;
  const { id, retries } = run;
  const started = { id, client, scraperId: scraper.id, worker: worker.name, startedAt: now, retries, plan };
  world.runs.set(id, { ...started, expected: client.expected, isLost: false, apiCalls: 0, reportedAt: now });
}

/** The run's own scraper when it works; a sibling once its own has been in error for a while. */
function scraperFor(world: World, run: OpenRun, waited: number): LiveScraper | undefined {
  const own = world.scrapers.get(run.scraperId);
  if (!own || own.status === 'running') {
    return own?.limitedUntil ? undefined : own;
  }
  const others = siblings(world.scrapers.values(), own).filter((s) => s.status === 'running' && !s.limitedUntil);
  return waited > TAKE_OVER_AFTER_SECONDS && others.length > 0
    ? createRandom(world.seed, `sibling:${run.id}`).pick(others)
    : undefined;
}

/** The one with most free slots, so that both workers have something to do. */
function freeWorker(world: World, place: { system: string; environment: string }): LiveWorker | undefined {
  const free = siblings(world.workers, place)
    .filter((worker) => worker.state !== 'stopped' && worker.awayUntil === undefined)
    .map((worker) => ({ worker, left: worker.slots - busySlots(world, worker) }))
    .filter(({ left }) => left > 0);
  return free.sort((a, b) => b.left - a.left)[0]?.worker;
}

function busySlots(world: World, worker: LiveWorker): number {
  return [...world.runs.values()].filter((run) => run.worker === worker.name && !run.isLost).length;
}

async function workOn(world: World, pipeline: Pipeline, run: LiveRun, now: Date): Promise<void> {
  const share = secondsBetween(run.startedAt, now) / run.plan.workSeconds;
  if (run.isLost) {
    return;
  }
  if (share >= 1) {
    await finish(world, pipeline, run, now);
    return;
  }
  const isRetryDue = run.plan.retryAfterShare !== undefined && share > run.plan.retryAfterShare && run.retries === 0;
  if (!isRetryDue && secondsBetween(run.reportedAt, now) < REPORT_EVERY_SECONDS) {
    return;
  }
  const retries = run.retries + (isRetryDue ? 1 : 0);
  const progress = progressOf(run, share);
  const isOurs = await pipeline.changeRun(run.id, 'processing', { ...progress, retries, updatedAt: now });
  if (!isOurs) {
    world.runs.delete(run.id);
    return;
  }
  countCalls(world, run, progress.apiCalls);
  if (isRetryDue) {
    const error = createRandom(world.seed, `retry:${run.id}`).pick(transientErrors);
    log(world, run, { level: 'warning', message: `Attempt 1 of 3 for ${run.client.name}: ${error}`, createdAt: now });
  }
  run.retries = retries;
  run.reportedAt = now;
}

async function finish(world: World, pipeline: Pipeline, run: LiveRun, now: Date): Promise<void> {
  const { plan, client, expected } = run;
  const hasFailed = plan.outcome === 'failed';
  const planned = addSeconds(run.startedAt, plan.workSeconds);
  const finishedAt = secondsBetween(planned, now) > 30 ? planned : now; // during an outage workers went on
  const found = Math.round((expected ?? 380) * plan.coverage);
  const progress = progressOf(run, hasFailed ? 0.5 : 1);
  const isOurs = await pipeline.changeRun(run.id, 'processing', {
    ...progress,
    status: hasFailed ? 'failed' : 'completed',
    found: hasFailed ? null : found,
    retries: hasFailed ? 3 : run.retries,
    error: hasFailed ? plan.error : null,
    finishedAt,
    updatedAt: now,
  });
  world.runs.delete(run.id);
  if (!isOurs) {
    return;
  }
  countCalls(world, run, progress.apiCalls);
  const worker = world.workers.find(({ name }) => name === run.worker);
  if (worker) {
    worker.jobsDone += 1;
  }
  if (hasFailed) {
    world.failures.push({ scraperId: run.scraperId, finishedAt });
    log(world, run, { level: 'error', message: `Scrape of ${client.name} failed: ${plan.error}`, createdAt: now });
    return;
  }
  world.tally.completions.push(run.scraperId);
  const seconds = Math.round(secondsBetween(run.startedAt, finishedAt));
  const done = `Scraped ${progress.profiles} profiles of ${client.name} in ${seconds} s`;
  log(world, run, { level: 'info', message: done, createdAt: now });
  if (expected !== null && found < 0.92 * expected) {
    const percent = Math.round((100 * found) / expected);
    const low = `Coverage of ${client.name} is ${percent} %: ${found} of ${expected} accounts found`;
    log(world, run, { level: 'warning', message: low, createdAt: now });
  }
}

function progressOf(run: LiveRun, share: number): { profiles: number; posts: number; apiCalls: number } {
  const done = (run.expected ?? 380) * run.plan.coverage * share;
  return {
    profiles: Math.round(done * 1.04),
    posts: Math.round(done * run.plan.postsPerProfile),
    apiCalls: Math.ceil(done / PROFILES_PER_CALL) + 6 * run.retries,
  };
}

function countCalls(world: World, run: LiveRun, apiCalls: number): void {
  const scraper = world.scrapers.get(run.scraperId);
  const added = Math.max(0, apiCalls - run.apiCalls);
  run.apiCalls = apiCalls;
  if (scraper) {
    scraper.apiCalls += added;
    scraper.rateLimitRemaining = Math.max(0, scraper.rateLimitRemaining - added);
  }
}

function log(world: World, run: LiveRun, line: Omit<LogLine, 'runId' | 'scraperId' | 'clientId'>): void {
  const context = { worker: run.worker, attempt: run.retries + 1 };
  world.log.push({ ...line, runId: run.id, scraperId: run.scraperId, clientId: run.client.id, context });
}
