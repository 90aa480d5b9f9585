import { Fault } from '../../transport/Fault';
import { isFilterGroup, type Filter, type FilterGroup, type FilterNode } from '../model';
import { operators } from '../operators';
import { arrayLiteral, keyName, placeText, quote } from './names';

/** A condition as the key and value of a pair; `at` names the embed that it is about. */
export function filterPair(node: FilterNode, at: string[]): [string, string] {
  const prefix = at.map((name) => `${keyName(name)}.`).join('');
  if (isFilterGroup(node)) {
    return [`${prefix}${node.negate ? 'not.' : ''}${groupWord(node)}`, branches(node)];
  }
  return [prefix + filterPlace(node), condition(node, (value) => value)];
}

/** True for a group in which nothing is said, which PostgREST would refuse. */
export function isEmptyGroup(node: FilterNode): boolean {
  return isFilterGroup(node) && node.filters.every(isEmptyGroup);
}

function branches({ filters }: FilterGroup): string {
  return `(${filters
    .filter((node) => !isEmptyGroup(node))
    .map(branch)
    .join(',')})`;
}

function branch(node: FilterNode): string {
  if (isFilterGroup(node)) {
    return `${node.negate ? 'not.' : ''}${groupWord(node)}${branches(node)}`;
  }
  return `${filterPlace(node)}.${condition(node, nestedValue)}`;
}

function groupWord({ match }: FilterGroup): string {
  return match === 'any' ? 'or' : 'and';
}

// Within a group a comma or bracket ends the value, and quotes and braces begin one: https://docs.postgrest.org/en/v13/references/api/tables_views.html#logical-operators
function nestedValue(value: string): string {
  return /^[A-Za-z0-9_.:+-]+$/.test(value) ? value : quote(value);
}

function filterPlace(filter: Filter): string {
  if (filter.column === '') {
    throw new Fault('missing-name', { detail: 'a filter has no column' });
  }
  return placeText(filter, keyName);
}

function condition({ column, operator, value, negate, language }: Filter, write: (value: string) => string): string {
  const { takes, token, words } = operators[operator];
  const values = Array.isArray(value) ? value : [value];
  if (takes !== 'many' && values.length !== 1) {
    throw new Fault('many-values', { detail: column });
  }
  if (words && !words.includes(values[0])) {
    throw new Fault('not-a-word', { detail: values[0] });
  }
  const not = negate ? 'not.' : '';
  if (token === 'in') {
    return `${not}in.${list(values)}`;
  }
  return `${not}${token}${languageText(language)}.${words ? values[0] : write(takes === 'many' ? arrayLiteral(values) : values[0])}`;
}

// A list of nothing but one empty text is PostgREST's empty list, which matches no row; said twice it is the text.
function list(values: string[]): string {
  const said = values.length === 1 && values[0] === '' ? ['', ''] : values;
  return `(${said.map(quote).join(',')})`;
}

function languageText(language: string | undefined): string {
  if (!language) {
    return '';
  }
  if (!isPlainName(language)) {
    throw new Fault('bad-type-name', { detail: `language ${language}` });
  }
  return `(${language})`;
}

/** True for the name of a type or language that PostgREST's grammar takes: it has no way of quoting one. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_$]+( [A-Za-z0-9_$]+)*$/.test(name);
}
