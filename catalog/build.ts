import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { overview } from './dashboards/overview';

/** Every generated file: its path from the repository's root, and what it must hold. */
export const outputs: Record<string, () => string> = {
  'dashboards/overview.json': () => toJson(overview()),
};

export interface GenerateOptions {
  /** Compare instead of writing. */
  check: boolean;
  /** The repository's root; the working directory unless given. */
  root?: string;
}

/** Writes the generated files (or, with `check`, writes nothing). Returns the paths whose content was not up to date. */
export function generate({ check, root = process.cwd() }: GenerateOptions): string[] {
  const stale = Object.entries(outputs).filter(([path, render]) => readIfThere(resolve(root, path)) !== render());
  if (!check) {
    for (const [path, render] of stale) {
      mkdirSync(dirname(resolve(root, path)), { recursive: true });
      writeFileSync(resolve(root, path), render());
    }
  }
  return stale.map(([path]) => path);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function main(): void {
  const check = process.argv.includes('--check');
  const stale = generate({ check });
  for (const path of stale) {
    console.log(check ? `${path} is not what the catalogue says; run npm run generate` : `wrote ${path}`);
  }
  if (check && stale.length > 0) {
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main();
}
