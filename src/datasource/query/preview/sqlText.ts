import { Fault } from '../../transport/Fault';
import { isFilterGroup, type Filter, type FilterNode, type Place } from '../model';
import { operators } from '../operators';
import { isPlainName } from '../request/filterText';
import { arrayLiteral, fromPathKey, isPosition } from '../request/names';

/** A name in SQL. */
export function sqlName(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}

/** A text in SQL, whatever it holds. */
export function sqlText(text: string): string {
  const doubled = `'${text.replace(/'/g, "''")}'`;
  return text.includes('\\') ? `E${doubled.replace(/\\/g, '\\\\')}` : doubled;
}

/** A column with its way into a json value; `prefix` is its table's name with a dot, or nothing. */
export function placeSql({ column, path = [], asJson }: Place, prefix: string): string {
  const steps = path.map((key, at) => {
    const arrow = at === path.length - 1 && !asJson ? '->>' : '->';
    return ` ${arrow} ${isPosition(key) ? key : sqlText(fromPathKey(key))}`;
  });
  return `${prefix}${column === '*' ? '*' : sqlName(column)}${steps.join('')}`;
}

/** An expression turned into a type. */
export function castSql(expression: string, cast: string | undefined): string {
  if (!cast) {
    return expression;
  }
  if (!isPlainName(cast)) {
    throw new Fault('bad-type-name', { detail: `cast ${cast}` });
  }
  return `${/^[^ ]+$|^"[^"]*"$/.test(expression) ? expression : `(${expression})`}::${cast}`;
}

/** A condition in SQL, its values as texts whose type Postgres takes from the column. */
export function conditionSql(node: FilterNode, prefix: string): string {
  if (!isFilterGroup(node)) {
    const condition = filterSql(node, prefix);
    return node.negate ? `not (${condition})` : condition;
  }
  const word = node.match === 'any' ? ' or ' : ' and ';
  return `${node.negate ? 'not ' : ''}(${node.filters.map((each) => conditionSql(each, prefix)).join(word)})`;
}

function filterSql(filter: Filter, prefix: string): string {
  const { operator, value, language } = filter;
  const { sql, takes, token, words, takesLanguage } = operators[operator];
  const place = placeSql(filter, prefix);
  const values = [value].flat().map((each) => (/^i?like/.test(token) ? each.replace(/\*/g, '%') : each));
  if (words) {
    return `${place} is ${values[0]}`;
  }
  if (token === 'in') {
    return `${place} in (${values.map(sqlText).join(', ')})`;
  }
  if (takesLanguage) {
    return `${place} ${sql}(${language ? `${sqlText(language)}, ` : ''}${sqlText(values[0])})`;
  }
  const text = sqlText(takes === 'many' ? arrayLiteral(values) : values[0]);
  return `${place} ${sql}${token.endsWith(')') ? `(${text})` : ` ${text}`}`;
}
