import { PluginType, type PluginMeta, type PluginMetaInfo } from '@grafana/data';
import * as z from 'zod';
import type { BootPlugin } from '../boot/Boot';

const manifestSchema = z.looseObject({
  name: z.string().optional(),
  skipDataQuery: z.boolean().optional(),
  info: z
    .looseObject({
      description: z.string().default(''),
      version: z.string().default(''),
      updated: z.string().default(''),
      author: z.looseObject({ name: z.string().default('') }).default({ name: '' }),
      logos: z.object({ small: z.string(), large: z.string() }).default({ small: '', large: '' }),
    })
    .optional(),
});

const types: Record<BootPlugin['type'], PluginType> = {
  app: PluginType.app,
  datasource: PluginType.datasource,
  panel: PluginType.panel,
};

/** What Grafana's server would tell about a plugin: its plugin.json, its address, and logos made absolute. */
export function toPluginMeta(plugin: BootPlugin, manifest: unknown): PluginMeta {
  const parsed = manifestSchema.parse(manifest);
  return {
    ...parsed,
    id: plugin.id,
    name: parsed.name ?? plugin.name,
    type: types[plugin.type],
    module: plugin.module,
    baseUrl: plugin.baseUrl,
    info: toInfo(plugin.baseUrl, parsed.info),
    // Apps of a bundle are switched on: the workbench has no page that could.
    enabled: true,
    jsonData: {},
  };
}

/** Meta of something that the workbench draws itself. */
export function ownPluginMeta(id: string, name: string, type: PluginType): PluginMeta {
  return { id, name, type, module: '', baseUrl: '', info: toInfo('', undefined) };
}

function toInfo(baseUrl: string, info: z.infer<typeof manifestSchema>['info']): PluginMetaInfo {
  const absolute = (logo: string | undefined): string => (logo ? `${baseUrl}/${logo}` : '');
  return {
    author: { name: info?.author.name ?? '' },
    description: info?.description ?? '',
    version: info?.version ?? '',
    updated: info?.updated ?? '',
    links: [],
    screenshots: [],
    logos: { small: absolute(info?.logos.small), large: absolute(info?.logos.large) },
  };
}
