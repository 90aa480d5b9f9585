import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/rawRequest';
import { startTestWorkbench, type TestWorkbench } from '../testing/startTestWorkbench';
import { packageDir } from './packageDir';

let workbench: TestWorkbench;

beforeAll(async () => {
  workbench = await startTestWorkbench([], {
    files: {
      'client/index.html': 'client',
      'client/assets/main-5YQ2KX7A.js': 'main',
      'client/logo.svg': '<svg/>',
      'secret.txt': 'outside',
    },
  });
});

afterAll(() => workbench.close());

const text = async (address: string) => (await workbench.ask(address)).text();

describe('plugins', () => {
  it('are served from the address of the app, nested ones too', async () => {
    expect(await text('/public/plugins/scrapewatch-monitoring-app/module.js')).toContain('app');
    expect(await text('/public/plugins/scrapewatch-monitoring-app/panels/queue-chart/module.js')).toContain(
      'queue chart'
    );
    expect(await text('/public/plugins/scrapewatch-monitoring-app/472.js?_cache=1')).toBe('chunk');
  });

  it('are served from their own ids as well', async () => {
    expect(await text('/public/plugins/scrapewatch-queuechart-panel/module.js')).toContain('queue chart');
    expect(await text('/public/plugins/scrapewatch-supabase-datasource/module.js')).toContain('data source');
    expect((await workbench.ask('/public/plugins/unknown-panel/module.js')).status).toBe(404);
  });

  it('are revalidated, so that a new build shows at once and an old one costs no transfer', async () => {
    const first = await workbench.ask('/public/plugins/scrapewatch-monitoring-app/module.js');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
    expect((await workbench.ask('/public/plugins/scrapewatch-monitoring-app/module.js', { headers })).status).toBe(304);
  });
});

describe("the client's files", () => {
  it('are kept by the browser when their name carries a hash, and only then', async () => {
    const hashed = await workbench.ask('/public/assets/main-5YQ2KX7A.js');
    expect(hashed.headers.get('cache-control')).toContain('immutable');
    expect((await workbench.ask('/public/logo.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it('that are not there are 404, never the page', async () => {
    for (const address of ['/public/assets/gone.js', '/public/', '/public/assets', '/public/assets/']) {
      expect((await workbench.ask(address)).status).toBe(404);
    }
    expect((await workbench.ask('/public/logo.svg', { method: 'POST' })).status).toBe(404);
  });
});

describe('a path that climbs out', () => {
  const bases = [
    '/public',
    '/public/plugins/scrapewatch-monitoring-app',
    '/public/plugins/scrapewatch-queuechart-panel',
  ];
  const climbs = [
    ...['/../secret.txt', '/../../secret.txt', '/../../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt'],
    ...['/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/..\\secret.txt', '//../secret.txt', '/./../secret.txt'],
    ...['/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/%2fetc%2fpasswd', '/module.js%00.svg'],
    ...['/img/icons/../../../secret.txt', '/fonts/inter/../../../package.json', '/fonts/inter/files/../package.json'],
  ];
  it.each(bases.flatMap((base) => climbs.map((climb) => base + climb)))('%s reaches nothing', async (address) => {
    const { status, body } = await rawRequest(workbench.port, `GET ${address}`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toMatch(/outside|root:|dependencies/);
  });
});

describe('icons', () => {
  it('come from @grafana/ui under both of the addresses it has used', async () => {
    const file = path.join(packageDir('@grafana/ui'), 'dist/public/img/icons/unicons/user.svg');
    const original = await readFile(file, 'utf8');
    expect(await text('/public/img/icons/unicons/user.svg')).toBe(original);
    expect(await text('/public/build/img/icons/unicons/user.svg')).toBe(original);
  });

  it('that the package names but lacks are drawn, so that no icon is a broken request', async () => {
    const { availableIconsIndex } = await import('@grafana/data');
    for (const name of Object.keys(availableIconsIndex)) {
      const answer = await workbench.ask(`/public/build/img/icons/unicons/${name}.svg`);
      expect([name, answer.status, answer.headers.get('content-type')]).toEqual([name, 200, 'image/svg+xml']);
      expect(await answer.text()).toMatch(/<svg[\s>]/);
    }
  });

  it('have a shape of their own where it matters', async () => {
    const drawn = (name: string) => text(`/public/img/icons/unicons/${name}.svg`);
    expect(await drawn('angle-double-left')).not.toBe(await drawn('spinner'));
    expect(await drawn('nobody-drew-this')).toBe(await drawn('constructor'));
  });
});

describe('fonts', () => {
  it('come from the @fontsource packages', async () => {
    const css = await workbench.ask('/public/fonts/inter/400.css');
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    const font = await workbench.ask('/public/fonts/roboto-mono/files/roboto-mono-latin-400-normal.woff2');
    expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2']);
  });
});
