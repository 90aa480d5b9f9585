/**
 * Seconds of an interval as Postgres writes it in any `intervalstyle`: `1 day 02:03:04`, `P1DT2H3M4S`,
 * `@ 1 day 2 hours 3 mins 4 secs ago`, `1-2 3 4:05:06`. A month counts 30 days and a year 365.25, as in Postgres' own
 * `extract(epoch from …)`. Null when the text is none; infinite ones give ±Infinity.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-OUTPUT
 */
export function parseInterval(text: string): number | null {
  if (text === 'infinity' || text === '-infinity') {
    return text === 'infinity' ? Infinity : -Infinity;
  }
  const parts = /^-?P/.test(text) ? readIso(text) : readWords(text);
  return parts === undefined ? null : toSeconds(parts);
}

interface Parts {
  months: number;
  days: number;
  seconds: number;
}

const day = 86_400;

function toSeconds({ months, days, seconds }: Parts): number {
  const years = Math.trunc(months / 12);
  return (years * 365.25 + (months - years * 12) * 30 + days) * day + seconds;
}

function readIso(text: string): Parts | undefined {
  const match = /^(-?)P((?:[+-]?[\d.]+[YMWD])*)(?:T((?:[+-]?[\d.]+[HMS])+))?$/.exec(text);
  if (!match || (match[2] === '' && match[3] === undefined)) {
    return undefined;
  }
  const sign = match[1] === '-' ? -1 : 1;
  const parts: Parts = { months: 0, days: 0, seconds: 0 };
  const take = (written: string | undefined, units: Record<string, Unit>) => {
    for (const [, amount, letter] of (written ?? '').matchAll(/([+-]?[\d.]+)([A-Z])/g)) {
      add(parts, sign * Number(amount), units[letter]);
    }
  };
  take(match[2], { Y: 'year', M: 'mon', W: 'week', D: 'day' });
  take(match[3], { H: 'hour', M: 'min', S: 'sec' });
  return parts;
}

type Unit = 'year' | 'mon' | 'week' | 'day' | 'hour' | 'min' | 'sec';

const words: Record<string, Unit> = {
  year: 'year',
  mon: 'mon',
  month: 'mon',
  week: 'week',
  day: 'day',
  hour: 'hour',
  min: 'min',
  sec: 'sec',
};

/** The styles `postgres`, `postgres_verbose` and `sql_standard`. */
function readWords(text: string): Parts | undefined {
  const parts: Parts = { months: 0, days: 0, seconds: 0 };
  const tokens = text.replace(/^@ /, '').split(' ');
  const isAgo = tokens[tokens.length - 1] === 'ago';
  const known = isAgo ? tokens.slice(0, -1) : tokens;
  // `-3 4:05:06` in the SQL standard's style is all negative; with `days` written out, each part has its own sign.
  let signOfAll = 1;
  for (let at = 0; at < known.length; at++) {
    const token = known[at];
    const clock = /^([+-]?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?$/.exec(token);
    const yearsAndMonths = /^([+-]?)(\d+)-(\d+)$/.exec(token);
    if (clock) {
      const sign = clock[1] === '' ? signOfAll : signOf(clock[1]);
      parts.seconds += sign * (Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4] ?? 0));
    } else if (yearsAndMonths) {
      parts.months += signOf(yearsAndMonths[1]) * (Number(yearsAndMonths[2]) * 12 + Number(yearsAndMonths[3]));
    } else if (/^[+-]?\d+(\.\d+)?$/.test(token)) {
      const unit = words[(known[at + 1] ?? '').replace(/s$/, '')];
      add(parts, Number(token), unit ?? 'day');
      signOfAll = unit === undefined && token.startsWith('-') ? -1 : 1;
      at += unit === undefined ? 0 : 1;
    } else {
      return undefined;
    }
  }
  const sign = isAgo ? -1 : 1;
  return { months: sign * parts.months, days: sign * parts.days, seconds: sign * parts.seconds };
}

function signOf(written: string): number {
  return written === '-' ? -1 : 1;
}

function add(parts: Parts, amount: number, unit: Unit): void {
  switch (unit) {
    case 'year':
      parts.months += Math.round(amount * 12);
      return;
    case 'mon':
      parts.months += amount;
      return;
    case 'week':
      parts.days += amount * 7;
      return;
    case 'day':
      parts.days += amount;
      return;
    default:
      parts.seconds += amount * secondsOf[unit];
  }
}

const secondsOf = { hour: 3600, min: 60, sec: 1 };
