import {
  CoreApp,
  getDefaultTimeRange,
  LoadingState,
  rangeUtil,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
  type QueryEditorProps,
} from '@grafana/data';
import { getDataSourceSrv, toDataQueryError } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Alert, Button, ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import { EmbeddedScene, SceneFlexLayout, SceneTimeRange } from '@grafana/scenes';
import React, { useCallback, useLayoutEffect, useState, type ComponentType } from 'react';
import { useParams } from 'react-router-dom';
import { from, lastValueFrom } from 'rxjs';
import { setActiveScene } from '../services/activeScene';
import { errorMessage } from '../services/errorMessage';
import { useBreadcrumbs } from '../shell/breadcrumbs';
import { useLoaded } from '../shell/useLoaded';

type Editor = ComponentType<QueryEditorProps<DataSourceApi, DataQuery>>;

interface Loaded {
  source: DataSourceApi;
  /** Undefined: Grafana's standard one serves. */
  QueryEditor: Editor | undefined;
}

/**
 * `/connections/datasources/edit/:uid/variable` and `/annotation`: the editors that Grafana shows in a dashboard's settings,
 * which the workbench does not have. What is edited lives as long as the page.
 */
export function SupportEditorPage() {
  const { uid = '', part = '' } = useParams();
  const loaded = useLoaded(useCallback(() => load(uid, part), [uid, part]));
  useBreadcrumbs([{ text: 'Data sources' }, { text: uid }, { text: `${part} editor` }]);
  switch (loaded.state) {
    case 'loading':
      return <LoadingPlaceholder text="Loading" />;
    case 'failed':
      return <Alert severity="error" title={errorMessage(loaded.error)} style={{ margin: 24 }} />;
    case 'done':
      return <Page key={`${uid} ${part}`} {...loaded.value} part={part} />;
  }
}

function Page({ source, part, QueryEditor }: Loaded & { part: string }) {
  const [query, setQuery] = useState<DataQuery>({ ...defaultOf(source, part), refId: 'A' });
  const [data, setData] = useState<PanelData>();
  // Before the editor asks anything: variables of time are a scene's.
  useLayoutEffect(() => setActiveScene(emptyDashboard()), []);
  if (!QueryEditor) {
    return <Alert severity="info" title={`${source.name} has no ${part} editor of its own`} style={{ margin: 24 }} />;
  }
  const run = () => void ask(source, part, query).then(setData);
  return (
    <div style={{ padding: 16, minWidth: 0 }}>
      <h1>{part === 'variable' ? 'Variable' : 'Annotation'}</h1>
      <section aria-label={`${part} editor`}>
        <ErrorBoundaryAlert>
          <QueryEditor
            datasource={source}
            query={query}
            range={getDefaultTimeRange()}
            data={data}
            onChange={setQuery}
            onRunQuery={run}
          />
        </ErrorBoundaryAlert>
      </section>
      <Button onClick={run}>Run query</Button>
    </div>
  );
}

function emptyDashboard(): EmbeddedScene {
  return new EmbeddedScene({ $timeRange: new SceneTimeRange(), body: new SceneFlexLayout({ children: [] }) });
}

async function load(uid: string, part: string): Promise<Loaded> {
  const source = await getDataSourceSrv().get({ uid });
  return { source, QueryEditor: editorOf(source, part) };
}

function editorOf({ variables, annotations }: DataSourceApi, part: string): Editor | undefined {
  const editor: unknown =
    part === 'variable' ? variables && 'editor' in variables && variables.editor : annotations?.QueryEditor;
  return typeof editor === 'function' || typeof editor === 'object' ? ((editor ?? undefined) as Editor) : undefined;
}

function defaultOf(source: DataSourceApi, part: string): Partial<DataQuery> {
  const support = part === 'variable' ? source.variables : source.annotations;
  return support?.getDefaultQuery?.() ?? source.getDefaultQuery?.(CoreApp.Unknown) ?? {};
}

async function ask(source: DataSourceApi, part: string, query: DataQuery): Promise<PanelData> {
  const range = getDefaultTimeRange();
  const request: DataQueryRequest = {
    app: CoreApp.Dashboard,
    requestId: `${part}-editor`,
    timezone: 'browser',
    range,
    ...rangeUtil.calculateInterval(range, 1000),
    scopedVars: {},
    startTime: Date.now(),
    targets: [query],
  };
  const { variables } = source;
  try {
    const ownQuery = part === 'variable' && variables && 'query' in variables ? variables.query : undefined;
    const answers = ownQuery ? ownQuery(request) : source.query(request);
    const { data, error }: DataQueryResponse = await lastValueFrom(from(answers));
    return { state: error ? LoadingState.Error : LoadingState.Done, series: data, error, timeRange: range };
  } catch (reason) {
    return { state: LoadingState.Error, series: [], error: toDataQueryError(reason), timeRange: range };
  }
}
