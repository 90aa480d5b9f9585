import { DataFrameType, FieldType, type DataFrame, type Field, type Labels } from '@grafana/data';
import { Fault } from '../transport/Fault';
import { epochTime } from './epochTime';
import { plainValues } from './plainValues';

/** The usual names of a log line's text, level and id. */
export const bodyNames = ['message', 'body', 'line', 'msg', 'event_message', 'text'];
export const severityNames = ['level', 'severity', 'log_level'];
export const idNames = ['log_id', 'id'];

/**
 * A table frame as log lines: the first time, a text, a level and an id by their usual names; every other column becomes
 * a label. The field names are those that Grafana has known since 10.0. Throws `no-time`.
 * https://grafana.com/developers/dataplane/logs
 */
export function toLogs(frame: DataFrame): DataFrame {
  const { fields, length } = frame;
  const meta = { ...frame.meta, type: DataFrameType.LogLines, preferredVisualisationType: 'logs' as const };
  if (fields.length === 0) {
    return { ...frame, meta };
  }
  const own = fields.find((field) => field.type === FieldType.time);
  const epoch = own ? undefined : epochTime(fields);
  const time = own ?? epoch;
  if (!time && length === 0) {
    // Without rows the types of columns may not be known: that is no line, not a mistake.
    return { ...frame, meta, fields: [] };
  }
  if (!time) {
    throw new Fault('no-time');
  }
  const body = byName(fields, bodyNames) ?? fields.find((field) => field.type === FieldType.string) ?? time;
  const severity = byName(fields, severityNames);
  const id = idOf(fields);
  const others = fields.filter((field) => ![own ?? epoch?.original, body, severity, id].includes(field));
  const named = others.map((field) => ({ name: field.name, values: plainValues(field) }));
  const labels = Array.from({ length }, (_, row) => labelsOf(named, row));
  return {
    ...frame,
    meta,
    fields: [
      { name: 'timestamp', type: FieldType.time, config: {}, values: time.values },
      { name: 'body', type: FieldType.string, config: {}, values: body.values.map((value) => String(value ?? '')) },
      ...(severity
        ? [{ name: 'severity', type: FieldType.string, config: {}, values: severity.values.map(toLevel) }]
        : []),
      ...(id ? [{ name: 'id', type: FieldType.string, config: {}, values: id.values.map(String) }] : []),
      { name: 'labels', type: FieldType.other, config: {}, values: labels },
    ],
  };
}

/** Grafana takes lines of the same id for the same line, so a column that repeats itself is no id. */
function idOf(fields: Field[]): Field | undefined {
  const id = byName(fields, idNames);
  return id && new Set<unknown>(id.values).size === id.values.length && !id.values.includes(null) ? id : undefined;
}

/** The levels of syslog by their numbers; words are read by Grafana itself. https://www.rfc-editor.org/rfc/rfc5424#section-6.2.1 */
const syslogLevels = ['emerg', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];

function toLevel(value: unknown): string {
  // Number('') is 0, an emergency.
  if (value === null || value === undefined || String(value).trim() === '') {
    return 'unknown';
  }
  return syslogLevels[Number(typeof value === 'boolean' ? NaN : value)] ?? String(value).toLowerCase();
}

function byName(fields: Field[], names: string[]): Field | undefined {
  return names.map((name) => fields.find((field) => field.name === name)).find((field) => field !== undefined);
}

function labelsOf(fields: Array<{ name: string; values: unknown[] }>, row: number): Labels {
  const labels: Labels = {};
  for (const { name, values } of fields) {
    const value = values[row];
    if (value !== null && value !== undefined) {
      labels[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  }
  return labels;
}
