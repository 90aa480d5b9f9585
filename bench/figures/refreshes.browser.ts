import { dateTime, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { lastValueFrom, type Subscription } from 'rxjs';
import overview from '../../dashboards/overview.json';
import type { ScrapewatchOptions } from '../../src/datasource/config/options';
import { DataSource } from '../../src/datasource/DataSource';
import type { ScrapewatchQuery } from '../../src/datasource/query/model';
import { abortError, type HttpRequest, type HttpResponse } from '../../src/datasource/transport/http';

/** A server that answers every request a moment later with as many rows as asked, and remembers what happened to it. */
class CountingServer {
  requests = 0;
  aborted = 0;

  constructor(private readonly rows: number) {}

  readonly send = (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
    this.requests++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve({ status: 200, header: () => null, text: this.text(), request }), 2);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        this.aborted++;
        reject(abortError());
      });
    });
  };

  private text(): string {
    const now = Date.now();
    const rows = Array.from({ length: this.rows }, (_, i) => ({
      time: new Date(now - i * 60_000).toISOString(),
      system: i % 2 === 0 ? 'IGF' : 'IGM',
      status: 'completed',
      total: i,
      coverage: 0.9 + (i % 10) / 100,
    }));
    return JSON.stringify(rows);
  }
}

interface Panel {
  targets?: Array<Record<string, unknown>>;
  panels?: Panel[];
}

/** The targets of the Overview dashboard that our data source answers, panel by panel. */
function panelsOf(dashboard: { panels: unknown }): ScrapewatchQuery[][] {
  const all = (dashboard.panels as Panel[]).flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  return all
    .map(({ targets = [] }) => targets.filter(({ queryType }) => queryType !== undefined && queryType !== 'prometheus'))
    .filter((targets) => targets.length > 0)
    .map((targets) => targets as unknown as ScrapewatchQuery[]);
}

/** What a panel of Grafana before Scenes asks: it works out “now” for itself, some milliseconds after the one before it. */
function requestOf(targets: ScrapewatchQuery[], panel: number): DataQueryRequest<ScrapewatchQuery> {
  const now = Date.now() + panel;
  const range = { from: dateTime(now - 6 * 3_600_000), to: dateTime(now), raw: { from: 'now-6h', to: 'now' } };
  return {
    requestId: `panel ${panel}`,
    app: 'dashboard',
    interval: '1m',
    intervalMs: 60_000,
    maxDataPoints: 360,
    scopedVars: {},
    timezone: 'utc',
    startTime: now,
    range,
    targets,
  };
}

function startSource(rows: number) {
  const service: Partial<TemplateSrv> = { replace: (text) => text ?? '', getVariables: () => [] };
  setTemplateSrv(service as TemplateSrv);
  const server = new CountingServer(rows);
  const instance = { uid: 'bench', name: 'bench', url: 'proxy', jsonData: { url: 'https://p.supabase.co' } };
  return { server, source: new DataSource(instance as DataSourceInstanceSettings<ScrapewatchOptions>, server.send) };
}

function distinct(panels: ScrapewatchQuery[][]): number {
  return new Set(
    panels.flat().map(({ refId: _refId, key: _key, datasource: _datasource, ...rest }) => JSON.stringify(rest))
  ).size;
}

/** P7: what one refresh of the Overview asks of the server, what a superseded one leaves under way, what a hidden page asks. */
export async function requests() {
  const panels = panelsOf(overview);
  const { server, source } = startSource(10);
  await Promise.all(panels.map((targets, i) => lastValueFrom(source.query(requestOf(targets, i)))));
  const refresh = server.requests;
  const started = panels.map((targets, i) => source.query(requestOf(targets, i)).subscribe());
  await settled();
  const superseded = server.requests - refresh;
  started.forEach((subscription: Subscription) => subscription.unsubscribe());
  return {
    panels: panels.length,
    targets: panels.flat().length,
    distinct: distinct(panels),
    refresh,
    left: superseded - server.aborted,
    superseded,
    hidden: await whileHidden(panels),
  };
}

/** Live queries of every panel, in a page that nobody looks at, for so long that each would have been asked again. */
async function whileHidden(panels: ScrapewatchQuery[][]): Promise<number> {
  const { server, source } = startSource(10);
  const live = panels.map((targets) => targets.map((target) => ({ ...target, live: { every: 1 } })));
  const started = live.map((targets, i) => source.query(requestOf(targets, i)).subscribe());
  await until(() => server.requests >= distinct(live));
  await settled(50);
  Object.defineProperty(document, 'hidden', { configurable: true, value: true });
  document.dispatchEvent(new Event('visibilitychange'));
  const before = server.requests;
  await settled(3_500);
  const hidden = server.requests - before;
  started.forEach((subscription) => subscription.unsubscribe());
  Object.defineProperty(document, 'hidden', { configurable: true, value: false });
  return hidden;
}

/** R6: the heap after so many refreshes of the Overview, relative to what it was after the first few. */
export async function heap(refreshes: number) {
  const panels = panelsOf(overview);
  const { server, source } = startSource(90);
  const refresh = () => Promise.all(panels.map((targets, i) => lastValueFrom(source.query(requestOf(targets, i)))));
  for (let i = 0; i < 50; i++) {
    await refresh();
  }
  const before = await used();
  for (let i = 0; i < refreshes; i++) {
    await refresh();
  }
  return { before, after: await used(), refreshes, requests: server.requests };
}

declare const gc: () => void;

async function used(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await settled(50);
    gc();
  }
  const { memory } = performance as Performance & { memory: { usedJSHeapSize: number } };
  return memory.usedJSHeapSize;
}

function settled(ms = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds();) {
    if (Date.now() > end) {
      throw new Error('It did not happen within ten seconds');
    }
    await settled(10);
  }
}
