import type { ClaimedCommand } from '../../../docs/examples/claimCommands';
import { type Actor, addSeconds } from './actor';
import { type BackgroundActor, inBackground } from './inBackground';
import type { Pipeline, ScraperRow } from './pipeline';
import { resetRun } from './resetRun';
import type { World } from './world';

/** Claims what is due and lets it be carried out, as docs/examples/claimCommands.ts does with a client and a worker's name. */
export type CommandSource = (carryOut: (command: ClaimedCommand) => Promise<string>) => Promise<void>;

const RESET_SECONDS = 1;
const STOP_SECONDS = 2;
const START_SECONDS = 3;
/** How long a scraper that somebody started has no trouble of its own. */
const CALM_SECONDS = 1_800;

export interface CommandWork extends Actor {
  /** Does at once what is left of the commands in hand, and resolves when the database knows. */
  finish(): Promise<void>;
}

/**
 * Carries out what operators asked for: a stuck run is queued again, a scraper stops or starts some seconds later. A command
 * fails, with a reason, when its run or scraper is gone or in no state for it. Claims go on beside the other actors; what
 * changes the world is done in a step.
 */
export function createCommandWork(world: World, pipeline: Pipeline, claim: CommandSource): CommandWork {
  let tasks: Array<{ dueAt: Date; run(now: Date): Promise<void> }> = [];
  let present = new Date(0);
  let isFinishing = false;

  /** Does something so many seconds later, within a step. */
  const after = (seconds: number, effect: (now: Date) => Promise<void>): Promise<void> =>
    isFinishing
      ? effect(present)
      : new Promise((resolve, reject) => {
          const run = (now: Date): Promise<void> => effect(now).then(resolve, reject);
          tasks.push({ dueAt: addSeconds(present, seconds), run });
        });

  const carryOut = async ({ kind, target, reason }: ClaimedCommand): Promise<string> => {
    switch (kind) {
      case 'reset_run':
        await after(RESET_SECONDS, async (now) => {
          const problem = await resetRun(world, pipeline, target, now);
          if (problem !== undefined) {
            throw new Error(problem);
          }
        });
        return `Run ${target} is queued again`;
      case 'stop_scraper':
        await after(STOP_SECONDS, (now) => stopScraper(world, pipeline, { name: target, reason, now }));
        return `${target} has stopped`;
      case 'start_scraper':
        await after(START_SECONDS, (now) => startScraper(world, pipeline, { name: target, reason, now }));
        return `${target} runs`;
      case 'restart_scraper':
        await after(STOP_SECONDS, (now) => stopScraper(world, pipeline, { name: target, reason, now }));
        await after(START_SECONDS, (now) => startScraper(world, pipeline, { name: target, reason, now }));
        return `${target} runs again`;
    }
  };

  const claims: BackgroundActor = inBackground('commands', () => claim(carryOut));
  const act = async (now: Date): Promise<void> => {
    const due = tasks.filter(({ dueAt }) => dueAt <= now);
    tasks = tasks.filter(({ dueAt }) => dueAt > now);
    for (const task of due) {
      await task.run(now);
    }
  };

  return {
    name: claims.name,
    step: async (now) => {
      present = now;
      await act(now);
      await claims.step(now);
    },
    finish: async () => {
      isFinishing = true;
      const left = tasks;
      tasks = [];
      for (const task of left) {
        await task.run(present);
      }
      await claims.settled();
    },
  };
}

interface Order {
  name: string;
  reason: string;
  now: Date;
}

async function stopScraper(world: World, pipeline: Pipeline, { name, reason, now }: Order): Promise<void> {
  const row = await scraperRow(pipeline, name);
  await pipeline.setScraper(name, { status: 'stopped', startedAt: null, lastError: null, updatedAt: now });
  Object.assign(world.scrapers.get(row.id) ?? {}, { status: 'stopped', since: now });
  log(world, row, `${name} was stopped: ${reason}`, now);
}

async function startScraper(world: World, pipeline: Pipeline, { name, reason, now }: Order): Promise<void> {
  const row = await scraperRow(pipeline, name);
  await pipeline.setScraper(name, { status: 'running', startedAt: now, lastError: null, updatedAt: now });
  const scraper = world.scrapers.get(row.id);
  if (scraper) {
    Object.assign(scraper, { status: 'running', since: now, apiCalls: 0, memoryMb: scraper.restingMemoryMb * 0.8 });
    scraper.calmUntil = addSeconds(now, CALM_SECONDS);
  }
  log(world, row, `${name} was started: ${reason}`, now);
}

/** As the database has it: what the team remembers may be gone. */
async function scraperRow(pipeline: Pipeline, name: string): Promise<ScraperRow> {
  const row = (await pipeline.scrapers()).find((candidate) => candidate.name === name);
  if (!row) {
    throw new Error(`There is no scraper ${name} any more`);
  }
  return row;
}

function log(world: World, { id }: ScraperRow, message: string, now: Date): void {
  world.log.push({ level: 'info', message, scraperId: id, createdAt: now });
}
