import { looksLikeFilter } from '../request/looksLikeFilter';
import type { Pair } from '../request/Pair';
import { arrayElements } from './arrayElements';
import { readCondition } from './readCondition';
import { readOrder } from './readOrder';
import { readSelect } from './readSelect';
import { readTree } from './readTree';
import { Scanner, type Mark } from './Scanner';
import type { Piece } from './Source';

/** A pair of a request, told by its key as PostgREST tells it. Throws the Mistake that it stumbles over. */
export function readPair(key: Piece, value: Piece, isFunction: boolean, marks: Mark[]): Pair {
  const scanner = new Scanner(value);
  const pair = pairOf(key, value, isFunction, scanner, marks);
  marks.push(...scanner.marks);
  return pair;
}

function pairOf(key: Piece, value: Piece, isFunction: boolean, scanner: Scanner, marks: Mark[]): Pair {
  if (key.text === 'select') {
    return { kind: 'select', items: readSelect(scanner) };
  }
  if (key.text === 'columns' || key.text === 'on_conflict') {
    return { kind: 'other', key: key.text, value: value.text };
  }
  switch (key.text.split('.').at(-1)) {
    case 'and':
    case 'or':
      return readLogic(key, scanner);
    case 'order': {
      scanner.scope = namesOf(key).slice(0, -1);
      return { kind: 'order', at: [...scanner.scope], terms: readOrder(scanner) };
    }
    case 'limit':
      return { kind: 'limit', at: namesOf(key).slice(0, -1), count: value.text };
    case 'offset':
      return { kind: 'offset', at: namesOf(key).slice(0, -1), count: value.text };
    default:
      return isFunction && !looksLikeFilter.test(value.text)
        ? readArgument(key, value)
        : readFilter(key, scanner, marks);
  }
}

function readLogic(key: Piece, scanner: Scanner): Pair {
  const names = namesOf(key);
  const at = names.slice(0, -1).filter((name) => name !== 'not');
  scanner.scope = at;
  const node = readTree(scanner, names.at(-1) === 'or' ? 'any' : 'all', names.includes('not'));
  scanner.expectEnd();
  return { kind: 'filter', at, node };
}

function readFilter(key: Piece, values: Scanner, marks: Mark[]): Pair {
  const scanner = new Scanner(key);
  const at: string[] = [];
  let place = scanner.place();
  while (place.path === undefined && scanner.skip('.')) {
    at.push(place.column);
    scanner.scope = at;
    place = scanner.place();
  }
  scanner.expectEnd();
  marks.push(...scanner.marks.slice(-1));
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
