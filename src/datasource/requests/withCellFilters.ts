import { FieldType, type DataFrame } from '@grafana/data';

const filterable: ReadonlySet<FieldType> = new Set([FieldType.string, FieldType.number, FieldType.boolean]);

/** Frames whose cells offer to filter for their value, or it out, wherever Grafana can do that. */
export function withCellFilters(frames: DataFrame[]): DataFrame[] {
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) =>
      filterable.has(field.type) ? { ...field, config: { ...field.config, filterable: true } } : field
    ),
  }));
}
