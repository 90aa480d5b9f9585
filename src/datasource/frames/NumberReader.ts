import type { TextWindow } from './TextWindow';

const comma = 44;
const minus = 45;
const point = 46;
const zero = 48;
const nine = 57;
const closeObject = 125;
/** So many digits always fit a 32-bit integer, whose arithmetic is several times as fast as a double's. */
const digitsOfHalf = 9;
/** So many always fit a double. */
const safeDigits = 15;
const mostDigits = 2 * digitsOfHalf;
/** Each is a double exactly. */
const powersOfTen = Float64Array.from({ length: mostDigits + 1 }, (_, i) => 10 ** i);

/** Reads whole numbers of up to 15 digits and decimals of up to 18 from the bytes of a row. */
export class NumberReader {
  /** Behind the number read last. */
  end = 0;

  constructor(private readonly window: TextWindow) {}

  /** The double nearest to the number that begins at `start`; NaN for what has more digits, or is written otherwise. */
  read(start: number): number {
    const { codes } = this.window;
    const first = codes[start] === minus ? start + 1 : start;
    let at = first;
    let high = 0;
    let code = codes[at];
    const half = first + digitsOfHalf;
    while (code >= zero && code <= nine && at < half) {
      high = (high * 10 + code - zero) | 0;
      code = codes[++at];
    }
    if (at === first || (codes[first] === zero && at > first + 1)) {
      return NaN;
    }
    this.end = at;
    if (code !== comma && code !== closeObject) {
      high = this.readRest(first, at, high);
    }
    return first === start ? high : -high;
  }

  /** Goes on behind the first digits of a number. */
  private readRest(first: number, start: number, digits: number): number {
    const { codes } = this.window;
    let count = start - first;
    let high = digits;
    let low = 0;
    let pointAt = -1;
    let at = start;
    let code = codes[at];
    for (; (code >= zero && code <= nine) || (code === point && pointAt < 0); code = codes[++at]) {
      if (code === point) {
        pointAt = at;
      } else if (count < digitsOfHalf) {
        high = (high * 10 + code - zero) | 0;
        count++;
      } else {
        low = (low * 10 + code - zero) | 0;
        if (++count > mostDigits) {
          return NaN;
        }
      }
    }
    const scale = pointAt < 0 ? 0 : at - pointAt - 1;
    const isWhole = pointAt < 0;
    if (
      (code !== comma && code !== closeObject) ||
      (!isWhole && scale === 0) ||
      (isWhole ? count : pointAt - first) > safeDigits
    ) {
      return NaN;
    }
    this.end = at;
    const lowDigits = Math.max(0, count - digitsOfHalf);
    // Up to 15 digits both are exact, so their quotient is the double nearest to what is written.
    return count <= safeDigits
      ? (high * powersOfTen[lowDigits] + low) / powersOfTen[scale]
      : quotientOf(high, low, lowDigits, scale);
  }
}

/** Splits a double's digits in halves: T. J. Dekker, A floating-point technique for extending the available precision, 1971. */
const splitter = 2 ** 27 + 1;
const highPowers = powersOfTen.map(highHalf);
const lowPowers = powersOfTen.map((power, i) => power - highPowers[i]);
/** Many times what the correction below may be wrong by, relative to it. */
const margin = 2 ** -40;

/**
 * The double nearest to `(high * 10^lowDigits + low) / 10^scale`, or NaN where that takes more digits to tell than are
 * computed here: the quotient of doubles, corrected by its remainder, which is computed without rounding.
 */
function quotientOf(high: number, low: number, lowDigits: number, scale: number): number {
  // Exact: the 30 bits of 9 digits times the 21 bits of 5^9.
  const shifted = high * powersOfTen[lowDigits];
  const dividend = shifted + low;
  const dividendRest = low - (dividend - shifted);
  const power = powersOfTen[scale];
  const quotient = dividend / power;
  const quotientHigh = highHalf(quotient);
  const quotientLow = quotient - quotientHigh;
  const product = quotient * power;
  const productRest =
    quotientHigh * highPowers[scale] -
    product +
    quotientHigh * lowPowers[scale] +
    quotientLow * highPowers[scale] +
    quotientLow * lowPowers[scale];
  const correction = (dividend - product - productRest + dividendRest) / power;
  const nearest = quotient + correction * (1 - margin);
  return nearest === quotient + correction * (1 + margin) ? nearest : NaN;
}

function highHalf(value: number): number {
  const scaled = splitter * value;
  return scaled - (scaled - value);
}
