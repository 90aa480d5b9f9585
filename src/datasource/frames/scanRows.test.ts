import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './parseTimestamp';
import { toRowsOf } from './Page';
import { readPage } from './readPage';
import { scanRows } from './scanRows';

const unknown = () => undefined;
const columnsOf = (text: string) => {
  const page = scanRows(text, unknown);
  return page && Object.fromEntries(page.names.map((name, c) => [name, page.columns[c]]));
};

/** Names as a table may have them; `__proto__` would set a prototype in the object that is compared with. */
const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text !== '__proto__');
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\\"', 'a\\', '\n', '}', '},{', '[]', 'null', '1', 'é', '😀'),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
  fc.constantFrom(0, -1, 0.1, -0.5, 1e-7, 1e21, 123456789012345),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 2 }).filter((json) => typeof json === 'object' && !holdsLarge(json))
);
const table = fc.uniqueArray(name, { minLength: 1, maxLength: 6 }).chain((names) =>
  fc.array(fc.tuple(...names.map(() => value)), { minLength: 1, maxLength: 8 }).map((rows) => ({
    // Keys that look like array indexes would change their order in an object.
    names: names.map((each) => `c${each}`),
    rows,
  }))
);

/** Whole numbers that a double cannot hold are read as texts, on purpose. */
function holdsLarge(json: unknown): boolean {
  return /(^|[[,:])-?\d{16,}(\.\d+)?([,\]}]|$)/.test(JSON.stringify(json));
}

describe('scanRows', () => {
  it('reads whatever JSON.parse reads, and the same', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ',\n ', ' ,'), ({ names, rows }, between) => {
        const objects = rows.map((row) => Object.fromEntries(names.map((each, c) => [each, row[c]])));
        const text = `[${objects.map((row) => JSON.stringify(row)).join(between)}]`;
        const parsed: unknown = JSON.parse(text);
        expect(toRowsOf(readPage(text, 'value', () => 'string'))).toEqual(parsed);
      }),
      { numRuns: 500, seed: 7 }
    );
  });

  it('reads rows as PostgREST writes them without falling back', () => {
    const text =
      '[{"id":1,"at":"2026-11-21T04:05:06.5+00:00","note":null}, \n {"id":-2.5e1,"at":"infinity","note":"\\"x\\\\"}]\n';
    expect(columnsOf(text)).toEqual({
      id: [1, -25],
      at: [parseTimestamp('2026-11-21T04:05:06.5+00:00'), 'infinity'],
      note: [null, '"x\\'],
    });
  });

  it('keeps whole numbers beyond 2^53 digit by digit within json and related rows', () => {
    const text =
      '[{"a":{"n":9007199254740993,"t":"9007199254740993 \\" 12345678901234567890","f":0.12345678901234567}}]';
    expect(columnsOf(text)).toEqual({
      a: [{ n: '9007199254740993', t: '9007199254740993 " 12345678901234567890', f: 0.12345678901234567 }],
    });
  });

  it('keeps whole numbers beyond 2^53 digit by digit', () => {
    expect(columnsOf('[{"n":9007199254740991},{"n":9007199254740993},{"n":-12345678901234567.25},{"n":1e30}]')).toEqual(
      {
        n: [9007199254740991, '9007199254740993', '-12345678901234567.25', 1e30],
      }
    );
  });

  it.each([
    ['rows with other keys', '[{"a":1},{"b":1}]'],
    ['keys in another order', '[{"a":1,"b":2},{"b":2,"a":1}]'],
    ['a key more', '[{"a":1},{"a":1,"b":2}]'],
    ['a key twice', '[{"a":1,"a":2}]'],
    ['bare values', '[1,2]'],
    ['one object', '{"a":1}'],
    ['no rows', '[]'],
    ['blanks inside a row', '[{"a": 1}]'],
    ['an answer cut off in a text', '[{"a":"x'],
    ['an answer cut off after a row', '[{"a":"x"}'],
    ['an answer cut off after a comma', '[{"a":"x"},'],
    ['a word that is none', '[{"a":nul}]'],
    ['a number that is none', '[{"a":1.2.3}]'],
    ['a later number that is none', '[{"a":1},{"a":1.2.3}]'],
    ['a number with leading zeros', '[{"a":007}]'],
    ['text after the end', '[{"a":1}]x'],
    ['nothing', ''],
  ])('leaves %s to JSON.parse', (_, text) => {
    expect(scanRows(text, unknown)).toBeUndefined();
  });
});
