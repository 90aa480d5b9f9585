import type { Exit } from './childProcess';

export interface Supervised {
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

export interface Supervision<T extends Supervised> {
  /** The process that runs now. */
  current(): T;
  /** Ends the process and the watching; waits for a restart under way. */
  stop(): Promise<void>;
}

export interface SuperviseOptions<T extends Supervised> {
  name: string;
  first: T;
  restart(): Promise<T>;
  /** Told in one line what happened. */
  onNotice(line: string): void;
  /** Waits between attempts, in milliseconds; the last one repeats. */
  delaysMs?: number[];
}

const defaultDelaysMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
const STABLE_AFTER_MS = 60_000;

/** Restarts a process that ends unasked, waiting longer each time it ends soon after, for as long as it takes. */
export function supervise<T extends Supervised>(options: SuperviseOptions<T>): Supervision<T> {
  const { name, restart, onNotice, delaysMs = defaultDelaysMs } = options;
  let current = options.first;
  const stopping = new AbortController();

  const watching = (async () => {
    let failures = 0;
    let startedAt = Date.now();
    while (!stopping.signal.aborted) {
      const exit = await current.exited;
      if (stopping.signal.aborted) {
        return;
      }
      failures = Date.now() - startedAt > STABLE_AFTER_MS ? 0 : failures;
      onNotice(`${name} ended (${describeExit(exit)}); starting it again.`);
      for (let revived = false; !revived && !stopping.signal.aborted; failures++) {
        await pause(delaysMs[Math.min(failures, delaysMs.length - 1)] ?? 0, stopping.signal);
        revived = !stopping.signal.aborted && (await attempt());
      }
      startedAt = Date.now();
    }
  })();

  async function attempt(): Promise<boolean> {
    try {
      current = await restart();
      onNotice(`${name} runs again.`);
      return true;
    } catch (error) {
      onNotice(`${name} did not start: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  return {
    current: () => current,
    stop: async () => {
      stopping.abort();
      await current.stop(); // ends the wait for its exit
      await watching;
      await current.stop(); // a restart that was under way
    },
  };
}

function describeExit({ code, signal }: Exit): string {
  return signal ?? `code ${code}`;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
