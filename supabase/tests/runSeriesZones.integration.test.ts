import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSameAsRuns, read } from './rollupAnswers';
import { seedTeam } from './team';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

// A run every 20 minutes from February to June 2026: daylight saving begins on 8 March in New York, on 29 March in Berlin.
beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
  await sql`insert into public.scrape_runs (client_id, scraper_id, status, created_at, started_at, finished_at, expected_accounts, accounts_found)
    select c.id, s.id, 'completed', t, t, t + (60 + extract(epoch from t)::bigint % 777) * interval '1 s', 100, 90
    from generate_series(timestamptz '2026-02-01 00:00:00+00', '2026-06-01 00:00:00+00', '20 min') t, public.clients c, public.scrapers s
    where c.username = 'ada' and s.name = 'ig-1'`;
  await sql`select scrapewatch.rebuild_rollups()`;
});

afterAll(() => server?.stop());

function series(from: string, to: string, bucket: string, tz: string): string {
  return `run_series('${from}', '${to}', '${bucket}', tz => '${tz}')`;
}

async function rows(question: string) {
  const answer = await read(sql, question);
  return answer.map((row) => [(row.time as Date).toISOString(), row.total]);
}

describe('run_series in a zone', () => {
  it('D5 a day in Berlin begins at midnight there, and the day that loses an hour has 23', async () => {
    expect(await rows(series('2026-03-28T23:00Z', '2026-03-31T22:00Z', '1 day', 'Europe/Berlin'))).toEqual([
      ['2026-03-28T23:00:00.000Z', 69],
      ['2026-03-29T22:00:00.000Z', 72],
      ['2026-03-30T22:00:00.000Z', 72],
    ]);
  });

  it('D5 a day in Kolkata begins at half past six in the evening UTC: the hours it splits are read raw', async () => {
    expect(await rows(series('2026-03-01T00:00Z', '2026-03-04T00:00Z', '1 day', 'Asia/Kolkata'))).toEqual([
      ['2026-02-28T18:30:00.000Z', 56],
      ['2026-03-01T18:30:00.000Z', 72],
      ['2026-03-02T18:30:00.000Z', 72],
      ['2026-03-03T18:30:00.000Z', 16],
    ]);
  });

  it('D5 weeks begin on Monday and months on the first, in the zone', async () => {
    const weeks = await rows(series('2026-03-04T00:00Z', '2026-03-24T00:00Z', '1 week', 'America/New_York'));
    expect(weeks.map(([time]) => time)).toEqual([
      '2026-03-02T05:00:00.000Z',
      '2026-03-09T04:00:00.000Z',
      '2026-03-16T04:00:00.000Z',
      '2026-03-23T04:00:00.000Z',
    ]);
    const months = await rows(series('2026-02-10T00:00Z', '2026-05-10T00:00Z', '1 month', 'Europe/Berlin'));
    expect(months.map(([time]) => time)).toEqual([
      '2026-01-31T23:00:00.000Z',
      '2026-02-28T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
      '2026-04-30T22:00:00.000Z',
    ]);
    expect(months.reduce((sum, [, total]) => sum + Number(total), 0)).toBe(89 * 72);
    const quarters = await rows(series('2026-02-10T00:00Z', '2026-05-10T00:00Z', '3 months', 'UTC'));
    expect(quarters.map(([time]) => time)).toEqual(['2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']);
  });

  it.each([
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Australia/Lord_Howe',
  ])('D5 in %s says the same over rollups as over the runs, by hour, day, week and month', async (tz) => {
    for (const bucket of ['1 hour', '90 minutes', '7 hours', '24 hours', '3 days', '1 week', '2 weeks', '1 month']) {
      await expectSameAsRuns(sql, series('2026-03-02T07:13:21Z', '2026-04-20T17:47:09Z', bucket, tz));
    }
  });

  it('D5 buckets of a range over two days are whole hours; up to two days they are what was asked for', async () => {
    const wide = await rows(series('2026-03-01T00:00Z', '2026-03-04T00:00Z', '10 minutes', 'UTC'));
    expect(wide).toHaveLength(72);
    const narrow = await rows(series('2026-03-01T00:00Z', '2026-03-03T00:00Z', '10 minutes', 'UTC'));
    expect(narrow).toHaveLength(288);
  });

  it('D5 centuries in months come back as at most 2,000 rows, with every run in them', async () => {
    const months = await rows(series('1700-01-01T00:00Z', '2027-01-01T00:00Z', '1 month', 'UTC'));
    expect(months.length).toBeLessThanOrEqual(2000);
    expect(months.reduce((sum, [, total]) => sum + Number(total), 0)).toBe(120 * 72 + 1);
  });

  it('D5 years in days come back as at most 2,000 rows', async () => {
    const years = await rows(series('2016-01-01T00:00Z', '2026-06-01T00:00Z', '1 day', 'Europe/Berlin'));
    expect(years.length).toBeLessThanOrEqual(2000);
    expect(years.reduce((sum, [, total]) => sum + Number(total), 0)).toBe(120 * 72);
  });

  it('D5 refuses a zone that does not exist', async () => {
    const question = series('2026-03-01T00:00Z', '2026-03-04T00:00Z', '1 day', 'Mars/Olympus');
    await expect(read(sql, question)).rejects.toMatchObject({ code: '22023' });
  });

  it('D5 refuses a range without an end, and takes an empty zone for UTC', async () => {
    await expect(read(sql, series('-infinity', 'infinity', '1 day', 'UTC'))).rejects.toMatchObject({ code: '22008' });
    expect(await rows(series('2026-03-01T00:00Z', '2026-03-04T00:00Z', '1 day', ''))).toHaveLength(3);
  });
});
