import { Fault } from '../transport/Fault';

const units = ['ms', 's', 'm', 'h', 'd', 'w', 'M', 'y'] as const;
export type BucketUnit = (typeof units)[number];

export interface BucketWidth {
  count: number;
  unit: BucketUnit;
}

/**
 * The width of a time bucket: a number and a unit, or `auto`, which is the next round one above `intervalMs`. Throws the
 * Fault `bad-value`.
 */
export function parseBucket(every: string, intervalMs: number): BucketWidth {
  const text = every.trim();
  if (text === '' || text === 'auto') {
    return roundWidth(intervalMs);
  }
  const match = /^(\d*)\s*(ms|[smhdwMy])$/.exec(text);
  const unit = units.find((each) => each === match?.[2]);
  const count = match?.[1] ? Number(match[1]) : 1;
  if (unit === undefined || !Number.isSafeInteger(count) || count < 1) {
    throw new Fault('bad-value', { detail: `a bucket of “${every}”; write auto, or such as 15m, 1h, 1d, 1w, 1M, 1y` });
  }
  return { count, unit };
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds of the units that are always equally long. */
export const fixedUnits: Partial<Record<BucketUnit, number>> = { ms: 1, s: second, m: minute, h: hour };

const rounds: Array<[number, BucketWidth]> = [
  ...[1, 2, 5, 10, 15, 30].map((count): [number, BucketWidth] => [count * second, { count, unit: 's' }]),
  ...[1, 2, 5, 10, 15, 30].map((count): [number, BucketWidth] => [count * minute, { count, unit: 'm' }]),
  ...[1, 2, 3, 6, 12].map((count): [number, BucketWidth] => [count * hour, { count, unit: 'h' }]),
  [day, { count: 1, unit: 'd' }],
  [7 * day, { count: 1, unit: 'w' }],
  [30 * day, { count: 1, unit: 'M' }],
  [91 * day, { count: 3, unit: 'M' }],
];

function roundWidth(intervalMs: number): BucketWidth {
  return rounds.find(([width]) => width >= intervalMs)?.[1] ?? { count: 1, unit: 'y' };
}
