import { PluginType, type PanelPlugin } from '@grafana/data';
import type { PluginCatalogue } from '../plugins/PluginCatalogue';
import { ownPluginMeta } from '../plugins/pluginMeta';
import { cannotDrawPlugin } from './CannotDraw';

export interface OwnPanel {
  name: string;
  /** Lazy, so that a dashboard without tables loads no table. */
  load: () => Promise<PanelPlugin>;
  skipDataQuery?: boolean;
}

/** Every panel a dashboard may name. An unknown one is drawn as a sentence that says so. */
export class PanelCatalogue {
  private readonly loaded = new Map<string, PanelPlugin>();
  private readonly loading = new Map<string, Promise<PanelPlugin>>();

  constructor(
    private readonly own: Record<string, OwnPanel>,
    private readonly bundle: Pick<PluginCatalogue, 'has' | 'panel'>
  ) {}

  cached(id: string): PanelPlugin | undefined {
    return this.loaded.get(id);
  }

  load(id: string): Promise<PanelPlugin> {
    const known = this.loading.get(id);
    if (known) {
      return known;
    }
    const loading = this.loadFresh(id);
    this.loading.set(id, loading);
    loading.then(
      (plugin) => this.loaded.set(id, plugin),
      () => this.loading.delete(id)
    );
    return loading;
  }

  private async loadFresh(id: string): Promise<PanelPlugin> {
    if (this.bundle.has(id)) {
      return this.bundle.panel(id);
    }
    const own = this.own[id];
    const plugin = own ? await own.load() : cannotDrawPlugin(`the panel type "${id}"`);
    plugin.meta = {
      ...ownPluginMeta(id, own?.name ?? id, PluginType.panel),
      sort: 0,
      skipDataQuery: own ? (own.skipDataQuery ?? false) : true,
    };
    return plugin;
  }
}
