import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { generate, outputs } from './build';

const root = path.resolve(import.meta.dirname, '..');
const places: string[] = [];

afterEach(() => places.splice(0).forEach((place) => rmSync(place, { recursive: true, force: true })));

describe('generate', () => {
  it('finds the committed files as the catalogue says: run npm run generate, never edit them by hand', () => {
    expect(generate({ check: true, root })).toEqual([]);
  });

  it('writes what is missing, then finds nothing to do', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'scrapewatch-generate-'));
    places.push(empty);

    expect(generate({ check: false, root: empty })).toEqual(Object.keys(outputs));
    expect(generate({ check: false, root: empty })).toEqual([]);
  });

  it('names a file that was edited by hand, and leaves it alone when it only checks', () => {
    const edited = mkdtempSync(path.join(tmpdir(), 'scrapewatch-generate-'));
    places.push(edited);
    generate({ check: false, root: edited });
    const file = path.join(edited, 'dashboards/overview.json');
    writeFileSync(file, '{}');

    expect(generate({ check: true, root: edited })).toEqual(['dashboards/overview.json']);
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });
});
