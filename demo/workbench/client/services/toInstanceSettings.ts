import { PluginType, type DataSourceInstanceSettings, type DataSourcePluginMeta } from '@grafana/data';
import type { BootDataSource } from '../boot/Boot';
import { ownPluginMeta } from '../plugins/pluginMeta';

/** A data source as Grafana's front end knows it: no secrets, its address the proxy's. */
export function toInstanceSettings(source: BootDataSource, index: number): DataSourceInstanceSettings {
  const { uid, name, type, isDefault = false, jsonData = {}, url = `/api/datasources/proxy/uid/${uid}` } = source;
  const fallback = { ...ownPluginMeta(type, name, PluginType.datasource), annotations: true, metrics: true };
  const meta: DataSourcePluginMeta = isMeta(source.meta) ? { ...fallback, ...source.meta } : fallback;
  return { id: index + 1, uid, name, type, url, jsonData, isDefault, meta, access: 'proxy', readOnly: false };
}

function isMeta(candidate: unknown): candidate is Partial<DataSourcePluginMeta> {
  return typeof candidate === 'object' && candidate !== null && 'id' in candidate && 'info' in candidate;
}
