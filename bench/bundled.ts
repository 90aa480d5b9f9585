import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Imports a module that uses Grafana's packages, which Node cannot load as they are published: they are bundled first.
 * @returns what the module exports
 */
export async function bundled(entry: string): Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), 'scrapewatch-bundled-'));
  const outfile = path.join(folder, 'module.cjs');
  try {
    await build({
      entryPoints: [entry],
      bundle: true,
      outfile,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      jsx: 'transform',
      logLevel: 'error',
      loader: { '.svg': 'text', '.css': 'empty' },
    });
    const loaded: unknown = await import(pathToFileURL(outfile).href);
    return loaded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
