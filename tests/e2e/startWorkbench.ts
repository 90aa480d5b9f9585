import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { startStack } from '../../demo/stack/startStack';
import { buildClient } from '../../demo/workbench/build';
import { createWorkbench } from '../../demo/workbench/server/createWorkbench';
import { bundleDir } from '../../tools/build';
import { provisionedSources } from '../../demo/stack/provisionedSources';

const root = path.resolve(import.meta.dirname, '..', '..');
const testDir = path.join(root, '.scrapewatch', 'e2e');

/**
 * Playwright's global set-up: a stack with its own data and no simulator, so that figures stand still while they are
 * compared, and the workbench before it. Tests that want movement write rows themselves.
 */
export default async function startWorkbench(): Promise<() => Promise<void>> {
  await rm(testDir, { recursive: true, force: true });
  await mkdir(testDir, { recursive: true });
  const clientDir = path.join(testDir, 'client');
  const [stack] = await Promise.all([
    // alerts.spec.ts has a stack of its own: here no alert comes or goes unasked
    startStack({ dataDir: path.join(testDir, 'data'), simulator: false, alertsFrom: 'nobody', onNotice: console.log }),
    buildClient({ outDir: clientDir }),
  ]);
  const prometheus = await stack.prometheus;
  const workbench = await createWorkbench({
    port: 0,
    dataSources: provisionedSources({
      supabaseUrl: stack.supabaseUrl,
      prometheusUrl: prometheus?.url ?? 'http://127.0.0.1:9',
      keys: stack.keys,
    }),
    dashboardsDir: path.join(root, 'dashboards'),
    bundleDir,
    clientDir,
  });
  workbench.ready();
  process.env.SCRAPEWATCH_E2E = JSON.stringify({
    url: workbench.url,
    databaseUrl: stack.databaseUrl,
    databasePidFile: path.join(path.dirname(stack.databasePasswordFile), 'cluster', 'postmaster.pid'),
    supabaseUrl: stack.supabaseUrl,
    prometheusUrl: prometheus?.url,
    keys: stack.keys,
  });
  return async () => {
    await workbench.close();
    await stack.stop();
    await rm(testDir, { recursive: true, force: true });
  };
}
