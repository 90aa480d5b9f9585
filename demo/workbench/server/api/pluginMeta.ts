import type { InstalledPlugin } from '../PluginRegistry';

/** A plugin as `PluginMeta` of @grafana/data. Addresses of logos and screenshots are made absolute; routes stay here. */
export function toPluginMeta({ manifest, baseUrl, module }: InstalledPlugin) {
  const { routes: _routes, ...visible } = manifest;
  return {
    ...visible,
    info: withAddresses(manifest.info, baseUrl),
    baseUrl,
    module,
    signature: 'unsigned',
    angularDetected: false,
  };
}

/** What `GET /api/plugins/:id/settings` answers. */
export function toPluginSettings(plugin: InstalledPlugin, jsonData: Record<string, unknown>) {
  return {
    ...toPluginMeta(plugin),
    enabled: true,
    pinned: true,
    jsonData,
    secureJsonFields: {},
    dependencies: plugin.manifest.dependencies ?? {},
    defaultNavUrl: `/a/${plugin.manifest.id}`,
    latestVersion: '',
    hasUpdate: false,
    state: '',
  };
}

function withAddresses(info: Record<string, unknown>, baseUrl: string): Record<string, unknown> {
  const logos = Object.entries((info.logos ?? {}) as Record<string, string>);
  const screenshots = Array.isArray(info.screenshots) ? (info.screenshots as Array<Record<string, unknown>>) : [];
  return {
    ...info,
    logos: Object.fromEntries(logos.map(([size, file]) => [size, `${baseUrl}/${file}`])),
    screenshots: screenshots.map((shot) => ({ ...shot, path: `${baseUrl}/${String(shot.path)}` })),
  };
}
