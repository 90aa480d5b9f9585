import { isFilterOperator, operators, type FilterOperator } from '../operators';
import type { Filter } from '../model';
import { arrayElements } from './arrayElements';
import type { Scanner } from './Scanner';

export type Condition = Pick<Filter, 'operator' | 'value' | 'negate' | 'language'>;

/** Operators that are said in two ways: with a list, and with a value that is sent as it is written. */
const verbatim: Partial<Record<FilterOperator, FilterOperator>> = { cs: 'csjson', cd: 'cdjson', ov: 'ovrange' };
const words: ReadonlySet<string> = new Set(operators.is.words);

/**
 * What stands after `column=` or, within a group, after `column.`: `not.in.(1,2)`. `isNested`: a comma or a bracket ends the
 * value, and it may stand in quotes.
 */
export function readCondition(scanner: Scanner, isNested: boolean): Condition {
  const negate = scanner.skip('not.');
  const start = scanner.at;
  const word = scanner.take(/[a-z]*/y) ?? '';
  const { operator, language } = readOperator(scanner, word, start);
  scanner.expect('.', 'after the operator');
  const { value, operator: said = operator, turns } = readValue(scanner, operator, isNested);
  return {
    operator: said,
    value,
    ...(negate !== Boolean(turns) ? { negate: true } : {}),
    ...(language ? { language } : {}),
  };
}

function readOperator(scanner: Scanner, word: string, start: number): { operator: FilterOperator; language?: string } {
  if (!isFilterOperator(word) || operators[word].token !== word) {
    return scanner.fail(`Expected an operator, such as eq. or in.`, start, Math.max(scanner.at, start + 1));
  }
  if (!scanner.skip('(')) {
    return { operator: word };
  }
  if (operators[word].takesLanguage) {
    const language = scanner.typeName('the name of a language');
    scanner.expect(')', 'after the language');
    return { operator: word, language };
  }
  const quantified = `${word}(${scanner.take(/[a-z]*/y) ?? ''})`;
  if (!isFilterOperator(quantified)) {
    return scanner.fail(`After ${word} only (any) or (all) may stand, and not after every operator`, start, scanner.at);
  }
  scanner.expect(')', '');
  return { operator: quantified };
}

interface Value {
  value: Filter['value'];
  operator?: FilterOperator;
  /** It says the opposite: `is.not_null`. */
  turns?: boolean;
}

function readValue(scanner: Scanner, operator: FilterOperator, isNested: boolean): Value {
  const start = scanner.at;
  if (operator === 'in') {
    return { value: readList(scanner) };
  }
  const value = isNested ? nestedValue(scanner) : scanner.rest();
  if (operator === 'is') {
    return readWord(scanner, value.trim().toLowerCase(), start);
  }
  if (operators[operator].takes !== 'many') {
    return { value };
  }
  const elements = arrayElements(value);
  if (elements !== undefined) {
    return { value: elements };
  }
  return verbatim[operator]
    ? { value, operator: verbatim[operator] }
    : scanner.fail('The builder cannot hold this list', start, scanner.at, true);
}

function readWord(scanner: Scanner, word: string, start: number): Value {
  if (word === 'not_null') {
    return { value: 'null', turns: true };
  }
  return words.has(word)
    ? { value: word }
    : scanner.fail(
        'After “is.” only null, not_null, true, false or unknown may stand',
        start,
        Math.max(scanner.at, start + 1)
      );
}

function readList(scanner: Scanner): string[] {
  const start = scanner.at;
  scanner.space();
  scanner.expect('(', 'before a list');
  scanner.space();
  const values: string[] = [];
  do {
    values.push(readElement(scanner) ?? scanner.take(/[^,)]*/y) ?? '');
  } while (scanner.skip(','));
  scanner.expect(')', 'after a list');
  scanner.space();
  if (values.length === 1 && values[0] === '') {
    return scanner.fail(
      'An empty list finds no row; the builder leaves it out, which finds all',
      start,
      scanner.at,
      true
    );
  }
  return values.length === 2 && values.every((value) => value === '') ? [''] : values;
}

function nestedValue(scanner: Scanner): string {
  return readElement(scanner) ?? scanner.take(/\{[^{}]*\}/y) ?? scanner.take(/[^,)]*/y) ?? '';
}

/** A value in quotes, when nothing but a comma or bracket follows: else the quotes are part of it. */
function readElement(scanner: Scanner): string | undefined {
  const from = scanner.at;
  const value = scanner.sees('"') ? scanner.quoted() : undefined;
  if (value === undefined || scanner.isAtEnd || scanner.sees(',') || scanner.sees(')')) {
    return value;
  }
  scanner.at = from;
  return undefined;
}
