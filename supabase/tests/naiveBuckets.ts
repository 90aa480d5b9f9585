import { at, quote } from './naiveRuns';

const DAY = 86_400;

export interface Window {
  from: string;
  to: string;
}

/**
 * SQL: when the buckets of run_series begin, from CONTRACT.md. `seconds` is the bucket's width, or `month`.
 * Whole days and weeks begin at midnight in the zone, weeks on Monday; anything shorter is aligned to 2000-01-01 UTC.
 */
export function bucketStarts({ from, to }: Window, width: number | 'month', tz: string): string {
  const local = (time: string) => `(${time} at time zone ${quote(tz)})`;
  const last = `${at(to)} - interval '1 microsecond'`;
  const byCalendar = (unit: string) => `
    select (d at time zone ${quote(tz)}) as "time"
    from generate_series(date_trunc('${unit}', ${local(at(from))}), ${local(`(${last})`)}, interval '1 ${unit}') d
    where ${at(from)} < ${at(to)} order by 1`;
  if (width === 'month') {
    return byCalendar('month');
  }
  if (width === DAY || width === 7 * DAY) {
    return byCalendar(width === DAY ? 'day' : 'week');
  }
  const step = `interval '${effectiveWidth({ from, to }, width)} seconds'`;
  return `
    select "time" from generate_series(date_bin(${step}, ${at(from)}, '2000-01-01 00:00:00+00'), ${last}, ${step}) "time"
    where ${at(from)} < ${at(to)} order by 1`;
}

/** In a range of more than two days buckets are whole hours, so that rollups answer. */
function effectiveWidth({ from, to }: Window, width: number): number {
  const rangeSeconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return rangeSeconds > 2 * DAY ? Math.ceil(width / 3600) * 3600 : width;
}
