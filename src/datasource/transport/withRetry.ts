import { Fault } from './Fault';
import { abortError, type HttpRequest, type HttpResponse, type Send } from './http';

export interface RetryOptions {
  /** Requests in all, the first included. */
  attempts: number;
  /** Nothing is sent again once this much time has passed since the first request. */
  giveUpAfterMs: number;
  /** The first pause; each later one is twice as long. */
  pauseMs: number;
  /** The longest pause, also when the server's Retry-After asks for more. */
  longestPauseMs: number;
  now: () => number;
  random: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const defaults: RetryOptions = {
  attempts: 3,
  giveUpAfterMs: 12_000,
  pauseMs: 250,
  longestPauseMs: 5_000,
  now: () => performance.now(),
  random: Math.random,
  wait: waitFor,
};

const worthAnotherTry = new Set([429, 502, 503, 504]);

/** Sends again what was lost on the way; only reads come here, so a second one does no harm. */
export function withRetry(send: Send, options: Partial<RetryOptions> = {}): Send {
  const { attempts, giveUpAfterMs, now, wait, ...pauses } = { ...defaults, ...options };
  return async (request, signal) => {
    const start = now();
    for (let attempt = 1; ; attempt++) {
      const result = await sendOnce(send, request, signal);
      const lost = result instanceof Fault || worthAnotherTry.has(result.status);
      if (lost && attempt < attempts && now() - start < giveUpAfterMs) {
        await wait(pauseOf(result, attempt, pauses), signal);
        continue;
      }
      if (result instanceof Fault) {
        throw result;
      }
      return result;
    }
  };
}

async function sendOnce(send: Send, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse | Fault> {
  try {
    return { ...(await send(request, signal)), request };
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'network') {
      return thrown;
    }
    throw thrown;
  }
}

function pauseOf(
  result: HttpResponse | Fault,
  attempt: number,
  { pauseMs, longestPauseMs, random }: Pick<RetryOptions, 'pauseMs' | 'longestPauseMs' | 'random'>
): number {
  const asked = result instanceof Fault ? NaN : Number(result.header('Retry-After') ?? NaN);
  // Jitter keeps the panels of one dashboard from coming back all at once.
  const jittered = pauseMs * 2 ** (attempt - 1) * (0.5 + random());
  return Math.min(longestPauseMs, Number.isFinite(asked) ? Math.max(asked * 1000, jittered) : jittered);
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(abortError());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) {
      abort();
    } else {
      signal.addEventListener('abort', abort, { once: true });
    }
  });
}
