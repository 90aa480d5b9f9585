import { toKind, type Kind } from '../query/columnTypes';
import { isTimestamp, parseTimestamp } from './parseTimestamp';

/**
 * Collects one column. Without a known type the first value decides; when a later one contradicts, the column becomes
 * text, because a wrong number or time is worse than an unsorted one.
 */
export class ColumnBuilder {
  /** True when a whole number was too large for JSON to keep exactly. */
  rounded = false;
  private values: unknown[];
  private kind: Kind | undefined;
  private readonly isFloat: boolean;

  /** `missing`: how many rows came before the column's first appearance. */
  constructor(
    readonly name: string,
    type: string | undefined,
    missing = 0
  ) {
    this.kind = type === undefined ? undefined : toKind(type);
    this.isFloat = type === 'double precision' || type === 'real';
    this.values = new Array<unknown>(missing).fill(null);
  }

  /** The column as far as it was added. */
  finish(): { kind: Kind; values: unknown[] } {
    return { kind: this.kind ?? 'string', values: this.values };
  }

  /** Takes the values of a page over, and changes them in place where their type asks for it. */
  add(page: unknown[]): void {
    const from = this.values.length;
    this.values = from === 0 ? page : this.values.concat(page);
    this.kind ??= guessKind(page);
    switch (this.kind) {
      case 'number':
        return this.readNumbers(from);
      case 'time':
        return this.readTimes(from);
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
      let number = values[i];
      if (typeof number !== 'number') {
        number = toNumber(number);
        if (number === undefined) {
          return this.becomeText(i, toText);
        }
        values[i] = number;
      }
      if (typeof number === 'number' && (number > Number.MAX_SAFE_INTEGER || number < Number.MIN_SAFE_INTEGER)) {
        this.noteRounded(number);
      }
    }
  }

  private readTimes(from: number): void {
    const { values } = this;
    for (let i = from; i < values.length; i++) {
      const value = values[i];
      const time = typeof value === 'string' ? parseTimestamp(value) : null;
      if (time === null && value !== null && value !== 'infinity' && value !== '-infinity') {
        return this.becomeText(i, (ms) => (typeof ms === 'number' ? new Date(ms).toISOString() : null));
      }
      values[i] = time;
    }
  }

  private becomeText(from: number, convert: (earlier: unknown) => string | null): void {
    this.kind = 'string';
    for (let i = 0; i < from; i++) {
      this.values[i] = convert(this.values[i]);
    }
    this.readTexts(from);
  }

  private noteRounded(value: number): void {
    // Past 2^63 it is no bigint, and floats of that size were never exact.
    this.rounded ||= !this.isFloat && Number.isInteger(value) && Math.abs(value) <= 2 ** 63;
  }
}

function guessKind(values: unknown[]): Kind | undefined {
  const value = values.find((candidate) => candidate !== null) ?? undefined;
  if (value === undefined) {
    return undefined;
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
