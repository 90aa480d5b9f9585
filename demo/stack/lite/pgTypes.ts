import type postgres from 'postgres';

/**
 * How postgres.js must hand values to Supabase Lite so that its JSON equals PostgREST's, which is PostgreSQL's own
 * `row_to_json`: ISO times with a `T` and a full offset, numbers as numbers, `NaN` and `Infinity` as strings, bytea as hex.
 * json and jsonb arguments arrive already encoded from Lite and must not be encoded twice.
 */
export const pgTypes: Record<string, postgres.PostgresType> = {
  timestamptz: { to: 1184, from: [1184], serialize: asText, parse: toIsoWithOffset },
  timestamp: { to: 1114, from: [1114], serialize: asText, parse: (text: string) => text.replace(' ', 'T') },
  number: { to: 701, from: [21, 23, 26, 700, 701], serialize: asText, parse: toNumber },
  bigint: { to: 20, from: [20], serialize: asText, parse: toExactNumber },
  numeric: { to: 1700, from: [1700], serialize: asText, parse: toExactNumber },
  boolean: { to: 16, from: [16], serialize: asText, parse: (text: string) => text === 't' }, // the default sends 'true' as false
  bytea: { to: 17, from: [17], serialize: asText, parse: (text: string) => text },
  json: { to: 114, from: [114], serialize: asJson, parse: (text: string): unknown => JSON.parse(text) },
  jsonb: { to: 3802, from: [3802], serialize: asJson, parse: (text: string): unknown => JSON.parse(text) },
};

function asText(value: unknown): string {
  return String(value);
}

function asJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
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
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}
