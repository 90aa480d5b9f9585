import { FieldType, type DataFrame, type Field } from '@grafana/data';

/**
 * Deployments with the field names that Grafana's annotations look for: time, title, text, tags. The columns themselves
 * stay, so the frame also reads well as a table.
 */
export function toAnnotations(frame: DataFrame): DataFrame {
  const { fields, length } = frame;
  const find = (name: string) => fields.find((field) => field.name === name);
  const tagFields = [find('system'), find('environment')].filter((field) => field !== undefined);
  const tags: Field = {
    name: 'tags',
    type: FieldType.string,
    config: { displayName: 'Tags' },
    values: Array.from({ length }, (_, row) => tagFields.map((field) => String(field.values[row])).join(',')),
  };
  const renamed = fields.map((field) => ({ ...field, name: names.get(field.name) ?? field.name }));
  return { ...frame, fields: length === 0 ? renamed : [...renamed, tags] };
}

const names = new Map([
  ['deployed_at', 'time'],
  ['version', 'title'],
  ['description', 'text'],
]);
