import type { Column } from './Introspection';
import type { Vocabulary } from './viewSpec';
import { ourWord, wordMaps } from './wordMaps';

export interface WordCase {
  /** The expression over a column reference. */
  sql: (reference: string) => string;
  /** The teams' words that become one of the given words of ours; undefined for a boolean column. */
  theirs: (...ours: string[]) => string[];
  notes: string[];
}

export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Translates a team's words; the words are those that were seen, else those that teams are known to use. */
export function wordCase(vocabulary: Vocabulary, column: Column): WordCase {
  const map = wordMaps[vocabulary];
  if (column.type === 'boolean') {
    return {
      sql: (reference) =>
        `case when ${reference} then ${target(vocabulary, map.whenTrue ?? '')} else ${target(vocabulary, map.whenFalse ?? '')} end`,
      theirs: () => [],
      notes: [],
    };
  }
  return column.words === undefined || column.words.length === 0
    ? guessed(vocabulary, column)
    : seen(vocabulary, column, column.words.map(({ word }) => word).sort());
}

/** A backup's ok is a boolean, everything else is text. */
function target(vocabulary: Vocabulary, word: string): string {
  return vocabulary === 'backup' ? word : literal(word);
}

function seen(vocabulary: Vocabulary, column: Column, words: string[]): WordCase {
  const { unknown } = wordMaps[vocabulary];
  const strange = words.filter((word) => ourWord(vocabulary, word) === undefined);
  const become = new Map(
    words.map((word) => [word, ourWord(vocabulary, word) ?? (unknown === 'keep' ? word : unknown)])
  );
  const theirs = (...ours: string[]) => words.filter((word) => ours.includes(become.get(word) ?? ''));
  const text = asText(column);
  // The text of an enum is not immutable: no index could hold the expression.
  const compared = column.isEnum ? (reference: string) => reference : text;
  const counts = column.words?.some(({ rows }) => rows !== undefined);
  const notes = counts ? [`seen: ${column.words?.map(({ word, rows }) => `${word} (${rows ?? 0})`).join(', ')}`] : [];
  if (strange.length > 0) {
    notes.push(
      `CHECK: nobody knows ${strange.map(literal).join(', ')}; ${unknown === 'keep' ? 'left as they are' : `taken as ${unknown}`}`
    );
  }
  const isLeftAlone = vocabulary !== 'backup' && (unknown === 'keep' || !column.isEnum);
  const isSame = isLeftAlone && words.every((word) => become.get(word) === word);
  if (isSame) {
    return { sql: text, theirs, notes };
  }
  const targets = [...new Set(become.values())].filter(
    (ours) => unknown !== 'keep' || theirs(ours).some((word) => word !== ours)
  );
  return {
    sql: (reference) => {
      const lines = targets.map(
        (ours) =>
          `when ${compared(reference)} in (${theirs(ours).map(literal).join(', ')}) then ${target(vocabulary, ours)}`
      );
      const rest = unknown === 'keep' ? text(reference) : target(vocabulary, unknown);
      return `case ${lines.join(' ')} else ${rest} end`;
    },
    theirs,
    notes,
  };
}

function guessed(vocabulary: Vocabulary, column: Column): WordCase {
  const { words, unknown } = wordMaps[vocabulary];
  const text = asText(column);
  return {
    sql: (reference) => {
      const lines = Object.entries(words).map(
        ([ours, theirs]) =>
          `when lower(${text(reference)}) in (${theirs.map(literal).join(', ')}) then ${target(vocabulary, ours)}`
      );
      const rest = unknown === 'keep' ? text(reference) : target(vocabulary, unknown);
      return `case ${lines.join(' ')} else ${rest} end`;
    },
    theirs: (...ours) => ours.flatMap((word) => words[word] ?? []),
    notes: ['GUESSED: the words in this column could not be read; keep only yours'],
  };
}

function asText(column: Column): (reference: string) => string {
  return column.type === 'text' ? (reference) => reference : (reference) => `${reference}::text`;
}
