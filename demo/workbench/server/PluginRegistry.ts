import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { roleSchema } from './role';

/** Strict: a route that also wants urlParams, a body or a token exchange would be sent without, and look as if it worked. */
const routeSchema = z.strictObject({
  path: z.string(),
  method: z.string().optional(),
  reqRole: roleSchema.optional(),
  url: z.string(),
  headers: z.array(z.object({ name: z.string(), content: z.string() })).default([]),
});

const manifestSchema = z.looseObject({
  id: z.string(),
  type: z.enum(['app', 'datasource', 'panel']),
  name: z.string(),
  info: z.looseObject({ version: z.string().optional() }).default({}),
  includes: z.array(z.looseObject({})).default([]),
  routes: z.array(routeSchema).default([]),
});

/** One entry of plugin.json's `routes` (https://grafana.com/developers/plugin-tools/reference/plugin-json#routes). */
export type ProxyRoute = z.infer<typeof routeSchema>;
export type PluginManifest = z.infer<typeof manifestSchema>;

export interface InstalledPlugin {
  manifest: PluginManifest;
  /** Where its files lie. */
  folder: string;
  /** Its address in the browser: nested plugins live below the app's, as in Grafana. */
  baseUrl: string;
  module: string;
}

/**
 * The plugins of the built bundle, read from every plugin.json below `bundleDir`, and read again when one changes. A
 * manifest that cannot be used is dropped, as Grafana drops it, but the reason is kept in `problems`.
 */
export class PluginRegistry {
  private stamp = '';
  private plugins: InstalledPlugin[] = [];
  private reasons: string[] = [];

  constructor(private readonly bundleDir: string) {}

  async list(): Promise<InstalledPlugin[]> {
    await this.refresh();
    return this.plugins;
  }

  async get(id: string): Promise<InstalledPlugin | undefined> {
    return (await this.list()).find(({ manifest }) => manifest.id === id);
  }

  async problems(): Promise<string[]> {
    await this.refresh();
    return this.reasons;
  }

  private async refresh(): Promise<void> {
    const files = await manifestFiles(this.bundleDir);
    const stamps = await Promise.all(files.map(async (file) => `${file}:${(await stat(file)).mtimeMs}`));
    const stamp = stamps.join('|');
    if (stamp === this.stamp) {
      return;
    }
    const read = await Promise.all(files.map(async (file) => ({ file, ...(await readManifest(file)) })));
    const found = read.flatMap(({ file, manifest }) => (manifest ? [{ manifest, folder: path.dirname(file) }] : []));
    const app = found.find(({ folder }) => path.resolve(folder) === path.resolve(this.bundleDir));
    this.plugins = found.map(({ manifest, folder }) => {
      const inside = path.relative(this.bundleDir, folder).split(path.sep).filter(Boolean);
      const baseUrl = ['/public/plugins', app?.manifest.id ?? manifest.id, ...inside].join('/');
      return { manifest, folder, baseUrl, module: `${baseUrl}/module.js` };
    });
    this.reasons = read.flatMap(({ file, problem }) =>
      problem ? [`${path.relative(this.bundleDir, file)}: ${problem}`] : []
    );
    this.stamp = stamp;
  }
}

async function manifestFiles(bundleDir: string): Promise<string[]> {
  try {
    const names = await readdir(bundleDir, { recursive: true });
    return names
      .filter((name) => path.basename(name) === 'plugin.json')
      .sort()
      .map((name) => path.join(bundleDir, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

async function readManifest(file: string): Promise<{ manifest?: PluginManifest; problem?: string }> {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? { manifest: parsed.data } : { problem: z.prettifyError(parsed.error) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
