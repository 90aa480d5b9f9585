import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LONGEST_DOWNLOAD_MS = 90_000;

/**
 * Finds programs that are no npm packages: on the PATH, else in `<binDir>/<debianPackage>`, where an earlier call left them,
 * else by downloading the Debian package and unpacking it there (nothing is installed, no root needed).
 * Returns paths by name, or a string that says in one line why they are not to be had.
 */
export async function findTools<Name extends string>(
  names: readonly Name[],
  debianPackage: string,
  binDir: string
): Promise<Record<Name, string> | string> {
  const unpacked = join(binDir, debianPackage);
  const present = locate(names, pathFolders()) ?? locate(names, [join(unpacked, 'usr', 'bin')]);
  if (present) {
    return present;
  }
  const failure = await unpackDebianPackage(debianPackage, unpacked);
  return (
    failure ??
    locate(names, [join(unpacked, 'usr', 'bin')]) ??
    `Debian's package ${debianPackage} holds no ${names.join(', ')}`
  );
}

/** The first of `names` that is on the PATH, e.g. one that its vendor and Debian call differently. */
export function findOnPath(names: readonly string[]): string | undefined {
  return names.map((name) => locate([name], pathFolders())?.[name]).find((path) => path !== undefined);
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

function locate<Name extends string>(names: readonly Name[], folders: string[]): Record<Name, string> | undefined {
  const entries = names.map((name) => [name, folders.map((folder) => join(folder, name)).find(isExecutable)]);
  return entries.every(([, path]) => path) ? (Object.fromEntries(entries) as Record<Name, string>) : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function unpackDebianPackage(name: string, target: string): Promise<string | undefined> {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg')) {
    return `${name} is not on the PATH, and this is no Debian or Ubuntu from whose archive it could be fetched`;
  }
  mkdirSync(join(target, '..'), { recursive: true });
  const work = mkdtempSync(`${target}-download-`);
  try {
    const archive = (await download(name, work)) ?? (await download(name, work, await ownPackageLists(work)));
    if (!archive) {
      return `${name} is not on the PATH and could not be fetched from the Debian archive (no network?)`;
    }
    await run('dpkg', ['-x', archive, join(work, 'root')]);
    rmSync(target, { recursive: true, force: true });
    renameSync(join(work, 'root'), target);
    return undefined;
  } catch (error) {
    return `${name} could not be unpacked: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(name: string, work: string, options: string[] = []): Promise<string | undefined> {
  try {
    await run('apt-get', [...options, '-qq', 'download', name], { cwd: work, timeout: LONGEST_DOWNLOAD_MS });
  } catch {
    return undefined;
  }
  const file = readdirSync(work).find((entry) => entry.endsWith('.deb'));
  return file && join(work, file);
}

/** Fetches the archive's lists of packages into `work`: a slim image has none, and a normal user may not fetch the system's. */
async function ownPackageLists(work: string): Promise<string[]> {
  const lists = join(work, 'lists');
  const cache = join(work, 'cache');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  const options = ['-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${cache}`, '-o', 'APT::Sandbox::User=root'];
  await run('apt-get', [...options, '-qq', 'update'], { timeout: LONGEST_DOWNLOAD_MS }).catch(() => undefined);
  return options;
}
