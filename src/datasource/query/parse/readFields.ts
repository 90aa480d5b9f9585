import { Fault } from '../../transport/Fault';
import type { ArgValue } from '../model';

export type Fields = Record<string, unknown>;

/** An object of unknown fields; throws `not-a-query` with the problem. */
export function readFields(saved: unknown, problem: string): Fields {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    throw new Fault('not-a-query', { detail: problem });
  }
  return { ...saved };
}

/** A text, empty when there is none. */
export function readText(saved: unknown, name: string): string {
  if (saved === undefined || saved === null) {
    return '';
  }
  if (typeof saved !== 'string') {
    throw new Fault('not-a-query', { detail: `${name} is not text` });
  }
  return saved;
}

/** A list, empty when there is none. */
export function readList(saved: unknown, name: string): unknown[] {
  if (saved === undefined || saved === null) {
    return [];
  }
  if (!Array.isArray(saved)) {
    throw new Fault('not-a-query', { detail: `${name} is not a list` });
  }
  return saved;
}

/** One of these words, else undefined. */
export function readWord<Word extends string>(saved: unknown, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === saved);
}

/** The key with its value, or nothing when the value is undefined or empty: what is absent is not saved. */
export function present<Key extends string, Value>(key: Key, value: Value | '' | undefined): { [K in Key]?: Value } {
  const result: { [K in Key]?: Value } = {};
  if (value !== undefined && value !== '') {
    result[key] = value;
  }
  return result;
}

/** Values and lists of values by name; numbers and booleans of hand-written queries become text. */
export function readArgs(saved: unknown): Record<string, ArgValue> {
  const entries = Object.entries(readFields(saved ?? {}, 'the arguments are not an object'));
  return Object.fromEntries(entries.map(([name, value]) => [name, readArg(value)]));
}

export function readArg(saved: unknown): ArgValue {
  return Array.isArray(saved) ? saved.map(readScalar) : readScalar(saved);
}

/** A whole number that is not negative, else undefined. */
export function readCount(saved: unknown): number | undefined {
  return typeof saved === 'number' && Number.isFinite(saved) && saved >= 0 ? Math.floor(saved) : undefined;
}

export function readScalar(saved: unknown): string {
  if (typeof saved === 'string' || typeof saved === 'number' || typeof saved === 'boolean') {
    return String(saved);
  }
  throw new Fault('not-a-query', { detail: `a value is ${JSON.stringify(saved)}` });
}
