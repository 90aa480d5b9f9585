import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from './Fault';
import { abortError, type HttpResponse, type Send } from './http';
import { withRetry, type RetryOptions } from './withRetry';

const request = { method: 'GET' as const, url: 'read/runs', headers: {} };
const never = new AbortController().signal;
const today = Date.parse('2026-11-21T12:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: today });
});

afterEach(() => {
  vi.useRealTimers();
});

type Next = HttpResponse | Error | 'silence';

function answerOf(status: number, retryAfter?: string): HttpResponse {
  return { status, header: (name) => (name === 'Retry-After' ? (retryAfter ?? null) : null), text: '' };
}

/** Sends what `answers` say, the last one again and again; notes when, in milliseconds from the start. */
function setUp(answers: Next[], options: Partial<RetryOptions> = {}, takesMs = 0) {
  const sentAt: number[] = [];
  const send: Send = async (_request, signal) => {
    const next = answers[Math.min(sentAt.length, answers.length - 1)];
    sentAt.push(Date.now() - today);
    if (next === 'silence') {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(abortError())));
    }
    if (takesMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, takesMs));
    }
    if (next instanceof Error) {
      throw next;
    }
    return next;
  };
  return { retrying: withRetry(send, { random: () => 0.5, ...options }), sentAt };
}

async function settled(result: Promise<HttpResponse>): Promise<HttpResponse | Fault | Error> {
  const outcome = result.catch((thrown: Error) => thrown);
  await vi.runAllTimersAsync();
  return outcome;
}

describe('withRetry', () => {
  it.each([429, 502, 503, 504])('sends a read again after %i', async (status) => {
    const { retrying, sentAt } = setUp([answerOf(status), answerOf(200)]);
    expect(await settled(retrying(request, never))).toMatchObject({ status: 200 });
    expect(sentAt).toEqual([0, 250]);
  });

  it.each([400, 401, 403, 404, 500])('takes %i as final', async (status) => {
    const { retrying, sentAt } = setUp([answerOf(status)]);
    expect(await settled(retrying(request, never))).toMatchObject({ status });
    expect(sentAt).toHaveLength(1);
  });

  it('gives up after three requests, each pause twice as long, and returns the last answer', async () => {
    const { retrying, sentAt } = setUp([answerOf(503)]);
    expect(await settled(retrying(request, never))).toMatchObject({ status: 503, request });
    expect(sentAt).toEqual([0, 250, 750]);
  });

  it('spreads the pauses between half and one and a half times', async () => {
    for (const [random, sent] of [
      [0, [0, 125, 375]],
      [1, [0, 375, 1125]],
    ] as const) {
      vi.setSystemTime(today);
      const { retrying, sentAt } = setUp([answerOf(503)], { random: () => random });
      await settled(retrying(request, never));
      expect(sentAt).toEqual(sent);
    }
  });

  it('waits as long as the server asks, in seconds or as a date', async () => {
    const { retrying, sentAt } = setUp([answerOf(429, '2'), answerOf(503, 'Sat, 21 Nov 2026 12:00:06 GMT')]);
    await settled(retrying(request, never));
    expect(sentAt).toEqual([0, 2_000, 6_000]);
  });

  it.each(['3600', 'Sat, 21 Nov 2026 13:00:00 GMT'])(
    'does not send again before the server wants it: Retry-After %s is longer than anybody waits',
    async (header) => {
      const { retrying, sentAt } = setUp([answerOf(429, header)]);
      expect(await settled(retrying(request, never))).toMatchObject({ status: 429 });
      expect(sentAt).toEqual([0]);
    }
  );

  it.each(['soon', '', '-1', 'Sat, 21 Nov 2020 12:00:00 GMT'])(
    'pauses as ever for Retry-After "%s"',
    async (header) => {
      const { retrying, sentAt } = setUp([answerOf(429, header), answerOf(200)]);
      await settled(retrying(request, never));
      expect(sentAt).toEqual([0, 250]);
    }
  );

  it('sends again after a lost connection, and says so when it stays lost', async () => {
    const { retrying, sentAt } = setUp([new Fault('network')]);
    expect(await settled(retrying(request, never))).toMatchObject({ code: 'network' });
    expect(sentAt).toHaveLength(3);
  });

  it('takes every other error as final', async () => {
    const { retrying, sentAt } = setUp([new Error('broken')]);
    expect(await settled(retrying(request, never))).toMatchObject({ message: 'broken' });
    expect(sentAt).toHaveLength(1);
  });

  it('does not send again what already took too long', async () => {
    const { retrying, sentAt } = setUp([answerOf(504)], {}, 30_000);
    expect(await settled(retrying(request, never))).toMatchObject({ status: 504 });
    expect(sentAt).toHaveLength(1);
  });

  it('gives up an answer that does not end, once, and names it', async () => {
    const { retrying, sentAt } = setUp(['silence'], { answerWithinMs: 90_000 });
    expect(await settled(retrying(request, never))).toMatchObject({ code: 'endless-answer' });
    expect([sentAt, Date.now() - today]).toEqual([[0], 90_000]);
  });

  it('stops at once when it is superseded in a pause or under way, and sends nothing more', async () => {
    for (const next of [answerOf(503, '4'), 'silence'] as const) {
      const controller = new AbortController();
      const { retrying, sentAt } = setUp([next]);
      const result = retrying(request, controller.signal).catch((thrown: unknown) => thrown);
      await vi.advanceTimersByTimeAsync(100);
      controller.abort();
      expect(await result).toMatchObject({ name: 'AbortError' });
      await vi.runAllTimersAsync();
      expect(sentAt).toHaveLength(1);
    }
  });

  it('sends nothing when it was superseded before, and leaves no timer behind', async () => {
    const { retrying, sentAt } = setUp([answerOf(200)]);
    await expect(retrying(request, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await retrying(request, never);
    expect(sentAt).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
