import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './optionalTables';
import { as, refusal, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
beforeEach(async () => {
  await sql`truncate scrapewatch.size_samples`;
  await set('forecast_min_days', 7);
  await set('database_limit_bytes', 8_589_934_592);
});
afterAll(() => server?.stop());

async function set(key: string, value: number): Promise<void> {
  await sql`update scrapewatch.settings set value = ${value} where key = ${key}`;
}

/** One size a day, the last one yesterday: a day that ends during a test leaves every sample in the 30 days. */
async function addSizes(sizes: number[], lastDaysAgo = 1): Promise<void> {
  for (const [place, size] of sizes.entries()) {
    const daysAgo = sizes.length - 1 - place + lastDaysAgo;
    await sql`insert into scrapewatch.size_samples (day, subject, size_bytes)
      values ((now() at time zone 'UTC')::date - ${daysAgo}::integer, 'database', ${size})`;
  }
}

async function forecast(): Promise<Record<string, number | string | null>> {
  const [row] = await ask(sql, 'capacity_forecast()');
  return row as Record<string, number | string | null>;
}

describe('capacity_forecast', () => {
  it('D2 lays a line through seven days, with its 95 % confidence interval', async () => {
    const sizes = [10e6, 13.5e6, 14e6, 17.5e6, 20e6, 21.5e6, 25e6];
    await addSizes(sizes);
    const { slope, error } = leastSquares(sizes);
    const row = await forecast();
    expect(slope).toBeCloseTo(67e6 / 28, 3);
    expect(row.growth_bytes_per_day).toBeCloseTo(slope, 3);
    expect(row.growth_high).toBeCloseTo(slope + 2.5706 * error, 0); // t with 5 degrees of freedom
    expect(row.growth_low).toBeCloseTo(slope - 2.5706 * error, 0);
    expect(row).toMatchObject({ subject: 'database', days_of_history: 7, verdict: 'ok' });
    const left = Number(row.limit_bytes) - Number(row.size_bytes);
    expect(row.days_to_full).toBeCloseTo(left / slope, 6);
    expect(row.days_to_full_soonest).toBeCloseTo(left / Number(row.growth_high), 6);
    expect(row.days_to_full_latest).toBeCloseTo(left / Number(row.growth_low), 6);
    expect(row.used_ratio).toBeCloseTo(Number(row.size_bytes) / 8_589_934_592, 12);
  });

  it('D2 uses the quantiles of Student’s t that tables print, for 3 to 30 days', async () => {
    const printed = [
      ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131],
      ...[2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048],
    ];
    await set('forecast_min_days', 3);
    for (const [place, quantile] of printed.entries()) {
      const days = place + 3;
      const sizes = Array.from({ length: days }, (_, day) => 1e6 + day * 1e5 + (day % 2) * 3e4);
      await sql`truncate scrapewatch.size_samples`;
      await addSizes(sizes, 0);
      const row = await forecast();
      const used = (Number(row.growth_high) - Number(row.growth_bytes_per_day)) / leastSquares(sizes).error;
      expect([days, row.days_of_history]).toEqual([days, days]);
      expect(Math.abs(used - quantile)).toBeLessThan(0.00051);
    }
  });

  it('D2 says "not enough history" with six days, and nothing of growth', async () => {
    await addSizes([1, 2, 3, 4, 5, 6].map((day) => day * 1e6));
    expect(await forecast()).toMatchObject({
      ...{ verdict: 'not enough history', days_of_history: 6, growth_bytes_per_day: null, growth_low: null },
      ...{ days_to_full: null, days_to_full_soonest: null, days_to_full_latest: null },
    });
  });

  it('D2 forgets what is older than 30 days', async () => {
    await addSizes(
      [1, 2, 3, 4, 5, 6, 7].map((day) => day * 1e6),
      40
    );
    expect(await forecast()).toMatchObject({ days_of_history: 0, verdict: 'not enough history' });
  });

  it.each([
    ['stands still', [5, 5, 5, 5, 5, 5, 5], 0],
    ['shrinks', [9, 8, 7, 6, 5, 4, 3], -1e6],
  ])('D2 gives no day to a database that %s', async (_, sizes, slope) => {
    await addSizes(sizes.map((size) => size * 1e6));
    const row = await forecast();
    expect(row.growth_bytes_per_day).toBeCloseTo(slope, 3);
    expect(row).toMatchObject({ verdict: 'not growing', days_to_full: null, days_to_full_latest: null });
  });

  it('D2 has no latest day when growth may be none', async () => {
    await addSizes([10e6, 14e6, 9e6, 15e6, 8e6, 16e6, 12e6]);
    const row = await forecast();
    expect(Number(row.growth_low)).toBeLessThan(0);
    expect(row).toMatchObject({ verdict: 'ok', days_to_full_latest: null, days_to_full: expect.any(Number) });
    expect(Number(row.days_to_full_soonest)).toBeLessThan(Number(row.days_to_full));
  });

  it('D2 is full soon within 30 days, and at once past the limit, even one of 0', async () => {
    await addSizes([1, 2, 3, 4, 5, 6, 7].map((day) => day * 1e9));
    expect(await forecast()).toMatchObject({ verdict: 'full soon' });
    await set('database_limit_bytes', 1000);
    expect(await forecast()).toMatchObject({ verdict: 'full soon', days_to_full: 0 });
    await set('database_limit_bytes', 0);
    expect(await forecast()).toMatchObject({ verdict: 'full soon', days_to_full: 0, used_ratio: null });
  });

  it('D2 lists the ten largest tables below the database, a partitioned one as one, without a limit', async () => {
    await sql.unsafe(`
      create table public.huge (day date, filler text) partition by range (day);
      create table public.huge_1 partition of public.huge for values from ('2026-01-01') to ('2026-02-01');
      create table public.huge_2 partition of public.huge for values from ('2026-02-01') to ('2026-03-01');
      insert into public.huge select date '2026-01-01' + n % 58, repeat('x', 500) from generate_series(1, 4000) n;`);
    const [database, largest, ...rest] = await ask(sql, 'capacity_forecast()');
    expect(database).toMatchObject({ subject: 'database' });
    expect(largest).toMatchObject({ subject: 'public.huge', limit_bytes: null, used_ratio: null, days_to_full: null });
    expect(Number(largest?.size_bytes)).toBeGreaterThan(2_000_000);
    await sql`insert into scrapewatch.size_samples (day, subject, size_bytes)
      select (now() at time zone 'UTC')::date - n, 'public.huge', 2000000 - n * 50000 from generate_series(1, 8) n`;
    const growing = (await ask(sql, 'capacity_forecast()')).find(({ subject }) => subject === 'public.huge');
    expect(growing).toMatchObject({
      growth_bytes_per_day: expect.closeTo(50_000, 6),
      days_to_full: null,
      verdict: 'ok',
    });
    expect(rest).toHaveLength(9);
    await sql`drop table public.huge`;
  });
});

describe('record_sizes', () => {
  const record = () => as(sql, 'service_role', 'select scrapewatch.record_sizes() as recorded');

  it('D2 keeps one size a day of the database and its tables, the last one of the day', async () => {
    await record();
    await sql`update scrapewatch.size_samples set size_bytes = 1`;
    await record();
    const rows =
      await sql`select subject, size_bytes, count(*) over (partition by subject) as times from scrapewatch.size_samples`;
    expect(rows.map((row) => row.subject)).toEqual(expect.arrayContaining(['database', 'public.scrape_runs']));
    expect(rows.filter((row) => row.times !== 1)).toEqual([]);
    expect(rows.find((row) => row.subject === 'database')?.size_bytes).toBeGreaterThan(1_000_000);
    expect(rows.length).toBeLessThanOrEqual(101);
  });

  it('D2 lets go of what is older than 400 days', async () => {
    await addSizes([1, 2], 400);
    await record();
    const [row] = await sql`select count(*) from scrapewatch.size_samples where size_bytes in (1, 2)`;
    expect(row?.count).toBe(1);
  });

  it('is for workers, not for readers', async () => {
    expect(await refusal(sql, 'scrapewatch_reader', 'select scrapewatch.record_sizes()')).toBe('42501');
    expect(await refusal(sql, 'scrapewatch_reader', 'delete from scrapewatch.size_samples')).toBe('42501');
    expect(await refusal(sql, 'anon', 'select * from scrapewatch.size_samples')).toBe('42501');
  });
});

/** Slope and its standard error, as a textbook has them. */
function leastSquares(sizes: number[]): { slope: number; error: number } {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = (sizes.length - 1) / 2;
  const average = mean(sizes);
  const sxx = sizes.reduce((sum, _, day) => sum + (day - middle) ** 2, 0);
  const slope = sizes.reduce((sum, size, day) => sum + (day - middle) * (size - average), 0) / sxx;
  const residual = sizes.reduce((sum, size, day) => sum + (size - average - slope * (day - middle)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (sizes.length - 2) / sxx) };
}
