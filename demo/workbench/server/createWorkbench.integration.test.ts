import { afterEach, describe, expect, it } from 'vitest';
import { rawRequest } from './testing/rawRequest';
import { startTestWorkbench, supabaseSource, type TestWorkbench } from './testing/startTestWorkbench';

let workbench: TestWorkbench;

afterEach(() => workbench.close());

const client = {
  'client/index.html':
    '<!doctype html><title>Client</title><script>window.x = 1;</script><script src="/public/a.js"></script>',
};

describe('before ready', () => {
  it('serves the starting page for every page address, and 503 for the API', async () => {
    workbench = await startTestWorkbench([], { isReady: false, files: client });
    for (const address of [
      '/',
      '/d/scrapewatch-overview/overview',
      '/explore',
      '/a/scrapewatch-monitoring-app/setup',
    ]) {
      const page = await workbench.ask(address);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('Scrapewatch is starting');
    }
    const api = await workbench.ask('/api/health');
    expect([api.status, await api.json()]).toMatchObject([503, { message: 'Scrapewatch is still starting' }]);
  });

  it('lists the phases in order, each as it was last told, with the mend of a failed one', async () => {
    workbench = await startTestWorkbench([], { isReady: false });
    workbench.setPhase({ n: 2, total: 3, label: 'Supabase', state: 'failed', mend: 'Free port 54321.' });
    workbench.setPhase({ n: 1, total: 3, label: 'PostgreSQL', state: 'running' });
    workbench.setPhase({ n: 1, total: 3, label: 'PostgreSQL', state: 'done', seconds: 3.2 });
    workbench.setPhase({ n: 3, total: 3, label: 'Simulator', state: 'running' });
    expect(await (await workbench.ask('/api/workbench/phases')).json()).toEqual({
      ready: false,
      phases: [
        { n: 1, total: 3, label: 'PostgreSQL', state: 'done', seconds: 3.2 },
        { n: 2, total: 3, label: 'Supabase', state: 'failed', mend: 'Free port 54321.' },
        { n: 3, total: 3, label: 'Simulator', state: 'running', seconds: expect.any(Number) },
      ],
    });
  });
});

describe('once ready', () => {
  it('serves the client for every page address, and says so to the starting page', async () => {
    workbench = await startTestWorkbench([], { files: client });
    for (const address of ['/', '/d/x?editPanel=2', '/explore', '/connections/datasources/edit/scrapewatch']) {
      const page = await workbench.ask(address);
      expect(await page.text()).toContain('<title>Client</title>');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
    expect(await (await workbench.ask('/api/workbench/phases')).json()).toMatchObject({ ready: true });
  });

  it('answers an unknown API address with JSON, never with the page', async () => {
    workbench = await startTestWorkbench([], { files: client });
    for (const [method, address] of [
      ['GET', '/api/nope'],
      ['POST', '/api/search'],
      ['DELETE', '/api/datasources/uid/x'],
      ['GET', '/api'],
    ]) {
      const answer = await workbench.ask(address, { method });
      expect([answer.status, await answer.json()]).toEqual([404, { message: 'Not found' }]);
    }
  });

  it('says plainly that the client is not built', async () => {
    workbench = await startTestWorkbench([]);
    expect(await (await workbench.ask('/')).text()).toContain('not built yet');
  });
});

describe('who may ask at all', () => {
  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'localhost.evil.example', ''])(
    'refuses the Host %j, as after DNS rebinding',
    async (host) => {
      workbench = await startTestWorkbench([supabaseSource('http://127.0.0.1:1')]);
      for (const address of ['/', '/api/datasources', '/public/plugins/scrapewatch-monitoring-app/module.js']) {
        expect((await rawRequest(workbench.port, `GET ${address}`, { Host: host })).status).toBe(403);
      }
    }
  );

  it.each(['localhost', 'LOCALHOST:8080', '127.0.0.1', '[::1]:3000'])(
    'answers to %s, whatever the port',
    async (host) => {
      workbench = await startTestWorkbench([]);
      expect((await rawRequest(workbench.port, 'GET /api/health', { Host: host })).status).toBe(200);
    }
  );

  it.each(['http://evil.example', 'null', 'http://localhost:1', 'https://127.0.0.1'])(
    'refuses a request from the origin %s, reads included',
    async (origin) => {
      workbench = await startTestWorkbench([]);
      for (const line of ['GET /api/datasources', 'POST /api/workbench/role']) {
        expect((await rawRequest(workbench.port, line, { Origin: origin })).status).toBe(403);
      }
    }
  );

  it('lets no other site embed what it serves', async () => {
    workbench = await startTestWorkbench([]);
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' };
    expect((await rawRequest(workbench.port, 'GET /api/datasources', headers)).status).toBe(403);
    const navigation = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
    expect((await rawRequest(workbench.port, 'GET /', navigation)).status).toBe(200);
  });
});

describe('headers of every answer', () => {
  it('forbid guessing the type and framing by others', async () => {
    workbench = await startTestWorkbench([], { files: client });
    for (const address of ['/', '/api/health', '/api/nope', '/public/nope', '/api/datasources/proxy/uid/x/y']) {
      const { headers } = await workbench.ask(address);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    }
  });

  it('let a page run scripts of this server and its own inline ones only', async () => {
    workbench = await startTestWorkbench([], { files: client });
    const policy = (await workbench.ask('/')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]+';/);
  });
});

describe('the port', () => {
  it('that is taken rejects with EADDRINUSE', async () => {
    workbench = await startTestWorkbench([]);
    await expect(startTestWorkbench([], { port: workbench.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('is free again after close, also with a request under way', async () => {
    const first = await startTestWorkbench([]);
    const { port } = first;
    await first.ask('/api/health');
    await first.close();
    workbench = await startTestWorkbench([], { port });
    expect((await workbench.ask('/api/health')).status).toBe(200);
  });
});
