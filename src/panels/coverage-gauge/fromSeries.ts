import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { toNumber } from '../../shared/fields/cell';
import { nameOf } from '../../shared/fields/resolveFields';
import type { CoverageRow } from './CoverageRow';
import type { CoverageGaugeOptions } from './options';

/** Whether the data has numbers and no text, as Prometheus' has: then each series is a bar. */
export function isSeriesOnly(frames: DataFrame[]): boolean {
  const filled = frames.filter((frame) => frame.length > 0);
  return (
    filled.some((frame) => frame.fields.some((field) => field.type === FieldType.number)) &&
    filled.every((frame) => frame.fields.every((field) => field.type !== FieldType.string))
  );
}

/** A bar a numeric field: its last value, and its change since its first. */
export function fromSeries(frames: DataFrame[], options: CoverageGaugeOptions): CoverageRow[] {
  return frames.flatMap((frame, frameIndex) =>
    frame.fields.flatMap((field, fieldIndex): CoverageRow[] => {
      if (
        field.type !== FieldType.number ||
        (options.valueField && !isNamed(field, frame, frames, options.valueField))
      ) {
        return [];
      }
      const last = lastNumber(field);
      const first = field.values.map(toNumber).find((value) => value !== null) ?? null;
      return [
        {
          key: `${frameIndex}/${fieldIndex}`,
          name: nameOf(field, frame, frames),
          value: last.value,
          target: options.target ?? null,
          trend: frame.length > 1 && last.value !== null && first !== null ? last.value - first : null,
          valueField: field,
          linkFields: [field],
          rowIndex: last.index,
        },
      ];
    })
  );
}

function isNamed(field: Field, frame: DataFrame, frames: DataFrame[], name: string): boolean {
  return field.name === name || nameOf(field, frame, frames) === name;
}

function lastNumber(field: Field): { value: number | null; index: number } {
  for (let index = field.values.length - 1; index >= 0; index--) {
    const value = toNumber(field.values[index]);
    if (value !== null) {
      return { value, index };
    }
  }
  return { value: null, index: Math.max(0, field.values.length - 1) };
}
