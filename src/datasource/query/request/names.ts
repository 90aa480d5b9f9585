import type { Place } from '../model';

/** A value between double quotes, so that commas, brackets, dots and quotes in it stay part of it. */
export function quote(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** A Postgres array literal such as `{"a","b"}`; every element is quoted, so `null` and `` stay text. */
export function arrayLiteral(values: string[]): string {
  return `{${values.map(quote).join(',')}}`;
}

/**
 * A name as PostgREST wants it in a selection, an order or an embed: bare where its grammar takes it so, else quoted. One with
 * spaces could be bare too, but supabase-js takes them out of it then.
 * https://docs.postgrest.org/en/v13/references/api/tables_views.html#reserved-characters
 */
export function columnName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_$]*$/.test(name) ? name : quote(name);
}

/** A name as the key of a pair, where PostgREST's (and a gateway's) own parameters must be told from columns. */
export function keyName(name: string): string {
  return ownWords.has(name) ? quote(name) : columnName(name);
}

/** A foreign key to follow; bare, one that begins like `left` or `inner` is taken for the kind of join. */
export function hintName(name: string): string {
  return /^(left|inner)/.test(name) ? quote(name) : columnName(name);
}

const ownWords = new Set([
  'select',
  'order',
  'limit',
  'offset',
  'columns',
  'on_conflict',
  'and',
  'or',
  'not',
  'apikey', // Supabase's gateway takes it away
]);

/**
 * A column with its way into a json value, such as `data->tags->>0`. A key made of digits is an array's position; the same
 * between double quotes is an object's key.
 */
export function placeText({ column, path = [], asJson }: Place, nameOf: (name: string) => string = columnName): string {
  const arrow = (at: number) => (at === path.length - 1 && !asJson ? '->>' : '->');
  return nameOf(column) + path.map((key, at) => arrow(at) + jsonKey(key)).join('');
}

/** True for a path's element that is an array's position. */
export function isPosition(key: string): boolean {
  return /^-?\d+$/.test(key);
}

/** An object's key as an element of a path: one that looks like a position is written between quotes. */
export function toPathKey(key: string): string {
  return isPosition(key) ? `"${key}"` : key;
}

/** The object's key that an element of a path stands for. */
export function fromPathKey(key: string): string {
  return /^"-?\d+"$/.test(key) ? key.slice(1, -1) : key;
}

function jsonKey(key: string): string {
  return isPosition(key) || /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : quote(fromPathKey(key));
}
