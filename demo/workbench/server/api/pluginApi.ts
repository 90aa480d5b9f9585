import { z } from 'zod';
import { HttpFault } from '../HttpFault';
import type { PluginRegistry } from '../PluginRegistry';
import { readJson } from '../respond';
import type { ApiRoute } from '../router';
import { toPluginMeta, toPluginSettings } from './pluginMeta';

const settingsSchema = z.object({ jsonData: z.record(z.string(), z.unknown()).default({}) });

/** The installed plugins, and an app's settings, which are kept in memory. */
export function pluginApi(registry: PluginRegistry): ApiRoute[] {
  const saved = new Map<string, Record<string, unknown>>();
  const installed = async (id: string) => {
    const plugin = await registry.get(id);
    if (!plugin) {
      throw new HttpFault(404, 'Plugin not found, no installed plugin with that id');
    }
    return plugin;
  };
  return [
    { method: 'GET', pattern: '/api/plugins', handle: async () => (await registry.list()).map(toPluginMeta) },
    {
      method: 'GET',
      pattern: '/api/plugins/:id/settings',
      handle: async ({ params }) => toPluginSettings(await installed(params.id), saved.get(params.id) ?? {}),
    },
    {
      method: 'POST',
      pattern: '/api/plugins/:id/settings',
      needs: { role: 'Admin', action: 'plugins:write' },
      handle: async ({ params, req }) => {
        await installed(params.id);
        const parsed = settingsSchema.safeParse(await readJson(req));
        if (!parsed.success) {
          throw new HttpFault(400, `bad request data: ${z.prettifyError(parsed.error)}`);
        }
        saved.set(params.id, parsed.data.jsonData);
        return { message: 'Plugin settings updated' };
      },
    },
  ];
}
