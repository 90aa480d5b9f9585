/**
 * Epoch milliseconds of a Postgres timestamp as PostgREST writes it (`2026-11-21T04:05:06.789123+00:00`), or null when
 * the text is none, such as `infinity`. Without an offset it is read as UTC. Written out by hand: Date.parse takes
 * several times as long, and reads a missing offset as the browser's zone.
 */
export function parseTimestamp(text: string): number | null {
  const ms = toMilliseconds(text);
  return Number.isNaN(ms) ? null : ms;
}

/** NaN when it is none. */
function toMilliseconds(text: string): number {
  if (text.length < 19 || text.charCodeAt(4) !== dash || text.charCodeAt(13) !== colon) {
    return parseDate(text);
  }
  const days = daysFromCivil(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
  const seconds = twoDigits(text, 11) * 3600 + twoDigits(text, 14) * 60 + twoDigits(text, 17);
  let at = 19;
  let ms = 0;
  if (text.charCodeAt(at) === point) {
    ms = fraction(text, at + 1);
    at = endOfDigits(text, at + 1, text.length);
  }
  const offset = isUtc(text, at, text.length) ? 0 : parseOffset(text, at, text.length);
  // A character that is no digit has made its part hugely negative.
  const isValid = days > invalid / 2 && seconds >= 0 && offset > invalid / 2;
  return isValid ? (days * 86_400 + seconds - offset) * 1000 + ms : NaN;
}

const zero = 48;
const dash = 45;
const plus = 43;
const colon = 58;
const point = 46;
const utc = 90;
const invalid = -100_000_000;

/** Unsigned, so that whatever stands before `0` is large too. */
function digitAt(text: string, at: number): number {
  return (text.charCodeAt(at) - zero) >>> 0;
}

function twoDigits(text: string, at: number): number {
  const tens = digitAt(text, at);
  const ones = digitAt(text, at + 1);
  return tens > 9 || ones > 9 ? invalid : tens * 10 + ones;
}

/** Milliseconds from the digits after the point; later ones are cut off. */
function fraction(text: string, at: number): number {
  const tenths = digitAt(text, at);
  const hundredths = tenths > 9 ? 10 : digitAt(text, at + 1);
  const thousandths = hundredths > 9 ? 10 : digitAt(text, at + 2);
  return (tenths > 9 ? 0 : tenths * 100) + (hundredths > 9 ? 0 : hundredths * 10) + (thousandths > 9 ? 0 : thousandths);
}

function endOfDigits(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && digitAt(text, at) <= 9) {
    at++;
  }
  return at;
}

/** `+00:00`, as PostgREST writes it when the database's zone is UTC. */
function isUtc(text: string, at: number, end: number): boolean {
  return (
    end - at === 6 &&
    text.charCodeAt(at) === plus &&
    text.charCodeAt(at + 1) === zero &&
    text.charCodeAt(at + 2) === zero &&
    text.charCodeAt(at + 3) === colon &&
    text.charCodeAt(at + 4) === zero &&
    text.charCodeAt(at + 5) === zero
  );
}

/** Seconds east of UTC: nothing, `Z`, `+02`, `+0200`, `+02:00`. */
function parseOffset(text: string, at: number, end: number): number {
  const length = end - at;
  const sign = length > 0 ? text.charCodeAt(at) : 0;
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
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
    return invalid;
  }
  const y = month <= 2 ? year - 1 : year;
  const era = (y / 400) | 0;
  const yearOfEra = y - era * 400;
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  return era * 146_097 + yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear - 719_468;
}

function parseDate(text: string): number {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text);
  const days = match ? daysFromCivil(Number(match[1]), Number(match[2]), Number(match[3])) : invalid;
  return days > invalid / 2 ? days * 86_400_000 : NaN;
}

/** True for texts that look like a timestamp with a time of day. */
export function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)?$/.test(text);
}
