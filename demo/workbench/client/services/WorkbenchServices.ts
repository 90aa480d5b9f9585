import type { PanelPlugin } from '@grafana/data';
import type { Boot } from '../boot/Boot';
import type { PluginCatalogue } from '../plugins/PluginCatalogue';
import type { WorkbenchBackendSrv } from './WorkbenchBackendSrv';
import type { WorkbenchDataSourceSrv } from './WorkbenchDataSourceSrv';

/** What the pages need beyond Grafana's own `getBackendSrv()` and friends. */
export interface WorkbenchServices {
  boot: Boot;
  backend: WorkbenchBackendSrv;
  dataSources: WorkbenchDataSourceSrv;
  plugins: PluginCatalogue;
  /** Any panel a dashboard may name: ours, the bundle's, or a panel that says it cannot be drawn. */
  importPanel: (id: string) => Promise<PanelPlugin>;
}
