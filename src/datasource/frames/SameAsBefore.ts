import type { TextWindow } from './TextWindow';

/** A column that changed so much more often than it stayed is not compared any more. */
const patience = 32;

/**
 * What each column held in a row before, with its key: where a row says the same again, both are known after a few
 * comparisons.
 */
export class SameAsBefore {
  /** What `isNext` found, and where it ends. */
  value: string | null = null;
  end = 0;
  private readonly values: Array<string | null>;
  private readonly starts: Int32Array;
  private readonly sizes: Int32Array;
  private readonly patience: Int32Array;

  constructor(
    private readonly window: TextWindow,
    columns: number
  ) {
    this.values = new Array<string | null>(columns).fill(null);
    this.starts = new Int32Array(columns).fill(-1);
    this.sizes = new Int32Array(columns);
    this.patience = new Int32Array(columns).fill(patience);
  }

  /** True when the column says at `at` what it said before. */
  isNext(column: number, at: number): boolean {
    const start = this.starts[column];
    if (start < 0) {
      return false;
    }
    const { words, size } = this.window;
    const length = this.sizes[column];
    if (at + length >= size || !isSame(words, at, words, start, length)) {
      if (--this.patience[column] <= 0) {
        this.starts[column] = -1;
      }
      return false;
    }
    if (this.patience[column] < patience) {
      this.patience[column]++;
    }
    this.value = this.values[column];
    this.end = at + length;
    return true;
  }

  /** A key and its value, all ASCII, from `start` to before `end`. */
  remember(column: number, start: number, end: number, value: string | null): void {
    if (this.patience[column] > 0 && end - start >= wordSize) {
      this.starts[column] = start;
      this.sizes[column] = end - start;
      this.values[column] = value;
    }
  }

  /** For another window, whose bytes are others. */
  forget(): void {
    this.starts.fill(-1);
  }
}

const wordSize = 8;

/**
 * True when both hold the same `length` bytes. Eight are compared at once as doubles; those that are no number, which only
 * bytes beyond ASCII can be, are never the same.
 */
export function isSame(one: DataView, at: number, other: DataView, start: number, length: number): boolean {
  if (length < wordSize) {
    return (
      one.getInt32(at, true) === other.getInt32(start, true) &&
      one.getInt32(at + length - 4, true) === other.getInt32(start + length - 4, true)
    );
  }
  const last = length - wordSize;
  for (let i = 0; i < last; i += wordSize) {
    if (one.getFloat64(at + i, true) !== other.getFloat64(start + i, true)) {
      return false;
    }
  }
  return one.getFloat64(at + last, true) === other.getFloat64(start + last, true);
}
