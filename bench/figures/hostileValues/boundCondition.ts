import { isFilterGroup, type Filter, type FilterNode } from '../../../src/datasource/query/model.ts';

/** SQL with `$1`, `$2` … and what is bound to them. */
export interface Bound {
  text: string;
  values: Array<string | string[]>;
}

const comparisons: Record<string, string> = {
  ...{
    eq: '=',
    neq: '<>',
    gt: '>',
    gte: '>=',
    lt: '<',
    lte: '<=',
    like: 'like',
    ilike: 'ilike',
    match: '~',
    imatch: '~*',
  },
  ...{ isdistinct: 'is distinct from', in: '= any', cs: '@>', cd: '<@', ov: '&&', csjson: '@>', cdjson: '<@' },
};
const searches: Record<string, string> = {
  ...{ fts: 'to_tsquery', plfts: 'plainto_tsquery', phfts: 'phraseto_tsquery', wfts: 'websearch_to_tsquery' },
};

/** What a condition means, in SQL with bound parameters: written apart from the plugin's code, so that the two can disagree. */
export function boundCondition(node: FilterNode, values: Bound['values'] = []): Bound {
  return { text: toSql(node, values), values };
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function toSql(node: FilterNode, values: Bound['values']): string {
  if (isFilterGroup(node)) {
    const inner = node.filters.map((each) => toSql(each, values)).join(node.match === 'any' ? ' or ' : ' and ');
    return `${node.negate ? 'not ' : ''}(${inner})`;
  }
  const condition = conditionSql(node, values);
  return node.negate ? `not (${condition})` : `(${condition})`;
}

function conditionSql({ column, path = [], operator, value, language }: Filter, values: Bound['values']): string {
  const bind = (each: string | string[]) => `$${values.push(each)}`;
  // A key must be told from a position: a bound text is the former. The model writes one that is a number between quotes.
  const place = path.reduce(
    (before, key, at) =>
      `${before} ${at === path.length - 1 ? '->>' : '->'} ${bind(key.replace(/^"(-?\d+)"$/, '$1'))}::text`,
    identifier(column)
  );
  if (operator === 'is') {
    return `${place} is ${String(value)}`;
  }
  const [name, quantifier] = operator.split(/[()]/);
  if (searches[name]) {
    return `${place} @@ ${searches[name]}(${language ? `'${language}', ` : ''}${bind(value)})`;
  }
  const isPattern = name.endsWith('like');
  const starred = [value].flat().map((each) => (isPattern ? each.replaceAll('*', '%') : each));
  const bound = bind(Array.isArray(value) ? starred : starred[0]);
  const isAny = operator === 'in' || quantifier;
  // A text bound to jsonb would be made a string of JSON.
  const typed = name.endsWith('json') ? `${bound}::text::jsonb` : bound;
  return `${place} ${comparisons[name]} ${quantifier ?? ''}${isAny ? `(${typed})` : typed}`;
}
