import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { toNumber, toText } from '../../shared/fields/cell';
import { resolveFields, type FieldRole } from '../../shared/fields/resolveFields';
import type { CoverageRow } from './CoverageRow';
import { fromSeries, isSeriesOnly } from './fromSeries';
import { toOverall, weightedValue, type Overall } from './toOverall';
import type { CoverageGaugeOptions, Order } from './options';

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
