import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Child, startChild } from './childProcess';
import { freePort } from './freePort';
import { inboxUrl } from './inboxUrl';
import type { StackKeys } from './keys';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const DOCKER_ANSWERS_WITHIN_MS = 5_000;
const START_WITHIN_MS = 90_000;

export const bundleIds = [
  'scrapewatch-monitoring-app',
  'scrapewatch-supabase-datasource',
  'scrapewatch-coveragegauge-panel',
  'scrapewatch-scrapercards-panel',
  'scrapewatch-queuechart-panel',
  'scrapewatch-alertinbox-panel',
];

export type GrafanaWay = { kind: 'docker' } | { kind: 'binary'; program: string; args: string[]; home?: string };

/** How this machine can run a real Grafana: docker with compose, a program on the PATH or in GRAFANA_HOME, or not at all. */
export async function findGrafana(env: NodeJS.ProcessEnv = process.env): Promise<GrafanaWay | undefined> {
  const ask = (args: string[]) => run('docker', args, { timeout: DOCKER_ANSWERS_WITHIN_MS, env });
  const hasDocker = await Promise.all([ask(['info']), ask(['compose', 'version'])]).then(
    () => true,
    () => false
  );
  return hasDocker ? { kind: 'docker' } : findBinary(env);
}

function findBinary(env: NodeJS.ProcessEnv): GrafanaWay | undefined {
  const homes = env.GRAFANA_HOME ? [env.GRAFANA_HOME] : [];
  const folders = [...homes.map((home) => join(home, 'bin')), ...(env.PATH ?? '').split(delimiter).filter(Boolean)];
  for (const folder of folders) {
    // `grafana server` since 9.4; `grafana-server`, long deprecated, is gone from the newest
    for (const [name, args] of [
      ['grafana', ['server']],
      ['grafana-server', []],
    ] as const) {
      const program = join(folder, name);
      if (isExecutable(program)) {
        const home = [...homes, dirname(folder), '/usr/share/grafana'].find((path) =>
          existsSync(join(path, 'conf', 'defaults.ini'))
        );
        return { kind: 'binary', program, args: [...args], home };
      }
    }
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface GrafanaOptions {
  way: Extract<GrafanaWay, { kind: 'binary' }>;
  /** A folder of its own; kept between starts. */
  dataDir: string;
  bundleDir: string;
  /** Default: a free one. */
  port?: number;
  supabaseUrl: string;
  prometheusUrl: string;
  keys: StackKeys;
}

export interface Grafana {
  url: string;
  /** A file with the password of user `admin`; others look without one, as Viewer. */
  passwordFile: string;
  stop(): Promise<void>;
}

/** Starts a Grafana on 127.0.0.1 with our bundle, our provisioning and the local stack; resolves when it answers. */
export async function startGrafana(options: GrafanaOptions): Promise<Grafana> {
  const { way, dataDir, port = await freePort() } = options;
  const url = `http://127.0.0.1:${port}`;
  const provisioning = renderProvisioning(options);
  const plugins = join(dataDir, 'plugins');
  rmSync(plugins, { recursive: true, force: true });
  cpSync(options.bundleDir, join(plugins, 'scrapewatch-monitoring-app'), { recursive: true });
  const passwordFile = join(dataDir, 'admin_password');
  if (!existsSync(passwordFile)) {
    writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  }
  const child = await startChild({
    name: 'Grafana',
    command: way.program,
    args: [...way.args, ...(way.home ? ['--homepath', way.home] : [])],
    cwd: way.home ?? dataDir,
    stopSignal: 'SIGTERM',
    env: {
      ...process.env,
      SCRAPEWATCH_SUPABASE_URL: options.supabaseUrl,
      SCRAPEWATCH_PROMETHEUS_URL: options.prometheusUrl,
      SCRAPEWATCH_INGEST_URL: inboxUrl(options.supabaseUrl, options.keys.publishableKey),
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(port),
      GF_PATHS_DATA: join(dataDir, 'data'),
      GF_PATHS_LOGS: join(dataDir, 'logs'),
      GF_PATHS_PLUGINS: plugins,
      GF_PATHS_PROVISIONING: provisioning,
      GF_SECURITY_ADMIN_PASSWORD: readFileSync(passwordFile, 'utf8'),
      GF_AUTH_ANONYMOUS_ENABLED: 'true',
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      // Links to logs lead to Explore, which Grafana keeps from Viewers otherwise; saving stays with Editors.
      GF_USERS_VIEWERS_CAN_EDIT: 'true',
      GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: join(root, 'dashboards', 'overview.json'),
      GF_DATAPROXY_SEND_USER_HEADER: 'true',
      GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: bundleIds.join(','),
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
      GF_NEWS_NEWS_FEED_ENABLED: 'false',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    },
  });
  const outcome = await Promise.race([untilHealthy(url), child.exited.then(() => 'ended' as const)]);
  if (outcome !== 'ready') {
    await child.kill();
    throw new Error(
      `Grafana ${outcome === 'late' ? 'did not answer in time' : 'ended while starting'}: ${lastError(child)}`
    );
  }
  return { url, passwordFile, stop: child.stop };
}

/** provisioning/ as it is, with the two places that differ from the compose file's: secrets and dashboards. */
export function renderProvisioning({ dataDir, keys }: Pick<GrafanaOptions, 'dataDir' | 'keys'>): string {
  const provisioning = join(dataDir, 'provisioning');
  const secrets = join(dataDir, 'secrets');
  rmSync(provisioning, { recursive: true, force: true });
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  const values = {
    publishable_key: keys.publishableKey,
    reader_token: keys.readerToken,
    operator_token: keys.operatorToken,
    ingest_token: keys.ingestToken,
  };
  for (const [name, value] of Object.entries(values)) {
    writeFileSync(join(secrets, name), value, { mode: 0o600 });
  }
  cpSync(join(root, 'provisioning'), provisioning, { recursive: true });
  mkdirSync(join(provisioning, 'notifiers'), { recursive: true }); // Grafana 10.1 logs an error when it is missing
  for (const entry of readdirSync(provisioning, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text.replaceAll('/run/scrapewatch', secrets).replaceAll('/etc/scrapewatch/dashboards', join(root, 'dashboards'))
      );
    }
  }
  return provisioning;
}

async function untilHealthy(url: string): Promise<'ready' | 'late'> {
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) {
      return 'ready';
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return 'late';
}

function lastError(child: Child): string {
  const lines = child.lastLines();
  return lines.filter((line) => /level=error|Error|✗/.test(line)).at(-1) ?? lines.at(-1) ?? 'no output';
}

/** Runs the compose file in the foreground; its output is ours, Ctrl-C ends it. Returns its exit code. */
export async function runCompose(args: string[] = ['up', '--build']): Promise<number> {
  const { spawn } = await import('node:child_process');
  const compose = spawn('docker', ['compose', ...args], { cwd: root, stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => compose.kill(signal);
  process.on('SIGINT', () => undefined); // the terminal sends it to docker as well, which stops its containers
  process.on('SIGTERM', forward);
  process.on('SIGHUP', forward);
  return new Promise((resolve, reject) => {
    compose.once('error', reject);
    compose.once('exit', (code) => resolve(code ?? 1));
  });
}
