import { toKind, type Kind } from '../query/columnTypes';
import { isTimestamp, parseTimestamp } from './parseTimestamp';
import type { Row } from './toRows';

/**
 * Collects one column. Without a known type the first value decides; when a later one contradicts, the column becomes
 * text, because a wrong number or time is worse than an unsorted one.
 */
export class ColumnBuilder {
  /** True when a whole number was too large for JSON to keep exactly. */
  rounded = false;
  private readonly values: unknown[];
  private length: number;
  private kind: Kind | undefined;
  private readonly isFloat: boolean;

  /** `missing`: how many rows came before the column's first appearance; `about`: how many there may be in all. */
  constructor(
    readonly name: string,
    type: string | undefined,
    { missing = 0, about = 0 } = {}
  ) {
    this.kind = type === undefined ? undefined : toKind(type);
    this.isFloat = type === 'double precision' || type === 'real';
    // Filling an array that has its size takes half as long as pushing to one that grows.
    this.values = new Array<unknown>(Math.max(missing, about)).fill(null, 0, missing);
    this.length = missing;
  }

  /** The column as far as it was added. */
  finish(): { kind: Kind; values: unknown[] } {
    this.values.length = this.length;
    return { kind: this.kind ?? 'string', values: this.values };
  }

  add(rows: Row[]): void {
    this.kind ??= guessKind(rows, this.name);
    switch (this.kind) {
      case 'number':
        this.addNumbers(rows);
        break;
      case 'time':
        this.addTimes(rows);
        break;
      case 'string':
        this.addTexts(rows);
        break;
      default:
        this.addAsIs(rows);
    }
    this.length += rows.length;
  }

  private addAsIs(rows: Row[]): void {
    const { name, values, length } = this;
    for (let i = 0; i < rows.length; i++) {
      values[length + i] = rows[i][name] ?? null;
    }
  }

  private addTexts(rows: Row[], from = 0): void {
    const { name, values, length } = this;
    for (let i = from; i < rows.length; i++) {
      const value = rows[i][name];
      values[length + i] = typeof value === 'string' ? value : toText(value);
    }
  }

  private addNumbers(rows: Row[]): void {
    const { name, values, length } = this;
    for (let i = 0; i < rows.length; i++) {
      const value = rows[i][name];
      const number = typeof value === 'number' ? value : toNumber(value);
      if (number === undefined) {
        return this.becomeText(rows, i, toText);
      }
      if (number !== null && (number > Number.MAX_SAFE_INTEGER || number < Number.MIN_SAFE_INTEGER)) {
        this.noteRounded(number);
      }
      values[length + i] = number;
    }
  }

  private addTimes(rows: Row[]): void {
    const { name, values, length } = this;
    for (let i = 0; i < rows.length; i++) {
      const value = rows[i][name];
      const time = typeof value === 'string' ? parseTimestamp(value) : null;
      if (time === null && value !== null && value !== undefined && value !== 'infinity' && value !== '-infinity') {
        return this.becomeText(rows, i, (ms) => (typeof ms === 'number' ? new Date(ms).toISOString() : null));
      }
      values[length + i] = time;
    }
  }

  private becomeText(rows: Row[], from: number, convert: (earlier: unknown) => string | null): void {
    this.kind = 'string';
    for (let i = 0; i < this.length + from; i++) {
      this.values[i] = convert(this.values[i]);
    }
    this.addTexts(rows, from);
  }

  private noteRounded(value: number): void {
    // Past 2^63 it is no bigint, and floats of that size were never exact.
    this.rounded ||= !this.isFloat && Number.isInteger(value) && Math.abs(value) <= 2 ** 63;
  }
}

function guessKind(rows: Row[], name: string): Kind | undefined {
  const value = rows.find((row) => row[name] !== null && row[name] !== undefined)?.[name];
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
