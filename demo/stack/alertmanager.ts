import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, type Exit, startChild } from './childProcess';
import { findOnPath, findTools } from './debianTools';
import { freePort } from './freePort';
import { type OwnShare, ownShare } from './ownShare';

export interface AlertmanagerOptions {
  /** A folder of its own; holds `config/` and `data/`. */
  dataDir: string;
  program: AlertmanagerProgram;
  /** Default: a free one. */
  port?: number;
}

export interface AlertmanagerProgram {
  path: string;
  /** Debian's looks for its templates in /usr/share, where an unpacked package is not. */
  share?: OwnShare;
}

export interface Alertmanager {
  url: string;
  port: number;
  pid: number;
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

export interface AlertmanagerConfig {
  /** `…/rpc/scrapewatch_ingest_alerts` */
  inboxUrl: string;
  ingestToken: string;
  /** Send at once, for tests; else as prometheus/alertmanager.yml says. */
  immediately?: boolean;
}

const configSource = fileURLToPath(new URL('../../prometheus/alertmanager.yml', import.meta.url));
const START_WITHIN_MS = 30_000;
const debianPackage = 'prometheus-alertmanager';
const defaultTemplate = 'prometheus/alertmanager/default.tmpl';

/** Finds an Alertmanager that can start here, or says in one line why there is none. */
export async function findAlertmanager(binDir: string): Promise<AlertmanagerProgram | string> {
  const installed = findOnPath(['alertmanager', debianPackage]);
  if (installed) {
    return { path: installed };
  }
  const tools = await findTools([debianPackage], debianPackage, binDir);
  if (typeof tools === 'string') {
    return tools;
  }
  const path = tools[debianPackage];
  if (existsSync(join('/usr/share', defaultTemplate))) {
    return { path };
  }
  const share = await ownShare(resolve(path, '../../share'), defaultTemplate);
  return share
    ? { path, share }
    : "Debian's Alertmanager finds its templates only where it is installed: apt-get install it";
}

/** Writes prometheus/alertmanager.yml with the inbox's address, and the token beside it where only its owner reads it. */
export function writeAlertmanagerConfig(
  dataDir: string,
  { inboxUrl, ingestToken, immediately }: AlertmanagerConfig
): void {
  const config = join(dataDir, 'config');
  rmSync(config, { recursive: true, force: true });
  mkdirSync(join(config, 'secrets'), { recursive: true, mode: 0o700 });
  writeFileSync(join(config, 'secrets', 'ingest_token'), ingestToken, { mode: 0o600 });
  const file = join(config, 'alertmanager.yml');
  cpSync(configSource, file);
  const addressed = replaced(readFileSync(file, 'utf8'), /- url: .*/, `- url: ${inboxUrl}`);
  const text = immediately
    ? replaced(replaced(addressed, /group_wait: .*/, 'group_wait: 0s'), /group_interval: .*/, 'group_interval: 1s')
    : addressed;
  writeFileSync(file, text);
}

function replaced(text: string, line: RegExp, by: string): string {
  if (!line.test(text)) {
    throw new Error(`prometheus/alertmanager.yml has no line like ${String(line)}`);
  }
  return text.replace(line, () => by);
}

/** Starts Alertmanager on 127.0.0.1, without a cluster; resolves when it takes alerts. */
export async function startAlertmanager({ dataDir, program, port }: AlertmanagerOptions): Promise<Alertmanager> {
  const usedPort = port ?? (await freePort());
  const url = `http://127.0.0.1:${usedPort}`;
  const args = [
    `--config.file=${join(dataDir, 'config', 'alertmanager.yml')}`,
    `--storage.path=${join(dataDir, 'data')}`,
    `--web.listen-address=127.0.0.1:${usedPort}`,
    '--cluster.listen-address=',
    '--log.level=warn',
  ];
  const child = await startChild({
    name: 'Alertmanager',
    ...(program.share ? program.share.around(program.path, args) : { command: program.path, args }),
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
    await new Promise((resolve_) => setTimeout(resolve_, 50));
  }
  return 'late';
}

function explain(outcome: 'late' | 'ended', child: Child, port: number): string {
  const text = child.lastLines().join('\n');
  if (/address already in use/.test(text)) {
    return `Port ${port} is in use by another program. Choose another one or leave the port out.`;
  }
  return outcome === 'late'
    ? `Alertmanager was not ready within ${START_WITHIN_MS / 1000} s`
    : `Alertmanager ended while starting: ${child.lastLines().at(-1) ?? ''}`;
}
