import type { Field } from '@grafana/data';

/** The ends of a bar's scale, in the value's own scale. */
export interface Scale {
  min: number;
  max: number;
}

/** The field's own min and max; else 0 to the whole of a ratio or a percentage; else 0 to the largest value. */
export function scaleOf(field: Field, values: Array<number | null>): Scale {
  const min = field.config.min ?? Math.min(0, ...finite(values));
  const max = field.config.max ?? wholeOf(field.config.unit) ?? Math.max(0, ...finite(values));
  return max > min ? { min, max } : { min, max: min + 1 };
}

/** Where a value lies on the scale, between 0 and 1; values past an end lie on it. */
export function positionOf(value: number, { min, max }: Scale): number {
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

/** A change as text with its sign: percentage points for shares, else the field's plain number. */
export function trendText(trend: number, unit: string | undefined, format: (value: number) => string): string {
  const sign = trend > 0 ? '+' : '−';
  const size = Math.abs(trend);
  if (unit === 'percentunit' || unit === 'percent') {
    const points = (unit === 'percentunit' ? 100 * size : size).toFixed(1);
    return points === '0.0' ? '±0.0 pp' : `${sign}${points} pp`;
  }
  return size === 0 ? `±${format(0)}` : `${sign}${format(size)}`;
}

/** Which way a change goes, once rounded as it is shown. */
export function trendDirection(text: string): 'up' | 'down' | 'flat' {
  if (text.startsWith('±')) {
    return 'flat';
  }
  return text.startsWith('+') ? 'up' : 'down';
}

function wholeOf(unit: string | undefined): number | undefined {
  if (unit === 'percentunit') {
    return 1;
  }
  return unit === 'percent' ? 100 : undefined;
}

function finite(values: Array<number | null>): number[] {
  return values.filter((value): value is number => value !== null);
}
