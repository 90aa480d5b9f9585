// `npm run bench [-- ID…]`: measures the figures, prints a table, writes bench/results.json, exits 1 when one misses.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Figure, FigureResult } from './Figure.ts';
import { alertDelivery } from './figures/alertDelivery.ts';
import { bundleSizes } from './figures/bundleSizes.ts';
import { dashboardQueries } from './figures/dashboardQueries.ts';
import { heap } from './figures/heap.ts';
import { hostileValues } from './figures/hostileValues.ts';
import { metricsText } from './figures/metricsText.ts';
import { pastTheCap } from './figures/pastTheCap.ts';
import { requests } from './figures/requests.ts';
import { rollupTriggers } from './figures/rollupTriggers.ts';
import { startUp } from './figures/startUp.ts';
import { wireToFrame } from './figures/wireToFrame.ts';

const figures: Figure[] = [
  wireToFrame,
  pastTheCap,
  bundleSizes,
  requests,
  heap,
  startUp,
  dashboardQueries,
  rollupTriggers,
  metricsText,
  hostileValues,
  alertDelivery,
];

const asked = new Set(process.argv.slice(2).map((id) => id.toUpperCase()));
const unknown = [...asked].filter((id) => !figures.some((figure) => figure.id === id));
if (unknown.length > 0) {
  console.error(`No figure ${unknown.join(', ')}. There are: ${figures.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}

const results: FigureResult[] = [];
for (const figure of figures.filter(({ id }) => asked.size === 0 || asked.has(id))) {
  for (const measured of await figure.measure()) {
    const result = { id: figure.id, ...measured, ok: measured.value <= measured.goal };
    results.push(result);
    print(result);
  }
}
await writeFile(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
process.exit(results.every(({ ok }) => ok) ? 0 : 1);

function print({ id, what, value, goal, unit, reference, samples, ok }: FigureResult): void {
  const figure = `${value === 0 ? 0 : value.toPrecision(3)} ${unit} (goal ${goal})`.padEnd(30);
  console.log(`${ok ? '✓' : '✗'} ${id.padEnd(3)} ${figure} ${what} · ${reference}, ${samples} samples`);
}
