import { describe, expect, it } from 'vitest';
import { Fault } from './Fault';
import type { HttpResponse, Send } from './http';
import { withRetry, type RetryOptions } from './withRetry';

const request = { method: 'GET' as const, url: 'read/runs', headers: {} };
const never = new AbortController().signal;

function answerOf(status: number, retryAfter?: string): HttpResponse {
  return { status, header: (name) => (name === 'Retry-After' ? (retryAfter ?? null) : null), text: '' };
}

function setUp(answers: Array<HttpResponse | Error>, options: Partial<RetryOptions> = {}) {
  const pauses: number[] = [];
  let sent = 0;
  const send: Send = async () => {
    const next = answers[Math.min(sent++, answers.length - 1)];
    if (next instanceof Error) {
      throw next;
    }
    return next;
  };
  const wait = async (ms: number) => void pauses.push(ms);
  const retrying = withRetry(send, { wait, random: () => 0.5, now: () => 0, ...options });
  return { retrying, pauses, sent: () => sent };
}

describe('withRetry', () => {
  it.each([429, 502, 503, 504])('sends a read again after %i', async (status) => {
    const { retrying, sent } = setUp([answerOf(status), answerOf(200)]);
    expect((await retrying(request, never)).status).toBe(200);
    expect(sent()).toBe(2);
  });

  it.each([400, 401, 403, 404, 500])('takes %i as final', async (status) => {
    const { retrying, sent } = setUp([answerOf(status)]);
    expect((await retrying(request, never)).status).toBe(status);
    expect(sent()).toBe(1);
  });

  it('gives up after three requests, each pause twice as long, and returns the last answer', async () => {
    const { retrying, sent, pauses } = setUp([answerOf(503)]);
    expect((await retrying(request, never)).status).toBe(503);
    expect(sent()).toBe(3);
    expect(pauses).toEqual([250, 500]);
  });

  it('waits as long as the server asks, within bounds', async () => {
    const { retrying, pauses } = setUp([answerOf(429, '2'), answerOf(429, '3600')]);
    await retrying(request, never);
    expect(pauses).toEqual([2_000, 5_000]);
  });

  it('sends again after a lost connection, and says so when it stays lost', async () => {
    const { retrying, sent } = setUp([new Fault('network')]);
    await expect(retrying(request, never)).rejects.toMatchObject({ code: 'network' });
    expect(sent()).toBe(3);
  });

  it('does not send again what already took too long', async () => {
    let clock = 0;
    const { retrying, sent } = setUp([answerOf(504)], { now: () => (clock += 30_000) });
    await retrying(request, never);
    expect(sent()).toBe(1);
  });

  it('stops waiting when the request is superseded', async () => {
    const controller = new AbortController();
    const retrying = withRetry(async () => answerOf(503), { pauseMs: 60_000 });
    const result = retrying(request, controller.signal);
    controller.abort();
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
  });
});
