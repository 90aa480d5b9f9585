import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roles } from './role';
import { rawRequest } from './testing/rawRequest';
import { secrets, startTestWorkbench, supabaseSource, type TestWorkbench } from './testing/startTestWorkbench';
import { startUpstream, type Upstream } from './testing/startUpstream';

let upstream: Upstream;
let workbench: TestWorkbench;

beforeEach(async () => {
  upstream = await startUpstream((req, res) => {
    res.writeHead(req.url?.includes('wrong') ? 401 : 200, { 'Set-Cookie': 'a=b' }).end('{"rows":[]}');
  });
  workbench = await startTestWorkbench([supabaseSource(upstream.url)], {
    files: { 'dashboards/overview.json': { uid: 'x', title: 'X' }, 'client/index.html': '<title>x</title>' },
  });
});

afterEach(async () => {
  await workbench.close();
  await upstream.close();
});

/** Every address that a browser can ask, and what it sends there. */
const requests: Array<[method: string, address: string, body?: object]> = [
  ...['/', '/d/x', '/explore', '/connections/datasources/edit/scrapewatch', '/api/nope', '/api'].map(get),
  ...['/api/workbench/boot', '/api/workbench/phases', '/api/frontend/settings', '/api/health', '/api/user'].map(get),
  ...['/api/user/orgs', '/api/user/preferences', '/api/org', '/api/search', '/api/dashboards/uid/x'].map(get),
  ...['/api/access-control/user/actions', '/api/access-control/user/permissions', '/api/plugins'].map(get),
  ...['/api/datasources', '/api/datasources/uid/scrapewatch', '/api/datasources/name/Supabase'].map(get),
  ...['scrapewatch-supabase-datasource', 'scrapewatch-monitoring-app'].map((id) => get(`/api/plugins/${id}/settings`)),
  ...['datasource/plugin.json', 'module.js'].map((file) => get(`/public/plugins/scrapewatch-monitoring-app/${file}`)),
  ...['read/runs', 'read/wrong', 'open/x', 'nowhere', 'read/../../x'].map((rest) =>
    get(`/api/datasources/proxy/uid/scrapewatch/${rest}`)
  ),
  ['POST', '/api/datasources/proxy/uid/scrapewatch/operate/x', {}],
  ['POST', '/api/datasources/proxy/uid/scrapewatch/operate/wrong', {}],
  ['POST', '/api/workbench/role', { role: 'Viewer' }],
  ['PUT', '/api/datasources/uid/scrapewatch', { jsonData: { url: 1 }, secureJsonData: { readerToken: 7 } }],
  ['PUT', '/api/datasources/uid/scrapewatch', { name: 'Supabase', secureJsonData: secrets }],
  ['POST', '/api/datasources', { name: 'Two', type: 't', uid: 'two', secureJsonData: secrets }],
  ['POST', '/api/datasources', { name: 'Two', type: 't', secureJsonData: secrets }],
  ['POST', '/api/datasources', { type: 't', secureJsonData: secrets }],
  ['POST', '/api/plugins/scrapewatch-monitoring-app/settings', { jsonData: {}, secureJsonData: secrets }],
  ['POST', '/api/dashboards/db', { dashboard: { uid: 'y', title: 'Y' } }],
];

function get(address: string): [string, string] {
  return ['GET', address];
}

/** A secret as it could leak: plain, percent-encoded, in JSON, in base64. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
}

describe('secrets', () => {
  it('R3 are in no answer: no header, no body, for no role and no address', async () => {
    const forms = Object.values(secrets).flatMap(formsOf);
    for (const role of roles) {
      for (const [method, address, body] of requests) {
        const answer = await workbench.ask(address, { method, role, body: body && JSON.stringify(body) });
        const text = JSON.stringify([...answer.headers]) + (await answer.text());
        const found = forms.filter((form) => text.includes(form));
        expect({ role, method, address, found }).toEqual({ role, method, address, found: [] });
      }
    }
    expect(upstream.arrived.some(({ headers }) => headers.apikey === secrets.apiKey)).toBe(true);
  });

  it('R3 cannot be echoed back by TRACE or a raw request', async () => {
    const raw = await rawRequest(workbench.port, 'TRACE /api/datasources/proxy/uid/scrapewatch/read/x');
    expect(formsOf(secrets.apiKey).filter((form) => raw.body.includes(form))).toEqual([]);
  });

  it('are not in a fault of ours either', async () => {
    const told: unknown[] = [];
    const other = await startTestWorkbench([supabaseSource(upstream.url, { jsonData: { url: upstream.url } })], {
      onError: (error) => told.push(error),
      files: {
        'bundle/datasource/plugin.json': {
          id: 'scrapewatch-supabase-datasource',
          type: 'datasource',
          name: 'x',
          routes: [{ path: 'read', url: '{{ if .SecureJsonData.apiKey }}' }],
        },
      },
    });
    const answer = await other.ask('/api/datasources/proxy/uid/scrapewatch/read/x');
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(String(told[0])).toContain('cannot fill');
    await other.close();
  });
});
