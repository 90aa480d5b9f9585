/** A number of any length: `digits` ÷ 10 ^ `scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

/** More digits after the point than this are those of a tiny float, which are not exact anyway. */
const mostScale = 60;

/** The number that a text says, exactly; undefined when it says none, an infinite one, or one far too long. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match || !(match[2] || match[3])) {
    return undefined;
  }
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  if (scale > mostScale || scale < -mostScale) {
    return undefined;
  }
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

export function addDecimals(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  return { digits: scaled(one, scale) + scaled(other, scale), scale };
}

/** Negative, zero or positive, as `one` is less than, equal to or greater than `other`. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const scale = Math.max(one.scale, other.scale);
  const difference = scaled(one, scale) - scaled(other, scale);
  if (difference === 0n) {
    return 0;
  }
  return difference < 0n ? -1 : 1;
}

/** Written out, without zeros at the end of the fraction. */
export function writeDecimal({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return sign + whole + (scale > 0 && fraction ? `.${fraction}` : '');
}

/** The quotient as a double, correct to its last digits however long the number is. */
export function divideDecimal({ digits, scale }: Decimal, count: number): number {
  const precision = 25;
  return Number(
    writeDecimal({ digits: (digits * 10n ** BigInt(precision)) / BigInt(count), scale: scale + precision })
  );
}

function scaled({ digits, scale }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}
