import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberReader } from './NumberReader';
import { TextWindow } from './TextWindow';

function read(text: string, after = ','): number {
  const reader = new NumberReader(new TextWindow(`${text}${after}"next":1}`, 0));
  const value = reader.read(0);
  if (!Number.isNaN(value)) {
    expect(reader.end).toBe(text.length);
  }
  return value;
}

const upTo = (digits: number) => fc.stringMatching(new RegExp(`^\\d{1,${digits}}$`));
const whole = fc.oneof(
  fc.constant('0'),
  upTo(16).map((text) => text.replace(/^0+(?=\d)/, ''))
);
const sign = fc.constantFrom('', '-');

describe('NumberReader', () => {
  it('reads a decimal as JSON.parse does, or leaves it to it', () => {
    let left = 0;
    fc.assert(
      fc.property(sign, whole, upTo(17), (minus, integer, fraction) => {
        const text = `${minus}${integer}.${fraction}`;
        const value = read(text);
        const fits = integer.length + fraction.length <= 18;
        left += Number(fits && Number.isNaN(value));
        expect(Number.isNaN(value) || Object.is(value, JSON.parse(text)), text).toBe(true);
        expect(fits || Number.isNaN(value), text).toBe(true);
      }),
      { numRuns: 50_000, seed: 11 }
    );
    // those so near the middle of two doubles that more digits decide
    expect(left).toBeLessThan(500);
  });

  it('reads the shortest digits of a double back as that double', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (double) => {
        const text = String(double);
        fc.pre(/^\d+(\.\d+)?$/.test(text) && text.length <= 19);
        expect(read(text)).toBe(double);
      }),
      { numRuns: 20_000, seed: 12 }
    );
  });

  it.each(['0', '-0', '7', '-12', '999999999', '1000000000', '-999999999999999', '0.5', '-0.0', '12.50'])(
    'reads %s',
    (text) => {
      expect(read(text)).toBe(JSON.parse(text));
      expect(read(text, '}')).toBe(JSON.parse(text));
    }
  );

  it.each(['', '-', '.5', '5.', '1.2.3', '007', '-01', '00.5', '1e5', '1.5e3', '+1', '1000000000000000', 'null', 'x'])(
    'leaves %j to others',
    (text) => {
      expect(read(text)).toBeNaN();
    }
  );

  it.each(['9007199254740993.0', '4503599627370496.5', '0.1000000000000000055'])(
    'does not round %s wrongly',
    (text) => {
      const value = read(text);
      expect(Number.isNaN(value) || value === JSON.parse(text)).toBe(true);
    }
  );
});
