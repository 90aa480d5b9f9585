import { dateTime, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import overview from '../../../dashboards/overview.json';
import type { ScrapewatchOptions } from '../config/options';
import { DataSource } from '../DataSource';
import type { ScrapewatchQuery } from '../query/model';
import { fakeSend } from '../testing/fakeSend';
import type { Send } from '../transport/http';

vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<object>()),
  getTemplateSrv: () => ({ getVariables: () => [], replace: (text: string) => text }),
}));

afterEach(() => vi.restoreAllMocks());

interface Panel {
  targets?: ScrapewatchQuery[];
  panels?: Panel[];
}

const panels = (overview as unknown as { panels: Panel[] }).panels
  .flatMap((panel) => [panel, ...(panel.panels ?? [])])
  .map(({ targets = [] }) => targets.filter(({ queryType }) => queryType !== undefined))
  .filter((targets) => targets.length > 0);

const distinct = new Set(
  panels.flat().map(({ refId: _refId, datasource: _datasource, ...question }) => JSON.stringify(question))
).size;

/** A panel before Scenes: each works out “now” for itself, some milliseconds after the one before it. */
function requestOf(targets: ScrapewatchQuery[], panel: number): DataQueryRequest<ScrapewatchQuery> {
  const now = Date.parse('2026-11-21T12:00:00Z') + panel;
  const range = { from: dateTime(now - 3_600_000), to: dateTime(now), raw: { from: 'now-1h', to: 'now' } };
  const all = { requestId: String(panel), app: 'dashboard', interval: '1m', intervalMs: 60_000, timezone: 'utc' };
  return { ...all, scopedVars: {}, startTime: now, range, targets };
}

function sourceOf(send: Send): DataSource {
  const instance = { uid: 'supa', url: 'proxy', jsonData: { url: 'https://p.supabase.co' } };
  return new DataSource(instance as DataSourceInstanceSettings<ScrapewatchOptions>, send);
}

describe('a refresh of the Overview', () => {
  it('P7 sends each distinct question once, though every panel has a “now” of its own', async () => {
    const send = fakeSend(() => ({ body: [] }));
    const source = sourceOf(send);
    await Promise.all(panels.map((targets, i) => lastValueFrom(source.query(requestOf(targets, i)))));
    expect(panels.flat().length).toBeGreaterThan(distinct);
    expect(send.requests).toHaveLength(distinct);
  });

  it('P7 leaves nothing under way when it is superseded', async () => {
    const signals: AbortSignal[] = [];
    const source = sourceOf((_request, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const started = panels.map((targets, i) => source.query(requestOf(targets, i)).subscribe());
    await vi.waitFor(() => expect(signals).toHaveLength(distinct));
    started.forEach((subscription) => subscription.unsubscribe());
    expect(signals.filter(({ aborted }) => !aborted)).toEqual([]);
  });

  it('P7 asks nothing of live panels that nobody looks at', async () => {
    const send = fakeSend(() => ({ body: [] }));
    const source = sourceOf(send);
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const live = panels.map((targets) => targets.map((target) => ({ ...target, live: { every: 1 } })));
    const started = live.map((targets, i) => source.query(requestOf(targets, i)).subscribe());
    // Loading what keeps queries up to date takes a moment; it must not be what keeps them silent.
    await import('../live/startLive');
    await vi.dynamicImportSettled();
    expect(send.requests).toEqual([]);
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(send.requests).toHaveLength(distinct));
    started.forEach((subscription) => subscription.unsubscribe());
  });
});
