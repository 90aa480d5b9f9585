import { join } from 'node:path';
import { buildWhenStale, bundleBuild } from './buildWhenStale';
import { portFrom } from './freePort';
import { findGrafana, runCompose, startGrafana } from './grafana';
import { PhasePrinter } from './PhasePrinter';
import { stackPhases } from './phases';
import { removeData } from './removeData';
import type { StartOptions } from './startOptions';
import { startStack } from './startStack';

interface InGrafanaOptions {
  options: StartOptions;
  dataDir: string;
  closers: Array<() => Promise<void>>;
  signal: AbortSignal;
}

/** `npm start -- --grafana`: the same demo in Grafana itself. Throws when this machine can run none. */
export async function startInGrafana({ options, dataDir, closers, signal }: InGrafanaOptions): Promise<void> {
  const way = await findGrafana();
  if (!way) {
    throw new Error(
      'There is no Grafana to start: neither docker with compose answers, nor is there a grafana on the PATH or in GRAFANA_HOME. Without --grafana the demo needs none.'
    );
  }
  if (way.kind === 'docker') {
    console.log('docker compose up --build; Grafana will be at http://127.0.0.1:3000');
    process.exitCode = await runCompose();
    return;
  }
  if (options.fresh) {
    removeData(dataDir);
  }
  const labels = { bundle: 'Plugins (dist/)', grafana: 'Grafana' };
  const { prometheus, alertmanager: _, ...others } = stackPhases;
  const all = [...Object.values(others), ...(options.prometheus ? [prometheus] : []), ...Object.values(labels)];
  const printer = new PhasePrinter(all, console.log);
  const prometheusPort = await portFrom(9_490);
  const starting = startStack({
    dataDir,
    ports: { prometheus: prometheusPort },
    simulator: { seed: options.seed },
    prometheus: options.prometheus,
    alertsFrom: 'grafana', // two that deliver would tell everything twice
    signal,
    onPhase: (phase) => printer.update(phase.label, phase),
    onNotice: console.log,
  });
  closers.push(() =>
    starting.then(
      (running) => running.stop(),
      () => undefined
    )
  );
  const build = timed(printer, labels.bundle, () => buildWhenStale(bundleBuild(), dataDir));
  const [stack] = await Promise.all([starting, build]);
  const grafana = await timed(printer, labels.grafana, async () =>
    startGrafana({
      way,
      dataDir: join(dataDir, 'grafana'),
      bundleDir: bundleBuild().outDir,
      port: options.port ?? (await portFrom(3_000)),
      supabaseUrl: stack.supabaseUrl,
      prometheusUrl: `http://127.0.0.1:${prometheusPort}`,
      keys: stack.keys,
    })
  );
  closers.push(grafana.stop);
  console.log(
    `\nGrafana  ${grafana.url}/d/scrapewatch-overview   user admin, password in ${grafana.passwordFile}\nCtrl-C stops everything.`
  );
}

async function timed<T>(printer: PhasePrinter, label: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    const result = await work();
    printer.update(label, { state: 'done', seconds: seconds() });
    return result;
  } catch (error) {
    printer.update(label, { state: 'failed', seconds: seconds() });
    throw error;
  }
}
