import { describe, expect, it } from 'vitest';
import type { ApiAnswer, GrafanaApi } from './grafanaApi';
import { importDashboard } from './importDashboard';

const json = { uid: 'scrapewatch-overview', id: 7, title: 'Overview' };

function api(answer: ApiAnswer) {
  const posts: unknown[] = [];
  const grafana: GrafanaApi = {
    get: async () => answer,
    post: async (url, data) => {
      posts.push({ url, data });
      return answer;
    },
  };
  return { grafana, posts };
}
const refused = (status: number, message = 'no') => api({ ok: false, status, message }).grafana;

describe('importDashboard', () => {
  it('saves the dashboard under its own uid and never under an id of another Grafana', async () => {
    const { grafana, posts } = api({ ok: true, body: {} });
    expect(await importDashboard(grafana, json, false)).toEqual({ kind: 'imported', path: '/d/scrapewatch-overview' });
    expect(posts).toEqual([
      {
        url: '/api/dashboards/db',
        data: { dashboard: { ...json, id: null }, overwrite: false, message: 'Imported from Scrapewatch' },
      },
    ]);
  });

  it('asks before it replaces one that is there', async () => {
    expect((await importDashboard(refused(412), json, false)).kind).toBe('exists');
  });

  it.each([
    [refused(403), 'You may not save dashboards here.'],
    [refused(400, 'Cannot save provisioned dashboard'), 'The dashboard is provisioned from a file.'],
    [refused(500, 'database is locked'), 'Grafana refused it: database is locked'],
  ])('says why Grafana refused and what to do', async (grafana, message) => {
    const result = await importDashboard(grafana, json, false);
    expect(result).toMatchObject({ kind: 'failed', message });
    expect(result.kind === 'failed' && result.mend).not.toBe('');
  });

  it('sends nothing that is not a dashboard', async () => {
    const { grafana, posts } = api({ ok: true, body: {} });
    expect((await importDashboard(grafana, 'not json', false)).kind).toBe('failed');
    expect(posts).toEqual([]);
  });
});
