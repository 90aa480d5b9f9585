import { describe, expect, it } from 'vitest';
import { exploreUrl, parseExploreUrl } from './exploreUrl';

const query = { refId: 'A', queryType: 'preset', preset: 'logs' };
const encode = (value: unknown) => encodeURIComponent(JSON.stringify(value));

describe("Explore's address", () => {
  it('is read back as it was written', () => {
    const pane = { datasource: 'scrapewatch', queries: [query], range: { from: 'now-6h', to: 'now' } };
    const url = exploreUrl(pane);
    expect(parseExploreUrl(url.slice(url.indexOf('?')))).toEqual(pane);
  });

  it("takes Grafana's panes, the first of them, with milliseconds as a data link writes them", () => {
    const pane = { datasource: 'scrapewatch', queries: [query], range: { from: '1795238250000', to: '1795241850000' } };
    expect(parseExploreUrl(`?schemaVersion=1&panes=${encode({ abc: pane })}&orgId=1`)).toEqual({
      ...pane,
      range: { from: '2026-11-21T05:17:30.000Z', to: '2026-11-21T06:17:30.000Z' },
    });
  });

  it("takes the older left=, as scenes' own Explore button writes it", () => {
    const left = {
      datasource: 'prometheus',
      queries: [{ refId: 'A', expr: 'up' }],
      range: { from: 'now-1h', to: 'now' },
    };
    expect(parseExploreUrl(`?left=${encode(left)}`)).toEqual(left);
  });

  it.each(['', '?panes=%7Bbroken', '?panes=%7B%7D', '?left=3', '?panes=%22x%22'])('"%s" is an empty pane', (search) => {
    expect(parseExploreUrl(search)).toEqual({ datasource: '', queries: [], range: { from: 'now-1h', to: 'now' } });
  });
});
