/**
 * Every filter operator, as data: the editor lists them, the preview shows them and the URL is built from them.
 * The encodings follow https://docs.postgrest.org/en/v13/references/api/tables_views.html#operators
 */
export interface Operator {
  label: string;
  /** How many values it compares with. `word` is one of `words`. */
  takes: 'one' | 'many' | 'word';
  words?: readonly string[];
  /** The right-hand side of `column=…`, not yet percent-encoded. */
  encode: (values: string[]) => string;
  hint?: string;
}

export type FilterOperator =
  'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'like' | 'ilike' | 'in' | 'is' | 'cs' | 'csjson';

export const operators: Record<FilterOperator, Operator> = {
  eq: { label: 'equals', takes: 'one', encode: ([value]) => `eq.${value}` },
  neq: { label: 'differs from', takes: 'one', encode: ([value]) => `neq.${value}` },
  gt: { label: '>', takes: 'one', encode: ([value]) => `gt.${value}` },
  gte: { label: '≥', takes: 'one', encode: ([value]) => `gte.${value}` },
  lt: { label: '<', takes: 'one', encode: ([value]) => `lt.${value}` },
  lte: { label: '≤', takes: 'one', encode: ([value]) => `lte.${value}` },
  like: {
    label: 'matches',
    takes: 'one',
    encode: ([value]) => `like.${value}`,
    hint: '% or * stands for any text, _ for one character',
  },
  ilike: {
    label: 'matches, any case',
    takes: 'one',
    encode: ([value]) => `ilike.${value}`,
    hint: '% or * stands for any text, _ for one character',
  },
  in: { label: 'is one of', takes: 'many', encode: (values) => `in.(${values.map(quote).join(',')})` },
  is: {
    label: 'is',
    takes: 'word',
    words: ['null', 'true', 'false'],
    encode: ([value]) => `is.${value}`,
  },
  cs: { label: 'contains all of', takes: 'many', encode: (values) => `cs.${arrayLiteral(values)}`, hint: 'for arrays' },
  csjson: {
    label: 'contains JSON',
    takes: 'one',
    encode: ([value]) => `cs.${value}`,
    hint: 'for jsonb, such as {"team":"core"}',
  },
};

/** True for a word that stands in the table of operators. */
export function isFilterOperator(value: unknown): value is FilterOperator {
  return typeof value === 'string' && Object.hasOwn(operators, value);
}

/** A value between double quotes, so that commas, brackets, dots and quotes in it stay part of it. */
export function quote(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** A Postgres array literal such as `{"a","b"}`; every element is quoted, so `null` and `` stay text. */
export function arrayLiteral(values: string[]): string {
  return `{${values.map(quote).join(',')}}`;
}

/**
 * A column as PostgREST's select and order want it: bare where its grammar takes it so, else quoted.
 * https://docs.postgrest.org/en/v13/references/api/tables_views.html#reserved-characters
 */
export function columnName(name: string): string {
  return /^[A-Za-z0-9_$]+( [A-Za-z0-9_$]+)*$/.test(name) ? name : quote(name);
}

/** A column as the key of a filter, where PostgREST's own parameters must be told from columns of the same name. */
export function filterKey(name: string): string {
  return reserved.has(name) ? quote(name) : columnName(name);
}

const reserved = new Set(['select', 'order', 'limit', 'offset', 'columns', 'on_conflict', 'and', 'or', 'not']);
