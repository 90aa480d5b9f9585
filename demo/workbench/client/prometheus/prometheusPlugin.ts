import { DataSourcePlugin, type DataSourceApi } from '@grafana/data';
import { PrometheusConfigEditor } from './PrometheusConfigEditor';
import { PrometheusDataSource } from './PrometheusDataSource';
import { PrometheusQueryEditor } from './PrometheusQueryEditor';

/** As the bundle's data sources come out of their modules. */
export function prometheusPlugin(): DataSourcePlugin<DataSourceApi> {
  const plugin = new DataSourcePlugin(PrometheusDataSource)
    .setQueryEditor(PrometheusQueryEditor)
    .setConfigEditor(PrometheusConfigEditor);
  return plugin as unknown as DataSourcePlugin<DataSourceApi>;
}
