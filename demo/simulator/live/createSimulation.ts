import { thresholds } from '../../../catalog/thresholds';
import { type Actor, every } from './actor';
import { createAccountChecks } from './createAccountChecks';
import { createArrivals, createClientReader } from './createArrivals';
import { createBackups } from './createBackups';
import { createBills } from './createBills';
import { type CommandSource, createCommandWork } from './createCommandWork';
import { createGrowth } from './createGrowth';
import { createLearners } from './createLearners';
import { createLogWriter } from './createLogWriter';
import { createQualityChecks } from './createQualityChecks';
import { createQueueSampler } from './createQueueSampler';
import { createScraperReports, createScraperTrouble } from './createScraperLife';
import { createStuckRuns } from './createStuckRuns';
import { createSubscriptions } from './createSubscriptions';
import { createDeploys, createHeartbeats } from './createWorkerLife';
import { createWork } from './createWork';
import type { Business } from './business';
import { inBackground } from './inBackground';
import { type Pipeline, PipelineOutage } from './pipeline';
import { loadWorld, type World } from './world';

/** What the team works on; what is left out, nobody does. */
export interface Team {
  pipeline: Pipeline;
  business?: Business;
  commands?: CommandSource;
  /** Rolls up and asks for resets by policy, once a minute. */
  keepHouse?: () => Promise<void>;
}

export interface SimulationOptions extends Team {
  seed: number;
  /** Actors that act on something else than the team's tables. */
  others?: Actor[];
  /** Told in one line when something goes wrong for the first time, and when it is well again. */
  onNotice?: (line: string) => void;
}

export interface Simulation {
  /**
   * Lets everybody act who is due at `now`; moments must not go backwards. Never rejects. False: the database is away, and
   * the rest of the step was left out. What had been begun is kept and written by a later step.
   */
  step(now: Date): Promise<boolean>;
  /** Ends what goes on beside the steps; commands in hand are carried out at once. */
  finish(): Promise<void>;
}

/**
 * The team at work, without a timer of its own: who calls `step` decides how fast time goes. The same seed, moments and
 * database state lead to the same writes.
 */
export function createSimulation({
  seed,
  others = [],
  onNotice = () => undefined,
  ...team
}: SimulationOptions): Simulation {
  let actors: Actor[] | undefined;
  let finishers: Array<() => Promise<void>> = [];
  const troubles = new Map<string, string>();

  const report = (name: string, problem: string | undefined): void => {
    if (problem !== undefined && troubles.get(name) !== problem) {
      onNotice(`Simulator: ${name}: ${problem}`);
    }
    if (problem === undefined && troubles.has(name)) {
      onNotice(`Simulator: ${name}: well again`);
    }
    if (problem === undefined) {
      troubles.delete(name);
    } else {
      troubles.set(name, problem);
    }
  };

  return {
    step: async (now) => {
      try {
        if (!actors) {
          const world = await loadWorld(team.pipeline, seed, now);
          const helpers = helperActors(world, team, now);
          finishers = helpers.finishers;
          actors = [...teamActors(world, team.pipeline, now), ...helpers.actors, ...others];
        }
        for (const actor of actors) {
          await act(actor, now, report);
        }
      } catch (error) {
        // One line, whatever each request says: an outage shows a different face every time.
        report('database', error instanceof PipelineOutage ? 'not reachable, trying again' : messageOf(error));
        return false;
      }
      report('database', undefined);
      return true;
    },
    finish: async () => {
      await Promise.all(finishers.map((finish) => finish()));
    },
  };
}

/** An actor that cannot act must not keep the others from acting; only an outage concerns all. */
async function act(actor: Actor, now: Date, report: (name: string, problem?: string) => void): Promise<void> {
  try {
    await actor.step(now);
  } catch (error) {
    if (error instanceof PipelineOutage) {
      throw error;
    }
    report(actor.name, messageOf(error));
    return;
  }
  report(actor.name, undefined);
}

function teamActors(world: World, pipeline: Pipeline, now: Date): Actor[] {
  return [
    every(30, createClientReader(world, pipeline)),
    every(1, createArrivals(world, pipeline, now)),
    every(2, createWork(world, pipeline, thresholds.stuck_after_seconds.value)),
    every(5, createStuckRuns(world, pipeline, now)),
    every(10, createScraperTrouble(world, pipeline, now)),
    every(2, createScraperReports(world, pipeline, now)),
    every(3, createHeartbeats(world, pipeline, now)),
    every(15, createQueueSampler(world, pipeline)),
    every(5, createGrowth(world, pipeline, now)),
    every(20, createDeploys(world, pipeline, now)),
    every(1, createLogWriter(world, pipeline)),
  ];
}

function helperActors(
  world: World,
  { pipeline, business, commands, keepHouse }: Team,
  now: Date
): { actors: Actor[]; finishers: Array<() => Promise<void>> } {
  const { seed } = world;
  const work = commands && createCommandWork(world, pipeline, commands);
  const house = keepHouse && inBackground('house-keeping', keepHouse);
  return {
    actors: [
      ...(work ? [every(1, work)] : []),
      ...(house ? [every(60, house)] : []),
      ...(business
        ? [
            every(5, createLearners(business, seed, now)),
            every(20, createSubscriptions(business, seed, now)),
            every(300, createBills(world, business)),
            every(40, createAccountChecks(business, seed, now)),
            every(30, createQualityChecks(business, seed)),
            every(60, createBackups(business, seed)),
          ]
        : []),
    ],
    finishers: [...(work ? [work.finish] : []), ...(house ? [house.settled] : [])],
  };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
