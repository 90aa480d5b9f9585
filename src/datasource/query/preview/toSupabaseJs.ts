import type { ArgValue, Order, RpcQuery, TableQuery } from '../model';
import { timeVariables } from '../raw/toTableQuery';
import { arrayLiteral, keyName } from '../request/names';
import type { Asked, Pair } from '../request/Pair';
import { writePair } from '../request/writePair';
import { toAsked } from '../toPostgrest';
import { isSummedUpHere } from '../toRowsQuery';
import { filterCall } from './filterCall';
import { jsKey, jsOptions, jsText } from './jsText';
import { rangePairs } from '../request/toPairs';

/**
 * The call of supabase-js that asks the same, ready to be run where `supabase` is a client. Variables are shown as they are
 * written, and without a range so are its ends. A name with both a quote and a space in it is the one thing that supabase-js
 * cannot select. Throws the Fault of what cannot be asked. https://supabase.com/docs/reference/javascript/select
 */
export function toSupabaseJs(
  query: TableQuery | RpcQuery,
  schema: string,
  range?: { from: number; to: number }
): string {
  const asked = toAsked(query, range ? rangePairs(range) : timeVariables);
  const lines = [`.schema(${jsText(query.schema || schema)})`, ...callsOf(asked, query)];
  const note =
    query.queryType === 'table' && isSummedUpHere(query) ? '// The rows; what sums them up runs in the browser.\n' : '';
  return `${note}const { data, error } = await supabase\n${lines.map((line) => `  ${line}`).join('\n')};`;
}

function callsOf({ isFunction, name, pairs }: Asked, query: TableQuery | RpcQuery): string[] {
  if (isFunction) {
    return [`.rpc(${jsText(name)}, ${argsCode(pairs)}, { get: true })`];
  }
  const count = query.queryType === 'table' ? query.count : undefined;
  return [`.from(${jsText(name)})`, ...pairs.flatMap((pair) => callOf(pair, count))];
}

function callOf(pair: Pair, count: TableQuery['count']): string[] {
  switch (pair.kind) {
    case 'select':
      return [`.select(${jsText(withoutSpaces(writePair(pair)[1]))}${count ? `, { count: '${count}' }` : ''})`];
    case 'filter':
      return [filterCall(pair.node, pair.at)];
    case 'order':
      return pair.terms.map((term) => orderCall(term, pair.at));
    case 'limit': {
      const options = jsOptions([referencedTable(pair.at)]);
      return [`.limit(${pair.count}${options && `, ${options}`})`];
    }
    default:
      return [];
  }
}

function orderCall(term: Order, at: string[]): string {
  const [, text] = writePair({ kind: 'order', at: [], terms: [{ ...term, direction: 'asc', nulls: undefined }] });
  const options = jsOptions([
    ['ascending', String(term.direction === 'asc')],
    term.nulls !== undefined && ['nullsFirst', String(term.nulls === 'first')],
    referencedTable(at),
  ]);
  return `.order(${jsText(text.slice(0, -'.asc'.length))}, ${options})`;
}

function referencedTable(at: string[]): [string, string] | false {
  return at.length > 0 && ['referencedTable', jsText(at.map(keyName).join('.'))];
}

function argsCode(pairs: Pair[]): string {
  const entries = pairs.flatMap((pair) => {
    if (pair.kind !== 'argument') {
      return [];
    }
    const [key] = writePair(pair);
    return [`${jsKey(key)}: ${argCode(pair.value)}`];
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

// supabase-js joins the elements of a list without quoting them.
function argCode(value: ArgValue): string {
  if (!Array.isArray(value)) {
    return jsText(value);
  }
  const isPlain = value.every((each) => /^[\p{L}\p{N}_-]+$/u.test(each) && !/^null$/i.test(each));
  return isPlain ? `[${value.map(jsText).join(', ')}]` : jsText(arrayLiteral(value));
}

/** Types of two words by their other names: supabase-js takes spaces outside quotes out of a selection. */
function withoutSpaces(select: string): string {
  return select.replace(/::([a-z ]+)/g, (cast, type: string) => (shortTypes[type] ? `::${shortTypes[type]}` : cast));
}

const shortTypes: Record<string, string> = {
  'double precision': 'float8',
  'character varying': 'varchar',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
  'bit varying': 'varbit',
};
