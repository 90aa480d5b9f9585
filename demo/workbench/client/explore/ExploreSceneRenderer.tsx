import { css } from '@emotion/css';
import {
  CoreApp,
  LoadingState,
  type DataSourceInstanceSettings,
  type GrafanaTheme2,
  type PanelData,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { Alert, PanelChrome, useStyles2 } from '@grafana/ui';
import React, { useEffect } from 'react';
import { LogList } from '../panels/logs/LogList';
import { readLogs } from '../panels/logs/readLogs';
import { newQuery } from '../queries/queryList';
import { QueryRows } from '../queries/QueryRows';
import type { ExploreScene } from './ExploreScene';
import { pickViews } from './pickViews';

export function ExploreSceneRenderer({ model }: SceneComponentProps<ExploreScene>) {
  const { datasource, queries, data, timePicker, refreshPicker } = model.useState();
  const timeRange = sceneGraph.getTimeRange(model).useState();
  const styles = useStyles2(getStyles);
  const settings = getDataSourceSrv().getInstanceSettings(datasource || null);
  const uid = settings?.uid ?? datasource;

  useEffect(() => {
    // Nothing to show yet: begin with what the data source proposes.
    if (settings && queries.length === 0) {
      void startWith(model, settings);
    }
  }, [model, settings, queries.length]);

  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <h1 className={styles.title}>Explore</h1>
        <timePicker.Component model={timePicker} />
        <refreshPicker.Component model={refreshPicker} />
      </div>
      <QueryRows
        datasource={uid}
        queries={queries}
        app={CoreApp.Explore}
        range={timeRange.value}
        data={data}
        onChange={(changed) => model.setState({ queries: changed })}
        onChangeDataSource={(chosen) => void startWith(model, chosen)}
        onRun={() => model.run()}
      />
      {data && <Result model={model} data={data} />}
    </div>
  );
}

/** A query means nothing to another data source, so a new one begins anew. */
async function startWith(model: ExploreScene, { uid, type }: DataSourceInstanceSettings): Promise<void> {
  const source = await getDataSourceSrv().get(uid);
  const defaults = source.getDefaultQuery?.(CoreApp.Explore);
  model.setState({ datasource: uid, queries: [newQuery([], { type, uid }, defaults)], data: undefined });
}

function Result({ model, data }: { model: ExploreScene; data: PanelData }) {
  const styles = useStyles2(getStyles);
  const { graph, table } = model.useState();
  const views = pickViews(data.series);
  const notices = data.series.flatMap(({ meta }) => meta?.notices ?? []);
  const isEmpty = data.series.every(({ length }) => length === 0);
  return (
    <div data-testid="explore-result" data-state={data.state}>
      {notices.map(({ severity, text }, index) => (
        <Alert key={`${text}-${index}`} severity={severity} title={text} />
      ))}
      {data.state === LoadingState.Done && isEmpty && <Alert severity="info" title="No data" />}
      {views.graph.length > 0 && (
        <div className={styles.graph}>
          <graph.Component model={graph} />
        </div>
      )}
      {views.logs.length > 0 && <Logs data={data} model={model} />}
      {views.table.length > 0 && (
        <div className={styles.table}>
          <table.Component model={table} />
        </div>
      )}
    </div>
  );
}

function Logs({ data, model }: { data: PanelData; model: ExploreScene }) {
  const styles = useStyles2(getStyles);
  const lines = readLogs(pickViews(data.series).logs);
  return (
    <PanelChrome title={`Logs (${lines.length})`} loadingState={data.state}>
      <div className={styles.logs}>
        <LogList lines={lines} timeZone={sceneGraph.getTimeRange(model).getTimeZone()} wrap />
      </div>
    </PanelChrome>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    page: css({
      padding: theme.spacing(2),
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      minWidth: 0,
    }),
    bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
    title: css({ flex: 1, margin: 0, fontSize: theme.typography.h3.fontSize }),
    graph: css({ position: 'relative', height: 320, marginBottom: theme.spacing(1) }),
    table: css({ position: 'relative', height: 420 }),
    logs: css({ maxHeight: '70vh', overflow: 'auto' }),
  };
}
