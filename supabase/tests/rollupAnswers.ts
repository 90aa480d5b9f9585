import { expect } from 'vitest';
import { as, type Row, type Sql } from './testDatabase';

/** A time `hours` before the present hour began (UTC), plus minutes, as SQL. The watermark lies at 1 after a refresh. */
export function ago(hours: number, minutes = 0): string {
  return `(date_trunc('hour', now(), 'UTC') - interval '${hours} hours' + interval '${minutes} minutes')`;
}

/** Thirty days up to now, longer than what is read raw. */
export const month = "now() - interval '30 days', now()";

/** Every function that reads rollups, over a month. */
export const questions = [
  `run_stats(${month})`,
  `run_stats(${month}, array['IGF'])`,
  `run_stats(${month}, array['IGF'], array['prod'])`,
  `run_stats(${month}, clients => array['ada'])`,
  `run_stats(${month}, scrapers => array['mon-1'], statuses => array['failed'])`,
  `run_stats(${month}, clients => array['ada'], statuses => array['completed', 'failed'])`,
  `run_stats(${month}, clients => array['ada'], scrapers => array['ig-1'])`,
  `run_stats(${month}, statuses => array['completed'])`,
  `run_series(${month}, '1 hour')`,
  `run_series(${month}, '1 hour', array['IGF', 'IGM'])`,
  `run_series(${month}, '1 day', tz => 'Europe/Berlin')`,
  `run_series(${month}, '1 day', tz => 'Asia/Kolkata')`,
  `run_series(${month}, '1 week', tz => 'UTC')`,
  `run_series(${month}, '1 month', tz => 'America/New_York')`,
  `run_series(${month}, '5 hours', clients => array['bea'])`,
  `coverage_by_client(${month})`,
  `coverage_by_client(${month}, statuses => array['completed'])`,
  `duration_histogram(${month})`,
  `scraper_status(${month})`,
];

export function read(sql: Sql, question: string): Promise<Row[]> {
  return as(sql, 'scrapewatch_reader', `select * from scrapewatch.${question}`, { readOnly: true });
}

/** Asks twice in one transaction, with the rollups and as if nothing were rolled up, and expects the same answer. */
export async function expectSameAsRuns(sql: Sql, question: string): Promise<void> {
  const undo = new Error('undo');
  await sql
    .begin('isolation level repeatable read', async (transaction) => {
      const ask = () => transaction.unsafe<Row[]>(`select * from scrapewatch.${question}`);
      const rolled = await ask();
      await transaction`delete from scrapewatch.rollup_state`;
      const raw = await ask();
      expect(rolled.length, question).toBe(raw.length);
      rolled.forEach((row, place) => expectSameRow(row, raw[place] ?? {}, question));
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) {
        throw error;
      }
    });
}

function expectSameRow(rolled: Row, raw: Row, question: string): void {
  for (const [column, value] of Object.entries(raw)) {
    const name = `${question}: ${column}`;
    if (typeof value !== 'number' || Number.isInteger(value)) {
      const isNear = typeof value === 'number' && /duration|seconds/.test(column);
      expect(isNear ? near(rolled[column], value) : rolled[column], name).toEqual(isNear ? true : value);
    } else {
      expect(near(rolled[column], value), `${name} is ${String(rolled[column])}, not ${value}`).toBe(true);
    }
  }
}

/** Percentiles come from bins 5 % wide; the looser bound holds for them, other figures are far closer in practice. */
function near(found: unknown, wanted: number): boolean {
  return typeof found === 'number' && Math.abs(found - wanted) <= 0.025 * Math.abs(wanted) + 1e-9;
}
