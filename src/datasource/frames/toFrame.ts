import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { toKind, type Column, type Kind } from '../query/columnTypes';
import { isTimestamp, parseTimestamp } from './parseTimestamp';
import type { Row } from './toRows';
import { displayNameOf, unitOf } from './units';

export interface FrameOptions {
  refId?: string;
  /** Types known beforehand; other columns are typed by their first value. */
  columns?: Column[];
  /** True when column names follow supabase/CONTRACT.md, so that `_rate` and the like are ratios. */
  ratios?: boolean;
}

/**
 * Rows as a frame: an array a column, filled in one pass over it. Rows must share their keys, as those of a table do.
 * Numbers that JSON has already rounded are named in a notice.
 */
export function toFrame(rows: Row[], { refId, columns = [], ratios = false }: FrameOptions = {}): DataFrame {
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const names = rows.length > 0 ? namesOf(rows, columns) : columns.map((column) => column.name);
  const displayNames = new Set<string>();
  const rounded: string[] = [];
  const fields = names.map((name): Field => {
    const type = types.get(name);
    const kind = type === undefined ? guessKind(rows, name) : toKind(type);
    const built = buildValues(rows, name, kind);
    if (built.unsafe && type !== 'double precision' && type !== 'real') {
      rounded.push(name);
    }
    return {
      name,
      type: fieldTypes[built.kind],
      config: configOf(name, built.kind, ratios, displayNames),
      values: built.values,
    };
  });
  const notices = rounded.map((name) => ({
    severity: 'warning' as const,
    text: `“${name}” holds whole numbers beyond 9,007,199,254,740,991, which are rounded here. Cast the column to text in a view to see them exactly.`,
  }));
  return { refId, fields, length: rows.length, ...(notices.length > 0 ? { meta: { notices } } : {}) };
}

const fieldTypes: Record<Kind, FieldType> = {
  time: FieldType.time,
  number: FieldType.number,
  boolean: FieldType.boolean,
  string: FieldType.string,
  json: FieldType.other,
};

/** The keys of all rows, in the order of their first appearance; columns that are known come first. */
function namesOf(rows: Row[], columns: Column[]): string[] {
  const first = Object.keys(rows[0]);
  if (columns.length > 0) {
    const known = columns.map((column) => column.name).filter((name) => name in rows[0]);
    const knownNames = new Set(known);
    return [...known, ...first.filter((name) => !knownNames.has(name))];
  }
  const names = new Set(first);
  const last = rows[rows.length - 1];
  // Rows of a table share their keys; only functions that return json do not, and then every row is looked at.
  if (Object.keys(last).length !== first.length || Object.keys(last).some((name) => !names.has(name))) {
    rows.forEach((row) => Object.keys(row).forEach((name) => names.add(name)));
  }
  return [...names];
}

function guessKind(rows: Row[], name: string): Kind {
  const value = rows.find((row) => row[name] !== null && row[name] !== undefined)?.[name];
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'object':
      return 'json';
    case 'string':
      return isTimestamp(value) ? 'time' : 'string';
    default:
      return 'string';
  }
}

interface Built {
  kind: Kind;
  values: unknown[];
  unsafe: boolean;
}

function buildValues(rows: Row[], name: string, kind: Kind): Built {
  switch (kind) {
    case 'time':
      return buildTimes(rows, name);
    case 'number':
      return buildNumbers(rows, name);
    case 'string':
      return { kind, values: rows.map((row) => toText(row[name])), unsafe: false };
    case 'boolean':
    case 'json':
      return { kind, values: rows.map((row) => row[name] ?? null), unsafe: false };
  }
}

function buildNumbers(rows: Row[], name: string): Built {
  const values = new Array<unknown>(rows.length);
  let unsafe = false;
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i][name];
    if (typeof value === 'number') {
      // Past 2^63 it is no bigint: a float of that size was never exact.
      unsafe ||= (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) && Math.abs(value) <= 2 ** 63;
      values[i] = value;
    } else if (value === null || value === undefined) {
      values[i] = null;
    } else {
      // numeric and float8 write NaN and Infinity, and some servers every numeric, as text.
      const number = typeof value === 'string' && value !== '' ? Number(value) : NaN;
      if (Number.isNaN(number) && value !== 'NaN') {
        return { kind: 'string', values: rows.map((row) => toText(row[name])), unsafe: false };
      }
      unsafe ||= Number.isInteger(number) && !Number.isSafeInteger(number) && Math.abs(number) <= 2 ** 63;
      values[i] = number;
    }
  }
  return { kind: 'number', values, unsafe };
}

function buildTimes(rows: Row[], name: string): Built {
  const values = new Array<unknown>(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i][name];
    const time = typeof value === 'string' ? parseTimestamp(value) : null;
    if (time === null && value !== null && value !== undefined && value !== 'infinity' && value !== '-infinity') {
      return { kind: 'string', values: rows.map((row) => toText(row[name])), unsafe: false };
    }
    values[i] = time;
  }
  return { kind: 'time', values, unsafe: false };
}

function toText(value: unknown): string | null {
  if (typeof value === 'string') {
    return value;
  }
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function configOf(name: string, kind: Kind, ratios: boolean, taken: Set<string>): Field['config'] {
  const readable = displayNameOf(name);
  // `duration` and `duration_seconds` side by side keep their names apart.
  const displayName = taken.has(readable) ? name : readable;
  taken.add(displayName);
  const unit = kind === 'number' ? unitOf(name, ratios) : undefined;
  return unit === undefined ? { displayName } : { displayName, unit };
}
