import { parseTimestamp } from './parseTimestamp';
import type { TextWindow } from './TextWindow';

/**
 * Reads `2026-11-21T04:05:06.789123+00:00"`, the one form in which PostgREST writes times while the database's zone is UTC,
 * from bytes. Rows near each other mostly share the hour, whose bytes are compared at once, so that the calendar is asked once for many.
 */
export class UtcReader {
  /** Behind the closing quote of the time read last. */
  end = 0;
  /** The first 14 bytes of it, as two doubles that share two bytes, and their milliseconds. */
  private date = 0;
  private hour = 0;
  private base = NaN;

  constructor(private readonly window: TextWindow) {}

  /** Epoch milliseconds of the time that begins at `start`, behind its quote; NaN for every other form. */
  read(start: number): number {
    const { codes, words } = this.window;
    const date = words.getFloat64(start, true);
    const hour = words.getFloat64(start + 6, true);
    if (date !== this.date || hour !== this.hour) {
      this.base = this.baseAt(start);
      this.date = date;
      this.hour = hour;
    }
    const minutes = twoDigits(codes, start + 14);
    const seconds = twoDigits(codes, start + 17);
    if (minutes > 99 || seconds > 99 || codes[start + 16] !== colon) {
      return NaN;
    }
    let ms = (minutes * 60 + seconds) * 1000;
    let at = start + 19;
    if (codes[at] === point) {
      const tenths = digitAt(codes, at + 1);
      const hundredths = digitAt(codes, at + 2);
      const thousandths = hundredths > 9 ? 10 : digitAt(codes, at + 3);
      if (tenths > 9) {
        return NaN;
      }
      ms += tenths * 100 + (hundredths > 9 ? 0 : hundredths * 10) + (thousandths > 9 ? 0 : thousandths);
      const longest = at + 7;
      for (at += 2; at < longest && digitAt(codes, at) <= 9;) {
        at++;
      }
    }
    // `+00:00"`, as two words that share a byte
    if (words.getInt32(at, true) !== plusHours || words.getInt32(at + 3, true) !== minutesQuote) {
      return NaN;
    }
    this.end = at + 7;
    return this.base + ms;
  }

  /** Milliseconds of the date and the hour with the colon behind it; NaN when they are none. */
  private baseAt(start: number): number {
    const written = String.fromCharCode(...this.window.codes.subarray(start, start + 14));
    return /^.{10}T..:$/.test(written) ? (parseTimestamp(`${written}00:00`) ?? NaN) : NaN;
  }
}

const zero = 48;
const colon = 58;
const point = 46;
const plusHours = wordOf('+00:');
const minutesQuote = wordOf(':00"');

/** Unsigned, so that whatever stands before `0` is large too. */
function digitAt(codes: Uint8Array, at: number): number {
  return (codes[at] - zero) >>> 0;
}

/** More than 99 when one of them is no digit. */
function twoDigits(codes: Uint8Array, at: number): number {
  const tens = digitAt(codes, at);
  const ones = digitAt(codes, at + 1);
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/** Four characters as they are read at once. */
function wordOf(letters: string): number {
  return new DataView(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)).buffer).getInt32(0, true);
}
