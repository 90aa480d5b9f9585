import '../shared/publicPath';
import { DataSourcePlugin, type DataSourcePluginOptionsEditorProps, type QueryEditorProps } from '@grafana/data';
import type { ScrapewatchOptions, ScrapewatchSecrets } from './config/options';
import { DataSource } from './DataSource';
import { lazyComponent } from './editor/lazyComponent';
import type { ScrapewatchQuery } from './query/model';

export const plugin = new DataSourcePlugin<DataSource, ScrapewatchQuery, ScrapewatchOptions, ScrapewatchSecrets>(
  DataSource
)
  .setConfigEditor(
    lazyComponent<DataSourcePluginOptionsEditorProps<ScrapewatchOptions, ScrapewatchSecrets>>(
      async () => (await import('./config/ConfigEditor')).ConfigEditor
    )
  )
  .setQueryEditor(
    lazyComponent<QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions>>(
      async () => (await import('./editor/QueryEditor')).QueryEditor
    )
  );
