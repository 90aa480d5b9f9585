import { toKind, type Kind } from '../query/columnTypes';

/** How the values of a column are read: an interval becomes a number of seconds. */
export type ValueKind = Kind | 'interval';

/** The way in which values of a Postgres type are read. */
export function toValueKind(type: string): ValueKind {
  return /^interval\b(?!.*\[\])/.test(type.toLowerCase().trim()) ? 'interval' : toKind(type);
}
