import type { Kind } from '../query/columnTypes';
import { parseInterval } from './parseInterval';
import { isTimestamp, parseTimestamp } from './parseTimestamp';
import { toValueKind, type ValueKind } from './toValueKind';

/**
 * Collects one column. Without a known type the first value decides; when a later one contradicts, the column becomes
 * text, because a wrong number or time is worse than an unsorted one.
 */
export class ColumnBuilder {
  /** True when a whole number was too large for a double. */
  isLarge = false;
  /** True when such numbers are there digit by digit, in a column that became text for them. */
  isExact = false;
  private values: unknown[];
  private kind: ValueKind | undefined;
  private readonly isFloat: boolean;
  private readonly exactIntegers: boolean;

  /** `missing`: how many rows came before the column's first appearance. */
  constructor(
    readonly name: string,
    type: string | undefined,
    { missing = 0, exactIntegers = true } = {}
  ) {
    this.exactIntegers = exactIntegers;
    this.kind = type === undefined ? undefined : toValueKind(type);
    this.isFloat = floats.has(type ?? '');
    this.values = new Array<unknown>(missing).fill(null);
  }

  /** The column as far as it was added; the numbers of an interval are seconds. */
  finish(): { kind: Kind; values: unknown[]; isInterval: boolean } {
    const isInterval = this.kind === 'interval';
    return { kind: this.kind === 'interval' ? 'number' : (this.kind ?? 'string'), values: this.values, isInterval };
  }

  /**
   * Takes the values of a page over, and changes them in place where their type asks for it. `areTimes`: its numbers are
   * epoch milliseconds. `pure`: all its values are of this kind, or null, so that there is nothing to change when the column
   * is too.
   */
  add(page: unknown[], areTimes = false, pure?: Kind): void {
    const from = this.values.length;
    if (from === 0) {
      this.values = page;
    } else {
      // Not concat, which would copy everything before again for each of many pages.
      for (const value of page) {
        this.values.push(value);
      }
    }
    this.kind ??= areTimes ? 'time' : (pure ?? guessKind(page));
    if (pure === this.kind) {
      return;
    }
    if (areTimes && this.kind !== 'time') {
      this.values = this.values.map((value, i) => (i < from ? value : (toIso(value) ?? value)));
    }
    switch (this.kind) {
      case 'number':
        return this.readNumbers(from);
      case 'interval':
        return this.readIntervals(from);
      case 'time':
        return this.readTimes(from, areTimes);
      case 'string':
        return this.readTexts(from);
      default:
    }
  }

  private readTexts(from: number): void {
    const { values } = this;
    for (let i = from; i < values.length; i++) {
      if (typeof values[i] !== 'string') {
        values[i] = toText(values[i]);
      }
    }
  }

  private readNumbers(from: number): void {
    const { values } = this;
    for (let i = from; i < values.length; i++) {
      const value = values[i];
      const number = typeof value === 'number' ? value : toNumber(value);
      if (number === undefined) {
        return this.becomeText(i, toText);
      }
      if (number !== value) {
        values[i] = number;
      }
      if (number !== null && (number > Number.MAX_SAFE_INTEGER || number < Number.MIN_SAFE_INTEGER)) {
        if (this.isInexact(value, number)) {
          this.isLarge = true;
          if (this.exactIntegers && typeof value === 'string') {
            this.isExact = true;
            values[i] = value;
            return this.becomeText(i, toText);
          }
        }
      }
    }
  }

  private readIntervals(from: number): void {
    const { values } = this;
    for (let i = from; i < values.length; i++) {
      const value = values[i];
      const seconds = typeof value === 'string' ? parseInterval(value) : null;
      if (seconds === null && value !== null && value !== undefined) {
        return this.becomeText(i, (earlier) => (earlier === null ? null : `${String(earlier)} s`));
      }
      values[i] = seconds;
    }
  }

  private readTimes(from: number, areTimes: boolean): void {
    const { values } = this;
    for (let i = from; i < values.length; i++) {
      const value = values[i];
      if (areTimes && typeof value === 'number') {
        continue;
      }
      const time = typeof value === 'string' ? parseTimestamp(value) : null;
      if (time === null && value !== null && value !== 'infinity' && value !== '-infinity') {
        // The rest of the page may be milliseconds already.
        this.values = values.map((each, at) => (areTimes && at >= i ? (toIso(each) ?? each) : each));
        return this.becomeText(i, toIso);
      }
      values[i] = time;
    }
  }

  /** Written digit by digit beyond what a double holds. Floats of that size were never exact, and 1e300 says so itself. */
  private isInexact(value: unknown, number: number): boolean {
    return (
      !this.isFloat &&
      (typeof value === 'string'
        ? /^-?\d+(\.\d+)?$/.test(value)
        : Number.isInteger(number) && Math.abs(number) <= 2 ** 63)
    );
  }

  private becomeText(from: number, convert: (earlier: unknown) => string | null): void {
    this.kind = 'string';
    for (let i = 0; i < from; i++) {
      this.values[i] = convert(this.values[i]);
    }
    this.readTexts(from);
  }
}

const floats = new Set(['double precision', 'float8', 'real', 'float4']);

/** Milliseconds as they would be written; null for everything else. */
function toIso(value: unknown): string | null {
  return typeof value === 'number' ? new Date(value).toISOString() : null;
}

/** What numbers are written as that JSON has no number for; a text column may hold them too, so they decide nothing. */
const noNumbers = new Set<unknown>(['NaN', 'Infinity', '-Infinity', null, undefined]);

function guessKind(values: unknown[]): Kind | undefined {
  const value = values.find((candidate) => !noNumbers.has(candidate));
  if (value === undefined) {
    return values.some((candidate) => typeof candidate === 'string') ? 'string' : undefined;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return typeof value === 'number' ? 'number' : 'boolean';
  }
  if (typeof value === 'string') {
    return isTimestamp(value) ? 'time' : 'string';
  }
  return 'json';
}

/** numeric and float8 write NaN and Infinity, and some servers every numeric, as text; undefined: this is no number. */
function toNumber(value: unknown): number | null | undefined {
  if (value === null || value === undefined) {
    return null;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  return Number.isNaN(number) && value !== 'NaN' ? undefined : number;
}

function toText(value: unknown): string | null {
  if (typeof value === 'string') {
    return value;
  }
  return value === null || value === undefined ? null : JSON.stringify(value);
}
