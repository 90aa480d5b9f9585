import { cacheFieldDisplayNames, FieldType, type DataFrame, type Field } from '@grafana/data';

/**
 * The frames that can be drawn over time: those with a time field and at least one number, without their other fields,
 * in ascending order of time (a table query may be newest first, and the graph expects ascending).
 */
export function prepareFrames(series: DataFrame[]): DataFrame[] {
  // The graph reads names from the fields' state only.
  cacheFieldDisplayNames(series);
  return series.filter(isOverTime).map(keepDrawable).map(ascending);
}

function isOverTime({ fields, length }: DataFrame): boolean {
  return length > 0 && fields.some(({ type }) => type === FieldType.time) && fields.some(isValue);
}

function isValue({ type }: Field): boolean {
  return type === FieldType.number || type === FieldType.boolean || type === FieldType.enum;
}

function keepDrawable(frame: DataFrame): DataFrame {
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  const values = frame.fields.filter(isValue).map(asNumbers);
  return { ...frame, fields: time ? [time, ...values] : values };
}

function asNumbers(field: Field): Field {
  if (field.type !== FieldType.boolean) {
    return field;
  }
  return {
    ...field,
    type: FieldType.number,
    values: field.values.map((value) => (value === null ? null : Number(value))),
  };
}

function ascending(frame: DataFrame): DataFrame {
  const times = frame.fields[0]?.values ?? [];
  const isSorted = times.every((time, index) => index === 0 || times[index - 1] <= time);
  if (isSorted) {
    return frame;
  }
  const order = [...times.keys()].sort((a, b) => times[a] - times[b]);
  return {
    ...frame,
    fields: frame.fields.map((field) => ({ ...field, values: order.map((index) => field.values[index]) })),
  };
}
