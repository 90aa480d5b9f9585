import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, column } from './optionalTables';
import { seedTeam } from './team';
import { type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

// Tuesdays at noon, UTC; the one that is judged is 10 March 2026.
const judged = Date.parse('2026-03-10T12:00:00Z');
const week = 7 * 86_400_000;
const steady = [10, 12, 11, 13, 9, 10, 12, 11]; // median 11, absolute deviations 1 1 0 2 2 1 1 0: MAD 1
let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
});
beforeEach(() => sql`truncate public.scrape_runs cascade`);
afterAll(() => server?.stop());

interface Hour {
  runs: number;
  weeksAgo?: number;
  found?: number;
  seconds?: number;
  client?: string;
  hoursLater?: number;
}

/** Runs of one hour, all alike. */
async function addHour({ runs, weeksAgo = 0, found = 95, seconds = 180, client = 'ada', hoursLater = 0 }: Hour) {
  const start = new Date(judged - weeksAgo * week + hoursLater * 3_600_000).toISOString();
  await sql`
    insert into public.scrape_runs (client_id, scraper_id, status, created_at, started_at, finished_at, expected_accounts, accounts_found)
    select c.id, s.id, 'completed', t, t, t + make_interval(secs => ${seconds}), 100, ${found}
    from public.clients c join public.scrapers s on s.system = c.system,
      generate_series(1, ${runs}::integer) n, lateral (select ${start}::timestamptz + n * interval '1 s') x(t)
    where c.username = ${client}`;
}

/** The newest week comes last, so `weeks[0]` is the oldest. */
async function addHistory(weeks: number[], more: Partial<Hour> = {}): Promise<void> {
  for (const [place, runs] of weeks.entries()) {
    await addHour({ ...more, runs, weeksAgo: weeks.length - place });
  }
}

function anomalies(more = ''): Promise<Row[]> {
  return ask(sql, `anomalies('2026-03-10 12:00+00', '2026-03-10 13:00+00'${more})`);
}

async function setting(key: string, value: number): Promise<void> {
  await sql`update scrapewatch.settings set value = ${value} where key = ${key}`;
}

describe('anomalies', () => {
  it('D1 scores 20 runs where 11 ± 1 are usual: 0.6745 × 9 ÷ 1', async () => {
    await addHistory(steady);
    await addHour({ runs: 20 });
    const rows = await anomalies();
    expect(rows).toEqual([
      {
        ...{ time: new Date(judged), metric: 'runs', system: 'IGF', environment: 'prod', value: 20, expected: 11 },
        ...{ deviation: 1, score: expect.closeTo(6.0705, 6), verdict: 'high', weeks: 8 },
      },
    ]);
  });

  it.each([
    [17, 'high', 4.047],
    [16, 'normal', 3.3725],
    [6, 'normal', -3.3725],
    [5, 'low', -4.047],
    [0, 'low', -7.4195],
  ])('D1 calls %i runs %s', async (runs, verdict, score) => {
    await addHistory(steady);
    await addHour({ runs });
    const rows = await anomalies(', only_anomalies => false');
    expect(rows.find((row) => row.metric === 'runs')).toMatchObject({
      value: runs,
      verdict,
      score: expect.closeTo(score, 6),
    });
    expect(column(await anomalies(), 'verdict')).toEqual(verdict === 'normal' ? [] : [verdict]);
  });

  it('D1 falls back on the mean deviation where more than half of the weeks are alike', async () => {
    await addHistory([10, 10, 10, 18, 10, 10, 10, 10]); // MAD 0, mean absolute deviation 1
    await addHour({ runs: 15 });
    expect(await anomalies()).toMatchObject([{ deviation: 0, expected: 10, score: expect.closeTo(5 / 1.2533, 6) }]);
    await sql`delete from public.scrape_runs where created_at = '2026-03-10 12:00:15+00'`;
    expect(await anomalies()).toEqual([]); // 14 runs: 3.19
  });

  it('D1 has no score for a history that never varied, and needs 5 % of difference', async () => {
    await addHistory([40, 40, 40, 40]);
    await addHour({ runs: 42 });
    expect(await anomalies()).toMatchObject([{ value: 42, deviation: 0, score: null, verdict: 'high', weeks: 4 }]);
    await sql`delete from public.scrape_runs where created_at = '2026-03-10 12:00:42+00'`;
    expect(await anomalies()).toEqual([]);
  });

  it('D1 does not trust a few weeks that agree by chance where other hours vary', async () => {
    await addHistory([20, 20, 21, 20, 20]);
    await addHour({ runs: 24 });
    for (const hoursLater of [1, 2]) {
      await addHistory([14, 26, 20, 17, 23], { hoursLater });
      await addHour({ runs: 20, hoursLater });
    }
    const hours = await ask(sql, `anomalies('2026-03-10 12:00+00', '2026-03-10 15:00+00', only_anomalies => false)`);
    const noon = hours.find(({ metric, value }) => metric === 'runs' && value === 24);
    expect(noon).toMatchObject({
      expected: 20,
      deviation: 0,
      verdict: 'normal',
      score: expect.closeTo((0.6745 * 4) / 3, 6),
    });
  });

  it('D1 does not call coverage low that is a percent below a steady one, whatever its score', async () => {
    for (const [place, found] of [95, 95, 96, 95, 95].entries()) {
      await addHour({ runs: 4, weeksAgo: 5 - place, found });
    }
    await addHour({ runs: 4, found: 92 });
    const score = -0.03 / (1.2533 * 0.002);
    expect(await anomalies(', only_anomalies => false')).toContainEqual(
      expect.objectContaining({ metric: 'coverage', verdict: 'normal', score: expect.closeTo(score, 6) })
    );
    await sql`update public.scrape_runs set accounts_found = 90 where created_at > '2026-03-10'`;
    expect(await anomalies()).toMatchObject([{ metric: 'coverage', value: 0.9, expected: 0.95, verdict: 'low' }]);
  });

  it('D1 judges coverage and duration by their means, and leaves out hours without any', async () => {
    for (const [place, minutes] of [3, 3.1, 2.9, 3, 3.2].entries()) {
      await addHour({ runs: 2, weeksAgo: 5 - place, found: 90 + place, seconds: minutes * 60 });
    }
    await addHour({ runs: 2, found: 40, seconds: 900 });
    expect(await anomalies()).toMatchObject([
      { metric: 'coverage', verdict: 'low', value: 0.4, expected: 0.92, weeks: 5 },
      { metric: 'duration_seconds', verdict: 'high', value: 900, expected: 180 },
    ]);
    await sql`delete from public.scrape_runs where created_at > '2026-03-10'`;
    expect(await anomalies()).toMatchObject([{ metric: 'runs', verdict: 'low', value: 0, score: null }]);
  });

  it('D1 says "not enough history" once a metric with two weeks, and judges with three', async () => {
    await addHistory([10, 11]);
    await addHour({ runs: 99 });
    const rows = await anomalies();
    expect(column(rows, 'metric')).toEqual(['coverage', 'duration_seconds', 'runs']);
    expect(rows[2]).toEqual({
      ...{ time: null, metric: 'runs', system: 'IGF', environment: 'prod', value: null, expected: null },
      ...{ deviation: null, score: null, verdict: 'not enough history', weeks: 2 },
    });
    await addHour({ runs: 12, weeksAgo: 3 });
    expect(await anomalies()).toMatchObject([{ metric: 'runs', verdict: 'high', weeks: 3 }]);
  });

  it('D1 counts an idle hour as none, but not before the first run', async () => {
    await addHour({ runs: 1, weeksAgo: 4, hoursLater: 1 }); // an hour late for that week's noon
    await addHour({ runs: 9 });
    const rows = await anomalies(', only_anomalies => false');
    expect(rows.find((row) => row.metric === 'runs')).toMatchObject({ weeks: 3, expected: 0, verdict: 'high' });
  });

  it('D1 compares with eight weeks at most, and only with the same hour', async () => {
    await addHistory([500, ...steady]);
    for (let weeksAgo = 1; weeksAgo <= 8; weeksAgo += 1) {
      await addHour({ runs: 70, weeksAgo, hoursLater: 1 });
    }
    await addHour({ runs: 11 });
    const rows = await anomalies(', only_anomalies => false');
    expect(rows.find((row) => row.metric === 'runs')).toMatchObject({
      weeks: 8,
      expected: 11,
      score: 0,
      verdict: 'normal',
    });
  });

  it('D1 judges whole hours that are over', async () => {
    await addHistory(steady);
    expect(await ask(sql, `anomalies('2026-03-10 12:00:01+00', '2026-03-10 13:59:59+00')`)).toEqual([]);
    expect(await ask(sql, `anomalies('2026-03-10 11:30+00', '2026-03-10 13:00+00')`)).toHaveLength(1);
    expect(
      await ask(sql, `anomalies(now() - interval '10 min', now() + interval '1 year', only_anomalies => false)`)
    ).toEqual(expect.not.arrayContaining([expect.objectContaining({ verdict: 'low' })]));
  });

  it('D1 keeps systems and environments apart', async () => {
    await addHistory(steady);
    await addHistory(steady, { client: 'bea' });
    await addHour({ runs: 30, client: 'bea' });
    await addHour({ runs: 11 });
    expect(await anomalies()).toMatchObject([{ system: 'IGM', environment: 'dev', verdict: 'high' }]);
    expect(await anomalies(`, array['IGF'], '{}'`)).toEqual([]);
    expect(await anomalies(`, null, array['prod']`)).toEqual([]);
    expect(await anomalies(`, array['nowhere']`)).toEqual([]);
  });

  it('D1 follows the settings', async () => {
    await addHistory(steady);
    await addHour({ runs: 16 });
    await setting('anomaly_score', 3);
    expect(column(await anomalies(), 'verdict')).toEqual(['high']);
    await setting('anomaly_min_weeks', 9);
    expect(column(await anomalies(), 'verdict')).toEqual(Array(3).fill('not enough history'));
    await setting('anomaly_score', 3.5);
    await setting('anomaly_min_weeks', 3);
  });

  it('D1 answers the same from rollups as from the runs', async () => {
    await addHistory([10, 40, 11, 13, 9, 10, 12, 11], { found: 91, seconds: 222.5 });
    await addHour({ runs: 25, found: 50, seconds: 100 });
    const call = `anomalies('2026-03-09 00:00+00', '2026-03-11 06:00+00', only_anomalies => false)`;
    const raw = await ask(sql, call);
    await sql`select scrapewatch.rebuild_rollups()`;
    const rolled = await ask(sql, call);
    expect(rolled).toEqual(raw);
    expect(rolled.filter((row) => row.verdict !== 'normal').length).toBeGreaterThan(2);
    await sql`truncate scrapewatch.run_rollups, scrapewatch.rollup_hours, scrapewatch.rollup_changes, scrapewatch.rollup_state`;
  });

  it('D1 has nothing to say without runs, in an empty range and without an end', async () => {
    expect(await anomalies()).toEqual([]);
    await addHistory(steady);
    expect(await ask(sql, `anomalies('2026-03-10', '2026-03-10')`)).toEqual([]);
    expect(await ask(sql, `anomalies('2026-03-11', '2026-03-10')`)).toEqual([]);
    expect(await ask(sql, `anomalies(null, '2026-03-10')`)).toEqual([]);
    expect(await ask(sql, `anomalies('2026-03-10', null)`)).toEqual([]);
  });

  it('D1 reads the last 92 days of a longer range, and survives an infinite one', async () => {
    await addHistory(steady);
    const rows = await ask(sql, `anomalies('-infinity', '2026-03-10 13:00+00', only_anomalies => false)`);
    expect(rows.length).toBeLessThanOrEqual(3 * 2208);
    expect(rows.at(-1)).toMatchObject({ time: new Date(judged), verdict: 'low' });
    expect(Array.isArray(await ask(sql, `anomalies('-infinity', 'infinity')`))).toBe(true);
  });
});
