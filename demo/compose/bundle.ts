import { build } from 'esbuild';
import { cpSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The programs that docker-compose.yml runs on the demo image. */
export const programs = ['init', 'migrate', 'simulator'] as const;

/**
 * Writes each program as one file `demo/compose/<name>.mjs` below `outputDir`, with the SQL that it reads beside it, so that
 * the image needs Node and no node_modules.
 */
export async function bundlePrograms(outputDir: string): Promise<void> {
  await build({
    entryPoints: programs.map((name) => path.join(root, 'demo/compose', `${name}.ts`)),
    outdir: path.join(outputDir, 'demo/compose'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // CommonJS packages inside an ES module still ask for require.
    banner: { js: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);` },
    logLevel: 'warning',
  });
  for (const folder of ['supabase/migrations', 'supabase/seed']) {
    cpSync(path.join(root, folder), path.join(outputDir, folder), { recursive: true });
  }
  // migrate.ts finds it beside its own module, which is now the bundled program.
  cpSync(path.join(root, 'demo/stack/hostedProject.sql'), path.join(outputDir, 'demo/compose/hostedProject.sql'));
}

if (import.meta.filename === process.argv[1]) {
  await bundlePrograms(path.resolve(process.argv[2] ?? 'out'));
}
