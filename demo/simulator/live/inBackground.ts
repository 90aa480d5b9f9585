import type { Actor } from './actor';
import { PipelineOutage } from './pipeline';

/** An actor that is not waited for. */
export interface BackgroundActor extends Actor {
  /** Resolves when what is under way has ended. */
  settled(): Promise<void>;
}

/**
 * Lets work that takes longer than a step go on beside the other actors; a step begins it unless it is under way. What it
 * rejects with is told by the next step, but for an outage: those who are waited for notice that themselves.
 */
export function inBackground(name: string, work: (now: Date) => Promise<void>): BackgroundActor {
  let underWay: Promise<void> | undefined;
  let failures: unknown[] = [];

  const begin = async (now: Date): Promise<void> => {
    try {
      await work(now);
    } catch (error) {
      failures = error instanceof PipelineOutage ? [] : [error];
    } finally {
      underWay = undefined;
    }
  };

  return {
    name,
    step: (now) => {
      underWay ??= begin(now);
      const [failure] = failures;
      failures = [];
      return failure === undefined ? Promise.resolve() : Promise.reject(failure);
    },
    settled: () => underWay ?? Promise.resolve(),
  };
}
