import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const packaged = { name: '@sparticuz/chromium', version: '149.0.0' };
const installDir = path.resolve(import.meta.dirname, '..', '.scrapewatch', 'chromium');

/**
 * The path of a Chromium for browser tests: $CHROMIUM_PATH, one on PATH, Debian's package (as root), else the one that an
 * npm package carries. Playwright's own download needs a host that many build machines cannot reach.
 * @throws Error naming each way that was tried
 */
export async function findBrowser(log: (line: string) => void = () => undefined): Promise<string> {
  const tried: string[] = [];
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    await access(given);
    return given;
  }
  const ways: Array<[string, () => Promise<string | undefined>]> = [
    [`PATH (${names.join(', ')})`, onPath],
    ["Debian's package chromium", () => fromDebian(log)],
    [`npm package ${packaged.name}`, () => fromNpm(log)],
  ];
  for (const [label, find] of ways) {
    try {
      const found = await find();
      if (found) {
        return found;
      }
      tried.push(`${label}: not there`);
    } catch (error) {
      tried.push(`${label}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    `No Chromium for the browser tests. Install one, or set CHROMIUM_PATH to its binary. Tried: ${tried.join(' · ')}`
  );
}

async function onPath(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (await exists(file)) {
        return file;
      }
    }
  }
  return undefined;
}

async function fromDebian(log: (line: string) => void): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !(await exists('/usr/bin/apt-get'))) {
    return undefined;
  }
  log('installing Debian’s chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, timeout: 120_000 });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 300_000 });
  return onPath();
}

async function fromNpm(log: (line: string) => void): Promise<string | undefined> {
  const packageDir = path.join(installDir, 'node_modules', packaged.name);
  if (!(await exists(packageDir))) {
    log(`installing ${packaged.name} …`);
    await mkdir(installDir, { recursive: true });
    const spec = `${packaged.name}@${packaged.version}`;
    await run('npm', ['install', '--prefix', installDir, '--no-audit', '--no-fund', '--loglevel=error', spec], {
      timeout: 300_000,
    });
  }
  const module: unknown = await import(createRequire(path.join(installDir, 'x.js')).resolve(packaged.name));
  if (typeof module === 'object' && module !== null && 'default' in module && hasExecutablePath(module.default)) {
    return module.default.executablePath();
  }
  return undefined;
}

function hasExecutablePath(value: unknown): value is { executablePath(): Promise<string> } {
  return value !== null && (typeof value === 'object' || typeof value === 'function') && 'executablePath' in value;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false
  );
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}
