import { looksLikeFilter } from '../request/looksLikeFilter';
import type { Pair } from '../request/Pair';
import { arrayElements } from './arrayElements';
import { readCondition } from './readCondition';
import { readOrder } from './readOrder';
import { readSelect } from './readSelect';
import { readTree } from './readTree';
import { Scanner } from './Scanner';
import type { Piece } from './Source';

/** A pair of a request, told by its key as PostgREST tells it. Throws the Mistake that it stumbles over. */
export function readPair(key: Piece, value: Piece, isFunction: boolean): Pair {
  if (key.text === 'select') {
    return { kind: 'select', items: readSelect(new Scanner(value)) };
  }
  if (key.text === 'columns' || key.text === 'on_conflict') {
    return { kind: 'other', key: key.text, value: value.text };
  }
  switch (key.text.split('.').at(-1)) {
    case 'and':
    case 'or':
      return readLogic(key, value);
    case 'order':
      return { kind: 'order', at: namesOf(key).slice(0, -1), terms: readOrder(new Scanner(value)) };
    case 'limit':
      return { kind: 'limit', at: namesOf(key).slice(0, -1), count: value.text };
    case 'offset':
      return { kind: 'offset', at: namesOf(key).slice(0, -1), count: value.text };
    default:
      return isFunction && !looksLikeFilter.test(value.text) ? readArgument(key, value) : readFilter(key, value);
  }
}

function readLogic(key: Piece, value: Piece): Pair {
  const names = namesOf(key);
  const scanner = new Scanner(value);
  const node = readTree(scanner, names.at(-1) === 'or' ? 'any' : 'all', names.includes('not'));
  scanner.expectEnd();
  return { kind: 'filter', at: names.slice(0, -1).filter((name) => name !== 'not'), node };
}

function readFilter(key: Piece, value: Piece): Pair {
  const scanner = new Scanner(key);
  const at: string[] = [];
  let place = scanner.place();
  while (place.path === undefined && scanner.skip('.')) {
    at.push(place.column);
    place = scanner.place();
  }
  scanner.expectEnd();
  const values = new Scanner(value);
  const condition = readCondition(values, false);
  values.expectEnd();
  return { kind: 'filter', at, node: { ...place, ...condition } };
}

function readArgument(key: Piece, value: Piece): Pair {
  const scanner = new Scanner(key);
  const name = scanner.name('the name of an argument');
  scanner.expectEnd();
  const elements = arrayElements(value.text);
  // A list only when it is written as one is sent: what else begins with { may be a text or json.
  const isList = elements !== undefined && /^\{\s*("(?:[^"\\]|\\.)*"|[\ue000-\uf8ff])(\s*,|\s*\}$)/s.test(value.text);
  return { kind: 'argument', name, value: isList ? elements : value.text };
}

function namesOf(key: Piece): string[] {
  const scanner = new Scanner(key);
  const names = [scanner.name('a name')];
  while (scanner.skip('.')) {
    names.push(scanner.name('a name'));
  }
  scanner.expectEnd();
  return names;
}
