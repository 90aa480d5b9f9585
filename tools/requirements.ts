// `npm run requirements`: where each thing that the teams asked for is met and tested. Exits 1 when a row claims more
// than its tests prove. `--quiet` prints only what is wrong and the last line.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { glob } from 'glob';
import { z } from 'zod';
import { idsIn, requirementReport, type Place } from '../catalog/requirementReport';
import { requirements } from '../catalog/requirements';
import { testTitles } from './testTitles';

const root = path.resolve(import.meta.dirname, '..');
const quiet = process.argv.includes('--quiet');
const dashboard = z.object({
  title: z.string(),
  panels: z.array(z.object({ title: z.string().optional(), description: z.string().optional() })),
});

const { rows, problems } = requirementReport({
  requirements,
  tests: await testTitles(root),
  panels: await panelPlaces(),
  alerts: [],
  docs: await docPlaces(),
});
if (!quiet) {
  for (const { id, status, text, tests, panels, docs } of rows) {
    console.log(`${id.padEnd(4)}${status.padEnd(6)}${text}`);
    list('panel', panels);
    list(
      'test',
      tests.map(({ title, kind }) => `${title} (${kind})`)
    );
    list('docs', docs);
  }
}
for (const problem of problems) {
  console.error(`✗ ${problem}`);
}
const done = rows.filter(({ status }) => status === 'done').length;
console.log(`${done} done, ${rows.length - done} open`);
process.exit(problems.length > 0 ? 1 : 0);

function list(label: string, entries: string[]): void {
  for (const entry of entries) {
    console.log(`      ${label.padEnd(6)}${entry}`);
  }
}

async function panelPlaces(): Promise<Place[]> {
  const files = await glob('dashboards/*.json', { cwd: root });
  const places = await Promise.all(
    files.map(async (file) => {
      const { title, panels } = dashboard.parse(JSON.parse(await readFile(path.join(root, file), 'utf8')));
      return panels.map((panel) => ({
        name: `${title} › ${panel.title ?? ''}`,
        ids: idsIn(panel.description ?? ''),
      }));
    })
  );
  return places.flat();
}

async function docPlaces(): Promise<Place[]> {
  const files = await glob('docs/*.md', { cwd: root, posix: true });
  return Promise.all(
    files.sort().map(async (file) => ({ name: file, ids: idsIn(await readFile(path.join(root, file), 'utf8')) }))
  );
}
