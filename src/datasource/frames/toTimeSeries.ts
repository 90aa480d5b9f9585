import { FieldType, type DataFrame, type Field, type Labels } from '@grafana/data';
import { Fault } from '../transport/Fault';
import { epochTime } from './epochTime';
import { parseTimestamp } from './parseTimestamp';

/**
 * A table frame as series over time, ascending. Without text columns it stays one wide frame; with them, every
 * combination of their values becomes a frame of its own whose numbers carry it as labels. Throws `no-time`.
 */
export function toTimeSeries(frame: DataFrame): DataFrame[] {
  if (frame.length === 0) {
    return [frame];
  }
  const time = findTime(frame);
  const numbers = frame.fields.filter((field) => field !== time.original && field.type === FieldType.number);
  const texts = frame.fields.filter(
    (field) => field !== time.original && (field.type === FieldType.string || field.type === FieldType.boolean)
  );
  const order = timeOrder(time.values);
  if (texts.length === 0) {
    const fields = [time, ...numbers].map((field) => pick(field, order));
    return [{ ...frame, fields: fields, length: order.length }];
  }
  return [...groupByLabels(texts, order)].map(([, { labels, rows }]) => ({
    ...frame,
    fields: [pick(time, rows), ...numbers.map((field) => withLabels(pick(field, rows), labels, numbers.length > 1))],
    length: rows.length,
  }));
}

function findTime(frame: DataFrame): Field & { original: Field } {
  const time = frame.fields.find((field) => field.type === FieldType.time);
  if (time) {
    return { ...time, original: time };
  }
  const epoch = epochTime(frame.fields);
  if (epoch) {
    return epoch;
  }
  // A column of dates is shown as text in tables, where a time zone would move it to the day before.
  const dates = frame.fields.find(
    (field) => field.type === FieldType.string && field.values.every((value) => /^\d{4}-\d\d-\d\d$/.test(String(value)))
  );
  if (!dates) {
    throw new Fault('no-time');
  }
  return { ...dates, original: dates, type: FieldType.time, values: dates.values.map((date) => parseTimestamp(date)) };
}

/** The rows that have a time, by time. */
function timeOrder(times: unknown[]): number[] {
  const order: number[] = [];
  let sorted = true;
  let before = -Infinity;
  times.forEach((time, row) => {
    if (typeof time === 'number') {
      sorted &&= time >= before;
      before = time;
      order.push(row);
    }
  });
  return sorted ? order : order.sort((a, b) => Number(times[a]) - Number(times[b]));
}

interface Group {
  labels: Labels;
  rows: number[];
}

function groupByLabels(texts: Field[], order: number[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const row of order) {
    const values = texts.map((field) => field.values[row]);
    const id = JSON.stringify(values);
    const group = groups.get(id);
    if (group) {
      group.rows.push(row);
    } else {
      groups.set(id, { labels: toLabels(texts, values), rows: [row] });
    }
  }
  return groups;
}

function toLabels(texts: Field[], values: unknown[]): Labels {
  const present = texts.flatMap((field, i) => (values[i] === null ? [] : [[field.name, String(values[i])]]));
  return Object.fromEntries(present);
}

function withLabels(field: Field, labels: Labels, several: boolean): Field {
  const { displayName, ...config } = field.config;
  const values = Object.values(labels);
  const parts = several || values.length === 0 ? [...values, displayName] : values;
  return { ...field, labels, config: { ...config, displayNameFromDS: parts.join(' ') } };
}

function pick({ name, type, config, values }: Field, rows: number[]): Field {
  const same = rows.length === values.length && rows.every((row, i) => row === i);
  return { name, type, config, values: same ? values : rows.map((row) => values[row]) };
}
