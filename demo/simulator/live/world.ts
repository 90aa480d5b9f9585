import { createFleet, type Fleet } from '../fleet';
import { createRandom, type Random } from '../random';
import type { HeartbeatRow, LogLine, OpenRun, Pipeline, ScraperRow, ScraperStatus, WorkerState } from './pipeline';
import type { Character, RunPlan } from './runPlan';

/** All that the simulated team knows at a moment. Actors change it only after the database has taken the change. */
export interface World {
  seed: number;
  fleet: Fleet;
  clients: Map<string, LiveClient>;
  scrapers: Map<string, LiveScraper>;
  workers: LiveWorker[];
  /** Runs being worked on, and those whose worker lost them. */
  runs: Map<number, LiveRun>;
  /** Runs that were stuck and have been reset. */
  resetRuns: Set<number>;
  queued: OpenRun[];
  /** Lines not yet written. */
  log: LogLine[];
  /** What happened since the last queue sample. */
  tally: { arrivals: string[]; completions: string[] };
  /** Who failed when, of the last hour. */
  failures: Array<{ scraperId: string; finishedAt: Date }>;
}

export interface LiveClient {
  id: string;
  name: string;
  system: string;
  environment: string;
  isActive: boolean;
  expected: number | null;
  scraperId: string;
  character: Character;
}

export interface LiveScraper {
  id: string;
  name: string;
  system: string;
  environment: string;
  status: ScraperStatus;
  /** When the status last changed. */
  since: Date;
  apiCalls: number;
  rateLimitTotal: number;
  rateLimitRemaining: number;
  /** Set when an operator started it: until then it has no trouble. */
  calmUntil?: Date;
  /** Set while the other side refuses more calls. */
  limitedUntil?: Date;
  lastRunAt?: Date;
  memoryMb: number;
  restingMemoryMb: number;
  cpuRatio: number;
}

export interface LiveWorker {
  name: string;
  system: string;
  environment: string;
  slots: number;
  state: WorkerState;
  version: string;
  startedAt: Date;
  jobsDone: number;
  /** Set while it is gone and sends no heartbeat. */
  awayUntil?: Date;
}

export interface LiveRun {
  id: number;
  client: LiveClient;
  scraperId: string;
  worker: string;
  startedAt: Date;
  retries: number;
  expected: number | null;
  plan: RunPlan;
  /** Its worker lost it: nothing will happen until it is reset. */
  isLost: boolean;
  /** When somebody will have noticed that it is lost. */
  resetAfterMinutes?: number;
  /** Calls written so far. */
  apiCalls: number;
  reportedAt: Date;
}

/** Reads the database's present state; adds the fleet's cast where it is missing (a start without history). */
export async function loadWorld(pipeline: Pipeline, seed: number, now: Date): Promise<World> {
  const fleet = createFleet(seed);
  await addMissingCast(pipeline, fleet, now);
  const random = createRandom(seed, 'world');
  const scrapers = (await pipeline.scrapers()).map((row) => toScraper(row, fleet, random, now));
  const beats = await pipeline.heartbeats();
  const world: World = {
    seed,
    fleet,
    clients: new Map(),
    scrapers: new Map(scrapers.map((scraper) => [scraper.id, scraper])),
    workers: fleet.workers.map(({ name, system, environment, slots, version }) => {
      const beat = beats.find((row) => row.worker === name);
      return { name, system, environment, slots, state: 'running', ...pastOf(beat, version, now) };
    }),
    runs: new Map(),
    resetRuns: new Set(),
    queued: [],
    log: [],
    tally: { arrivals: [], completions: [] },
    failures: await pipeline.failuresSince(new Date(now.getTime() - 3_600_000)),
  };
  await refreshClients(world, pipeline);
  return world;
}

/** Reads the clients again: somebody may have added or paused one. */
export async function refreshClients(world: World, pipeline: Pipeline): Promise<void> {
  for (const row of await pipeline.clients()) {
    const member = world.fleet.clients.find((client) => client.name === row.name);
    const scraperId = world.clients.get(row.id)?.scraperId ?? findScraper(world, row, member?.scraper)?.id;
    if (scraperId !== undefined) {
      const coverage = member ? member.coverage + member.coverageDrift : 0.985;
      world.clients.set(row.id, { ...row, scraperId, character: { coverage, slowness: member?.slowness ?? 1 } });
    }
  }
}

/** The scraper of that name, or one of the same system and environment, always the same for one client. */
function findScraper(
  world: World,
  client: { name: string; system: string; environment: string },
  name: string | undefined
): LiveScraper | undefined {
  const all = [...world.scrapers.values()];
  const candidates = siblings(all, client).filter((scraper) => scraper.status !== 'paused');
  const named = all.find((scraper) => scraper.name === name);
  return (
    named ?? (candidates.length > 0 ? createRandom(world.seed, `home:${client.name}`).pick(candidates) : undefined)
  );
}

/** Those of the same system and environment. */
export function siblings<T extends { system: string; environment: string }>(
  list: Iterable<T>,
  { system, environment }: { system: string; environment: string }
): T[] {
  return [...list].filter((item) => item.system === system && item.environment === environment);
}

async function addMissingCast(pipeline: Pipeline, fleet: Fleet, now: Date): Promise<void> {
  const known = new Set((await pipeline.scrapers()).map((scraper) => scraper.name));
  const missing = fleet.scrapers.filter((scraper) => !known.has(scraper.name));
  if (missing.length === 0) {
    return;
  }
  await pipeline.addScrapers(
    missing.map(({ id, name, system, environment, habit, rateLimitTotal }) => {
      const status = habit === 'paused' ? 'paused' : 'running';
      return { id, name, system, environment, status, startedAt: now, rateLimitTotal };
    })
  );
  await pipeline.addClients(
    fleet.clients.map(({ id, name, email, system, environment, status, expected, ageDays }) => {
      const createdAt = new Date(now.getTime() - ageDays * 86_400_000);
      return { id, name, email, system, environment, isActive: status === 'active', expected, createdAt };
    })
  );
}

function toScraper(row: ScraperRow, fleet: Fleet, random: Random, now: Date): LiveScraper {
  const member = fleet.scrapers.find((scraper) => scraper.name === row.name);
  const rateLimitTotal = member?.rateLimitTotal ?? 500;
  const restingMemoryMb = (member?.memoryBytes ?? 300 * 2 ** 20) / 2 ** 20;
  return {
    id: row.id,
    name: row.name,
    system: row.system,
    environment: row.environment,
    status: row.status,
    since: row.status === 'error' ? row.updatedAt : (row.startedAt ?? now),
    apiCalls: row.apiCalls,
    rateLimitTotal,
    rateLimitRemaining: Math.min(rateLimitTotal, row.rateLimitRemaining ?? rateLimitTotal),
    restingMemoryMb,
    memoryMb: restingMemoryMb * random.between(1, 1.1),
    cpuRatio: member?.cpuRatio ?? 0.3,
  };
}

function pastOf(
  beat: HeartbeatRow | undefined,
  version: string,
  now: Date
): Pick<LiveWorker, 'version' | 'startedAt' | 'jobsDone'> {
  return {
    version: beat?.version ?? version,
    startedAt: beat?.startedAt ?? now,
    jobsDone: beat?.jobsDone ?? 0,
  };
}
