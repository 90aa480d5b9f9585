import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './parseTimestamp';
import { TextWindow } from './TextWindow';
import { UtcReader } from './UtcReader';

function read(text: string): number {
  const reader = new UtcReader(new TextWindow(`"${text}","next":1}`, 0));
  const time = reader.read(1);
  if (!Number.isNaN(time)) {
    expect(reader.end).toBe(text.length + 2);
  }
  return time;
}

describe('UtcReader', () => {
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

  it('reads times of other hours and days after one another', () => {
    const texts = ['2026-11-21T04:05:06', '2026-11-21T04:59:59.5', '2026-11-21T14:05:06', '2026-11-22T14:05:06'];
    const text = texts.map((time) => `"${time}+00:00"`).join(',');
    const reader = new UtcReader(new TextWindow(`${text}}`, 0));
    let at = 0;
    for (const time of texts) {
      expect(reader.read(at + 1)).toBe(parseTimestamp(`${time}+00:00`));
      at = reader.end + 1;
    }
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
