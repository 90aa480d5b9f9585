import type { Asked, Pair } from '../request/Pair';
import { restored } from './restored';
import type { RawPart, RawProblem } from './RawRead';
import { readPair } from './readPair';
import { Mistake, type Mark } from './Scanner';
import { Source, type Piece } from './Source';

/** A pair and where it stands. */
export interface PlacedPair {
  pair: Pair;
  from: number;
  to: number;
  /** It could not be read and is sent as it is written, though a variable stands in it. */
  isStuck?: boolean;
}

export interface ReadRequest extends Omit<Asked, 'pairs'> {
  pairs: PlacedPair[];
  parts: RawPart[];
  problems: RawProblem[];
  /** The names in it, except in pairs that could not be read. */
  marks: Mark[];
  /** Of pairs that no query of the builder can hold. */
  losses: RawProblem[];
}

/**
 * A request written by hand, such as `runs?select=id&status=eq.failed`, read by PostgREST's grammar. What cannot be read
 * is among the pairs as it is written, so that PostgREST has the last word. `hasVariables`: `$client` is a variable.
 */
export function readRequest(text: string, hasVariables: boolean): ReadRequest {
  const source = new Source(text, hasVariables);
  const isFunction = source.name.text.startsWith('rpc/');
  const name = source.restore(isFunction ? source.name.text.slice('rpc/'.length) : source.name.text);
  const nameFrom = source.name.offsets[isFunction ? 'rpc/'.length : 0];
  const [, nameTo] = span(source.name);
  const result: ReadRequest = {
    isFunction,
    name,
    pairs: [],
    parts: [{ kind: isFunction ? 'function' : 'table', from: nameFrom, to: nameTo }],
    problems: [],
    marks: [],
    losses: [],
  };
  if (name === '') {
    const message = 'Name a table, or rpc/ and a function';
    result.problems.push({ from: nameFrom, to: Math.max(nameTo, nameFrom), message });
  }
  for (const { key, value, from, to } of source.pairs) {
    addPair(result, source, { key, value, from, to });
  }
  return result;
}

function addPair(result: ReadRequest, source: Source, { key, value, from, to }: Source['pairs'][number]): void {
  result.parts.push({ kind: 'key', from, to: span(key)[1] });
  if (value === undefined) {
    const message = 'Without “=” and a value this is ignored';
    result.problems.push({ from, to, message, severity: 'warning' });
    return;
  }
  const [valueFrom, valueTo] = span(value);
  result.parts.push({ kind: 'value', from: valueFrom, to: valueTo });
  try {
    const marks: Mark[] = [];
    const pair = restored(readPair(key, value, result.isFunction, marks), source);
    result.pairs.push({ pair, from, to });
    result.marks.push(
      ...marks.filter(({ name, scope }) => source.restore([name, ...scope].join()) === [name, ...scope].join())
    );
  } catch (thrown) {
    if (!(thrown instanceof Mistake)) {
      throw thrown;
    }
    const { message, isLoss } = thrown;
    (isLoss ? result.losses : result.problems).push({ from: thrown.from, to: thrown.to, message });
    const pair: Pair = { kind: 'other', key: source.restore(key.text), value: source.restore(value.text) };
    const isStuck = source.hasReference(key) || source.hasReference(value);
    result.pairs.push({ pair, from, to, ...(isStuck ? { isStuck } : {}) });
  }
}

function span({ offsets }: Piece): [number, number] {
  return [offsets[0], offsets[offsets.length - 1]];
}
