import { describe, expect, it } from 'vitest';
import { isTimestamp, parseTimestamp } from './parseTimestamp';

describe('parseTimestamp', () => {
  it.each([
    ['2026-11-21T04:05:06+00:00', '2026-11-21T04:05:06.000Z'],
    ['2026-11-21T04:05:06.789123+00:00', '2026-11-21T04:05:06.789Z'],
    ['2026-11-21T04:05:06.5+05:30', '2026-11-20T22:35:06.500Z'],
    ['2026-11-21 04:05:06-08', '2026-11-21T12:05:06.000Z'],
    ['2026-11-21T04:05:06', '2026-11-21T04:05:06.000Z'],
    ['2026-11-21T04:05:06Z', '2026-11-21T04:05:06.000Z'],
    ['1969-12-31T23:59:59+0000', '1969-12-31T23:59:59.000Z'],
    ['2024-02-29T00:00:00+00:00', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00+00:00', '0001-01-01T00:00:00.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    const ms = parseTimestamp(text);
    expect(ms === null ? null : new Date(ms).toISOString()).toBe(expected);
  });

  it.each([
    'infinity',
    '-infinity',
    '',
    'yesterday evening at 8',
    '2026-13-21T04:05:06Z',
    '2026-11-21T0x:05:06Z',
    '2026-11-21T04:05:06+x',
  ])('says that %j is none', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  it('agrees with Date.parse on every hour of eight years', () => {
    for (let ms = Date.UTC(2019, 11, 31); ms < Date.UTC(2028, 0, 2); ms += 3_600_000) {
      expect(parseTimestamp(new Date(ms).toISOString())).toBe(ms);
    }
  });

  it('agrees with Date.parse on moments of one day after another, in the form that PostgREST writes', () => {
    for (let ms = Date.UTC(1999, 11, 30); ms < Date.UTC(2001, 2, 2); ms += 12_345_678) {
      const text = new Date(ms).toISOString().replace('Z', '+00:00');
      expect(parseTimestamp(text)).toBe(ms);
      expect(parseTimestamp(text.replace(/\.\d+/, ''))).toBe(Math.floor(ms / 1000) * 1000);
    }
  });

  it('takes no plain date and no sentence for a timestamp', () => {
    expect(['2026-11-21', '2026-11-21T04:05:06 or later'].some(isTimestamp)).toBe(false);
  });
});
