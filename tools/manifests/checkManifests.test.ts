import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { globSync } from 'glob';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkManifests, checkRootLink, checkRoutes } from './checkManifests';
import { route, type Route } from './pluginSchema';

const root = path.resolve(import.meta.dirname, '../..');
const header = (name: string) => ({ name, content: '{{ .SecureJsonData.apiKey }}' });
const aRoute = (change: Partial<Route> = {}): Route => ({
  path: 'read',
  method: 'GET',
  url: '{{ .JsonData.url }}/rest/v1',
  headers: [header('apikey'), header('Authorization')],
  ...change,
});

describe('the manifests of this repository', () => {
  it('follow Grafana and list every nested plugin', () => {
    expect(checkManifests(path.join(root, 'src'))).toEqual([]);
  });

  it('are found from the root by a link', () => {
    expect(checkRootLink(root)).toEqual([]);
  });
});

describe('checkManifests', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'scrapewatch-manifests-'));
    for (const file of globSync(['**/plugin.json', '**/img/*.svg'], { cwd: path.join(root, 'src') })) {
      cpSync(path.join(root, 'src', file), path.join(copy, file));
    }
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  function change(file: string, from: string, to: string): void {
    const text = readFileSync(path.join(copy, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(path.join(copy, file), text.replace(from, to));
  }

  it('says which nested plugin the app does not list', () => {
    change('plugin.json', '"path": "panels/queue-chart/plugin.json"', '"path": "panels/queue/plugin.json"');

    expect(checkManifests(copy)).toEqual([
      'includes lacks panel "Queue chart" at panels/queue-chart/plugin.json',
      'includes names panels/queue/plugin.json, which is not there',
    ]);
  });

  it('refuses a role that Grafana would drop the plugin for', () => {
    change('plugin.json', '"role": "Viewer"', '"role": "Reader"');

    expect(checkManifests(copy).join()).toContain('role');
  });

  it('refuses a dashboard among the includes', () => {
    change('plugin.json', '"type": "page"', '"type": "dashboard"');

    expect(checkManifests(copy).join()).toContain('includes');
  });

  it('refuses a manifest without keywords', () => {
    change('panels/alert-inbox/plugin.json', '"keywords"', '"words"');

    expect(checkManifests(copy).join()).toContain('keywords');
  });

  it('misses a manifest that is gone', () => {
    rmSync(path.join(copy, 'panels/queue-chart/plugin.json'));

    expect(checkManifests(copy)).toContain('no manifest has the id scrapewatch-queuechart-panel');
  });

  it('misses a logo that is gone', () => {
    change('panels/queue-chart/plugin.json', '"small": "img/logo.svg"', '"small": "img/tiny.svg"');

    expect(checkManifests(copy)).toEqual(['scrapewatch-queuechart-panel: img/tiny.svg is not there']);
  });
});

describe('checkRoutes', () => {
  it('wants both headers on every route, or a Viewer could set the other', () => {
    expect(checkRoutes([aRoute({ headers: [header('apikey')] })])).toEqual([
      'route GET read must set apikey and Authorization, and only those',
    ]);
  });

  it('wants a role for a route that writes', () => {
    expect(checkRoutes([aRoute({ path: 'operate', method: 'POST' })])).toEqual([
      'route POST operate writes, so it needs a reqRole',
    ]);
  });

  it('refuses a path that begins with another', () => {
    expect(checkRoutes([aRoute(), aRoute({ path: 'reader' })])).toEqual(['route read also matches reader']);
  });

  it('refuses a header that holds a secret in plain', () => {
    expect(route.safeParse(aRoute({ headers: [{ name: 'apikey', content: 'sb_publishable_x' }] })).success).toBe(false);
  });
});
