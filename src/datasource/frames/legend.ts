import { FieldType, getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';

/**
 * Frames whose number fields are named by a template: `{{client}}` stands for a label, `{{column}}` for the field's own
 * column, `{{__name}}` for the name that it has without a template. What does not exist becomes nothing.
 */
export function withLegend(frames: DataFrame[], legend: string | undefined): DataFrame[] {
  if (!legend?.trim()) {
    return frames;
  }
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      if (field.type !== FieldType.number) {
        return field;
      }
      const name = legendOf(legend, field, getFieldDisplayName(field, frame));
      if (name === '') {
        return field;
      }
      // The readable name of a column would win over it, and Grafana remembers names in `state`.
      const { displayName: _, ...config } = field.config;
      return { ...field, config: { ...config, displayNameFromDS: name }, state: undefined };
    }),
  }));
}

function legendOf(legend: string, field: Field, name: string): string {
  return legend
    .replace(/\{\{\s*(.+?)\s*\}\}/g, (_, key: string) => {
      if (key === '__name') {
        return name;
      }
      const label = field.labels && Object.hasOwn(field.labels, key) ? field.labels[key] : undefined;
      return label ?? (key === 'column' ? field.name : '');
    })
    .trim();
}
