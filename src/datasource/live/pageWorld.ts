import type { World } from './World';

/** What says that something changed, so that a poll need not wait for its turn. */
export interface Wake {
  /** How often it said so. */
  changes: () => number;
  /** Calls `listener` each time, and returns how to stop that. */
  listen: (listener: () => void) => () => void;
}

/** However often something changes, a poll rests so long. */
export const shortestPauseMs = 1_000;

/** The page that the plugin runs in: its clock, and whether anybody looks at it. */
export function pageWorld(wake?: Wake): World {
  return {
    now: () => performance.now(),
    random: Math.random,
    changes: () => wake?.changes() ?? 0,
    pause: (ms, signal, seen) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const startedAt = performance.now();
        let early: ReturnType<typeof setTimeout> | undefined;
        const end = () => {
          clearTimeout(timer);
          clearTimeout(early);
          stop?.();
          signal.removeEventListener('abort', end);
          resolve();
        };
        const look = () => {
          if (wake && seen !== undefined && wake.changes() > seen) {
            early ??= setTimeout(end, Math.max(0, shortestPauseMs - (performance.now() - startedAt)));
          }
        };
        const timer = setTimeout(end, ms);
        signal.addEventListener('abort', end);
        const stop = wake?.listen(look);
        look();
      }),
    visible: (signal) =>
      new Promise((resolve) => {
        if (!document.hidden || signal.aborted) {
          resolve();
          return;
        }
        const look = () => {
          if (!document.hidden || signal.aborted) {
            document.removeEventListener('visibilitychange', look);
            signal.removeEventListener('abort', look);
            resolve();
          }
        };
        document.addEventListener('visibilitychange', look);
        signal.addEventListener('abort', look);
      }),
  };
}
