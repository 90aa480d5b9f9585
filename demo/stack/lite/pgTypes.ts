import { parsePgArray } from './pgArray';

type Parse = (text: string) => unknown;

/**
 * How values must reach Supabase Lite so that its JSON equals PostgREST's, which is PostgreSQL's own `row_to_json`: ISO times
 * with a `T` and a full offset, numbers as numbers, `NaN` and `Infinity` as strings; whatever is not here (dates, intervals,
 * bytea, uuid …) is PostgreSQL's own text. Keys are type oids.
 */
const parsers: Record<number, Parse> = {
  16: (text) => text === 't',
  20: toExactNumber, // int8
  21: toNumber,
  23: toNumber,
  26: toNumber, // oid
  114: toExactJson,
  700: toNumber,
  701: toNumber,
  1114: (text) => text.replace(' ', 'T'), // timestamp
  1184: toIsoWithOffset, // timestamptz
  1700: toExactNumber, // numeric
  3802: toExactJson,
};

/** Array type → element type of what every database has; Lite's look at the catalogue needs name[] and text[]. */
export const builtInElementTypes: Array<[array: number, element: number]> = [
  [199, 114],
  [1000, 16],
  [1003, 19],
  [1005, 21],
  [1007, 23],
  [1009, 25],
  [1015, 1043],
  [1016, 20],
  [1021, 700],
  [1022, 701],
  [1028, 26],
  [1115, 1114],
  [1182, 1082],
  [1185, 1184],
  [1231, 1700],
  [2951, 2950],
  [3807, 3802],
];

/** Parsers for `pg`. `elementTypes` tells array types by their oids; it may be filled later. */
export function pgTypes(elementTypes: Map<number, number>): { getTypeParser(oid: number): Parse } {
  const parserOf = (oid: number): Parse => parsers[oid] ?? ((text) => text);
  return {
    getTypeParser: (oid) => {
      const element = elementTypes.get(oid);
      return element === undefined ? parserOf(oid) : (text) => parsePgArray(text, parserOf(element));
    },
  };
}

function toNumber(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** As toNumber, but a number with more digits than a double holds becomes a mark that `writeExactNumbers` turns into it. */
function toExactNumber(text: string): number | string {
  const value = toNumber(text);
  if (typeof value === 'string' || text.replace(/\D/g, '').length <= 15) {
    return value;
  }
  marked += 1;
  return exactMark + text;
}

/** JSON, related rows included, with the same marks for such numbers. */
function toExactJson(text: string): unknown {
  const isExact = !/\d{16}/.test(text);
  return JSON.parse(
    isExact
      ? text
      : text.replace(/"(?:\\.|[^"\\])*"|-?\d[\d.eE+-]*/gs, (token) =>
          /^-?\d+(\.\d+)?$/.test(token) ? JSON.stringify(toExactNumber(token)) : token
        )
  );
}

let marked = 0;
const exactMark = `exact_${crypto.randomUUID()}_`;
const marks = new RegExp(`"${exactMark}(-?[0-9.]+)"|${exactMark}(-?[0-9.]+)`, 'g');

/** How many numbers have been marked so far: unchanged, an answer needs no rewriting. */
export function markedNumbers(): number {
  return marked;
}

/** Replaces marked numbers in a body that Lite wrote by their digits, which JSON may have as many of as it likes. */
export function writeExactNumbers(body: string): string {
  return body.replace(marks, '$1$2');
}

/** `2026-05-01 12:00:00.5+00` → `2026-05-01T12:00:00.5+00:00` */
function toIsoWithOffset(text: string): string {
  const sign = text[text.length - 3];
  if (text[10] === ' ' && (sign === '+' || sign === '-')) {
    return `${text.slice(0, 10)}T${text.slice(11)}:00`; // most are written so, and a regular expression takes a µs each
  }
  return text.replace(' ', 'T').replace(/([+-]\d\d)( BC)?$/, '$1:00$2');
}
