import type { Schema, TableInfo } from '../../schema/Schema';
import { readRequest } from './readRequest';
import { SchemaLens } from './SchemaLens';
import { suggestKeys, suggestNames, type Suggestion } from './suggest';
import { suggestValues } from './suggestValues';

/** What may be typed at the caret: `insert` takes the place of what stands between `from` and `to`. */
export interface RawCompletion {
  label: string;
  insert: string;
  from: number;
  to: number;
  detail?: string;
}

/** Completions for a request written by hand, by what stands around the caret and by what was discovered; best first. */
export function completeRaw(text: string, caret: number, schema: Schema, defaultSchema: string): RawCompletion[] {
  const lens = new SchemaLens(schema, defaultSchema);
  const { suggestions, word } = suggest(text, caret, lens);
  const rest = /^[\p{L}\p{N}_$]*/u.exec(text.slice(caret))?.[0] ?? '';
  const typed = word.replace(/^"/, '').toLowerCase();
  const rank = ({ label }: Suggestion) => (label.toLowerCase().startsWith(typed) ? 0 : 1);
  return suggestions
    .filter(({ label }) => label.toLowerCase().includes(typed))
    .sort((a, b) => rank(a) - rank(b))
    .map((suggestion) => ({ ...suggestion, from: caret - word.length, to: caret + rest.length }));
}

/** The suggestions at the caret, and the word before it that they complete. */
function suggest(text: string, caret: number, lens: SchemaLens): { suggestions: Suggestion[]; word: string } {
  const before = text.slice(0, caret);
  const query = before.indexOf('?');
  if (query < 0) {
    const word = /[^/]*$/.exec(before.replace(/^rpc\//, ''))?.[0] ?? '';
    return { suggestions: suggestNames(lens, /^\/?rpc\//.test(before)), word };
  }
  const { name, isFunction, pairs } = readRequest(text, true);
  const plainPairs = pairs.map(({ pair }) => pair);
  const tableAt = (scope: string[]): TableInfo | undefined =>
    isFunction ? undefined : lens.within(name, plainPairs, scope);
  const pair = before.slice(Math.max(query, before.lastIndexOf('&')) + 1);
  const equals = pair.indexOf('=');
  const called = isFunction ? lens.function(name) : undefined;
  if (equals < 0) {
    const [word = '', ...scope] = pair.split('.').reverse();
    return { suggestions: suggestKeys(lens, tableAt(scope.reverse()), called), word };
  }
  const key = pair.slice(0, equals);
  return suggestValues({ key, value: pair.slice(equals + 1), lens, tableAt });
}
