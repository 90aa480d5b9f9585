import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Makes an empty folder of its own for a test. The caller removes it. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'scrapewatch-workbench-'));
}

/** Writes files, given by their paths inside `folder`; what is no string is written as JSON. */
export async function writeFiles(folder: string, files: Record<string, unknown>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

const key = { name: 'apikey', content: '{{ .SecureJsonData.apiKey }}' };
const bearer = (token: string) => ({ name: 'Authorization', content: `Bearer {{ .SecureJsonData.${token} }}` });

/** A data source with the routes that ours has, and some that only tests need. */
export const testRoutes = [
  { path: 'read', method: 'GET', url: '{{ .JsonData.url }}/rest/v1', headers: [key, bearer('readerToken')] },
  {
    path: 'operate',
    method: 'POST',
    reqRole: 'Editor',
    url: '{{ .JsonData.url }}/rest/v1/rpc',
    headers: [key, bearer('operatorToken')],
  },
  { path: 'admin', reqRole: 'Admin', url: '{{ .JsonData.url }}/admin' },
  { path: 'open', url: '{{ .JsonData.url }}/open' },
  { path: 'openly', url: '{{ .JsonData.url }}/never' },
];

/** A bundle as `npm run build` lays it out: the app at the root, nested plugins in folders. */
export function bundleFiles(routes: unknown[] = testRoutes): Record<string, unknown> {
  const manifest = (id: string, type: string) => ({ id, type, name: id, info: { logos: { small: 'img/logo.svg' } } });
  return {
    'plugin.json': manifest('scrapewatch-monitoring-app', 'app'),
    'module.js': 'define([], () => "app")',
    '472.js': 'chunk',
    'datasource/plugin.json': { ...manifest('scrapewatch-supabase-datasource', 'datasource'), routes },
    'datasource/module.js': 'define([], () => "data source")',
    'panels/queue-chart/plugin.json': manifest('scrapewatch-queuechart-panel', 'panel'),
    'panels/queue-chart/module.js': 'define([], () => "queue chart")',
    'panels/queue-chart/img/logo.svg': '<svg/>',
  };
}
