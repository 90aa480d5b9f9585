import type { Field } from '@grafana/data';
import { toNumber } from '../../shared/fields/cell';
import type { CoverageRow } from './CoverageRow';
import type { Order } from './options';

export interface Overall {
  value: number;
  /** `weighted`: sum of found ÷ sum of expected; `mean`: of the rows' values. */
  kind: 'weighted' | 'mean';
  target: number | null;
  /** How many of the measured rows miss their target; null when no row has one. */
  missed: number | null;
  measured: number;
}

/** The figure of all rows; null when none has a value. `weighted`, where it is known, counts instead of the mean. */
export function toOverall(rows: CoverageRow[], weighted: number | null, order: Order): Overall | null {
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
export function weightedValue(found: Field | undefined, expected: Field | undefined, value: Field): number | null {
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

/** Whether a value misses its target, given which end is the bad one. */
export function missesTarget(value: number | null, target: number | null, order: Order): boolean {
  if (value === null || target === null) {
    return false;
  }
  return order === 'highest' ? value > target : value < target;
}
