import { FieldType, type Field } from '@grafana/data';

/** The values of a field as a filter can ask for them: times as ISO 8601, which a browser holds as numbers. */
export function plainValues({ type, values }: Pick<Field, 'type' | 'values'>): unknown[] {
  const all: unknown[] = values;
  return type === FieldType.time ? all.map(toIso) : all;
}

function toIso(value: unknown): unknown {
  return typeof value === 'number' && Number.isFinite(value) ? new Date(value).toISOString() : value;
}
