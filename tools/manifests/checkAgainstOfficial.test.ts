import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAgainstOfficial } from './checkAgainstOfficial';

const root = path.resolve(import.meta.dirname, '../..');
let place: string;

beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'scrapewatch-schemas-'));
  mkdirSync(path.join(place, 'repository/src'), { recursive: true });
  mkdirSync(path.join(place, 'schemas'));
  cpSync(path.join(root, 'docker-compose.yml'), path.join(place, 'repository/docker-compose.yml'));
  writeFileSync(path.join(place, 'repository/src/plugin.json'), JSON.stringify({ type: 'app' }));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function writeSchemas(plugin: object, compose: object): void {
  writeFileSync(path.join(place, 'schemas/plugin.schema.json'), JSON.stringify(plugin));
  writeFileSync(path.join(place, 'schemas/compose-spec.json'), JSON.stringify(compose));
}

describe('checkAgainstOfficial', () => {
  it('names the file and the fault that a schema finds', () => {
    writeSchemas({ required: ['id'] }, { properties: { name: { type: 'number' } } });

    const { problems } = checkAgainstOfficial(path.join(place, 'repository'), path.join(place, 'schemas'));

    expect(problems).toEqual([
      "src/plugin.json: must have required property 'id'",
      'docker-compose.yml/name: must be number',
    ]);
  });

  it('takes patterns that a unicode regular expression would refuse', () => {
    writeSchemas({ properties: { type: { pattern: '^a\\-?pp$' } } }, {});

    const { problems } = checkAgainstOfficial(path.join(place, 'repository'), path.join(place, 'schemas'));

    expect(problems).toEqual([]);
  });
});
