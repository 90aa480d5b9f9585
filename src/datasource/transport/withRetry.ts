import { Fault } from './Fault';
import { abortError, type HttpRequest, type HttpResponse, type Send } from './http';
import { retryAfterMs } from './retryAfterMs';

export interface RetryOptions {
  /** Requests in all, the first included. */
  attempts: number;
  /** Nothing is sent again once this much time has passed since the first request. */
  giveUpAfterMs: number;
  /** The first pause; each later one is twice as long. */
  pauseMs: number;
  /** The longest pause; a server that asks for more is not asked again. */
  longestPauseMs: number;
  /** An answer that is not whole by then is given up: Grafana's proxy bounds only the wait for its first byte. */
  answerWithinMs: number;
  random: () => number;
}

const defaults: RetryOptions = {
  attempts: 3,
  giveUpAfterMs: 12_000,
  pauseMs: 250,
  longestPauseMs: 5_000,
  answerWithinMs: 120_000,
  random: Math.random,
};

const worthAnotherTry = new Set([429, 502, 503, 504]);

/**
 * Sends a GET or HEAD again that was lost on the way (429, 502, 503, 504, or no answer at all), after a pause with
 * jitter or the one that the server asks for. Rejects with the Fault `endless-answer` when an answer does not end. In
 * all it takes no longer than `giveUpAfterMs + longestPauseMs + answerWithinMs`, and sends nothing once aborted.
 */
export function withRetry(send: Send, options: Partial<RetryOptions> = {}): Send {
  const bounds = { ...defaults, ...options };
  return async (request, signal) => {
    const start = performance.now();
    for (let attempt = 1; ; attempt++) {
      const result = await sendOnce(send, request, signal, bounds.answerWithinMs);
      const isLast = attempt >= bounds.attempts || performance.now() - start >= bounds.giveUpAfterMs;
      const pause = isLast ? undefined : pauseAfter(result, attempt, bounds);
      if (pause === undefined) {
        return orThrow(result);
      }
      await waitFor(pause, signal);
    }
  };
}

function orThrow(result: HttpResponse | Fault): HttpResponse {
  if (result instanceof Fault) {
    throw result;
  }
  return result;
}

/** The answer with its request; the Fault `network` when there was none. Everything else that is thrown is final. */
async function sendOnce(
  send: Send,
  request: HttpRequest,
  signal: AbortSignal,
  withinMs: number
): Promise<HttpResponse | Fault> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  if (signal.aborted) {
    throw abortError();
  }
  signal.addEventListener('abort', abort, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    attempt.abort();
  }, withinMs);
  try {
    return { ...(await send(request, attempt.signal)), request };
  } catch (thrown) {
    if (late && !signal.aborted) {
      throw new Fault('endless-answer', { detail: `${withinMs / 1000} s` });
    }
    if (thrown instanceof Fault && thrown.code === 'network') {
      return thrown;
    }
    throw thrown;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** How long to wait before the request is sent again, or undefined when it is not to be. */
function pauseAfter(result: HttpResponse | Fault, attempt: number, bounds: RetryOptions): number | undefined {
  const isLost = result instanceof Fault || worthAnotherTry.has(result.status);
  if (!isLost) {
    return undefined;
  }
  const asked = result instanceof Fault ? 0 : (retryAfterMs(result.header('Retry-After')) ?? 0);
  if (asked > bounds.longestPauseMs) {
    return undefined;
  }
  // Jitter keeps the panels of one dashboard from coming back all at once.
  const jittered = bounds.pauseMs * 2 ** (attempt - 1) * (0.5 + bounds.random());
  return Math.min(bounds.longestPauseMs, Math.max(asked, jittered));
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
