import { FieldType, type Field } from '@grafana/data';

const timeName = /(^|_)(time|timestamp|ts|at|epoch|unixepoch)$/i;

/**
 * The first column of numbers that by its name and size is a Unix time, in seconds, milli-, micro- or nanoseconds, as a
 * field of times; `original` is the field itself.
 */
export function epochTime(fields: Field[]): (Field & { original: Field }) | undefined {
  for (const field of fields) {
    const values: unknown[] = field.values;
    const numbers = values.filter((value) => typeof value === 'number');
    const isTime = field.type === FieldType.number && timeName.test(field.name) && numbers.length > 0;
    if (isTime && numbers.every((value) => unitOf(value) !== undefined)) {
      const times = values.map((value) =>
        typeof value === 'number' ? Math.floor(value * (unitOf(value) ?? 1)) : null
      );
      return { ...field, original: field, type: FieldType.time, values: times, config: {} };
    }
  }
  return undefined;
}

/** Milliseconds in the unit of a number that is a time between 1973 and 5138; undefined for any other. */
function unitOf(value: number): number | undefined {
  const sizes: Array<[number, number]> = [
    [1e8, 1000],
    [1e11, 1],
    [1e14, 1e-3],
    [1e17, 1e-6],
  ];
  return value < 1e20 ? sizes.findLast(([least]) => value >= least)?.[1] : undefined;
}
