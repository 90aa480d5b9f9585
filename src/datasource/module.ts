import '../shared/publicPath';
import {
  DataSourcePlugin,
  type DataSourcePluginOptionsEditorProps,
  type QueryEditorHelpProps,
  type QueryEditorProps,
} from '@grafana/data';
import type { ScrapewatchOptions, ScrapewatchSecrets } from './config/options';
import { DataSource } from './DataSource';
import { lazyForm } from './editor/lazyComponent';
import type { ScrapewatchQuery } from './query/model';

export const plugin = new DataSourcePlugin<DataSource, ScrapewatchQuery, ScrapewatchOptions, ScrapewatchSecrets>(
  DataSource
)
  .setConfigEditor(
    lazyForm<DataSourcePluginOptionsEditorProps<ScrapewatchOptions, ScrapewatchSecrets>>(
      async () => (await import('./config/ConfigEditor')).ConfigEditor
    )
  )
  .setQueryEditor(
    lazyForm<QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions>>(
      async () => (await import('./editor/QueryEditor')).QueryEditor
    )
  )
  // Grafana shows it in Explore and beside a query; its examples run on click.
  .setQueryEditorHelp(
    lazyForm<QueryEditorHelpProps<ScrapewatchQuery>>(async () => (await import('./editor/help/CheatSheet')).CheatSheet)
  );
