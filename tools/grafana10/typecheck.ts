// Type-checks src/ against the oldest Grafana it supports; `npm test` runs it after the check against the newest.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fetchPackages } from './fetchPackages.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

try {
  await fetchPackages();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [tsc, '--project', 'tests/types/tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
