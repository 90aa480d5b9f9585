import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { oldestGrafana, packages, type PinnedPackage } from './packages';
import { readTarball } from './readTarball';

const root = path.resolve(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** Where tests/types/tsconfig.json looks for the packages. */
export const packagesDir = path.join(root, '.scrapewatch', `grafana-${oldestGrafana}`);

/**
 * Puts the pinned packages under `packagesDir`/node_modules, from the registry that npm is set up with, unless an
 * earlier run did (2.7 MB, a few seconds). A tarball whose checksum is another is refused, and nothing half-made is left.
 * @returns the folder with the packages
 * @throws Error that says what to do when the registry cannot be reached
 */
export async function fetchPackages(wanted: PinnedPackage[] = packages, target = packagesDir): Promise<string> {
  const modules = path.join(target, 'node_modules');
  const stamp = path.join(target, 'complete.json');
  const pinned = JSON.stringify(wanted);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === pinned) {
    return modules;
  }
  await mkdir(path.dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}-new-`);
  try {
    await pack(wanted, work);
    await Promise.all(wanted.map((each) => unpack(each, work)));
    await writeFile(path.join(work, 'complete.json'), pinned);
    await rm(target, { recursive: true, force: true });
    // Another run may have been faster, with the same packages.
    await rename(work, target).catch(async (error: unknown) => {
      if (!existsSync(stamp)) {
        throw error;
      }
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return modules;
}

async function pack(wanted: PinnedPackage[], folder: string): Promise<void> {
  const specs = wanted.map(({ name, version }) => `${name}@${version}`);
  try {
    await run('npm', ['pack', ...specs, '--pack-destination', folder, '--ignore-scripts', '--silent'], {
      cwd: folder,
      timeout: 120_000,
      shell: process.platform === 'win32',
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error);
    throw new Error(
      `The packages of Grafana ${oldestGrafana} could not be fetched, so nothing says whether the source fits it. ` +
        `Check that npm reaches its registry (npm ping), then run this again. npm said: ${reason}`
    );
  }
}

async function unpack({ name, version, integrity }: PinnedPackage, folder: string): Promise<void> {
  const file = path.join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  const tarball = await readFile(file);
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (found !== integrity) {
    throw new Error(`${name}@${version} is not what tools/grafana10/packages.ts pins: it has ${found}`);
  }
  const target = path.join(folder, 'node_modules', name);
  for (const entry of readTarball(tarball)) {
    const destination = path.join(target, entry.path);
    if (!destination.startsWith(target + path.sep)) {
      throw new Error(`${name}@${version} holds a file outside of itself: ${entry.path}`);
    }
    await mkdir(path.dirname(destination), { recursive: true });
    await writeFile(destination, entry.content);
  }
  await rm(file);
}
