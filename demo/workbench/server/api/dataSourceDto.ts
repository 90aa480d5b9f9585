import type { WorkbenchDataSource } from '../DataSourceStore';
import type { InstalledPlugin } from '../PluginRegistry';
import { toPluginMeta } from './pluginMeta';

/** Which secrets are set: all that a browser ever learns of them. */
export function secureJsonFields(source: WorkbenchDataSource): Record<string, boolean> {
  const set = Object.entries(source.secureJsonData).filter(([, value]) => value !== '');
  return Object.fromEntries(set.map(([name]) => [name, true]));
}

/** The address a plugin in the browser asks. */
export function proxyUrl(uid: string): string {
  return `/api/datasources/proxy/uid/${uid}`;
}

/** A data source as the settings page gets it (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/). */
export function toDataSourceDto(source: WorkbenchDataSource, id: number) {
  return {
    id,
    uid: source.uid,
    orgId: 1,
    name: source.name,
    type: source.type,
    typeLogoUrl: '',
    access: 'proxy',
    url: source.url ?? '',
    user: '',
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    withCredentials: false,
    isDefault: source.isDefault ?? false,
    jsonData: source.jsonData,
    secureJsonFields: secureJsonFields(source),
    version: 1,
    readOnly: false,
  };
}

/** A data source as plugins and panels get it: `DataSourceInstanceSettings` of @grafana/data. */
export function toInstanceSettings(source: WorkbenchDataSource, id: number, plugin: InstalledPlugin | undefined) {
  return {
    id,
    uid: source.uid,
    type: source.type,
    name: source.name,
    url: proxyUrl(source.uid),
    isDefault: source.isDefault ?? false,
    access: 'proxy',
    readOnly: false,
    jsonData: source.jsonData,
    meta: plugin ? toPluginMeta(plugin) : coreMeta(source.type),
  };
}

/** Data sources that are part of Grafana itself have no folder in the bundle. */
function coreMeta(type: string) {
  const name = type.charAt(0).toUpperCase() + type.slice(1);
  const info = { author: { name: '' }, description: '', links: [], logos: { small: '', large: '' }, screenshots: [] };
  return { id: type, type: 'datasource', name, info, module: `core:plugin/${type}`, baseUrl: '', metrics: true };
}
