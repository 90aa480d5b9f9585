import { zipSync, type Zippable } from 'fflate';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import webpack from 'webpack';
import { webpackConfig } from '../webpack.config.ts';

const root = path.resolve(import.meta.dirname, '..');
export const bundleDir = path.join(root, 'dist');

/**
 * Builds the app and its nested plugins into `outputDir`.
 * @returns seconds taken
 * @throws Error with webpack's own messages when anything does not compile
 */
export async function buildBundle(outputDir = bundleDir): Promise<{ seconds: number }> {
  const startedAt = performance.now();
  const compiler = webpack(await webpackConfig(outputDir));
  if (!compiler) {
    throw new Error('webpack refused its configuration');
  }
  await new Promise<void>((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close((closeError) => {
        const failure = error ?? closeError;
        if (failure) {
          reject(failure);
        } else if (stats?.hasErrors()) {
          reject(new Error(stats.toString({ all: false, errors: true })));
        } else {
          resolve();
        }
      });
    });
  });
  return { seconds: (performance.now() - startedAt) / 1000 };
}

/** Writes the zip that Grafana unpacks into its plugins folder; its one root folder is the app's id. */
export async function zipBundle(from = bundleDir): Promise<string> {
  const { id, info } = parseManifest(await readFile(path.join(from, 'plugin.json'), 'utf8'));
  const files: Zippable = {};
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const file = path.join(entry.parentPath, entry.name);
      files[path.posix.join(id, path.relative(from, file).split(path.sep).join('/'))] = await readFile(file);
    }
  }
  const target = path.join(root, 'artifacts', `${id}-${info.version}.zip`);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, zipSync(files, { level: 9 }));
  return target;
}

function parseManifest(text: string): { id: string; info: { version: string } } {
  const manifest: unknown = JSON.parse(text);
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'id' in manifest &&
    typeof manifest.id === 'string' &&
    'info' in manifest &&
    typeof manifest.info === 'object' &&
    manifest.info !== null &&
    'version' in manifest.info &&
    typeof manifest.info.version === 'string'
  ) {
    return { id: manifest.id, info: { version: manifest.info.version } };
  }
  throw new Error('dist/plugin.json has no id or no version: run npm run build again');
}

if (import.meta.filename === process.argv[1]) {
  // A signed dist/ must be zipped as it is: building again would drop its MANIFEST.txt.
  if (!process.argv.includes('--zip-only')) {
    const { seconds } = await buildBundle();
    console.log(`built dist/ in ${seconds.toFixed(1)} s`);
  }
  console.log(`wrote ${path.relative(root, await zipBundle())}`);
}
