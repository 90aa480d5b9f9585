/**
 * Epoch milliseconds of a Postgres timestamp as PostgREST writes it (`2026-11-21T04:05:06.789123+00:00`), or null when
 * the text is none, such as `infinity`. Without an offset it is read as UTC. Written out by hand: Date.parse takes
 * several times as long, and reads a missing offset as the browser's zone.
 */
export function parseTimestamp(text: string): number | null {
  if (text.length < 19 || text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash || text.charCodeAt(13) !== colon) {
    return parseDate(text);
  }
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const seconds = twoDigits(text, 11) * 3600 + twoDigits(text, 14) * 60 + twoDigits(text, 17);
  const days = daysFromCivil(year, twoDigits(text, 5), twoDigits(text, 8));
  let ms = 0;
  let at = 19;
  if (text.charCodeAt(at) === point) {
    at++;
    for (let scale = 100; isDigit(text.charCodeAt(at)); at++) {
      ms += (text.charCodeAt(at) - zero) * scale;
      scale = (scale / 10) | 0;
    }
  }
  const offset = parseOffset(text, at);
  // A character that is no digit has made its part hugely negative.
  const isValid = year >= 0 && days > invalid / 2 && seconds >= 0 && offset > invalid / 2;
  return isValid ? (days * 86_400 + seconds - offset) * 1000 + ms : null;
}

const zero = 48;
const dash = 45;
const plus = 43;
const colon = 58;
const point = 46;
const utc = 90;
const invalid = -100_000_000;

function isDigit(code: number): boolean {
  return code >= zero && code <= 57;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  // Unsigned, everything below '0' is large too; NaN past the end becomes 0 and fails elsewhere.
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? invalid : tens * 10 + ones;
}

/** Seconds east of UTC: nothing, `Z`, `+02`, `+0200`, `+02:00`. */
function parseOffset(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  const length = text.length - at;
  if (length === 0 || (sign === utc && length === 1)) {
    return 0;
  }
  const hasColon = text.charCodeAt(at + 3) === colon;
  if ((sign !== plus && sign !== dash) || !(length === 3 || length === 5 || (length === 6 && hasColon))) {
    return invalid;
  }
  const minutes = length === 3 ? 0 : twoDigits(text, hasColon ? at + 4 : at + 3);
  const seconds = twoDigits(text, at + 1) * 3600 + minutes * 60;
  return sign === dash && seconds >= 0 ? -seconds : seconds;
}

/** Days since 1970-01-01 in the Gregorian calendar, http://howardhinnant.github.io/date_algorithms.html#days_from_civil */
function daysFromCivil(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    return invalid;
  }
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  return era * 146_097 + yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear - 719_468;
}

function parseDate(text: string): number | null {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text);
  const days = match ? daysFromCivil(Number(match[1]), Number(match[2]), Number(match[3])) : invalid;
  return days > invalid / 2 ? days * 86_400_000 : null;
}

/** True for texts that look like a timestamp with a time of day. */
export function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)?$/.test(text);
}
