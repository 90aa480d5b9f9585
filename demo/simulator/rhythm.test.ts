import { describe, expect, it } from 'vitest';
import { activityAt } from './rhythm';

const monday = Date.parse('2026-11-16T00:00:00Z');
const week = Array.from({ length: 7 * 24 }, (_, hour) => activityAt(new Date(monday + hour * 3_600_000)));

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('activityAt', () => {
  it('has a weekly mean of 1', () => {
    expect(meanOf(week)).toBeCloseTo(1, 2);
  });

  it('is busiest at 14:00 UTC and quietest at 02:00', () => {
    const day = week.slice(0, 24);
    expect(day.indexOf(Math.max(...day))).toBe(14);
    expect(day.indexOf(Math.min(...day))).toBe(2);
    expect(Math.max(...day)).toBeGreaterThan(2 * Math.min(...day));
  });

  it('dips at weekends', () => {
    expect(meanOf(week.slice(5 * 24))).toBeLessThan(0.8 * meanOf(week.slice(0, 5 * 24)));
  });
});
