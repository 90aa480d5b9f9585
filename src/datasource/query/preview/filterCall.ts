import { isFilterGroup, type Filter, type FilterNode } from '../model';
import { operators, type FilterOperator } from '../operators';
import { filterPair } from '../request/filterText';
import { keyName } from '../request/names';
import { jsOptions, jsText } from './jsText';

/** Methods of supabase-js that send an operator with the value as it is. */
const methods: Partial<Record<FilterOperator, string>> = {
  ...{ eq: 'eq', neq: 'neq', gt: 'gt', gte: 'gte', lt: 'lt', lte: 'lte', like: 'like', ilike: 'ilike', is: 'is' },
  ...{
    cs: 'contains',
    cd: 'containedBy',
    ov: 'overlaps',
    csjson: 'contains',
    cdjson: 'containedBy',
    ovrange: 'overlaps',
  },
  ...{ sl: 'rangeLt', sr: 'rangeGt', nxr: 'rangeLte', nxl: 'rangeGte', adj: 'rangeAdjacent', in: 'in' },
};
const searches: Partial<Record<FilterOperator, string>> = { plfts: 'plain', phfts: 'phrase', wfts: 'websearch' };

/** A condition as a method of supabase-js; `at` names the embed that it is about. */
export function filterCall(node: FilterNode, at: string[]): string {
  if (isFilterGroup(node)) {
    return groupCall(node, at);
  }
  const [key, text] = filterPair(node, at);
  const column = jsText(key);
  const { token, rest } = parts(text, node);
  if (node.negate) {
    return `.not(${column}, ${jsText(token)}, ${jsText(rest)})`;
  }
  if (operators[node.operator].takesLanguage) {
    const type = searches[node.operator];
    const options = jsOptions([
      type !== undefined && ['type', `'${type}'`],
      !!node.language && ['config', jsText(node.language)],
    ]);
    return `.textSearch(${column}, ${jsText(rest)}${options && `, ${options}`})`;
  }
  const method = methods[node.operator];
  const value = method && valueOf(node, rest);
  return value === undefined
    ? `.filter(${column}, ${jsText(token)}, ${jsText(rest)})`
    : `.${method}(${column}, ${value})`;
}

// Only or() takes a group, so and(…) and not.… stand within one of a single member.
function groupCall(node: Exclude<FilterNode, Filter>, at: string[]): string {
  const [key, text] = filterPair(node, []);
  const inner = key === 'or' ? text.slice(1, -1) : `${key}${text}`;
  const table = at.map(keyName).join('.');
  return `.or(${jsText(inner)}${at.length === 0 ? '' : `, { referencedTable: ${jsText(table)} }`})`;
}

/** `not.fts(english).x` as its operator and value. */
function parts(text: string, { negate, operator, language }: Filter): { token: string; rest: string } {
  const { token } = operators[operator];
  const said = language ? `${token}(${language})` : token;
  return { token: said, rest: text.slice((negate ? 'not.' : '').length + said.length + 1) };
}

/** The value as code; undefined where supabase-js would change it on the way. */
function valueOf({ operator, value }: Filter, rest: string): string | undefined {
  if (operator === 'is') {
    return rest === 'unknown' ? undefined : rest;
  }
  if (!Array.isArray(value)) {
    return jsText(rest);
  }
  const isPlain = value.every((each) => /^[\p{L}\p{N}_:. -]*[\p{L}\p{N}_:.-]$/u.test(each) && !/^null$/i.test(each));
  if (isPlain && new Set(value).size === value.length) {
    return `[${value.map(jsText).join(', ')}]`;
  }
  return operator === 'in' ? undefined : jsText(rest);
}
