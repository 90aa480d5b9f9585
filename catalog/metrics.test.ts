import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { databaseMetrics, metrics } from './metrics';

const all = Object.values(metrics);

/** Text of every generated file that may name a metric. */
function generated(): Array<{ file: string; text: string }> {
  return ['dashboards', 'prometheus/rules', 'provisioning/alerting'].flatMap((folder) => {
    const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(json|ya?ml)$/.test(file))
      .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(`${root}${file}`, 'utf8') }));
  });
}

describe('the metrics', () => {
  it('have each a name of their own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each([
    ['seconds', /_seconds$/],
    ['timestamp', /_timestamp_seconds$/],
    ['bytes', /_bytes$/],
    ['amount', /_amount$/],
    ['per second', /_per_second$/],
  ])('in %s are named after that unit', (unit, ending) => {
    const named = Object.values(databaseMetrics).filter((metric) => metric.unit === unit);
    expect(named.filter(({ name }) => !ending.test(name))).toEqual([]);
    expect(named).not.toEqual([]);
  });

  it('end in _total where they are counters, and only there', () => {
    expect(all.filter(({ name, type }) => name.endsWith('_total') !== (type === 'counter'))).toEqual([]);
  });

  it('hold every scrapewatch_ name that a dashboard or an alert uses', () => {
    const known = new Set<string>(all.map(({ name }) => name));
    const used = generated().flatMap(({ file, text }) =>
      [...text.matchAll(/\bscrapewatch_[a-z0-9_]+/g)].map(([name]) => ({ file, name }))
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(({ name }) => !known.has(name))).toEqual([]);
  });
});
