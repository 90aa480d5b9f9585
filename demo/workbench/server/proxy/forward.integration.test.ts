import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestWorkbench, supabaseSource, type TestWorkbench } from '../testing/startTestWorkbench';
import { startUpstream, type Upstream } from '../testing/startUpstream';

const base = '/api/datasources/proxy/uid/scrapewatch';

let upstream: Upstream;
let workbench: TestWorkbench;

beforeEach(async () => {
  upstream = await startUpstream();
  workbench = await startTestWorkbench([supabaseSource(upstream.url)]);
});

afterEach(async () => {
  await workbench.close();
  await upstream.close();
});

describe('an upstream that', () => {
  const pointAt = (url: string, jsonData: Record<string, unknown> = {}) =>
    workbench.setDataSources([supabaseSource(url, { jsonData: { url, ...jsonData } })]);

  it('refuses the connection gives 502, empty', async () => {
    const gone = await startUpstream();
    await gone.close();
    pointAt(gone.url);
    const answer = await workbench.ask(`${base}/read/runs`);
    expect([answer.status, await answer.text()]).toEqual([502, '']);
  });

  it('keeps silent past jsonData.timeout seconds gives 504, empty', async () => {
    const silent = await startUpstream(() => undefined);
    pointAt(silent.url, { timeout: 0.05 });
    const answer = await workbench.ask(`${base}/read/runs`);
    expect([answer.status, await answer.text()]).toEqual([504, '']);
    await silent.close();
  });

  it('answers 401 becomes a 400 with a fixed text: its body is lost', async () => {
    const strict = await startUpstream((_req, res) => {
      res.writeHead(401, { 'Content-Type': 'application/json', 'X-Why': 'JWT' }).end('{"code":"PGRST303"}');
    });
    pointAt(strict.url);
    const answer = await workbench.ask(`${base}/read/runs`);
    expect([answer.status, await answer.text()]).toEqual([400, 'Authentication to data source failed']);
    expect(answer.headers.get('x-why')).toBeNull();
    await strict.close();
  });

  it.each([403, 404, 409, 429, 500, 503])('answers %i reaches the browser with its body', async (status) => {
    const failing = await startUpstream((_req, res) =>
      res.writeHead(status, { 'Retry-After': '7' }).end('{"code":"x"}')
    );
    pointAt(failing.url);
    const answer = await workbench.ask(`${base}/read/runs`);
    expect([answer.status, await answer.text()]).toEqual([status, '{"code":"x"}']);
    expect(answer.headers.get('retry-after')).toBe('7');
    await failing.close();
  });

  it('sets Content-Range, Preference-Applied and a cookie gets only the cookie taken away', async () => {
    const talking = await startUpstream((_req, res) => {
      res.writeHead(206, { 'Content-Range': '0-9/100', 'Preference-Applied': 'count=exact', 'Set-Cookie': 'a=b' });
      res.end('[]');
    });
    pointAt(talking.url);
    const answer = await workbench.ask(`${base}/read/runs`);
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe('0-9/100');
    expect(answer.headers.get('preference-applied')).toBe('count=exact');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('content-security-policy')).toBe('sandbox');
    await talking.close();
  });

  it('answers 204 with a JSON content type is passed on as that, empty', async () => {
    const empty = await startUpstream((_req, res) => res.writeHead(204, { 'Content-Type': 'application/json' }).end());
    pointAt(empty.url);
    const answer = await workbench.ask(`${base}/read/runs`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      204,
      'application/json',
      '',
    ]);
    await empty.close();
  });

  it('sends the first half early is read early: bodies stream, and are as long as they are', async () => {
    let finish = () => undefined as void;
    const slow = await startUpstream((_req, res) => {
      res.write('first');
      finish = () => void res.end('x'.repeat(8 * 1024 * 1024));
    });
    pointAt(slow.url);
    const answer = await workbench.ask(`${base}/read/runs`);
    const reader = answer.body!.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value ?? []).toString()).toBe('first');
    finish();
    let bytes = 0;
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      bytes += chunk.value.length;
    }
    expect(bytes).toBe(8 * 1024 * 1024);
    await slow.close();
  });

  it('breaks off in the middle makes the answer break off too, never end as if it were whole', async () => {
    const dying = await startUpstream((_req, res) => {
      res.writeHead(200, { 'Content-Length': 100 });
      res.write('half');
      setImmediate(() => res.destroy());
    });
    pointAt(dying.url);
    const answer = await workbench.ask(`${base}/read/runs`);
    await expect(answer.text()).rejects.toThrow();
    await dying.close();
  });

  it('closes a kept connection is asked again for a read, and never for a command', async () => {
    const known = new Set<unknown>();
    const closing = await startUpstream(({ socket }, res) => {
      if (known.has(socket)) {
        socket.destroy();
        return;
      }
      known.add(socket);
      res.end('[]');
    });
    pointAt(closing.url);
    const status = async (path: string, method = 'GET') => {
      const answer = await workbench.ask(`${base}/${path}`, { method });
      await answer.text();
      return answer.status;
    };
    expect([await status('read/a'), await status('read/b')]).toEqual([200, 200]);
    expect([await status('read/c'), await status('operate/d', 'POST')]).toEqual([200, 502]);
    expect(closing.arrived.filter(({ method }) => method === 'POST')).toHaveLength(1);
    await closing.close();
  });

  it('is working for a browser that goes away sees the request aborted', async () => {
    let aborted: (() => void) | undefined;
    const seen = new Promise<void>((resolve) => (aborted = resolve));
    const controller = new AbortController();
    const busy = await startUpstream((_req, res) => {
      res.on('close', () => aborted?.());
      controller.abort();
    });
    pointAt(busy.url);
    await expect(workbench.ask(`${base}/read/runs`, { signal: controller.signal })).rejects.toThrow();
    await seen;
    await busy.close();
  });
});

describe('a request body', () => {
  it('of 8 MB arrives whole', async () => {
    const body = 'y'.repeat(8 * 1024 * 1024);
    await workbench.ask(`${base}/operate/x`, { method: 'POST', body });
    expect(upstream.arrived[0].body.length).toBe(body.length);
  });

  it('sent in chunks with a DELETE does not leak into the next request', async () => {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(workbench.port, '127.0.0.1', () => {
        socket.write(`DELETE ${base}/open/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`);
        socket.write('Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n');
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect(upstream.arrived).toMatchObject([{ method: 'DELETE', url: '/open/x', body: 'hello' }]);
  });
});
