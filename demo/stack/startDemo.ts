import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Workbench } from '../workbench/server/createWorkbench';
import { type Build, buildWhenStale, bundleBuild, clientBuild } from './buildWhenStale';
import { portFrom } from './freePort';
import { findGrafana } from './grafana';
import { PhasePrinter } from './PhasePrinter';
import { stackPhases } from './phases';
import { provisionedSources } from './provisionedSources';
import { removeData } from './removeData';
import type { StartOptions } from './startOptions';
import { type StackOptions, startStack } from './startStack';

export interface DemoOptions {
  options: StartOptions;
  dataDir: string;
  workbench: Workbench;
  /** Gets what ends the stack. */
  closers: Array<() => Promise<void>>;
  signal: AbortSignal;
  /** `performance.now()` of the process' start. */
  began: number;
}

const buildLabels = { bundle: 'Plugins (dist/)', client: "The workbench's page" } as const;
const firstDashboard = 'd/scrapewatch-overview';
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts the stack and the builds at once behind a workbench that is open already, and makes it show the dashboard. */
export async function startDemo({ options, dataDir, workbench, closers, signal, began }: DemoOptions): Promise<void> {
  if (options.fresh) {
    removeData(dataDir);
    console.log("The demo's data was removed; it is written anew.");
  }
  const { prometheus: prometheusLabel, alertmanager: alertmanagerLabel, ...otherLabels } = stackPhases;
  const labels = [
    ...Object.values(otherLabels),
    ...(options.prometheus ? [prometheusLabel, alertmanagerLabel] : []),
    ...Object.values(buildLabels),
  ];
  const printer = new PhasePrinter(labels, console.log, (phase) => workbench.setPhase(phase));
  const ports = await preferredPorts();
  const grafanaWay = findGrafana();

  const buildLogged = async (build: Build) => {
    const label = buildLabels[build.name];
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1000;
    try {
      const { rebuilt } = await buildWhenStale(build, dataDir);
      printer.update(label, { state: 'done', seconds: seconds(), ...(rebuilt ? {} : { detail: 'up to date' }) });
    } catch (error) {
      printer.update(label, { state: 'failed', seconds: seconds() });
      throw error;
    }
  };
  const starting = startStack({
    dataDir,
    ports,
    simulator: { seed: options.seed },
    prometheus: options.prometheus,
    signal,
    onPhase: (phase) => printer.update(phase.label, phase),
    onNotice: (line) => console.log(`${new Date().toLocaleTimeString('en-GB')} ${line}`),
  });
  closers.push(() =>
    starting.then(
      (running) => running.stop(),
      () => undefined
    )
  );
  const [stack] = await Promise.all([starting, buildLogged(bundleBuild()), buildLogged(clientBuild(dataDir))]);

  const prometheusUrl = `http://127.0.0.1:${ports.prometheus}`;
  workbench.setDataSources(provisionedSources({ supabaseUrl: stack.supabaseUrl, prometheusUrl, keys: stack.keys }));
  workbench.ready();
  const [running, alertmanager] = await Promise.all([stack.prometheus, stack.alertmanager]);
  const tookSeconds = ((performance.now() - began) / 1000).toFixed(1);
  const lines = [
    '',
    `Dashboards      ${workbench.url}/${firstDashboard}`,
    `Supabase API    ${stack.supabaseUrl}   keys in ${join(dataDir, 'keys.json')}`,
    `PostgreSQL      127.0.0.1:${ports.postgres}   password in ${stack.databasePasswordFile}`,
    ...(running?.url ? [`Prometheus      ${running.url}`] : []),
    ...(alertmanager?.url ? [`Alertmanager    ${alertmanager.url}`] : []),
    ...((await grafanaWay) ? ['Grafana itself  npm start -- --grafana (this machine can run it)'] : []),
    `Ready after ${tookSeconds} s. Ctrl-C stops everything.`,
  ];
  console.log(lines.join('\n').replaceAll(root, ''));
}

/** The same ports at every start where they are free, so that bookmarks and saved settings go on working. */
async function preferredPorts(): Promise<Required<NonNullable<StackOptions['ports']>>> {
  return {
    postgres: await portFrom(54_332),
    supabase: await portFrom(54_321),
    prometheus: await portFrom(9_490),
    alertmanager: await portFrom(9_493),
    metrics: await portFrom(9_464),
  };
}
