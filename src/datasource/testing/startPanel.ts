import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  CoreApp,
  dateTime,
  EventBusSrv,
  PluginType,
  type DataFrame,
  type DataQuery,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import type { BackendSrv, TemplateSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { PrometheusClient } from '../../../demo/workbench/client/prometheus/PrometheusClient';
import { PrometheusDataSource } from '../../../demo/workbench/client/prometheus/PrometheusDataSource';
import { ownPluginMeta } from '../../../demo/workbench/client/plugins/pluginMeta';
import { WorkbenchBackendSrv } from '../../../demo/workbench/client/services/WorkbenchBackendSrv';
import type { WorkbenchDataSource } from '../../../demo/workbench/server/createWorkbench';
import { startTestWorkbench } from '../../../demo/workbench/server/testing/startTestWorkbench';
import type { ScrapewatchOptions } from '../config/options';
import { DataSource } from '../DataSource';
import type { ScrapewatchQuery } from '../query/model';
import { scopedOnly } from './startTestServer';

/** What a panel shows of one target. */
export interface Shown {
  frames: DataFrame[];
  /** The one line that Grafana shows beside the panel. */
  error?: string;
}

export interface Panel {
  backend: BackendSrv;
  dataSources: { get: (ref: unknown) => Promise<PrometheusDataSource> };
  templates: Pick<TemplateSrv, 'replace' | 'getVariables'>;
  /** Replaces the settings, as saving the form does; a data source made before keeps the ones that it had. */
  save: (supabase: Pick<WorkbenchDataSource, 'jsonData' | 'secureJsonData'>, prometheusUrl: string) => void;
  /** The data source as a page opens it after `save`. */
  open: () => DataSource;
  /** What a Viewer's panel shows of each target, by its refId. */
  show: (targets: ScrapewatchQuery[], range: { from: number; to: number }) => Promise<Map<string, Shown>>;
  stop: () => Promise<void>;
}

/**
 * A panel on the workbench's data source proxy, with everything between a query and what is shown but the drawing. The
 * test hands `backend` and `dataSources` to whoever asks @grafana/runtime for them.
 */
export async function startPanel(): Promise<Panel> {
  const manifest = readFileSync(path.resolve('src/datasource/plugin.json'), 'utf8');
  const workbench = await startTestWorkbench([], { files: { 'bundle/datasource/plugin.json': manifest } });
  const asViewer: typeof fetch = (address, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', 'workbench_role=Viewer');
    return fetch(`${workbench.url}${String(address)}`, { ...init, headers });
  };
  const backend = new WorkbenchBackendSrv(new EventBusSrv(), asViewer);
  let options: ScrapewatchOptions = {};
  const open = () => new DataSource(instance('scrapewatch', 'scrapewatch-supabase-datasource', options));
  const prometheus = instance('prometheus', 'prometheus', {});
  return {
    backend,
    dataSources: {
      get: async (ref) => {
        if (JSON.stringify(ref) !== JSON.stringify({ uid: 'prometheus' })) {
          throw new Error(`Datasource ${JSON.stringify(ref)} was not found`);
        }
        const client = new PrometheusClient(prometheus.url ?? '', () => backend);
        return new PrometheusDataSource(prometheus, client, () => templates as TemplateSrv);
      },
    },
    templates,
    save: ({ jsonData, secureJsonData }, prometheusUrl) => {
      options = jsonData;
      const ours = { uid: 'scrapewatch', name: 'Scrapewatch', type: 'scrapewatch-supabase-datasource' };
      const { timeout } = jsonData;
      workbench.setDataSources([
        { ...ours, jsonData, secureJsonData },
        { ...prometheus, url: prometheusUrl, jsonData: { timeout }, secureJsonData: {} },
      ]);
    },
    open,
    show: async (targets, range) => {
      const response = await lastValueFrom(open().query(toRequest(targets, range)));
      return new Map(
        targets.map(({ refId }) => {
          const frames = response.data.filter((frame: DataFrame) => frame.refId === refId);
          return [refId, { frames, error: response.errors?.find((error) => error.refId === refId)?.message }];
        })
      );
    },
    stop: () => workbench.close(),
  };
}

/** Of a dashboard without variables. */
const templates: Panel['templates'] = {
  getVariables: () => [],
  replace: (text = '', scopedVars = {}, format) =>
    typeof format === 'function'
      ? scopedOnly.replace(text, scopedVars, (value: unknown) => String(format(value)))
      : text,
};

function instance<Options extends object>(
  uid: string,
  type: string,
  jsonData: Options
): DataSourceInstanceSettings<Options> {
  const url = `/api/datasources/proxy/uid/${uid}`;
  const meta = ownPluginMeta(type, uid, PluginType.datasource);
  return { id: 1, uid, name: uid, type, url, jsonData, meta, access: 'proxy', readOnly: false };
}

function toRequest<Query extends DataQuery>(
  targets: Query[],
  { from, to }: { from: number; to: number }
): DataQueryRequest<Query> {
  const own = { from: dateTime(from), to: dateTime(to) };
  return {
    app: CoreApp.Dashboard,
    requestId: 'panel',
    timezone: 'utc',
    interval: '1m',
    intervalMs: 60_000,
    maxDataPoints: 1_000,
    scopedVars: {},
    startTime: 0,
    range: { ...own, raw: own },
    targets,
  };
}
