import { Fault } from '../../transport/Fault';
import type { ArgValue, Order } from '../model';
import { filterPair } from './filterText';
import { arrayLiteral, columnName, keyName, placeText } from './names';
import { looksLikeFilter } from './looksLikeFilter';
import type { Pair } from './Pair';
import { selectText } from './selectText';

/** The key and value of a pair, not yet percent-encoded. Throws the Fault of what PostgREST cannot be asked. */
export function writePair(pair: Pair): [string, string] {
  switch (pair.kind) {
    case 'select':
      return ['select', selectText(pair.items)];
    case 'filter':
      return filterPair(pair.node, pair.at);
    case 'order':
      return [keyAt(pair.at, 'order'), pair.terms.map(orderText).join(',')];
    case 'limit':
    case 'offset':
      return [keyAt(pair.at, pair.kind), pair.count];
    case 'argument':
      return argumentPair(pair.name, pair.value);
    case 'other':
      return [pair.key, pair.value];
  }
}

function keyAt(at: string[], word: string): string {
  return [...at.map(keyName), word].join('.');
}

function orderText({ direction, nulls, embed, ...place }: Order): string {
  if (place.column === '') {
    throw new Fault('missing-name', { detail: 'an order has no column' });
  }
  const text = placeText(place);
  return `${embed ? `${columnName(embed)}(${text})` : text}.${direction}${nulls ? `.nulls${nulls}` : ''}`;
}

function argumentPair(name: string, value: ArgValue): [string, string] {
  if (reserved.has(name)) {
    throw new Fault('reserved-argument', { detail: name });
  }
  const text = Array.isArray(value) ? arrayLiteral(value) : value;
  if (looksLikeFilter.test(text)) {
    throw new Fault('argument-like-filter', { detail: `${name} = ${text}` });
  }
  return [keyName(name), text];
}

const reserved = new Set(['select', 'order', 'limit', 'offset', 'columns', 'on_conflict', 'and', 'or']);
