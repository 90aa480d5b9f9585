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
  const renamed = fields.map((field) => {
    const name = names.get(field.name);
    // Annotations are told apart by what is displayed, so the readable name of the column must go.
    return name === undefined ? field : { ...field, name, config: { ...field.config, displayName: name } };
  });
  return { ...frame, fields: length === 0 ? renamed : [...renamed, tags] };
}

const names = new Map([
  ['deployed_at', 'time'],
  ['version', 'title'],
  ['description', 'text'],
]);
