import * as z from 'zod';

const role = z.enum(['Viewer', 'Editor', 'Admin']);

const dataSource = z.looseObject({
  uid: z.string(),
  name: z.string(),
  type: z.string(),
  url: z.string().optional(),
  isDefault: z.boolean().optional(),
  jsonData: z.record(z.string(), z.unknown()).optional(),
});

const plugin = z.object({
  id: z.string(),
  type: z.enum(['app', 'datasource', 'panel']),
  name: z.string(),
  /** Address of the plugin's AMD module.js. */
  module: z.string(),
  baseUrl: z.string(),
});

/** What the server tells the page before anything is drawn: `GET /api/workbench/boot`. */
export const bootSchema = z.object({
  user: z.object({ login: z.string(), orgRole: role }),
  theme: z.enum(['dark', 'light']).default('dark'),
  dataSources: z.array(dataSource),
  plugins: z.array(plugin),
  buildInfo: z.looseObject({ version: z.string().optional() }).default({}),
});

export type Boot = z.infer<typeof bootSchema>;
export type OrgRole = z.infer<typeof role>;
export type BootPlugin = z.infer<typeof plugin>;
export type BootDataSource = z.infer<typeof dataSource>;
