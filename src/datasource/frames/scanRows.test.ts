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

  it('reads answers that are longer than what it looks at at once, wherever a row is cut', () => {
    const long = fc.oneof(
      value,
      fc.constantFrom(
        'x'.repeat(20_000),
        'ü'.repeat(9_000),
        `${'😀'.repeat(3_000)}"`,
        'prod',
        'läuft',
        12.5,
        -0.1234567890123456
      )
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(long, long, long), { minLength: 20, maxLength: 60 }), fc.nat(300), (rows, pad) => {
        // the same rows again and again, each time at another place of the window
        const objects = Array.from({ length: 6 }, (_, round) =>
          rows.map(([a, b, c]) => ({ a, 'b–ü': b, n: 'y'.repeat(pad + round), c }))
        ).flat();
        const text = JSON.stringify(objects);
        const page = scanRows(text, () => 'string');
        expect(page && toRowsOf(page)).toEqual(JSON.parse(text));
        expect(page && JSON.parse(text.slice(page.lastRowAt, -1))).toEqual(objects.at(-1));
      }),
      { numRuns: 40, seed: 9 }
    );
  });

  it('takes nothing of an answer before for its own: one that is cut off is left to JSON.parse, wherever that is', () => {
    const text = JSON.stringify(
      Array.from({ length: 40 }, (_, i) => ({ id: 1_000 + i, at: `2026-11-21T04:05:${10 + (i % 50)}+00:00` }))
    );
    for (let end = 0; end < text.length; end++) {
      expect(scanRows(text, unknown)?.length).toBe(40);
      expect(scanRows(text.slice(0, end), unknown)).toBeUndefined();
    }
  });

  it('says of columns which hold one kind of value alone', () => {
    const text =
      '[{"t":"x","n":1,"at":"2026-11-21T04:05:06+00:00","b":true,"m":1,"z":null},{"t":null,"n":2.5,"at":null,"b":null,"m":"1","z":null}]';
    expect(scanRows(text, unknown)?.pure).toEqual(
      new Map([
        ['t', 'string'],
        ['n', 'number'],
        ['at', 'time'],
      ])
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
