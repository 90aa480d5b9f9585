import { fixedUnits, type BucketUnit, type BucketWidth } from '../../aggregate/parseBucket';
import { knownZone } from '../../aggregate/Zone';
import { sqlName, sqlText } from './sqlText';

export interface BucketOfTime {
  /** A column of times or of dates. */
  column: string;
  width: BucketWidth;
  /** The name of a time zone. */
  zone: string;
}

/**
 * SQL for the beginning of the bucket that a time is in, with the borders that Buckets gives it in the browser: hours and shorter
 * count from 1970 on, days and longer follow the calendar of the zone. One border differs: where a night has two midnights,
 * as on the Azores, Postgres names the second. `prefix` is the table's name with a dot, or nothing.
 */
export function bucketSql({ column, width: { count, unit }, zone }: BucketOfTime, prefix: string): string {
  const time = `${prefix}${sqlName(column)}`;
  const named = sqlText(knownZone(zone));
  if (fixedUnits[unit] !== undefined) {
    return `date_bin('${count} ${words[unit]}s', ${time}, 'epoch')`;
  }
  return count === 1
    ? `date_trunc('${words[unit]}', ${time}, ${named})`
    : `${severalSql({ count, unit }, `${time}::timestamptz at time zone ${named}`)} at time zone ${named}`;
}

/** The local beginning of a bucket of several days or longer, by the local time. */
function severalSql({ count, unit }: BucketWidth, local: string): string {
  switch (unit) {
    case 'y':
      return `date_trunc('year', ${local} - ${part('year', local)} % ${count} * interval '1 year')`;
    case 'M':
      return `date_trunc('month', ${local} - ${monthsInto(local, count)} * interval '1 month')`;
    default:
      // Weeks begin on Mondays, and 1970-01-05 was one.
      return `date_bin('${count} ${words[unit]}s', ${local}, '${unit === 'w' ? '1970-01-05' : '1970-01-01'}')`;
  }
}

/** How many months a time is into its bucket. date_bin() takes no months: they are of different lengths. */
function monthsInto(local: string, count: number): string {
  const month = `${part('month', local)} - 1`;
  // Where the bucket divides a year, the years need not be counted.
  return `(${12 % count === 0 ? `(${month})` : `(${part('year', local)} * 12 + ${month})`} % ${count})`;
}

function part(of: 'month' | 'year', local: string): string {
  return `extract(${of} from ${local})::int`;
}

const words: Record<BucketUnit, string> = {
  ms: 'millisecond',
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  y: 'year',
};
