import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleFiles, writeFiles } from '../testing/bundleFolder';
import { rawRequest } from '../testing/rawRequest';
import { secrets, startTestWorkbench, supabaseSource, type TestWorkbench } from '../testing/startTestWorkbench';
import { startUpstream, type Upstream } from '../testing/startUpstream';

const base = '/api/datasources/proxy/uid/scrapewatch';
const prometheus = '/api/datasources/proxy/uid/prometheus';

let upstream: Upstream;
let workbench: TestWorkbench;

beforeEach(async () => {
  upstream = await startUpstream();
  workbench = await startTestWorkbench([
    supabaseSource(upstream.url),
    supabaseSource(upstream.url, { uid: 'own-url', name: 'Own URL', url: upstream.url }),
    { uid: 'prometheus', name: 'Prometheus', type: 'prometheus', jsonData: {}, secureJsonData: {}, url: upstream.url },
    { uid: 'prometheus-off', name: 'Off', type: 'prometheus', jsonData: {}, secureJsonData: {} },
  ]);
});

afterEach(async () => {
  await workbench.close();
  await upstream.close();
});

describe('an own url', () => {
  it.each(['GET', 'POST', 'PATCH', 'DELETE'])(
    'that is empty: an un-routed %s is 502, empty, and sent nowhere',
    async (method) => {
      const answer = await workbench.ask(`${base}/elsewhere`, { method, role: 'Admin' });
      expect([answer.status, await answer.text()]).toEqual([502, '']);
      expect(upstream.arrived).toEqual([]);
    }
  );

  it('that is set lets even a Viewer write past the routes, which is why ours is empty', async () => {
    const answer = await workbench.ask('/api/datasources/proxy/uid/own-url/rest/v1/runs', {
      method: 'DELETE',
      role: 'Viewer',
    });
    expect(answer.status).toBe(200);
    expect(upstream.arrived[0]).toMatchObject({ method: 'DELETE', url: '/rest/v1/runs' });
  });
});

describe('routes', () => {
  it('carry the key and the token that the browser never sees', async () => {
    const answer = await workbench.ask(`${base}/read/runs?select=id`, { role: 'Viewer' });
    expect(await answer.text()).toBe('[]');
    expect(upstream.arrived[0]).toMatchObject({ method: 'GET', url: '/rest/v1/runs?select=id' });
    expect(upstream.arrived[0].headers).toMatchObject({
      apikey: secrets.apiKey,
      authorization: `Bearer ${secrets.readerToken}`,
      host: new URL(upstream.url).host,
    });
  });

  it('match by prefix, the first hit winning, so that readx hits read and openly hits open', async () => {
    await workbench.ask(`${base}/readx`);
    await workbench.ask(`${base}/openly`);
    expect(upstream.arrived.map(({ url }) => url)).toEqual(['/rest/v1/x', '/open/ly']);
  });

  it('have one method an entry: neither HEAD nor POST passes where only GET is named', async () => {
    for (const method of ['HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS']) {
      expect((await workbench.ask(`${base}/read/runs`, { method })).status).toBe(502);
    }
    expect(upstream.arrived).toEqual([]);
  });

  it('forward .. raw with the key, so a key must be harmless on every path of its host', async () => {
    await rawRequest(workbench.port, `GET ${base}/read/../../../auth/v1/admin/users`);
    expect(upstream.arrived[0].url).toBe('/rest/v1/../../../auth/v1/admin/users');
    expect(upstream.arrived[0].headers.apikey).toBe(secrets.apiKey);
  });

  it('that change in plugin.json hold from the next request on', async () => {
    await workbench.ask(`${base}/read/a`);
    await writeFiles(`${workbench.folder}/bundle`, bundleFiles([{ path: 'fresh', url: '{{ .JsonData.url }}/new' }]));
    await workbench.ask(`${base}/fresh/b`);
    expect(upstream.arrived.map(({ url }) => url)).toEqual(['/rest/v1/a', '/new/b']);
  });
});

describe('reqRole', () => {
  it("A9 refuses a Viewer's POST to the operator route, and lets an Editor's through", async () => {
    const refused = await workbench.ask(`${base}/operate/request_command`, { method: 'POST', role: 'Viewer' });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ message: 'plugin proxy route access denied' });
    expect(upstream.arrived).toEqual([]);

    const body = JSON.stringify({ action: 'stop' });
    const passed = await workbench.ask(`${base}/operate/request_command`, { method: 'POST', role: 'Editor', body });
    expect(passed.status).toBe(200);
    expect(upstream.arrived[0]).toMatchObject({ method: 'POST', url: '/rest/v1/rpc/request_command', body });
    expect(upstream.arrived[0].headers.authorization).toBe(`Bearer ${secrets.operatorToken}`);
  });

  it('counts Viewer < Editor < Admin', async () => {
    const status = async (path: string, method: string, role: 'Viewer' | 'Editor' | 'Admin') =>
      (await workbench.ask(`${base}/${path}`, { method, role })).status;
    expect(await status('admin', 'GET', 'Viewer')).toBe(403);
    expect(await status('admin', 'GET', 'Editor')).toBe(403);
    expect(await status('admin', 'GET', 'Admin')).toBe(200);
    expect(await status('operate/x', 'POST', 'Admin')).toBe(200);
  });

  it('treats a cookie that names no role as a Viewer', async () => {
    const headers = { cookie: 'workbench_role=Owner' };
    expect((await workbench.ask(`${base}/operate/x`, { method: 'POST', headers })).status).toBe(403);
  });

  it('R4 lets no spelling and no method bring a Viewer to the operator token', async () => {
    const spellings = [
      ...[
        'operate/x',
        'Operate/x',
        'OPERATE/x',
        '/operate/x',
        '//operate/x',
        './operate/x',
        '../scrapewatch/operate/x',
      ],
      ...['read/../operate/x', 'read/../../rpc/x', '%2e%2e/operate/x', 'read/%2e%2e/operate/x', '\\..\\operate\\x'],
      ...[
        '%6fperate/x',
        'o%70erate/x',
        'operate%2fx',
        'operate;x',
        'operate%00',
        'operat%C4%B1',
        ' operate/x',
        'operate',
      ],
      ...[
        'open/../operate/x',
        'readoperate/x',
        'operate?x',
        '?operate',
        '#operate',
        'operate/../operate/x',
        ';operate/x',
      ],
    ];
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY', 'TRACE'];
    const headers = { Cookie: 'workbench_role=Viewer', 'X-HTTP-Method-Override': 'POST', 'X-DS-Authorization': 'x' };
    for (const spelling of spellings) {
      for (const method of methods) {
        await rawRequest(workbench.port, `${method} ${base}/${spelling}`, headers);
      }
    }
    const withOperatorToken = upstream.arrived.filter(({ headers }) =>
      JSON.stringify(headers).includes(secrets.operatorToken)
    );
    expect(withOperatorToken).toEqual([]);
    expect(upstream.arrived.filter(({ method, url }) => method !== 'GET' && url.startsWith('/rest/'))).toEqual([]);
  });
});

describe('templates', () => {
  const provisionOnly = (change: Parameters<typeof supabaseSource>[1]) =>
    workbench.setDataSources([supabaseSource(upstream.url, change)]);

  it('send a missing secret as <no value>', async () => {
    provisionOnly({ secureJsonData: {} });
    await workbench.ask(`${base}/read/runs`);
    expect(upstream.arrived[0].headers).toMatchObject({ apikey: '<no value>', authorization: 'Bearer <no value>' });
  });

  it.each([{}, { url: '' }, { url: 'localhost:1' }])('answer 502 to the settings %o', async (jsonData) => {
    provisionOnly({ jsonData });
    const answer = await workbench.ask(`${base}/read/runs`);
    expect([answer.status, await answer.text()]).toEqual([502, '']);
  });

  it('keep the doubled slash that a url ending in one gives', async () => {
    provisionOnly({ jsonData: { url: `${upstream.url}/` } });
    await workbench.ask(`${base}/read/runs`);
    expect(upstream.arrived[0].url).toBe('//rest/v1/runs');
  });
});

describe('paths and queries', () => {
  it('encode the path a second time', async () => {
    await workbench.ask(`${base}/read/a%20b`);
    expect(upstream.arrived[0].url).toBe('/rest/v1/a%2520b');
  });

  it('sort the query by key, keep the order of equal keys, and keep %2B, %22 and unicode', async () => {
    await workbench.ask(`${base}/read/runs?z=1&id=gt.2&id=gt.1&name=eq.%22a%2Bb%22&c=%C3%A9`);
    expect(upstream.arrived[0].url).toBe('/rest/v1/runs?c=%C3%A9&id=gt.2&id=gt.1&name=eq.%22a%2Bb%22&z=1');
  });

  it('drop a pair with a raw ; or a bad % without a word', async () => {
    await rawRequest(workbench.port, `GET ${base}/read/runs?a=1;b=2&c=100%&d=3`);
    expect(upstream.arrived[0].url).toBe('/rest/v1/runs?d=3');
  });

  it('answer 400 to a malformed escape in the path', async () => {
    expect((await rawRequest(workbench.port, `GET ${base}/read/%zz`)).status).toBe(400);
    expect(upstream.arrived).toEqual([]);
  });
});

describe('headers up', () => {
  it('pass Prefer, Range, the profiles and custom ones', async () => {
    const headers = { Prefer: 'count=exact', Range: '0-9', 'Accept-Profile': 'scrapewatch', 'X-Custom': 'yes' };
    await workbench.ask(`${base}/read/runs`, { headers });
    expect(upstream.arrived[0].headers).toMatchObject({
      prefer: 'count=exact',
      range: '0-9',
      'accept-profile': 'scrapewatch',
      'x-custom': 'yes',
    });
  });

  it('hold no cookie, origin, referrer or authorization of the browser, and say who asks', async () => {
    await rawRequest(workbench.port, `GET ${base}/open/x`, {
      Cookie: 'workbench_role=Viewer; session=1',
      Authorization: 'Bearer mine',
      Origin: workbench.url,
      Referer: `${workbench.url}/d/x`,
      'X-Grafana-User': 'somebody-else',
      'X-Forwarded-Host': 'evil.example',
    });
    const { headers } = upstream.arrived[0];
    for (const name of ['authorization', 'cookie', 'origin', 'referer', 'x-forwarded-host']) {
      expect(headers).not.toHaveProperty(name);
    }
    expect(headers['user-agent']).toMatch(/^Grafana\//);
    expect(headers['x-grafana-user']).toBe('demo-viewer');
  });

  it('make X-DS-Authorization the Authorization, unless the route sets it', async () => {
    const headers = { 'X-DS-Authorization': 'Bearer forged' };
    await workbench.ask(`${base}/open/x`, { headers, role: 'Viewer' });
    await workbench.ask(`${base}/read/x`, { headers, role: 'Viewer' });
    expect(upstream.arrived.map(({ headers: sent }) => sent.authorization)).toEqual([
      'Bearer forged',
      `Bearer ${secrets.readerToken}`,
    ]);
    expect(upstream.arrived[0].headers).not.toHaveProperty('x-ds-authorization');
  });
});

describe('a data source with an address of its own', () => {
  it('gets GET and the reading POSTs of Prometheus un-routed, from a Viewer too', async () => {
    const body = 'query=up';
    await workbench.ask(`${prometheus}/api/v1/query?query=up`, { role: 'Viewer' });
    await workbench.ask(`${prometheus}/api/v1/query_range`, { method: 'POST', role: 'Viewer', body });
    expect(upstream.arrived).toMatchObject([
      { method: 'GET', url: '/api/v1/query?query=up' },
      { method: 'POST', url: '/api/v1/query_range', body },
    ]);
  });

  it('keeps everybody from writing to Prometheus', async () => {
    const path = `${prometheus}/api/v1/admin/tsdb/delete_series`;
    expect((await workbench.ask(path, { method: 'POST', role: 'Admin' })).status).toBe(403);
    expect((await workbench.ask(path, { method: 'DELETE', role: 'Admin' })).status).toBe(403);
    expect(upstream.arrived).toEqual([]);
  });

  it('answers 502 when it is listed without an address, as without Prometheus', async () => {
    const answer = await workbench.ask('/api/datasources/proxy/uid/prometheus-off/api/v1/query?query=up');
    expect([answer.status, await answer.text()]).toEqual([502, '']);
  });
});

describe('what cannot be asked', () => {
  it('is 404 for an unknown data source and 500 for a plugin that is not in the bundle', async () => {
    workbench.setDataSources([supabaseSource(upstream.url, { type: 'other-datasource' })]);
    const unknown = await workbench.ask('/api/datasources/proxy/uid/nobody/read/x');
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { message: 'Unable to find datasource' }]);
    const missing = await workbench.ask(`${base}/read/x`);
    expect([missing.status, await missing.json()]).toMatchObject([
      500,
      { message: 'Unable to find datasource plugin' },
    ]);
  });
});
