/**
 * Epoch milliseconds of a Postgres timestamp as PostgREST writes it (`2026-11-21T04:05:06.789+00:00`), or null when the
 * text is none, such as `infinity`. Without an offset it is read as UTC. Written out by hand: Date.parse takes five times
 * as long, and reads a missing offset as the browser's zone.
 */
export function parseTimestamp(text: string): number | null {
  if (text.length < 19 || text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash || text.charCodeAt(13) !== colon) {
    return parseOther(text);
  }
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const seconds = digits(text, 11, 2) * 3600 + digits(text, 14, 2) * 60 + digits(text, 17, 2);
  let ms = 0;
  let at = 19;
  if (text.charCodeAt(at) === point) {
    let scale = 100;
    for (at++; isDigit(text.charCodeAt(at)); at++) {
      ms += (text.charCodeAt(at) - zero) * scale;
      scale /= 10;
    }
  }
  const offset = at === text.length ? 0 : parseOffset(text, at);
  const epoch = (daysFromCivil(year, month, day) * 86_400 + seconds - offset) * 1000 + Math.floor(ms + 1e-6);
  return Number.isNaN(epoch) ? parseOther(text) : epoch;
}

const zero = 48;
const dash = 45;
const plus = 43;
const colon = 58;
const point = 46;
const utc = 90;

function isDigit(code: number): boolean {
  return code >= zero && code <= 57;
}

/** NaN when a character is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) {
      return NaN;
    }
    value = value * 10 + code - zero;
  }
  return value;
}

/** Seconds east of UTC: `Z`, `+02`, `+0200`, `+02:00`; NaN for anything else. */
function parseOffset(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === utc && at === text.length - 1) {
    return 0;
  }
  if (sign !== plus && sign !== dash) {
    return NaN;
  }
  const hours = digits(text, at + 1, 2);
  const rest = text.charCodeAt(at + 3) === colon ? at + 4 : at + 3;
  const minutes = rest < text.length ? digits(text, rest, 2) : 0;
  return (sign === dash ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/** Days since 1970-01-01 in the Gregorian calendar, http://howardhinnant.github.io/date_algorithms.html#days_from_civil */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function parseOther(text: string): number | null {
  const year = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text);
  return year ? daysFromCivil(Number(year[1]), Number(year[2]), Number(year[3])) * 86_400_000 : null;
}

/** True for texts that look like a timestamp with a time of day. */
export function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)?$/.test(text);
}
