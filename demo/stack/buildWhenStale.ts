import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './childProcess';

export interface Build {
  name: 'bundle' | 'client';
  /** Files and folders, relative to the repository, that decide what comes out. */
  inputs: string[];
  outDir: string;
  /** A file in `outDir` that a finished build leaves. */
  proof: string;
}

export interface Built {
  /** False when what lies there was up to date. */
  rebuilt: boolean;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export function bundleBuild(): Build {
  const inputs = [
    'src',
    '.config',
    'webpack.config.ts',
    'tools/build.ts',
    'tsconfig.json',
    'package-lock.json',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
  ];
  return { name: 'bundle', inputs, outDir: join(root, 'dist'), proof: 'module.js' };
}

export function clientBuild(dataDir: string): Build {
  const inputs = [
    'demo/workbench/client',
    'demo/workbench/build.ts',
    'src/shared',
    'tsconfig.json',
    'package-lock.json',
  ];
  return { name: 'client', inputs, outDir: join(dataDir, 'client'), proof: 'index.html' };
}

/**
 * Builds unless the inputs are those of the last build, whose fingerprint lies in `<dataDir>/<name>.built`. The build runs in a
 * process of its own, so that our pages answer meanwhile. Rejects with the compiler's own messages.
 */
export async function buildWhenStale(build: Build, dataDir: string, rebuild = false): Promise<Built> {
  const stamp = join(dataDir, `${build.name}.built`);
  const wanted = fingerprint(build);
  const isFresh =
    existsSync(join(build.outDir, build.proof)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isFresh && !rebuild) {
    return { rebuilt: false };
  }
  const child = await startChild({
    name: `The build of the ${build.name}`,
    command: process.execPath,
    args: ['--import', 'tsx', fileURLToPath(new URL('./buildProcess.ts', import.meta.url)), build.name, build.outDir],
    cwd: root,
    stopSignal: 'SIGTERM',
  });
  const { code } = await child.exited;
  if (code !== 0) {
    throw new Error(`The ${build.name} could not be built:\n${child.lastLines().join('\n')}`);
  }
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(stamp, wanted);
  return { rebuilt: true };
}

function fingerprint({ inputs, outDir }: Build): string {
  const hash = createHash('sha256').update(outDir);
  for (const file of inputs.flatMap((input) => filesOf(join(root, input)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) {
    return [];
  }
  if (statSync(path).isFile()) {
    return [path];
  }
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
