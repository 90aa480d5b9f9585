import { isArray, isComparable, isJsonb, isRange, isSearchable, isText, type TypeClass } from './typeClass';

/**
 * Every filter operator, as data: the editor lists them, the preview shows them and the URL is built from them.
 * https://docs.postgrest.org/en/v13/references/api/tables_views.html#operators
 */
export interface Operator {
  label: string;
  hint?: string;
  /**
   * What it compares with: one value, a list of them, one of `words`, a range such as `[1,10)`, or a json document
   * (on a range column: a range).
   */
  takes: 'one' | 'many' | 'word' | 'range' | 'json';
  words?: readonly string[];
  /** It can name the language of a full-text search. */
  takesLanguage?: true;
  /** As PostgREST writes it, before the dot. */
  token: string;
  /** As Postgres writes it. */
  sql: string;
  fits: (type: TypeClass) => boolean;
}

const wildcards = '% or * stands for any text, _ for one character';
const regex = 'a regular expression, such as ^scrape-[0-9]+$';
const search = (syntax: string) => ({ takes: 'one', takesLanguage: true, fits: isSearchable, hint: syntax }) as const;
const range = { takes: 'range', fits: isRange, hint: 'a range, such as [1,10)' } as const;

const single = {
  eq: { label: 'equals', takes: 'one', token: 'eq', sql: '=', fits: isComparable },
  neq: { label: 'differs from', takes: 'one', token: 'neq', sql: '<>', fits: isComparable },
  gt: { label: '>', takes: 'one', token: 'gt', sql: '>', fits: isComparable },
  gte: { label: '≥', takes: 'one', token: 'gte', sql: '>=', fits: isComparable },
  lt: { label: '<', takes: 'one', token: 'lt', sql: '<', fits: isComparable },
  lte: { label: '≤', takes: 'one', token: 'lte', sql: '<=', fits: isComparable },
  like: { label: 'matches', takes: 'one', token: 'like', sql: 'like', fits: isText, hint: wildcards },
  ilike: { label: 'matches, any case', takes: 'one', token: 'ilike', sql: 'ilike', fits: isText, hint: wildcards },
  in: { label: 'is one of', takes: 'many', token: 'in', sql: '= any', fits: isComparable },
  is: {
    label: 'is',
    takes: 'word',
    words: ['null', 'true', 'false', 'unknown'],
    token: 'is',
    sql: 'is',
    fits: () => true,
    hint: 'null for every type; true, false and unknown for booleans',
  },
  isdistinct: {
    label: 'is distinct from',
    takes: 'one',
    token: 'isdistinct',
    sql: 'is distinct from',
    fits: isComparable,
    hint: 'as “differs from”, and true for null',
  },
  match: { label: 'matches the regex', takes: 'one', token: 'match', sql: '~', fits: isText, hint: regex },
  imatch: { label: 'matches the regex, any case', takes: 'one', token: 'imatch', sql: '~*', fits: isText, hint: regex },
  wfts: {
    label: 'search, as on the web',
    token: 'wfts',
    sql: '@@ websearch_to_tsquery',
    ...search('words as in a web search: "exact phrase" or -without'),
  },
  plfts: { label: 'search, all words', token: 'plfts', sql: '@@ plainto_tsquery', ...search('words that all occur') },
  phfts: { label: 'search, phrase', token: 'phfts', sql: '@@ phraseto_tsquery', ...search('words in this order') },
  fts: {
    label: 'search, tsquery',
    token: 'fts',
    sql: '@@ to_tsquery',
    ...search("Postgres' syntax: fat & (cat | rat)"),
  },
  cs: { label: 'contains all of', takes: 'many', token: 'cs', sql: '@>', fits: isArray, hint: 'for arrays' },
  cd: { label: 'holds nothing but', takes: 'many', token: 'cd', sql: '<@', fits: isArray, hint: 'for arrays' },
  ov: { label: 'contains any of', takes: 'many', token: 'ov', sql: '&&', fits: isArray, hint: 'for arrays' },
  csjson: {
    label: 'contains',
    takes: 'json',
    token: 'cs',
    sql: '@>',
    fits: (type) => isJsonb(type) || isRange(type),
    hint: 'for jsonb, such as {"team":"core"}; for ranges, such as [1,10)',
  },
  cdjson: {
    label: 'is contained in',
    takes: 'json',
    token: 'cd',
    sql: '<@',
    fits: (type) => isJsonb(type) || isRange(type),
    hint: 'for jsonb, such as {"team":"core"}; for ranges, such as [1,10)',
  },
  ovrange: { label: 'overlaps', token: 'ov', sql: '&&', ...range },
  sl: { label: 'is wholly before', token: 'sl', sql: '<<', ...range },
  sr: { label: 'is wholly after', token: 'sr', sql: '>>', ...range },
  nxr: { label: 'ends before or with', token: 'nxr', sql: '&<', ...range },
  nxl: { label: 'begins with or after', token: 'nxl', sql: '&>', ...range },
  adj: { label: 'touches', token: 'adj', sql: '-|-', ...range },
} satisfies Record<string, Operator>;

type Single = keyof typeof single;
/** Those that can be compared with any, or with all, of a list. */
const quantified = ['eq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'match', 'imatch'] as const satisfies Single[];
type Quantified = `${(typeof quantified)[number]}(${'any' | 'all'})`;
export type FilterOperator = Single | Quantified;

/** In the order in which an editor lists them. */
export const operators: Record<FilterOperator, Operator> = { ...single, ...quantifiedOperators() };

/** True for a word that stands in the table of operators. */
export function isFilterOperator(value: unknown): value is FilterOperator {
  return typeof value === 'string' && Object.hasOwn(operators, value);
}

function quantifiedOperators(): Record<Quantified, Operator> {
  const entries = quantified.flatMap((name) => {
    const { label, ...operator }: Operator = single[name];
    return (['any', 'all'] as const).map((word): [string, Operator] => [
      `${name}(${word})`,
      {
        ...operator,
        label: `${label} ${word} of`,
        takes: 'many',
        token: `${name}(${word})`,
        sql: `${operator.sql} ${word}`,
      },
    ]);
  });
  return Object.fromEntries(entries) as Record<Quantified, Operator>;
}
