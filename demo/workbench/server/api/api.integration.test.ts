import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../testing/bundleFolder';
import { secrets, startTestWorkbench, supabaseSource, type TestWorkbench } from '../testing/startTestWorkbench';
import { startUpstream } from '../testing/startUpstream';

const overview = { uid: 'scrapewatch-overview', title: 'Overview', tags: ['scrapewatch'], panels: [] };
const source = '/api/datasources/uid/scrapewatch';
let workbench: TestWorkbench;

beforeEach(async () => {
  workbench = await startTestWorkbench([supabaseSource('http://db.example')], {
    files: { 'dashboards/overview.json': overview, 'dashboards/broken.json': '{', 'dashboards/notes.txt': 'no' },
  });
});

afterEach(() => workbench.close());

const json = async (address: string, init?: Parameters<TestWorkbench['ask']>[1]) => {
  const answer = await workbench.ask(address, init);
  return { status: answer.status, body: (await answer.json()) as unknown };
};
const send = (method: string, address: string, body: unknown, role: 'Viewer' | 'Editor' | 'Admin') =>
  json(address, { method, role, body: JSON.stringify(body) });

describe('boot', () => {
  it('tells the client everything it needs, and names what it could not read', async () => {
    const { body } = await json('/api/workbench/boot', { role: 'Viewer' });
    expect(body).toMatchObject({
      user: { login: 'demo-viewer', orgRole: 'Viewer' },
      theme: 'dark',
      dataSources: [
        {
          uid: 'scrapewatch',
          url: '/api/datasources/proxy/uid/scrapewatch',
          jsonData: { url: 'http://db.example' },
          meta: { id: 'scrapewatch-supabase-datasource' },
        },
      ],
      problems: [expect.stringContaining('broken.json')],
    });
    expect(body).not.toHaveProperty('dataSources.0.secureJsonData');
    expect(body).toHaveProperty(
      'plugins',
      expect.arrayContaining([
        expect.objectContaining({
          id: 'scrapewatch-supabase-datasource',
          type: 'datasource',
          baseUrl: '/public/plugins/scrapewatch-monitoring-app/datasource',
          module: '/public/plugins/scrapewatch-monitoring-app/datasource/module.js',
        }),
      ])
    );
  });

  it('says the same in the form of /api/frontend/settings', async () => {
    const { body } = await json('/api/frontend/settings');
    expect(body).toMatchObject({ defaultDatasource: 'Supabase', datasources: { Supabase: { uid: 'scrapewatch' } } });
  });
});

describe('roles', () => {
  it('are switched by a cookie that scripts cannot read', async () => {
    const answer = await workbench.ask('/api/workbench/role', { method: 'POST', body: '{"role":"Admin"}' });
    expect(await answer.json()).toMatchObject({ user: { login: 'demo-admin', orgRole: 'Admin' } });
    expect(answer.headers.get('set-cookie')).toBe('workbench_role=Admin; Path=/; SameSite=Strict; HttpOnly');
  });

  it.each(['{"role":"Root"}', '{}', 'no json'])('refuse %s', async (body) => {
    expect((await json('/api/workbench/role', { method: 'POST', body })).status).toBe(400);
  });

  it('default to Editor without a cookie', async () => {
    const answer = await fetch(`${workbench.url}/api/user`);
    expect(await answer.json()).toMatchObject({ login: 'demo-editor', orgId: 1 });
  });

  it('decide what /api/access-control says', async () => {
    const actions = async (role: 'Viewer' | 'Admin') => (await json('/api/access-control/user/actions', { role })).body;
    expect(await actions('Viewer')).not.toHaveProperty('datasources:write');
    expect(await actions('Admin')).toMatchObject({ 'datasources:write': true, 'dashboards:read': true });
  });
});

describe('data sources', () => {
  it('show a Viewer the settings and which secrets are set, never their values', async () => {
    const { body } = await json(source, { role: 'Viewer' });
    expect(body).toMatchObject({
      jsonData: { url: 'http://db.example' },
      secureJsonFields: { apiKey: true, readerToken: true, operatorToken: true },
    });
    expect(JSON.stringify(body)).not.toContain(secrets.apiKey);
  });

  it('are saved by an Admin only', async () => {
    const change = { jsonData: { url: 'http://other' } };
    expect((await send('PUT', source, change, 'Viewer')).status).toBe(403);
    expect((await send('PUT', source, change, 'Editor')).status).toBe(403);
    expect((await send('POST', '/api/datasources', change, 'Editor')).status).toBe(403);
    expect((await json(source)).body).toMatchObject({ jsonData: { url: 'http://db.example' } });
  });

  it('keep every secret that a save does not name, and let one be emptied', async () => {
    const upstream = await startUpstream();
    const saved = await send(
      'PUT',
      source,
      { jsonData: { url: upstream.url }, secureJsonData: { readerToken: 'changed', operatorToken: '' } },
      'Admin'
    );
    expect(saved.body).toMatchObject({ message: 'Datasource updated', datasource: { uid: 'scrapewatch' } });
    expect(saved.body).toHaveProperty('datasource.secureJsonFields', { apiKey: true, readerToken: true });
    await workbench.ask('/api/datasources/proxy/uid/scrapewatch/read/x');
    expect(upstream.arrived[0].headers).toMatchObject({ apikey: secrets.apiKey, authorization: 'Bearer changed' });
    await upstream.close();
  });

  it('leave jsonData alone when a save has none', async () => {
    await send('PUT', source, { name: 'Renamed' }, 'Admin');
    expect((await json(source)).body).toMatchObject({ name: 'Renamed', jsonData: { url: 'http://db.example' } });
  });

  it('have one default', async () => {
    const body = { name: 'Second', type: 'scrapewatch-supabase-datasource', isDefault: true };
    await send('POST', '/api/datasources', body, 'Admin');
    await send('PUT', source, { isDefault: true }, 'Admin');
    expect((await json('/api/datasources')).body).toMatchObject([
      { name: 'Second', isDefault: false },
      { name: 'Supabase', isDefault: true },
    ]);
  });

  it('can be added, found by name, and not twice under one name', async () => {
    const body = { name: 'Mine', type: 'scrapewatch-supabase-datasource', secureJsonData: { apiKey: 'k' } };
    const added = await send('POST', '/api/datasources', body, 'Admin');
    expect(added.body).toMatchObject({
      message: 'Datasource added',
      datasource: { secureJsonFields: { apiKey: true } },
    });
    expect((await json('/api/datasources/name/Mine')).status).toBe(200);
    expect((await send('POST', '/api/datasources', body, 'Admin')).status).toBe(409);
  });

  it('answer 404 and 400 in words', async () => {
    expect(await json('/api/datasources/uid/x')).toEqual({ status: 404, body: { message: 'Data source not found' } });
    expect((await send('PUT', source, { secureJsonData: { apiKey: 1 } }, 'Admin')).status).toBe(400);
    expect((await send('POST', '/api/datasources', [], 'Admin')).status).toBe(400);
  });
});

describe('a state file', () => {
  it('keeps saved settings over a restart, readable by the owner only, until other ones are provisioned', async () => {
    const stateFile = path.join(workbench.folder, 'state', 'workbench.json');
    const first = await startTestWorkbench([supabaseSource('http://db.example')], { stateFile });
    const body = JSON.stringify({ jsonData: { url: 'http://saved' }, secureJsonData: { apiKey: 'new' } });
    await first.ask(source, { method: 'PUT', role: 'Admin', body });
    await first.close();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    expect(await readFile(stateFile, 'utf8')).toContain('http://saved');

    const second = await startTestWorkbench([], { stateFile });
    second.setDataSources([supabaseSource('http://db.example')]);
    expect(await (await second.ask(source)).json()).toMatchObject({ jsonData: { url: 'http://saved' } });
    second.setDataSources([supabaseSource('http://moved')]);
    expect(await (await second.ask(source)).json()).toMatchObject({ jsonData: { url: 'http://moved' } });
    await second.close();
  });

  it('that is damaged is named, with the mend', async () => {
    await writeFiles(workbench.folder, { 'state.json': '{"half":' });
    const stateFile = path.join(workbench.folder, 'state.json');
    await expect(startTestWorkbench([], { stateFile })).rejects.toThrow(/state\.json is not .* Delete it/);
  });
});

describe('dashboards', () => {
  it('are listed and searched', async () => {
    expect((await json('/api/search')).body).toMatchObject([
      { uid: 'scrapewatch-overview', title: 'Overview', url: '/d/scrapewatch-overview/overview', type: 'dash-db' },
    ]);
    expect((await json('/api/search?query=OVER&tag=scrapewatch')).body).toHaveLength(1);
    expect((await json('/api/search?query=nothing')).body).toEqual([]);
    expect((await json('/api/search?tag=other')).body).toEqual([]);
    expect((await json('/api/search?dashboardUIDs=x')).body).toEqual([]);
  });

  it('come with what the user may do', async () => {
    const viewer = await json('/api/dashboards/uid/scrapewatch-overview', { role: 'Viewer' });
    expect(viewer.body).toMatchObject({
      dashboard: overview,
      meta: { canEdit: false, provisioned: true, slug: 'overview' },
    });
    const editor = await json('/api/dashboards/uid/scrapewatch-overview');
    expect(editor.body).toMatchObject({ meta: { canEdit: true, canAdmin: false } });
  });

  it('that change on disk are the new ones at the next request', async () => {
    await json('/api/search');
    await writeFiles(workbench.folder, { 'dashboards/second.json': { uid: 'second', title: 'Über uns' } });
    expect((await json('/api/search')).body).toMatchObject([
      { uid: 'scrapewatch-overview' },
      { url: '/d/second/uber-uns' },
    ]);
  });

  it('are 404 by an unknown uid', async () => {
    const unknown = await json('/api/dashboards/uid/unknown');
    expect(unknown).toMatchObject({ status: 404, body: { message: 'Dashboard not found' } });
  });

  it('are imported by an Editor, kept, and overwritten only on request', async () => {
    const dashboard = { uid: 'mine', title: 'Mine', panels: [{ id: 1 }] };
    expect((await send('POST', '/api/dashboards/db', { dashboard }, 'Viewer')).status).toBe(403);
    const saved = await send('POST', '/api/dashboards/db', { dashboard }, 'Editor');
    expect(saved.body).toMatchObject({ status: 'success', uid: 'mine', url: '/d/mine/mine', version: 1 });
    expect((await json('/api/dashboards/uid/mine')).body).toMatchObject({ dashboard, meta: { provisioned: false } });

    const again = await send('POST', '/api/dashboards/db', { dashboard }, 'Editor');
    expect(again).toMatchObject({ status: 412, body: { status: 'version-mismatch' } });
    const forced = await send('POST', '/api/dashboards/db', { dashboard, overwrite: true }, 'Editor');
    expect(forced.body).toMatchObject({ version: 2 });
  });

  it('from a file cannot be overwritten, and what is no dashboard is refused', async () => {
    const provisioned = await send('POST', '/api/dashboards/db', { dashboard: overview, overwrite: true }, 'Editor');
    expect(provisioned).toEqual({ status: 400, body: { message: 'Cannot save provisioned dashboard' } });
    expect((await send('POST', '/api/dashboards/db', { dashboard: { title: '' } }, 'Editor')).status).toBe(400);
  });
});

describe('plugins', () => {
  it('tell their settings, with absolute addresses and without routes', async () => {
    const { body } = await json('/api/plugins/scrapewatch-queuechart-panel/settings');
    expect(body).toMatchObject({
      id: 'scrapewatch-queuechart-panel',
      enabled: true,
      module: '/public/plugins/scrapewatch-monitoring-app/panels/queue-chart/module.js',
      info: { logos: { small: '/public/plugins/scrapewatch-monitoring-app/panels/queue-chart/img/logo.svg' } },
    });
    expect((await json('/api/plugins/scrapewatch-supabase-datasource/settings')).body).not.toHaveProperty('routes');
    expect((await json('/api/plugins/nobody/settings')).status).toBe(404);
  });

  it("keep an app's settings, which an Admin may change", async () => {
    const address = '/api/plugins/scrapewatch-monitoring-app/settings';
    expect((await send('POST', address, { jsonData: { a: 1 } }, 'Editor')).status).toBe(403);
    await send('POST', address, { jsonData: { a: 1 } }, 'Admin');
    expect((await json(address)).body).toMatchObject({ jsonData: { a: 1 } });
  });

  it.each([
    ['a wrong reqRole, as in Grafana', { reqRole: 'Writer' }],
    ['what the proxy cannot do', { tokenAuth: { url: 'z' } }],
  ])('with %s are left out, and the reason is told', async (_what, more) => {
    const routes = [{ path: 'x', url: 'y', ...more }];
    await writeFiles(workbench.folder, {
      'bundle/datasource/plugin.json': { id: 'bad', type: 'datasource', name: 'Bad', routes },
    });
    const { body } = await json('/api/workbench/boot');
    expect(body).toHaveProperty(
      'problems',
      expect.arrayContaining([expect.stringContaining('datasource/plugin.json')])
    );
    expect(JSON.stringify((body as { plugins: unknown }).plugins)).not.toContain('bad');
  });
});

describe('the small endpoints', () => {
  it.each([
    ['/api/health', { database: 'ok' }],
    ['/api/org', { id: 1 }],
    ['/api/user/orgs', [{ orgId: 1, role: 'Editor' }]],
    ['/api/user/preferences', { timezone: 'browser' }],
  ])('%s answers as Grafana would', async (address, expected) => {
    expect((await json(address)).body).toMatchObject(expected);
  });
});
