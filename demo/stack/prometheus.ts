import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, type Exit, startChild } from './childProcess';
import { findTools } from './debianTools';
import { freePort } from './freePort';

export interface PrometheusOptions {
  /** A folder of its own; holds `config/` and `data/`. */
  dataDir: string;
  tools: PrometheusTools;
  /** Default: a free one. */
  port?: number;
}

export interface PrometheusTools {
  prometheus: string;
  promtool: string;
}

export interface Prometheus {
  url: string;
  port: number;
  pid: number;
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

export interface Target {
  /** `host:port` */
  address: string;
  labels: Record<string, string>;
}

const configSource = fileURLToPath(new URL('../../prometheus', import.meta.url));
const START_WITHIN_MS = 30_000;
const RETENTION = '40d';

/** Finds prometheus and promtool, or says in one line why there are none. */
export function findPrometheus(binDir: string): Promise<PrometheusTools | string> {
  return findTools(['prometheus', 'promtool'], 'prometheus', binDir);
}

export interface PrometheusConfig {
  /** May call `scrapewatch_metrics` and nothing else. */
  metricsToken?: string;
  /** Scrape and evaluate this often, and let alerts fire at once, for tests; else as the files say. */
  everySeconds?: number;
}

/**
 * Copies the repository's prometheus/ beside the data, where `setTargets` writes what differs from machine to machine.
 * The compose file mounts the same files.
 */
export function writePrometheusConfig(
  dataDir: string,
  { metricsToken = '', everySeconds }: PrometheusConfig = {}
): void {
  const config = join(dataDir, 'config');
  rmSync(config, { recursive: true, force: true });
  cpSync(configSource, config, { recursive: true });
  mkdirSync(join(config, 'secrets'), { mode: 0o700 });
  writeFileSync(join(config, 'secrets', 'metrics_token'), metricsToken, { mode: 0o600 });
  for (const name of ['alertmanager', 'probes', 'scrapewatch', 'services']) {
    setTargets(dataDir, name, []);
  }
  if (everySeconds) {
    const each = `${everySeconds}s`;
    rewrite(join(config, 'prometheus.yml'), /^( {2}\w+_(?:interval|timeout)): .*$/gm, each);
    rewrite(join(config, 'rules', 'scrapewatch.yaml'), /^( {8}for): .*$/gm, each);
  }
}

function rewrite(file: string, keys: RegExp, value: string): void {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(keys, (_, key: string) => `${key}: ${value}`)
  );
}

/** Tells a running Prometheus, which watches the file, what to scrape under `name` (prometheus.yml's targets/<name>.json). */
export function setTargets(dataDir: string, name: string, targets: Target[]): void {
  const file = join(dataDir, 'config', 'targets', `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const groups = targets.map(({ address, labels }) => ({ targets: [address], labels }));
  writeFileSync(`${file}.new`, JSON.stringify(groups, null, 2));
  renameSync(`${file}.new`, file);
}

/** True when Prometheus has stored something within the last `ms`, so that its graphs go on where they ended. */
export function hasRecentData(dataDir: string, ms: number): boolean {
  const wal = join(dataDir, 'data', 'wal');
  if (!existsSync(join(dataDir, 'backfilled')) || !existsSync(wal)) {
    return false;
  }
  return readdirSync(wal).some((name) => Date.now() - statSync(join(wal, name)).mtimeMs < ms);
}

/**
 * Replaces the stored data by `openMetrics`, OpenMetrics text ending now. Prometheus must not be running.
 * https://prometheus.io/docs/prometheus/latest/storage/#backfilling-from-openmetrics-format
 */
export async function backfill(dataDir: string, promtool: string, openMetrics: string): Promise<void> {
  const data = join(dataDir, 'data');
  rmSync(join(dataDir, 'backfilled'), { force: true });
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const input = join(dataDir, 'history.om');
  writeFileSync(input, openMetrics);
  // promtool reads the whole input once a block: with its default of 2 h, 48 h take six times as long
  const child = await startChild({
    name: 'promtool',
    command: promtool,
    args: ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', '--max-block-duration=24h', input, data],
    stopSignal: 'SIGTERM',
  });
  const { code } = await child.exited;
  rmSync(input, { force: true });
  if (code !== 0) {
    throw new Error(`promtool could not write the past: ${child.lastLines().at(-1) ?? `code ${code}`}`);
  }
  writeFileSync(join(dataDir, 'backfilled'), new Date().toISOString());
}

/** Starts Prometheus on 127.0.0.1 with `<dataDir>/config/prometheus.yml`; resolves when it answers queries. */
export async function startPrometheus({ dataDir, tools, port }: PrometheusOptions): Promise<Prometheus> {
  const usedPort = port ?? (await freePort());
  const url = `http://127.0.0.1:${usedPort}`;
  const child = await startChild({
    name: 'Prometheus',
    command: tools.prometheus,
    args: [
      `--config.file=${join(dataDir, 'config', 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(dataDir, 'data')}`,
      `--storage.tsdb.retention.time=${RETENTION}`,
      `--web.listen-address=127.0.0.1:${usedPort}`,
      '--log.level=warn',
    ],
    cwd: dataDir,
    stopSignal: 'SIGTERM',
  });
  const outcome = await Promise.race([untilReady(url), child.exited.then(() => 'ended' as const)]);
  if (outcome === 'ready') {
    return { url, port: usedPort, pid: child.pid, exited: child.exited, stop: child.stop };
  }
  await child.kill();
  throw new Error(explain(outcome, child, usedPort));
}

async function untilReady(url: string): Promise<'ready' | 'late'> {
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) {
      return 'ready';
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return 'late';
}

function explain(outcome: 'late' | 'ended', child: Child, port: number): string {
  const text = child.lastLines().join('\n');
  if (/address already in use/.test(text)) {
    return `Port ${port} is in use by another program. Choose another one or leave the port out.`;
  }
  if (/no space left on device/.test(text)) {
    return 'The disk is full: Prometheus has no room for its data.';
  }
  const last = child.lastLines().at(-1) ?? '';
  return outcome === 'late'
    ? `Prometheus was not ready within ${START_WITHIN_MS / 1000} s`
    : `Prometheus ended while starting: ${last}`;
}
