/**
 * How busy the pipeline is at a moment, relative to its weekly mean of 1: most at 14:00 UTC, least at 02:00, and less at
 * weekends. History (in SQL) and the live simulator use the same curve, so that charts show no seam where one ends.
 */
export function activityAt(time: Date): number {
  const hour = time.getUTCHours() + time.getUTCMinutes() / 60 + time.getUTCSeconds() / 3600;
  const isWeekend = time.getUTCDay() === 0 || time.getUTCDay() === 6;
  return (1 + DAY_SWING * Math.cos((2 * Math.PI * (hour - BUSIEST_HOUR)) / 24)) * (isWeekend ? WEEKEND : WEEKDAY);
}

/** The SQL expression that gives `activityAt` of a timestamptz expression. */
export function activitySql(time: string): string {
  const local = `(${time} at time zone 'UTC')`;
  return `((1 + ${DAY_SWING} * cos(2 * pi() * (extract(epoch from ${local}::time)::float8 / 3600 - ${BUSIEST_HOUR}) / 24))
    * case when extract(isodow from ${local}) >= 6 then ${WEEKEND} else ${WEEKDAY} end)`;
}

const DAY_SWING = 0.4;
const BUSIEST_HOUR = 14;
const WEEKDAY = 1.08;
const WEEKEND = 0.8;
