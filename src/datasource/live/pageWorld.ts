import type { World } from './World';

/** Calls its listener whenever something changed, and returns how to stop that. */
export type Wake = (listener: () => void) => () => void;

/** The page that the plugin runs in: its clock, and whether anybody looks at it. */
export function pageWorld(wake?: Wake): World {
  return {
    now: () => performance.now(),
    random: Math.random,
    pause: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const end = () => {
          clearTimeout(timer);
          sleep?.();
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        signal.addEventListener('abort', end);
        const sleep = wake?.(end);
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
