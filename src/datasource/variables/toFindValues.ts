import type { DataFrame, MetricFindValue } from '@grafana/data';
import { plainValues } from '../frames/plainValues';

/**
 * The choices of a dashboard variable from the frames of its query: `valueField` and `textField` name the columns, the
 * first column stands in for both. Each value appears once; nulls are left out.
 */
export function toFindValues(frames: DataFrame[], query: unknown): MetricFindValue[] {
  const { valueField, textField } = fieldNames(query);
  const choices = new Map<string, MetricFindValue>();
  for (const frame of frames) {
    const valuesOf = (name: string | undefined) => {
      const field = fieldOf(frame, name) ?? frame.fields.at(0);
      return field ? plainValues(field) : [];
    };
    const values = valuesOf(valueField);
    const texts = valuesOf(fieldOf(frame, textField) ? textField : valueField);
    for (let row = 0; row < frame.length; row++) {
      const value = values[row];
      if (value !== null && value !== undefined && !choices.has(String(value))) {
        choices.set(String(value), { value: String(value), text: String(texts[row] ?? value) });
      }
    }
  }
  return [...choices.values()];
}

function fieldOf(frame: DataFrame, name: string | undefined) {
  return name === undefined ? undefined : frame.fields.find((field) => field.name === name);
}

/** The columns that a saved variable names for its values and their labels. */
export function fieldNames(query: unknown): { valueField?: string; textField?: string } {
  const fields: Record<string, unknown> = typeof query === 'object' && query !== null ? { ...query } : {};
  const nameIn = (key: string) =>
    typeof fields[key] === 'string' && fields[key] !== '' ? String(fields[key]) : undefined;
  return { valueField: nameIn('valueField'), textField: nameIn('textField') };
}
