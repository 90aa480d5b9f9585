import { FieldType, type DataFrame, type Field } from '@grafana/data';

export interface LogLine {
  id: string;
  /** Milliseconds since 1970. */
  time: number;
  level: string;
  message: string;
  details: Array<{ name: string; value: string; field: Field; row: number }>;
}

const levelNames = ['severity', 'level', 'detected_level'];
const messageNames = ['body', 'message', 'line', 'Line'];

/** Log frames (data plane or classic: a time, a message, perhaps a level) as lines, newest first unless told otherwise. */
export function readLogs(frames: DataFrame[], ascending = false): LogLine[] {
  const lines = frames.flatMap(readFrame);
  return lines.sort((a, b) => (ascending ? a.time - b.time : b.time - a.time));
}

function readFrame(frame: DataFrame, frameIndex: number): LogLine[] {
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  const message = byName(frame, messageNames) ?? frame.fields.find(({ type }) => type === FieldType.string);
  if (!time || !message) {
    return [];
  }
  const level = byName(frame, levelNames);
  const id = frame.fields.find(({ name }) => name === 'id');
  const rest = frame.fields.filter((field) => ![time, message, level, id].includes(field));
  return Array.from({ length: frame.length }, (_, row) => ({
    id: String(id?.values[row] ?? `${frameIndex}-${row}`),
    time: Number(time.values[row]),
    level: String(level?.values[row] ?? ''),
    message: String(message.values[row] ?? ''),
    details: rest.flatMap((field) => toDetails(field, row)),
  }));
}

function byName({ fields }: DataFrame, names: string[]): Field | undefined {
  return fields.find(({ name }) => names.includes(name));
}

/** Labels come as one object a line; each of its entries is a detail of its own. */
function toDetails(field: Field, row: number): LogLine['details'] {
  const value: unknown = field.values[row];
  if (value === null || value === undefined || value === '') {
    return [];
  }
  if (typeof value === 'object') {
    return Object.entries(value).map(([name, inner]) => ({ name, value: String(inner), field, row }));
  }
  return [{ name: field.name, value: String(value), field, row }];
}
