import { describe, expect, it } from 'vitest';
import { isAbort, type HttpRequest, type HttpResponse } from './http';
import { shareRequests } from './shareRequests';

const get = (url: string, headers: Record<string, string> = {}): HttpRequest => ({ method: 'GET', url, headers });

/** A sender whose answers wait until they are told to come. */
function slowSend() {
  const sent: Array<{
    url: string;
    signal: AbortSignal;
    answer: (text: string) => void;
    fail: (error: Error) => void;
  }> = [];
  const send = shareRequests(
    ({ url }, signal) =>
      new Promise<HttpResponse>((resolve, reject) =>
        sent.push({
          url,
          signal,
          answer: (text) => resolve({ status: 200, header: () => null, text }),
          fail: reject,
        })
      )
  );
  return { sent, send };
}

describe('shareRequests', () => {
  it('sends equal requests once while the first is under way', async () => {
    const { sent, send } = slowSend();
    const never = new AbortController().signal;
    const answers = [
      send(get('a', { Accept: 'x', Prefer: 'y' }), never),
      send(get('a', { Prefer: 'y', Accept: 'x' }), never),
    ];
    expect(sent).toHaveLength(1);
    sent[0].answer('rows');
    expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(['rows', 'rows']);
  });

  it('tells another URL, another header and another method apart', () => {
    const { sent, send } = slowSend();
    const never = new AbortController().signal;
    void send(get('a'), never);
    void send(get('b'), never);
    void send(get('a', { 'Accept-Profile': 'public' }), never);
    void send({ ...get('a'), method: 'HEAD' }, never);
    expect(sent).toHaveLength(4);
  });

  it('asks again once the answer has come, so that nobody sees old rows', async () => {
    const { sent, send } = slowSend();
    const never = new AbortController().signal;
    const first = send(get('a'), never);
    sent[0].answer('old');
    await first;
    void send(get('a'), never);
    expect(sent).toHaveLength(2);
  });

  it('lets one asker go and keeps the request for the others', async () => {
    const { sent, send } = slowSend();
    const gone = new AbortController();
    const left = send(get('a'), gone.signal);
    const kept = send(get('a'), new AbortController().signal);
    gone.abort();
    await expect(left).rejects.toSatisfy(isAbort);
    expect(sent[0].signal.aborted).toBe(false);
    sent[0].answer('rows');
    expect((await kept).text).toBe('rows');
  });

  it('cancels the request when nobody waits any more, and asks anew after that', async () => {
    const { sent, send } = slowSend();
    const gone = new AbortController();
    const left = send(get('a'), gone.signal);
    gone.abort();
    await expect(left).rejects.toSatisfy(isAbort);
    expect(sent[0].signal.aborted).toBe(true);
    void send(get('a'), new AbortController().signal);
    expect(sent).toHaveLength(2);
  });

  it('sends nothing for somebody who has given up already', async () => {
    const { sent, send } = slowSend();
    await expect(send(get('a'), AbortSignal.abort())).rejects.toSatisfy(isAbort);
    expect(sent).toHaveLength(0);
  });

  it('gives every asker the same failure, and tries anew for the next', async () => {
    const { sent, send } = slowSend();
    const never = new AbortController().signal;
    const answers = [send(get('a'), never), send(get('a'), never)];
    sent[0].fail(new Error('down'));
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    void send(get('a'), never);
    expect(sent).toHaveLength(2);
  });
});
