import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createWorkbench, type Workbench, type WorkbenchDataSource, type WorkbenchOptions } from '../createWorkbench';
import type { Role } from '../role';
import { bundleFiles, temporaryFolder, writeFiles } from './bundleFolder';

/** Long and odd enough that finding one in an answer is no accident. */
export const secrets = {
  apiKey: 'sb_publishable_TESTkey/+0123456789',
  readerToken: 'eyJhbGciOiJIUzI1NiJ9.reader-0123456789.sig',
  operatorToken: 'eyJhbGciOiJIUzI1NiJ9.operator-9876543210.sig',
};

export interface TestWorkbench extends Workbench {
  /** Holds bundle/, dashboards/ and client/. */
  folder: string;
  /** fetch against the workbench, as somebody with that role. */
  ask(address: string, init?: RequestInit & { role?: Role }): Promise<Response>;
}

/** A workbench on a free port with a small bundle of its own, `ready` unless told otherwise. */
export async function startTestWorkbench(
  dataSources: WorkbenchDataSource[],
  {
    files = {},
    isReady = true,
    ...options
  }: { files?: Record<string, unknown>; isReady?: boolean } & Partial<WorkbenchOptions> = {}
): Promise<TestWorkbench> {
  const folder = await temporaryFolder();
  const bundle = Object.entries(bundleFiles()).map(([name, content]) => [`bundle/${name}`, content]);
  await writeFiles(folder, { ...Object.fromEntries(bundle), ...files });
  const workbench = await createWorkbench({
    port: 0,
    dataSources,
    dashboardsDir: path.join(folder, 'dashboards'),
    bundleDir: path.join(folder, 'bundle'),
    clientDir: path.join(folder, 'client'),
    ...options,
  });
  if (isReady) {
    workbench.ready();
  }
  return {
    ...workbench,
    folder,
    ask: (address, { role = 'Editor', headers, ...init } = {}) =>
      fetch(workbench.url + address, { ...init, headers: { cookie: `workbench_role=${role}`, ...headers } }),
    close: async () => {
      await workbench.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The data source under test, pointing at `url`. */
export function supabaseSource(url: string, change: Partial<WorkbenchDataSource> = {}): WorkbenchDataSource {
  return {
    uid: 'scrapewatch',
    name: 'Supabase',
    type: 'scrapewatch-supabase-datasource',
    jsonData: { url },
    secureJsonData: secrets,
    ...change,
  };
}
