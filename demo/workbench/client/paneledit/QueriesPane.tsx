import { CoreApp, type DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { SceneDataTransformer, sceneGraph, SceneQueryRunner, type VizPanel } from '@grafana/scenes';
import { Alert } from '@grafana/ui';
import React from 'react';
import { newQuery } from '../queries/queryList';
import { QueryRows } from '../queries/QueryRows';

/** The queries of a panel with their data sources' own editors. */
export function QueriesPane({ panel }: { panel: VizPanel }) {
  const runner = queryRunnerOf(panel);
  return runner ? <Queries panel={panel} runner={runner} /> : <Alert severity="info" title="This panel has no query" />;
}

function Queries({ panel, runner }: { panel: VizPanel; runner: SceneQueryRunner }) {
  const { queries, datasource } = runner.useState();
  const { data } = sceneGraph.getData(panel).useState();
  const { value: range } = sceneGraph.getTimeRange(panel).useState();
  const uid = datasource?.uid ?? queries[0]?.datasource?.uid ?? '';

  const changeDataSource = async ({ type, uid: chosen }: DataSourceInstanceSettings): Promise<void> => {
    const source = await getDataSourceSrv().get(chosen);
    const reference = { type, uid: chosen };
    const first = newQuery([], reference, source.getDefaultQuery?.(CoreApp.PanelEditor));
    // Queries of another type mean nothing to it.
    const kept: DataQuery[] =
      datasource?.type === type ? queries.map((query) => ({ ...query, datasource: reference })) : [first];
    runner.setState({ datasource: reference, queries: kept });
    runner.runQueries();
  };

  return (
    <QueryRows
      datasource={sceneGraph.interpolate(panel, uid)}
      queries={queries}
      app={CoreApp.PanelEditor}
      range={range}
      data={data}
      onChange={(changed) => runner.setState({ queries: changed })}
      onChangeDataSource={(settings) => void changeDataSource(settings)}
      onRun={() => runner.runQueries()}
    />
  );
}

export function queryRunnerOf(panel: VizPanel): SceneQueryRunner | undefined {
  const { $data } = panel.state;
  const inner = $data instanceof SceneDataTransformer ? $data.state.$data : $data;
  return inner instanceof SceneQueryRunner ? inner : undefined;
}
