// @vitest-environment jsdom
import { EventBusSrv, type BusEvent } from '@grafana/data';
import type { FetchError } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { WorkbenchBackendSrv } from './WorkbenchBackendSrv';

type Send = typeof globalThis.fetch;

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' }, ...init });

function backend(send: Send) {
  const published: BusEvent[] = [];
  const events = new EventBusSrv();
  vi.spyOn(events, 'publish').mockImplementation((event) => void published.push(event));
  return { srv: new WorkbenchBackendSrv(events, send), published };
}

const failing = (reason: Promise<unknown>): Promise<FetchError> =>
  reason.then(
    () => Promise.reject(new Error('it should have failed')),
    (error: unknown) => error as FetchError
  );

describe('WorkbenchBackendSrv', () => {
  it('sends to its own server whatever has no scheme, with repeated parameters and without empty ones', async () => {
    const send = vi.fn<Send>().mockImplementation(async () => json({}));
    const { srv } = backend(send);
    await srv.get('api/search', { tag: ['a b', 'c'], query: '', folder: undefined, limit: 0 });
    expect(send.mock.calls[0]?.[0]).toBe('/api/search?tag=a%20b&tag=c&limit=0');
    await lastValueFrom(srv.fetch({ url: 'https://example.com/x?y=1', params: { z: '&' } }));
    expect(send.mock.calls[1]?.[0]).toBe('https://example.com/x?y=1&z=%26');
  });

  it('sends objects as JSON and never a body with GET', async () => {
    const send = vi.fn<Send>().mockImplementation(async () => json({}));
    const { srv } = backend(send);
    await srv.post('/api/x', { a: 1 });
    expect(send.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    await lastValueFrom(srv.fetch({ url: '/api/x', data: { a: 1 } }));
    expect(send.mock.calls[1]?.[1]).not.toHaveProperty('body');
  });

  it('answers with data, status and headers, and reads the body as asked', async () => {
    const { srv } = backend(async () => new Response('{"a":1}', { headers: { 'content-range': '0-9/*' } }));
    const asText = await lastValueFrom(srv.fetch({ url: '/api/x', responseType: 'text' }));
    expect(asText).toMatchObject({ data: '{"a":1}', status: 200, ok: true });
    expect(asText.headers.get('content-range')).toBe('0-9/*');
    expect((await lastValueFrom(srv.fetch({ url: '/api/x' }))).data).toEqual({ a: 1 });
    const buffer = await lastValueFrom(srv.fetch<ArrayBuffer>({ url: '/api/x', responseType: 'arraybuffer' }));
    expect(buffer.data.byteLength).toBe(7);
  });

  it.each([
    ['a JSON body', json({ message: 'no', code: '42501' }, { status: 403 }), { message: 'no', code: '42501' }],
    ['only `error`', json({ error: 'gone' }, { status: 500 }), { error: 'gone', message: 'gone' }],
    ['plain text', new Response('Authentication failed', { status: 400 }), { message: 'Authentication failed' }],
    ['nothing', new Response('', { status: 502, statusText: 'Bad Gateway' }), { message: 'Bad Gateway' }],
  ])('throws status, text, data and config for a refusal with %s', async (_, response, data) => {
    const { srv } = backend(async () => response);
    const error = await failing(lastValueFrom(srv.fetch({ url: '/api/x', showErrorAlert: false })));
    expect(error).toMatchObject({ status: response.status, data, config: { url: '/api/x' } });
  });

  it('throws status 0 with the reason when nobody answers', async () => {
    const { srv } = backend(() => Promise.reject(new TypeError('Failed to fetch')));
    const error = await failing(srv.get('/api/x', undefined, undefined, { showErrorAlert: false }));
    expect(error).toMatchObject({ status: 0, data: { message: 'Failed to fetch' } });
  });

  it('aborts when it is unsubscribed, and when the abort signal says so', async () => {
    const signals: AbortSignal[] = [];
    const hanging: Send = (_url, init) =>
      new Promise((_resolve, reject) => {
        const signal = init?.signal as AbortSignal;
        signals.push(signal);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    const { srv } = backend(hanging);
    srv.fetch({ url: '/api/x' }).subscribe().unsubscribe();
    expect(signals[0]?.aborted).toBe(true);

    const controller = new AbortController();
    const error = failing(lastValueFrom(srv.fetch({ url: '/api/x', abortSignal: controller.signal })));
    controller.abort();
    expect(await error).toMatchObject({ cancelled: true, status: -1 });
  });

  it('cancels an earlier request with the same requestId, and only that', async () => {
    const hanging: Send = (_url, init) =>
      new Promise((resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        if (String(_url).endsWith('second')) {
          resolve(json({ which: 'second' }));
        }
      });
    const { srv } = backend(hanging);
    const first = failing(lastValueFrom(srv.fetch({ url: '/first', requestId: 'q1' })));
    const other = srv.fetch({ url: '/other', requestId: 'q2' }).subscribe({ error: () => expect.unreachable() });
    const second = await lastValueFrom(srv.fetch({ url: '/second', requestId: 'q1' }));
    expect(await first).toMatchObject({ cancelled: true });
    expect(second.data).toEqual({ which: 'second' });
    other.unsubscribe();
  });

  it('shows a toast for a failed API call, unless it was handled or belongs to a panel', async () => {
    vi.useFakeTimers();
    const { srv, published } = backend(async () => json({ message: 'Permission denied' }, { status: 403 }));
    await failing(srv.get('/api/x'));
    (await failing(srv.get('/api/handled'))).isHandled = true;
    await failing(srv.get('/api/datasources/proxy/uid/s/read/runs'));
    vi.runAllTimers();
    vi.useRealTimers();
    expect(published).toEqual([{ type: 'alert-error', payload: ['Permission denied'] }]);
  });

  it("shows the server's message after a change that worked", async () => {
    const { srv, published } = backend(async () => json({ message: 'Datasource updated' }));
    await srv.put('/api/datasources/uid/s', {});
    await srv.get('/api/datasources/uid/s');
    expect(published).toEqual([{ type: 'alert-success', payload: ['Datasource updated'] }]);
  });
});
