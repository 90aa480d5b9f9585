import { parseTimestampAt } from './parseTimestamp';

/**
 * Epoch milliseconds of `2026-11-21T04:05:06.789123+00:00`, the one form in which PostgREST writes times while the database's
 * zone is UTC, in the part of a text from `start` to before `end`. NaN for every other form. Rows near each other mostly share
 * their day, so that the calendar is asked once for many.
 */
export function parseUtcAt(text: string, start: number, end: number): number {
  const length = end - start;
  if (length < 25 || length > 32 || !isUtcForm(text, start, end)) {
    return NaN;
  }
  const day = dayAt(text, start);
  const hours = twoDigits(text, start + 11);
  const minutes = twoDigits(text, start + 14);
  const seconds = twoDigits(text, start + 17);
  return day + ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction(text, start + 19, end - 6);
}

const zero = 48;
const dash = 45;
const plus = 43;
const colon = 58;
const point = 46;
const letterT = 84;

function isUtcForm(text: string, start: number, end: number): boolean {
  return (
    text.charCodeAt(start + 10) === letterT &&
    text.charCodeAt(start + 13) === colon &&
    text.charCodeAt(start + 16) === colon &&
    text.charCodeAt(end - 6) === plus &&
    text.charCodeAt(end - 5) === zero &&
    text.charCodeAt(end - 4) === zero &&
    text.charCodeAt(end - 3) === colon &&
    text.charCodeAt(end - 2) === zero &&
    text.charCodeAt(end - 1) === zero
  );
}

let lastDay = -1;
let lastDayMs = NaN;

/** Midnight of a date; NaN when it is none. */
function dayAt(text: string, at: number): number {
  const day =
    twoDigits(text, at) * 1_000_000 +
    twoDigits(text, at + 2) * 10_000 +
    twoDigits(text, at + 5) * 100 +
    twoDigits(text, at + 8);
  if (Number.isNaN(day) || text.charCodeAt(at + 4) !== dash || text.charCodeAt(at + 7) !== dash) {
    return NaN;
  }
  if (day !== lastDay) {
    lastDay = day;
    lastDayMs = parseTimestampAt(text, at, at + 10);
  }
  return lastDayMs;
}

function twoDigits(text: string, at: number): number {
  // Unsigned, so that whatever stands before `0` is large too.
  const tens = (text.charCodeAt(at) - zero) >>> 0;
  const ones = (text.charCodeAt(at + 1) - zero) >>> 0;
  return tens > 9 || ones > 9 ? NaN : tens * 10 + ones;
}

/** Milliseconds of a fraction of up to six digits with its point, cut off; none when there is nothing. */
function fraction(text: string, start: number, end: number): number {
  if (start === end) {
    return 0;
  }
  if (text.charCodeAt(start) !== point || end - start < 2) {
    return NaN;
  }
  let ms = 0;
  let weight = 100;
  for (let at = start + 1; at < end; at++) {
    const digit = (text.charCodeAt(at) - zero) >>> 0;
    if (digit > 9) {
      return NaN;
    }
    ms += digit * (weight | 0);
    weight /= 10;
  }
  return ms;
}
