import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchPackages } from '../../tools/grafana10/fetchPackages';
import { PackageNames } from '../../tools/grafana10/PackageNames';
import { bundledFiles, importedPackages, programOf, runtimeNames } from '../../tools/grafana10/runtimeNames';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Absent at one end, and looked for before it is used; each with the place that does. */
const featureDetected: Record<string, string> = {};

/** What Grafana 10.1 hands to a plugin; everything else must be in the bundle. */
const sharedBy10 = ['@emotion/css', '@grafana/data', '@grafana/runtime', '@grafana/ui', 'lodash', 'moment', 'react', 'react-dom', 'rxjs']; // prettier-ignore

const sample = path.join(root, 'tests/types/sampleImports.tsx');

let names: string[];
let packages: string[];
let sampleNames: string[];
let oldest: PackageNames;
const newest = new PackageNames(path.join(root, 'node_modules'));

beforeAll(async () => {
  oldest = new PackageNames(await fetchPackages());
  const files = await bundledFiles(root);
  const program = programOf(root, [...files, sample]);
  names = runtimeNames(program, files);
  packages = importedPackages(program, files);
  sampleNames = runtimeNames(program, [sample]);
}, 150_000);

describe('the names that the bundle takes from Grafana', () => {
  it('are found in the source: functions, components, members of enums and namespaces', () => {
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual(
      expect.arrayContaining(['@grafana/data FieldType.time', '@grafana/data rangeUtil', '@grafana/ui Select'])
    );
  });

  it('each exist in 10.1.2, or are looked for before they are used', () => {
    expect(names.filter((name) => !oldest.has(name) && !(name in featureDetected))).toEqual([]);
  });

  it('each exist in 13.2.2, or are looked for before they are used', () => {
    expect(names.filter((name) => !newest.has(name) && !(name in featureDetected))).toEqual([]);
  });

  it('are absent somewhere when they stand in the list of those that are looked for', () => {
    const stale = Object.keys(featureDetected).filter((name) => oldest.has(name) && newest.has(name));
    expect(stale).toEqual([]);
  });

  it('come from packages that both ends share; the rest of the bundle asks nothing of Grafana', () => {
    expect(packages.filter((name) => name.startsWith('@grafana/') && !sharedBy10.includes(name))).toEqual([]);
    expect(packages).not.toContain('react/jsx-runtime');
  });
});

describe('the reader of names', () => {
  it('sees what is used when it runs, and no types', () => {
    expect(sampleNames).toEqual([
      '@grafana/data FieldType',
      '@grafana/data FieldType.nestedFrames',
      '@grafana/data FieldType.time',
      '@grafana/data rangeUtil',
      '@grafana/data rangeUtil.intervalToMs',
      '@grafana/data store',
      '@grafana/ui Combobox',
    ]);
  });

  it.each([
    ['@grafana/data FieldType.time', true, true],
    ['@grafana/data FieldType.nestedFrames', false, true],
    ['@grafana/data store', false, true],
    ['@grafana/data rangeUtil.intervalToMs', true, true],
    ['@grafana/data LogLevel.emergency', false, true],
    ['@grafana/ui Combobox', false, true],
    ['@grafana/ui Gauge', true, false],
    ['@grafana/ui Select', true, true],
    ['@grafana/runtime getDataSourceSrv', true, true],
    ['@grafana/data noSuchName', false, false],
    ['@grafana/data rangeUtil.noSuchName', false, false],
  ])('knows of %s: 10.1.2 %s, 13.2.2 %s', (name, inOldest, inNewest) => {
    expect([oldest.has(name), newest.has(name)]).toEqual([inOldest, inNewest]);
  });
});
