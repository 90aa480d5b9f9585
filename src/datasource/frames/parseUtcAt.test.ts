import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './parseTimestamp';
import { parseUtcAt } from './parseUtcAt';

const read = (text: string) => parseUtcAt(`"${text}"`, 1, text.length + 1);

describe('parseUtcAt', () => {
  it('reads every time in the form of PostgREST as parseTimestamp does', () => {
    const moments = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: 6 }),
        (date, micros, digits) => {
          const fraction = digits === 0 ? '' : `.${String(micros).padStart(6, '0').slice(0, digits)}`;
          const text = `${date.toISOString().slice(0, 19)}${fraction}+00:00`;
          expect(read(text)).toBe(parseTimestamp(text));
        }
      ),
      { numRuns: 1000, seed: 3 }
    );
  });

  it.each([
    '2026-11-21T04:05:06Z',
    '2026-11-21T04:05:06+02:00',
    '2026-11-21 04:05:06+00:00',
    '2026-0:-21T04:05:06+00:00',
    '2026-13-21T04:05:06+00:00',
    '2026-11-21T04:05:0x+00:00',
    '2026-11-21T04:05:06.+00:00',
    '2026-11-21T04:05:06.12x+00:00',
    '2026-11-21',
    'infinity',
  ])('leaves %s to others', (text) => {
    expect(read(text)).toBeNaN();
  });
});
