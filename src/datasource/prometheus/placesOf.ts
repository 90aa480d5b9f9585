import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { parseTimestamp } from '../frames/parseTimestamp';
import type { Join } from '../query/model';
import { Fault } from '../transport/Fault';
import type { Window } from './reduceWindow';

/** Which series a row asks for, and when. */
export interface Place {
  /** The label's value. */
  key: string;
  window: Window;
}

/**
 * The place of each row, or undefined for rows that name no series, have not started, or lie in the future. An end that
 * is missing is `now`. Throws the Fault `unknown-column`.
 */
export function placesOf(rows: DataFrame, join: Join, range: Window, now: number): Array<Place | undefined> {
  const keys = columnOf(rows, join.column);
  const from = join.from ? columnOf(rows, join.from) : undefined;
  const to = join.to ? columnOf(rows, join.to) : undefined;
  return Array.from({ length: rows.length }, (_, row) => {
    const key: unknown = keys?.values[row];
    const start = from ? toTime(from, row) : range.from;
    const end = to ? (toTime(to, row) ?? now) : range.to;
    if (key === null || key === undefined || key === '' || start === undefined || start > now) {
      return undefined;
    }
    return { key: String(key), window: { from: start, to: Math.max(start, Math.min(end, now)) } };
  });
}

/** Undefined only when there are no rows, from which columns could be known. */
function columnOf(rows: DataFrame, name: string): Field | undefined {
  const field = rows.fields.find((each) => each.name === name);
  if (!field && rows.length > 0) {
    const names = rows.fields.map((each) => each.name).join(', ');
    throw new Fault('unknown-column', { detail: `the rows have no “${name}”, only ${names}` });
  }
  return field;
}

function toTime({ type, values }: Field, row: number): number | undefined {
  const value: unknown = values[row];
  if (typeof value === 'number' && type === FieldType.time) {
    return value;
  }
  const time = typeof value === 'string' ? (parseTimestamp(value) ?? Date.parse(value)) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
