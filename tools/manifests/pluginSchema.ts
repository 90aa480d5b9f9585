import { z } from 'zod';

/**
 * What Grafana says a plugin.json may hold, as far as this bundle uses it; an unknown key is an error.
 * Source: https://grafana.com/developers/plugin-tools/reference/plugin-json
 */
const pluginId = z.string().regex(/^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/);
const svgOrPng = z.string().regex(/^img\/[\w-]+\.(svg|png)$/);
const role = z.enum(['Viewer', 'Editor', 'Admin']);

const info = z.strictObject({
  description: z.string().min(10),
  author: z.strictObject({ name: z.string().min(1), url: z.url().optional() }),
  keywords: z.array(z.string().min(1)).min(1),
  logos: z.strictObject({ small: svgOrPng, large: svgOrPng }),
  links: z.array(z.strictObject({ name: z.string(), url: z.url() })).optional(),
  screenshots: z.array(z.strictObject({ name: z.string(), path: z.string() })).optional(),
  // Placeholders in src/, filled by the build.
  version: z.string().regex(/^(%VERSION%|\d+\.\d+\.\d+(-[\w.]+)?)$/),
  updated: z.string().regex(/^(%TODAY%|\d{4}-\d{2}-\d{2})$/),
});

const dependencies = z.strictObject({
  // One bundle for all of them: the oldest server that it was tried on.
  grafanaDependency: z.literal('>=10.1.0'),
  plugins: z.array(z.strictObject({ id: pluginId, name: z.string(), type: z.enum(['app', 'datasource', 'panel']) })),
});

const common = {
  $schema: z.string().optional(),
  name: z.string().min(1),
  id: pluginId,
  info,
  dependencies,
};

const page = z.strictObject({
  type: z.literal('page'),
  name: z.string(),
  path: z.string().startsWith('/a/'),
  // Grafana drops a whole plugin for a role that it does not know.
  role,
  addToNav: z.boolean().optional(),
  defaultNav: z.boolean().optional(),
  icon: z.string().optional(),
});

const nested = z.strictObject({
  type: z.enum(['datasource', 'panel']),
  name: z.string(),
  path: z.string().endsWith('/plugin.json'),
});

export const appManifest = z.strictObject({
  ...common,
  type: z.literal('app'),
  autoEnabled: z.boolean().optional(),
  preload: z.boolean().optional(),
  // No dashboards: Grafana would import them beside the provisioned ones, and delete them with the app.
  includes: z.array(z.discriminatedUnion('type', [page, nested])),
});

const secretHeader = z.strictObject({ name: z.string(), content: z.string().regex(/\{\{ \.SecureJsonData\.\w+ \}\}/) });

export const route = z.strictObject({
  path: z.string().regex(/^[a-z]+$/),
  // One method an entry, or every method would match; HEAD is not covered by GET.
  method: z.enum(['GET', 'HEAD', 'POST']),
  url: z.string().startsWith('{{ .JsonData.url }}/rest/v1'),
  reqRole: role.optional(),
  headers: z.array(secretHeader),
});

export const dataSourceManifest = z.strictObject({
  ...common,
  type: z.literal('datasource'),
  metrics: z.boolean(),
  annotations: z.boolean().optional(),
  logs: z.boolean().optional(),
  streaming: z.boolean().optional(),
  // Without it Grafana does not offer “one of” in ad-hoc filters.
  multiValueFilterOperators: z.literal(true),
  // Grafana cannot evaluate alert rules on a source without a backend.
  alerting: z.literal(false).optional(),
  backend: z.literal(false).optional(),
  category: z.string().optional(),
  queryOptions: z
    .strictObject({ maxDataPoints: z.boolean().optional(), minInterval: z.boolean().optional() })
    .optional(),
  routes: z.array(route).min(1),
});

export const panelManifest = z.strictObject({
  ...common,
  type: z.literal('panel'),
  skipDataQuery: z.boolean().optional(),
  suggestions: z.boolean().optional(),
});

export const manifest = z.discriminatedUnion('type', [appManifest, dataSourceManifest, panelManifest]);

export type Manifest = z.infer<typeof manifest>;
export type Route = z.infer<typeof route>;
