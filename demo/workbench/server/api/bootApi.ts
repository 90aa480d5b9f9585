import type { DashboardStore } from '../DashboardStore';
import type { DataSourceStore } from '../DataSourceStore';
import type { PluginRegistry } from '../PluginRegistry';
import type { ApiRoute } from '../router';
import { actionsOf } from './accountApi';
import { toInstanceSettings } from './dataSourceDto';
import { toPluginMeta } from './pluginMeta';

export const buildInfo = { version: '13.2.2', commit: 'workbench', env: 'production', edition: 'Open Source' };

export interface BootParts {
  dataSources: DataSourceStore;
  dashboards: DashboardStore;
  plugins: PluginRegistry;
}

/** What the client needs before it draws anything, and Grafana's own form of the same. No secret is in either. */
export function bootApi({ dataSources, dashboards, plugins }: BootParts): ApiRoute[] {
  const settings = async () => {
    const installed = await plugins.list();
    return dataSources.list().map((source, index) =>
      toInstanceSettings(
        source,
        index + 1,
        installed.find(({ manifest }) => manifest.id === source.type)
      )
    );
  };
  const defaultName = () =>
    (dataSources.list().find(({ isDefault }) => isDefault) ?? dataSources.list()[0])?.name ?? '';

  return [
    {
      method: 'GET',
      pattern: '/api/workbench/boot',
      handle: async ({ user }) => ({
        user: { ...user, permissions: Object.fromEntries(actionsOf(user.orgRole).map((action) => [action, true])) },
        theme: 'dark',
        dataSources: await settings(),
        defaultDatasource: defaultName(),
        plugins: (await plugins.list()).map(toPluginMeta),
        buildInfo,
        problems: [...(await plugins.problems()), ...(await dashboards.problems())],
      }),
    },
    {
      method: 'GET',
      pattern: '/api/frontend/settings',
      handle: async () => ({
        appUrl: '/',
        appSubUrl: '',
        buildInfo,
        datasources: Object.fromEntries((await settings()).map((source) => [source.name, source])),
        defaultDatasource: defaultName(),
        featureToggles: {},
        panels: {},
        apps: {},
      }),
    },
    {
      method: 'GET',
      pattern: '/api/health',
      handle: () => ({ commit: buildInfo.commit, database: 'ok', version: buildInfo.version }),
    },
  ];
}
