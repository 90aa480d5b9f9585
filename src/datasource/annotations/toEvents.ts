import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { parseTimestamp } from '../frames/parseTimestamp';
import type { AnnotationColumns } from './AnnotationColumns';

/** Names under which the parts of an event usually stand, the likeliest first. */
const usual = {
  time: ['time', 'starts_at', 'started_at', 'deployed_at', 'from_ts', 'created_at'],
  timeEnd: ['timeEnd', 'time_end', 'ends_at', 'finished_at', 'ended_at', 'to_ts'],
  title: ['title', 'alertname', 'version', 'name', 'reason', 'client'],
  text: ['text', 'summary', 'description', 'message', 'error', 'reason'],
  tags: ['tags', 'severity', 'status', 'system', 'environment'],
  id: ['id', 'fingerprint', 'run_id', 'window_id'],
} as const;

/**
 * Rows as events, with the field names that Grafana's annotations look for: time, timeEnd, title, text, tags, id. The columns
 * themselves stay, so the frame also reads well as a table. An event that has not ended ends with the time range.
 */
export function toEvents(frame: DataFrame, columns: AnnotationColumns, range: { to: number }): DataFrame {
  const { fields, length } = frame;
  const find = (name: string | undefined) => fields.find((field) => field.name === name);
  const guess = (names: readonly string[], fits: (field: Field) => boolean = () => true) =>
    names.map(find).find((field) => field !== undefined && fits(field));
  const isTime = ({ type }: Field) => type === FieldType.time;
  const time = find(columns.time) ?? guess(usual.time, isTime) ?? fields.find(isTime);
  if (!time || length === 0) {
    return frame;
  }
  const end = find(columns.timeEnd) ?? (columns.time === undefined ? guess(usual.timeEnd, isTime) : undefined);
  const title = find(columns.title) ?? guess(usual.title);
  const text = find(columns.text) ?? guess(usual.text, (field) => field !== title) ?? title;
  const tags = columns.tags
    ? columns.tags.flatMap((name) => find(name) ?? [])
    : usual.tags.flatMap((name) => find(name) ?? []);
  const id = find(columns.id) ?? guess(usual.id);
  const starts = time.values.map(toTime);
  const events: Field[] = [
    field('time', FieldType.time, starts),
    ...(end ? [field('timeEnd', FieldType.time, ends(starts, end.values.map(toTime), range.to))] : []),
    ...(title ? [field('title', FieldType.string, title.values.map(toText))] : []),
    field('text', FieldType.string, text ? text.values.map(toText) : time.values.map(() => '')),
    field('tags', FieldType.string, tagTexts(tags, length)),
    ...(id ? [field('id', FieldType.string, id.values.map(toText))] : []),
  ];
  const names = new Set(events.map(({ name }) => name.toLowerCase()));
  // Grafana tells fields apart by what is displayed, whatever its case; a column called alike would take an event's place.
  const others = fields.filter(({ name, config }) => !names.has((config.displayName ?? name).toLowerCase()));
  return { ...frame, fields: [...events, ...others] };
}

function field(name: string, type: FieldType, values: unknown[]): Field {
  return { name, type, config: { displayName: name }, values };
}

function ends(starts: unknown[], values: unknown[], rangeEnd: number): unknown[] {
  return values.map((value, row) => (typeof value === 'number' ? value : Math.max(rangeEnd, Number(starts[row]))));
}

/** Also of a day, which a table shows as text. */
function toTime(value: unknown): unknown {
  return typeof value === 'string' ? parseTimestamp(value) : value;
}

function tagTexts(tags: Field[], length: number): string[] {
  return Array.from({ length }, (_, row) =>
    tags
      .flatMap(({ values }) => [values[row] as unknown].flat())
      .filter((tag) => tag !== null && tag !== undefined && tag !== '')
      // Grafana splits the text at commas.
      .map((tag) => toText(tag).replaceAll(',', ' '))
      .join(',')
  );
}

function toText(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
