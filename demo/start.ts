// `npm start`. The page's port opens before anything heavy is loaded; the rest is imported when its turn comes.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPortFree, portFrom } from './stack/freePort';
import { parseStartOptions, startHelp, type StartOptions } from './stack/startOptions';
import { createWorkbench, type Workbench } from './workbench/server/createWorkbench';

const began = performance.now();
const root = fileURLToPath(new URL('../', import.meta.url));
const dataDir = resolve(process.env.SCRAPEWATCH_DATA ?? join(root, '.scrapewatch'));
const stop = new AbortController();
const closers: Array<() => Promise<void>> = [];
let ending: Promise<never> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (ending) {
      process.exit(130); // asked twice: the keepers of our processes end them
    }
    console.log('\nStopping …');
    void end(signal === 'SIGINT' ? 0 : 128);
  });
}
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
stopWithParent();

try {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(startHelp);
  } else {
    await start(options);
  }
} catch (error) {
  fail(error);
}

async function start(options: StartOptions): Promise<void> {
  if (options.grafana) {
    const { startInGrafana } = await import('./stack/startInGrafana');
    await startInGrafana({ options, dataDir, closers, signal: stop.signal });
    return;
  }
  const workbench = await openWorkbench(options.port);
  closers.push(workbench.close);
  console.log(`Scrapewatch starts at ${workbench.url} (the page becomes the dashboard)`);
  const { startDemo } = await import('./stack/startDemo');
  await startDemo({ options, dataDir, workbench, closers, signal: stop.signal, began });
}

async function openWorkbench(wanted: number | undefined): Promise<Workbench> {
  if (wanted !== undefined && !(await isPortFree(wanted))) {
    throw new Error(`Port ${wanted} is in use by another program. Choose another --port, or leave it out.`);
  }
  return createWorkbench({
    port: wanted ?? (await portFrom(3010)),
    dashboardsDir: join(root, 'dashboards'),
    bundleDir: join(root, 'dist'),
    clientDir: join(dataDir, 'client'),
    stateFile: join(dataDir, 'workbench.json'),
  });
}

function fail(error: unknown): void {
  if (stop.signal.aborted) {
    return; // what was under way when we were asked to stop
  }
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  console.error(
    isFull ? 'The disk is full. Free some space (the demo needs 500 MB), then run npm start again.' : messageOf(error)
  );
  void end(1);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error instanceof TypeError || error instanceof ReferenceError ? (error.stack ?? error.message) : error.message;
}

/** Stops everything in the reverse order of its start; after 20 s it no longer waits. */
function end(code: number): Promise<never> {
  ending ??= (async () => {
    stop.abort();
    const late = new Promise<void>((resolve) => setTimeout(resolve, 20_000).unref());
    const closed = (async () => {
      for (const close of [...closers].reverse()) {
        await close().catch(() => undefined);
      }
    })();
    await Promise.race([closed, late]);
    process.exit(code);
  })();
  return ending;
}

/** `kill -9` of npm or of the terminal's shell reaches only them: we then have another parent. */
function stopWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      void end(1);
    }
  }, 1_000).unref();
}
