import { describe, expect, it } from 'vitest';
import type { ApiAnswer, GrafanaApi } from './grafanaApi';
import { findPieces, type Piece } from './pieces';

const found: ApiAnswer = { ok: true, body: {} };
const refusal = (status: number): ApiAnswer => ({ ok: false, status, message: 'no' });

function api(answers: Record<string, ApiAnswer>): GrafanaApi {
  return { get: async (url) => answers[url] ?? found, post: async () => found };
}
const piece = (pieces: Piece[], id: string) => pieces.find((entry) => entry.id === id);

describe('findPieces', () => {
  it('finds the data source, the dashboard and every nested plugin', async () => {
    const pieces = await findPieces(api({}), [{ uid: 'scrapewatch', name: 'Scrapewatch' }]);
    expect(pieces.map(({ state }) => state)).toEqual(Array(7).fill('found'));
    expect(piece(pieces, 'data-source')?.href).toBe('/connections/datasources/edit/scrapewatch');
    expect(piece(pieces, 'dashboard')?.href).toBe('/d/scrapewatch-overview');
  });

  it('leads to the set-up page from what is missing', async () => {
    const pieces = await findPieces(api({ '/api/dashboards/uid/scrapewatch-overview': refusal(404) }), []);
    expect(piece(pieces, 'data-source')).toMatchObject({
      state: 'missing',
      href: '/a/scrapewatch-monitoring-app/setup',
    });
    expect(piece(pieces, 'dashboard')).toMatchObject({ state: 'missing', href: '/a/scrapewatch-monitoring-app/setup' });
  });

  it('names the id to allow when Grafana skips an unsigned plugin', async () => {
    const id = 'scrapewatch-queuechart-panel';
    const pieces = await findPieces(api({ [`/api/plugins/${id}/settings`]: refusal(404) }), []);
    expect(piece(pieces, id)).toMatchObject({ state: 'missing' });
    expect(piece(pieces, id)?.detail).toContain(`Add ${id} to allow_loading_unsigned_plugins`);
  });

  it('does not call missing what the user may not see, or what Grafana did not answer', async () => {
    const dashboard = '/api/dashboards/uid/scrapewatch-overview';
    expect(piece(await findPieces(api({ [dashboard]: refusal(403) }), []), 'dashboard')?.state).toBe('hidden');
    expect(piece(await findPieces(api({ [dashboard]: refusal(0) }), []), 'dashboard')?.state).toBe('failed');
  });
});
