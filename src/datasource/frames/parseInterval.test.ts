import { describe, expect, it } from 'vitest';
import { parseInterval } from './parseInterval';

const day = 86_400;

describe('parseInterval', () => {
  it.each([
    ['00:00:00', 0],
    ['1 day 02:03:04', day + 7384],
    ['-00:00:01.5', -1.5],
    ['-1 days +02:03:00', -day + 7380],
    ['1 year 2 mons -3 days', 365.25 * day + 60 * day - 3 * day],
    ['25:00:00', 90_000],
    ['P1Y2M3DT4H5M6.7S', (365.25 + 60 + 3) * day + 4 * 3600 + 306.7],
    ['P-1DT2H', -day + 7200],
    ['PT0S', 0],
    ['P2W', 14 * day],
    ['@ 1 day 2 hours 3 mins 4.5 secs', day + 7384.5],
    ['@ 1 day 2 hours ago', -day - 7200],
    ['@ 0', 0],
    ['1-2', (365.25 + 60) * day],
    ['3 4:05:06', 3 * day + 14_706],
    ['-3 4:05:06', -3 * day - 14_706],
    ['+1-2 -3 +4:05:06', (365.25 + 60 - 3) * day + 14_706],
    ['infinity', Infinity],
    ['-infinity', -Infinity],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseInterval(text)).toBeCloseTo(seconds, 6);
  });

  it.each(['', 'soon', '1 fortnight', 'P', '12:3', '2026-11-21T00:00:00Z', '1 day x'])('leaves %j alone', (text) => {
    expect(parseInterval(text)).toBeNull();
  });
});
