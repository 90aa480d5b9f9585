import {
  AppPlugin,
  DataSourcePlugin,
  PanelPlugin,
  PluginType,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type GrafanaPlugin,
  type PluginMeta,
} from '@grafana/data';
import type { BootPlugin } from '../boot/Boot';
import { toPluginMeta } from './pluginMeta';

type Import = (address: string) => Promise<unknown>;
/** `plugin.json` of a plugin, parsed. */
type ReadManifest = (plugin: BootPlugin) => Promise<unknown>;
type AnyDataSourcePlugin = DataSourcePlugin<DataSourceApi>;

/** The plugins of the built bundle: each is loaded once, when something first needs it. */
export class PluginCatalogue {
  private readonly loaded = new Map<string, Promise<GrafanaPlugin>>();

  constructor(
    private readonly plugins: BootPlugin[],
    private readonly importModule: Import,
    private readonly readManifest: ReadManifest
  ) {}

  has(id: string): boolean {
    return this.plugins.some((plugin) => plugin.id === id);
  }

  ofType(type: BootPlugin['type']): BootPlugin[] {
    return this.plugins.filter((plugin) => plugin.type === type);
  }

  async panel(id: string): Promise<PanelPlugin> {
    // Not instanceof: a plugin may carry a copy of a class.
    return (await this.load(id)) as unknown as PanelPlugin;
  }

  async app(id: string): Promise<AppPlugin> {
    return (await this.load(id)) as AppPlugin;
  }

  async dataSource(id: string): Promise<AnyDataSourcePlugin> {
    return (await this.load(id)) as AnyDataSourcePlugin;
  }

  private load(id: string): Promise<GrafanaPlugin> {
    const known = this.loaded.get(id);
    if (known) {
      return known;
    }
    const loading = this.loadFresh(id);
    this.loaded.set(id, loading);
    loading.catch(() => this.loaded.delete(id));
    return loading;
  }

  private async loadFresh(id: string): Promise<GrafanaPlugin> {
    const entry = this.plugins.find((plugin) => plugin.id === id);
    if (!entry) {
      throw new Error(`The plugin ${id} is not part of the bundle`);
    }
    const [exported, manifest] = await Promise.all([this.importModule(entry.module), this.readManifest(entry)]);
    const plugin = pluginOf(exported);
    if (!plugin) {
      throw new Error(`${entry.module} exports no "plugin"`);
    }
    const meta = toPluginMeta(entry, manifest);
    plugin.meta = meta;
    if (meta.type === PluginType.app) {
      (plugin as AppPlugin).init?.(meta);
    }
    return plugin;
  }
}

function pluginOf(exported: unknown): GrafanaPlugin | undefined {
  if (typeof exported === 'object' && exported !== null && 'plugin' in exported) {
    return exported.plugin as GrafanaPlugin<PluginMeta>;
  }
  return undefined;
}

/** A data source instance as Grafana makes it: the class, then the fields that Grafana sets from outside. */
export function instantiateDataSource(
  plugin: AnyDataSourcePlugin,
  settings: DataSourceInstanceSettings
): DataSourceApi {
  const instance = new plugin.DataSourceClass(settings);
  instance.components = plugin.components;
  // A class that does not call super(settings) still has to know who it is.
  return Object.assign(instance, {
    meta: settings.meta,
    uid: settings.uid,
    name: settings.name,
    type: settings.type,
    getRef: instance.getRef ?? (() => ({ type: settings.type, uid: settings.uid })),
  });
}
