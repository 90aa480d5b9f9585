// @vitest-environment jsdom
import {
  AppPlugin,
  DataSourceApi,
  DataSourcePlugin,
  PanelPlugin,
  PluginType,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { describe, expect, it, vi } from 'vitest';
import type { BootPlugin } from '../boot/Boot';
import { instantiateDataSource, PluginCatalogue } from './PluginCatalogue';
import { ownPluginMeta } from './pluginMeta';
import { sharedModules } from './sharedModules';

// A package behind it resolves in bundlers only.
vi.mock('@grafana/ui/unstable', () => ({}));

const base = '/public/plugins/scrapewatch-monitoring-app';
const queueChart: BootPlugin = {
  id: 'scrapewatch-queuechart-panel',
  type: 'panel',
  name: 'Queue chart',
  module: `${base}/panels/queue-chart/module.js`,
  baseUrl: `${base}/panels/queue-chart`,
};
const app: BootPlugin = {
  id: 'scrapewatch-monitoring-app',
  type: 'app',
  name: 'Scrapewatch',
  module: `${base}/module.js`,
  baseUrl: base,
};
const manifest = {
  name: 'Queue chart',
  info: { version: '0.1.0', logos: { small: 'img/logo.svg', large: 'img/logo.svg' } },
};

describe("the bundle's plugins", () => {
  it('are imported once from their own module.js, and know their version and address', async () => {
    const load = vi.fn(async () => ({ plugin: new PanelPlugin(() => null) }));
    const catalogue = new PluginCatalogue([queueChart], load, async () => manifest);
    const plugin = await catalogue.panel(queueChart.id);
    expect(await catalogue.panel(queueChart.id)).toBe(plugin);
    expect(load.mock.calls).toEqual([[queueChart.module]]);
    expect(plugin.meta).toMatchObject({
      id: queueChart.id,
      type: PluginType.panel,
      baseUrl: queueChart.baseUrl,
      info: { version: '0.1.0', logos: { small: `${queueChart.baseUrl}/img/logo.svg` } },
    });
  });

  it('say what is wrong: not in the bundle, no export, a module that throws', async () => {
    const load = vi.fn().mockResolvedValueOnce({}).mockRejectedValueOnce(new Error('module.js threw'));
    const catalogue = new PluginCatalogue([queueChart], load, async () => manifest);
    await expect(catalogue.panel('other-panel')).rejects.toThrow('other-panel is not part of the bundle');
    await expect(catalogue.panel(queueChart.id)).rejects.toThrow('module.js exports no "plugin"');
    await expect(catalogue.panel(queueChart.id)).rejects.toThrow('module.js threw');
  });

  it('initialise an app with its meta', async () => {
    const plugin = new AppPlugin();
    const init = vi.spyOn(plugin, 'init');
    await new PluginCatalogue(
      [app],
      async () => ({ plugin }),
      async () => ({})
    ).app(app.id);
    expect(init).toHaveBeenCalledWith(expect.objectContaining({ id: app.id, enabled: true }));
  });

  it('make data source instances as Grafana does, also of a class that forgets its settings', () => {
    class Forgetful extends DataSourceApi {
      constructor(given: DataSourceInstanceSettings) {
        super({ ...given, uid: '', name: '' });
      }
      query = () => Promise.resolve({ data: [] });
      testDatasource = () => Promise.resolve({ status: 'success', message: '' });
    }
    const settings: DataSourceInstanceSettings = {
      uid: 'supa',
      name: 'Supabase',
      type: 'scrapewatch-supabase-datasource',
      meta: ownPluginMeta('scrapewatch-supabase-datasource', 'Supabase', PluginType.datasource),
      access: 'proxy',
      readOnly: false,
      jsonData: {},
    };
    const editor = () => null;
    const plugin = new DataSourcePlugin<DataSourceApi>(Forgetful).setQueryEditor(editor);
    const instance = instantiateDataSource(plugin, settings);
    expect(instance).toMatchObject({ uid: 'supa', name: 'Supabase', components: { QueryEditor: editor } });
  });
});

describe('what the host shares with plugins', () => {
  it('covers what create-plugin leaves out of a bundle, and not the JSX runtime that Grafana 10.1 lacks', () => {
    const names = Object.keys(sharedModules);
    expect(names).toEqual(
      expect.arrayContaining([
        'react',
        'react-dom',
        'rxjs',
        'lodash',
        'moment',
        '@emotion/css',
        '@grafana/data',
        '@grafana/ui',
        '@grafana/runtime',
        'react-router',
      ])
    );
    expect(names).not.toContain('react/jsx-runtime');
  });

  it('hands CommonJS packages over as their exports', () => {
    expect(sharedModules.react).toMatchObject({ __useDefault: true, default: { createElement: expect.any(Function) } });
  });
});
