import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBundle, bundleDir } from '../../tools/build.ts';
import type { Figure } from '../Figure.ts';

const modules = [
  { what: 'data source', file: 'datasource/module.js', goal: 30 },
  { what: 'coverage gauge', file: 'panels/coverage-gauge/module.js', goal: 12 },
  { what: 'scraper cards', file: 'panels/scraper-cards/module.js', goal: 12 },
  { what: 'queue chart', file: 'panels/queue-chart/module.js', goal: 12 },
  { what: 'alert inbox', file: 'panels/alert-inbox/module.js', goal: 12 },
];

/** P6: what a browser loads before a plugin can draw, as Grafana serves it (gzip). The rest is lazy. */
export const bundleSizes: Figure = {
  id: 'P6',
  async measure() {
    await buildBundle();
    return Promise.all(
      modules.map(async ({ what, file, goal }) => ({
        what: `first load of the ${what}, gzip`,
        value: gzipSync(await readFile(path.join(bundleDir, file)), { level: 6 }).length / 1024,
        goal,
        unit: 'KB' as const,
        reference: file,
        samples: 1,
      }))
    );
  },
};
