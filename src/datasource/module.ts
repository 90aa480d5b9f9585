import '../shared/publicPath';
import {
  DataSourcePlugin,
  type DataSourcePluginOptionsEditorProps,
  type QueryEditorHelpProps,
  type QueryEditorProps,
} from '@grafana/data';
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
  )
  // Grafana shows it in Explore and beside a query; its examples run on click.
  .setQueryEditorHelp(
    lazyComponent<QueryEditorHelpProps<ScrapewatchQuery>>(
      async () => (await import('./editor/help/CheatSheet')).CheatSheet
    )
  );
