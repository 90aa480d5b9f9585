import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { from, type Observable } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { backfill, findPrometheus, startPrometheus, writePrometheusConfig } from '../../../demo/stack/prometheus';
import { PrometheusClient } from '../../../demo/workbench/client/prometheus/PrometheusClient';
import { PrometheusDataSource } from '../../../demo/workbench/client/prometheus/PrometheusDataSource';
import { answer } from '../answer';
import { parseOptions } from '../config/options';
import { startTestServer, type TestServer } from '../testing/startTestServer';

const grafana = vi.hoisted(() => ({
  get: (_: { uid: string }): Promise<unknown> => Promise.reject(new Error('none')),
}));

vi.mock('@grafana/runtime', () => ({
  getDataSourceSrv: () => grafana,
  getBackendSrv: () => undefined,
  getTemplateSrv: () => undefined,
  isFetchError: (reason: object) => 'status' in reason,
}));

const hour = 3_600_000;
const now = Math.floor(Date.now() / 60_000) * 60_000;
const iso = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();
const promql = { refId: 'A', version: 2, queryType: 'prometheus' };

describe('a real Prometheus beside a real PostgreSQL', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-promql-'));
  const tools = await findPrometheus(fileURLToPath(new URL('../../../.scrapewatch/bin', import.meta.url)));
  if (typeof tools === 'string') {
    it('is not to be had on this machine, which is said in one line', () => {
      expect(tools).not.toContain('\n');
    });
    return;
  }
  const stops: Array<() => Promise<void>> = [];
  let server: TestServer;

  beforeAll(async () => {
    writePrometheusConfig(folder);
    await backfill(folder, tools.promtool, pastOfWorkers());
    const prometheus = await startPrometheus({ dataDir: folder, tools });
    stops.push(() => prometheus.stop());
    grafana.get = async ({ uid }) => dataSourceFor(uid, prometheus.url);
    server = await startTestServer();
    stops.push(() => server.stop());
    await server.sql.unsafe(`
      create table public.jobs (id int primary key, worker text, started_at timestamptz, finished_at timestamptz);
      grant select on public.jobs to scrapewatch_reader;
      insert into public.jobs values
        (1, 'w1', '${iso(50)}', '${iso(40)}'), (2, 'w(2)', '${iso(30)}', '${iso(20)}'),
        (3, 'w1', '${iso(10)}', null), (4, 'w9', '${iso(50)}', '${iso(40)}');`);
  });
  afterAll(async () => {
    await Promise.all(stops.map((stop) => stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const context = () =>
    server.context({
      range: { from: now - hour, to: now },
      settings: parseOptions({ schemas: ['public'], prometheusUid: 'prometheus' }),
      scopedVars: {},
    });
  const rows = {
    ...promql,
    queryType: 'table',
    schema: 'public',
    table: 'jobs',
    order: [{ column: 'id', direction: 'asc' }],
  };
  const windows = { rows, column: 'worker', label: 'worker', from: 'started_at', to: 'finished_at', as: 'memory' };

  it('gives its series under the names of the legend', async () => {
    const frames = await answer({ ...promql, expr: 'worker_memory_bytes', legend: '{{worker}}' }, context());
    expect(frames.map(({ name }) => name).sort()).toEqual(['w(2)', 'w1']);
    expect(frames.every(({ refId, length }) => refId === 'A' && length > 50)).toBe(true);
  });

  it.each([
    // one byte a second since the hour began, w(2) a million more
    ['max', 'worker_memory_bytes', [20 * 60, 1e6 + 40 * 60, 60 * 60, null]],
    ['min', 'worker_memory_bytes', [10 * 60, 1e6 + 30 * 60, 50 * 60, null]],
    ['avg', 'worker_memory_bytes', [15 * 60, 1e6 + 35 * 60, 55 * 60, null]],
    ['last', 'sum by (worker) (worker_memory_bytes) * 2', [40 * 60, 2e6 + 80 * 60, 120 * 60, null]],
  ])('gives each run the %s of %s within its time', async (reduce, expr, expected) => {
    const frames = await answer({ ...promql, expr, join: { ...windows, reduce } }, context());
    const memory = frames[0].fields.find(({ name }) => name === 'memory');
    expect(frames[0].fields[0].values).toEqual([1, 2, 3, 4]);
    const wrong = expected.filter((wanted, row) => {
      const given: unknown = memory?.values[row];
      // Prometheus holds a value until the next scrape, here 15 s later.
      return typeof given === 'number' && wanted !== null ? Math.abs(given - wanted) > 30 : given !== wanted;
    });
    expect(wrong, String(memory?.values)).toEqual([]);
  });

  it('says what is wrong with an expression, in its own words', async () => {
    await expect(answer({ ...promql, expr: 'sum(' }, context())).rejects.toMatchObject({
      code: 'prometheus-error',
      message: expect.stringContaining('parse error'),
    });
  });
});

function pastOfWorkers(): string {
  const begin = (now - hour) / 1000;
  const lines = ['w1', 'w(2)'].flatMap((worker, index) =>
    Array.from(
      { length: 241 },
      (_, n) => `worker_memory_bytes{worker="${worker}"} ${index * 1e6 + n * 15} ${begin + n * 15}`
    )
  );
  return ['# TYPE worker_memory_bytes gauge', ...lines, '# EOF', ''].join('\n');
}

function dataSourceFor(uid: string, url: string): PrometheusDataSource {
  const settings = { uid, type: 'prometheus', name: 'Prometheus', url, jsonData: { timeInterval: '15s' } };
  const client = new PrometheusClient(url, () => ({ fetch: send }) as never);
  const templates = { replace: (text: string) => text };
  return new PrometheusDataSource(settings as never, client, () => templates as never);
}

/** Grafana's backend service, as far as the client needs it. */
function send({ url }: BackendSrvRequest): Observable<FetchResponse<unknown>> {
  return from(
    (async () => {
      const response = await fetch(url);
      const data = await response.text();
      if (!response.ok) {
        throw { status: response.status, statusText: response.statusText, data: { response: data }, config: { url } };
      }
      return { data, status: response.status, statusText: response.statusText } as FetchResponse<unknown>;
    })()
  );
}
