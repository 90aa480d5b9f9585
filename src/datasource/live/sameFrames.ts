import type { DataFrame } from '@grafana/data';

/** True when two answers show the same rows. */
export function sameFrames(a: DataFrame[], b: DataFrame[]): boolean {
  return a.length === b.length && a.every((frame, i) => sameFrame(frame, b[i]));
}

function sameFrame(a: DataFrame, b: DataFrame): boolean {
  return (
    a.length === b.length &&
    a.fields.length === b.fields.length &&
    a.fields.every(({ name, type, values }, i) => {
      const other = b.fields[i];
      return name === other.name && type === other.type && values.every((value, row) => same(value, other.values[row]));
    })
  );
}

function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
