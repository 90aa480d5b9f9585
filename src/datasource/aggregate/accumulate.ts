import type { AggregateFunction } from '../query/model';
import { Fault } from '../transport/Fault';
import { compareDecimals, parseDecimal } from './Decimal';
import { ExactSum, isNumber } from './ExactSum';

/** One figure over the rows of a group. As in SQL, nulls are passed over, and a sum of nothing is null. */
export interface Accumulator {
  add: (value: unknown) => void;
  result: () => unknown;
}

export interface Figure {
  function: AggregateFunction;
  /** Undefined: rows are counted. */
  field: string | undefined;
  isFloat: boolean;
}

export function accumulator(figure: Figure): Accumulator {
  switch (figure.function) {
    case 'count':
      return counter(figure.field === undefined);
    case 'min':
      return extreme((order) => order < 0);
    case 'max':
      return extreme((order) => order > 0);
    default:
      return summing(figure);
  }
}

function counter(countsRows: boolean): Accumulator {
  let count = 0;
  return { add: (value) => (count += countsRows || !isNull(value) ? 1 : 0), result: () => count };
}

function summing({ function: name, field, isFloat }: Figure): Accumulator {
  const sum = new ExactSum(isFloat);
  return {
    add: (value) => {
      if (!isNull(value) && !sum.add(value)) {
        throw new Fault('bad-value', { detail: `${name} of “${field ?? ''}”: ${JSON.stringify(value)} is no number` });
      }
    },
    result: () => (name === 'avg' ? sum.average() : sum.sum()),
  };
}

function extreme(isBetter: (order: number) => boolean): Accumulator {
  let best: unknown = null;
  return {
    add: (value) => {
      if (!isNull(value) && (best === null || isBetter(compareValues(value, best)))) {
        best = value;
      }
    },
    result: () => best,
  };
}

/** Numbers by size, NaN above all others as in Postgres; all else as text, character by character. */
export function compareValues(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number' && !Number.isNaN(one) && !Number.isNaN(other)) {
    return one - other;
  }
  const [a, b] = [String(one), String(other)];
  if (isNumber(a) && isNumber(b)) {
    return compareNumbers(a, b);
  }
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [parseDecimal(a), parseDecimal(b)];
  if (x && y) {
    return compareDecimals(x, y);
  }
  const rank = (text: string) => (text === 'NaN' ? [1, 0] : [0, Number(text)]);
  const [[isNaN1, n1], [isNaN2, n2]] = [rank(a), rank(b)];
  if (isNaN1 !== isNaN2) {
    return isNaN1 - isNaN2;
  }
  return n1 === n2 ? 0 : n1 - n2;
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined;
}
