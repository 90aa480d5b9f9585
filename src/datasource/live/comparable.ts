/** What a position in a growing column is compared by: a number, or a whole number too large for one. */
export type Position = number | bigint;

/** A value of a growing column as something that can be compared; undefined for null and for text, whose order is the server's. */
export function toPosition(value: unknown): Position | undefined {
  if (typeof value === 'number' && !Number.isNaN(value)) {
    return value;
  }
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

/** The later of two positions. */
export function later(a: Position | undefined, b: Position | undefined): Position | undefined {
  if (a === undefined || b === undefined) {
    return a ?? b;
  }
  return a < b ? b : a;
}
