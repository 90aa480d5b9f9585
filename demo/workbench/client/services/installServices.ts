import { EventBusSrv, locationUtil, setTimeZoneResolver, type GrafanaConfig, type PanelPlugin } from '@grafana/data';
import {
  config,
  FakeEchoSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
  type LocationUpdate,
} from '@grafana/runtime';
import { sceneGraph } from '@grafana/scenes';
import { setPanelDataErrorView } from 'grafana-runtime-internals/components/PanelDataErrorView';
import { setPluginPage } from 'grafana-runtime-internals/components/PluginPage';
import { PluginPageFrame } from '../app/PluginPageFrame';
import type { Boot, BootPlugin } from '../boot/Boot';
import { importModule } from '../plugins/importModule';
import { instantiateDataSource, PluginCatalogue } from '../plugins/PluginCatalogue';
import { NoData } from '../panels/NoData';
import { panelPlugins } from '../panels/panelPlugins';
import { PanelCatalogue } from '../panels/PanelCatalogue';
import { prometheusPlugin } from '../prometheus/prometheusPlugin';
import { activeScene } from './activeScene';
import { runRequest } from './runRequest';
import { toInstanceSettings } from './toInstanceSettings';
import { WorkbenchBackendSrv } from './WorkbenchBackendSrv';
import { WorkbenchDataSourceSrv } from './WorkbenchDataSourceSrv';
import type { WorkbenchServices } from './WorkbenchServices';
import { WorkbenchTemplateSrv } from './WorkbenchTemplateSrv';

/** Puts in place everything that @grafana/runtime leaves to its host. Call it once, before anything is drawn. */
export function installServices(boot: Boot): WorkbenchServices {
  const events = new EventBusSrv();
  const backend = new WorkbenchBackendSrv(events);
  const templateSrv = new WorkbenchTemplateSrv();
  const plugins = new PluginCatalogue(boot.plugins, importModule, (plugin) => readManifest(backend, plugin));
  const dataSources = new WorkbenchDataSourceSrv({
    settings: boot.dataSources.map((source, index) => toInstanceSettings(source, index)),
    templateSrv,
    instantiate: async (settings) =>
      instantiateDataSource(
        settings.type === 'prometheus' ? prometheusPlugin() : await plugins.dataSource(settings.type),
        settings
      ),
  });
  const panels = new PanelCatalogue(panelPlugins, plugins);

  setTimeZoneResolver(() => config.bootData.user.timezone || 'browser');
  setAppEvents(events);
  setEchoSrv(new FakeEchoSrv());
  setBackendSrv(backend);
  setTemplateSrv(templateSrv);
  setDataSourceSrv(dataSources);
  setRunRequest(runRequest);
  setLocationSrv({
    update: ({ query, partial, path, replace }: LocationUpdate) => {
      if (partial && query) {
        locationService.partial(query, replace);
      } else if (path) {
        locationService.push({ pathname: path });
      }
    },
  });
  setPluginImportUtils({
    importPanelPlugin: (id): Promise<PanelPlugin> => panels.load(id),
    getPanelPluginFromCache: (id) => panels.cached(id),
  });
  setPluginPage(PluginPageFrame);
  setPanelDataErrorView(NoData);
  installLinkVariables();
  installEmptyExtensionPoints();
  config.datasources = Object.fromEntries(dataSources.getList().map((source) => [source.name, source]));
  return { boot, backend, dataSources, plugins, importPanel: (id) => panels.load(id) };
}

function readManifest(backend: WorkbenchBackendSrv, { baseUrl }: BootPlugin): Promise<unknown> {
  return backend.get(`${baseUrl}/plugin.json`, undefined, undefined, { showErrorAlert: false });
}

/** `${__url_time_range}` and `${__all_variables}` in data links take the open dashboard's. */
function installLinkVariables(): void {
  locationUtil.initialize({
    config: config as unknown as GrafanaConfig,
    getTimeRangeForUrl: () => {
      const scene = activeScene();
      return scene ? sceneGraph.getTimeRange(scene).state.value.raw : { from: 'now-6h', to: 'now' };
    },
    getVariablesUrlParams: () => {
      const scene = activeScene();
      const states = scene
        ? sceneGraph.getVariables(scene).state.variables.map((v) => v.urlSync?.getUrlState() ?? {})
        : [];
      return Object.assign({}, ...states);
    },
  });
}

/** No other plugin extends anything here, and hooks must answer. */
function installEmptyExtensionPoints(): void {
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setReturnToPreviousHook(() => () => undefined);
}
