import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { toNumber, toText } from '../../shared/fields/cell';
import { nameOf, resolveFields, type FieldRole } from '../../shared/fields/resolveFields';
import type { CoverageGaugeOptions, Order } from './options';

/** One bar. Null where the data has nothing. */
export interface CoverageRow {
  key: string;
  name: string;
  value: number | null;
  target: number | null;
  trend: number | null;
  /** The field that formats and colours the value. */
  valueField: Field;
  /** Where this row's data links are. */
  linkFields: Field[];
  rowIndex: number;
}

export interface Overall {
  value: number;
  /** `weighted`: sum of found ÷ sum of expected; `mean`: of the rows' values. */
  kind: 'weighted' | 'mean';
  target: number | null;
  /** How many of the measured rows miss their target; null when no row has one. */
  missed: number | null;
  measured: number;
}

export type CoverageResult =
  | { kind: 'empty' }
  | { kind: 'missing'; roles: FieldRole[]; available: string[] }
  | { kind: 'rows'; rows: CoverageRow[]; overall: Overall | null };

/** Frames of any source as ordered bars: a row each, or a bar a series (its last value) when no frame has a text column. */
export function toCoverage(frames: DataFrame[], options: CoverageGaugeOptions): CoverageResult {
  if (isSeriesOnly(frames) && !options.nameField) {
    return finish(fromSeries(frames, options), null, options);
  }
  const { required, optional } = roles(options);
  const resolved = resolveFields(frames, required, optional);
  if (resolved.kind !== 'found') {
    return resolved;
  }
  const { frame, fields } = resolved;
  const rows = Array.from({ length: frame.length }, (_, index): CoverageRow => {
    const at = (field: Field | undefined) => toNumber(field?.values[index]);
    return {
      key: `${index}`,
      name: toText(fields.name.values[index]) ?? '–',
      value: at(fields.value),
      target: at(fields.target) ?? options.target ?? null,
      trend: at(fields.trend),
      valueField: fields.value,
      linkFields: [fields.name, fields.value],
      rowIndex: index,
    };
  });
  return finish(rows, weightedValue(fields.found, fields.expected, fields.value), options);
}

/** Whether a value misses its target, given which end is the bad one. */
export function missesTarget(value: number | null, target: number | null, order: Order): boolean {
  if (value === null || target === null) {
    return false;
  }
  return order === 'highest' ? value > target : value < target;
}

function roles(options: CoverageGaugeOptions) {
  const number = [FieldType.number];
  const required: Record<'name' | 'value', FieldRole> = {
    name: {
      label: 'Name',
      chosen: options.nameField,
      names: ['client', 'name', 'scraper', 'service', 'instance', 'metric'],
      types: options.nameField ? [] : [FieldType.string],
      byType: true,
    },
    value: {
      label: 'Value',
      chosen: options.valueField,
      names: ['coverage', 'value', 'avg_coverage', 'ratio', 'share', 'success_rate'],
      types: number,
      byType: true,
    },
  };
  const optional: Record<'target' | 'trend' | 'found' | 'expected', FieldRole> = {
    target: { label: 'Target', chosen: options.targetField, names: ['target', 'goal'], types: number },
    trend: { label: 'Trend', chosen: options.trendField, names: ['trend', 'change', 'delta'], types: number },
    found: { label: 'Found', chosen: options.foundField, names: ['found', 'accounts_found'], types: number },
    expected: {
      label: 'Expected',
      chosen: options.expectedField,
      names: ['expected', 'accounts_expected'],
      types: number,
    },
  };
  return { required, optional };
}

function isSeriesOnly(frames: DataFrame[]): boolean {
  const filled = frames.filter((frame) => frame.length > 0);
  return (
    filled.some((frame) => frame.fields.some((field) => field.type === FieldType.number)) &&
    filled.every((frame) => frame.fields.every((field) => field.type !== FieldType.string))
  );
}

function fromSeries(frames: DataFrame[], options: CoverageGaugeOptions): CoverageRow[] {
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

function finish(rows: CoverageRow[], weighted: number | null, options: CoverageGaugeOptions): CoverageResult {
  if (rows.length === 0) {
    return { kind: 'empty' };
  }
  return { kind: 'rows', rows: inOrder(rows, options.order), overall: toOverall(rows, weighted, options.order) };
}

function inOrder(rows: CoverageRow[], order: Order): CoverageRow[] {
  if (order === 'data') {
    return rows;
  }
  const sign = order === 'lowest' ? 1 : -1;
  // Rows without a value are unknown, not bad: they come last in either direction.
  return [...rows].sort((a, b) => {
    if (a.value === null || b.value === null) {
      return Number(a.value === null) - Number(b.value === null);
    }
    return sign * (a.value - b.value) || a.name.localeCompare(b.name);
  });
}

function toOverall(rows: CoverageRow[], weighted: number | null, order: Order): Overall | null {
  const measured = rows.filter((row) => row.value !== null);
  if (measured.length === 0) {
    return null;
  }
  const targets = new Set(rows.map((row) => row.target));
  return {
    value: weighted ?? measured.reduce((sum, row) => sum + (row.value ?? 0), 0) / measured.length,
    kind: weighted === null ? 'mean' : 'weighted',
    target: targets.size === 1 ? rows[0].target : null,
    missed: measured.some((row) => row.target !== null)
      ? measured.filter((row) => missesTarget(row.value, row.target, order)).length
      : null,
    measured: measured.length,
  };
}

/** Sum of found ÷ sum of expected over the rows that have both; in percent when the value is. */
function weightedValue(found: Field | undefined, expected: Field | undefined, value: Field): number | null {
  if (!found || !expected) {
    return null;
  }
  let foundSum = 0;
  let expectedSum = 0;
  for (let index = 0; index < expected.values.length; index++) {
    const part = toNumber(found.values[index]);
    const whole = toNumber(expected.values[index]);
    if (part !== null && whole !== null && whole > 0) {
      foundSum += part;
      expectedSum += whole;
    }
  }
  const scale = value.config.unit === 'percent' ? 100 : 1;
  return expectedSum > 0 ? (scale * foundSum) / expectedSum : null;
}
