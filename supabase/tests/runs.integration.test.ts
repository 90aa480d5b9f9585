import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRuns, at, seedTeam } from './team';
import { as, type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
});
beforeEach(() => sql`truncate public.scrape_runs cascade`);
afterAll(() => server?.stop());

const day = `${at('00:00:00')}, ${at('00:00:00', '2026-03-11')}`;

function read(call: string): Promise<Row[]> {
  return as(sql, 'scrapewatch_reader', `select * from scrapewatch.${call}`, { readOnly: true });
}

describe('run_stats', () => {
  it('A1 counts by status and keeps cancelled and open runs out of the success rate', async () => {
    await addRuns(sql, [
      ...Array.from({ length: 3 }, () => ({ status: 'completed' })),
      { status: 'failed' },
      { status: 'cancelled' },
      { status: 'queued' },
      { status: 'processing' },
    ]);
    const [stats] = await read(`run_stats(${day})`);
    expect(stats).toMatchObject({ total: 7, queued: 1, processing: 1, completed: 3, failed: 1, cancelled: 1 });
    expect(stats).toMatchObject({ success_rate: 0.75, failed_rate: 0.25, completed_share: 3 / 7 });
  });

  it('A1 a run belongs to the window that begins with its microsecond, not to the one that ends with it', async () => {
    await addRuns(sql, [
      { queuedAt: at('00:00:00') },
      { queuedAt: at('23:59:59.999999') },
      { queuedAt: at('00:00:00', '2026-03-11') },
      { queuedAt: at('23:59:59.999999', '2026-03-09') },
    ]);
    expect(await read(`run_stats(${day})`)).toMatchObject([{ total: 2 }]);
  });

  it('A1 an empty window is one row of zeros, and its ratios are null', async () => {
    await addRuns(sql, [{}]);
    const noon = at('12:00:00');
    expect(await read(`run_stats(${noon}, ${noon})`)).toEqual([
      {
        ...{ total: 0, queued: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 },
        ...{ success_rate: null, failed_rate: null, completed_share: null, avg_coverage: null },
        ...{ avg_duration_seconds: null, p50_duration_seconds: null, p95_duration_seconds: null },
        ...{ profiles_scraped: 0, posts_collected: 0, api_calls: 0 },
      },
    ]);
  });

  it('A3 interpolates p50 and p95 over the runs that have finished', async () => {
    await addRuns(sql, [
      ...[100, 200, 300, 400].map((seconds) => ({
        startedAt: at('12:00:00'),
        finishedAt: `${at('12:00:00')} + interval '${seconds} s'`,
      })),
      { status: 'processing', startedAt: at('12:00:00') },
    ]);
    const [stats] = await read(`run_stats(${day})`);
    expect(stats).toMatchObject({ avg_duration_seconds: 250, p50_duration_seconds: 250 });
    expect(stats?.p95_duration_seconds).toBeCloseTo(385, 9);
  });

  it('A2 averages the coverage of ended runs that expected something', async () => {
    await addRuns(sql, [
      { expected: 100, found: 100 },
      { expected: 10, found: 5 },
      { expected: 0, found: 0 },
      { found: 7 },
      { expected: 100, found: 1, status: 'processing' },
    ]);
    expect(await read(`run_stats(${day})`)).toMatchObject([{ total: 5, avg_coverage: 0.75 }]);
  });

  it.each([
    ['null, null, null, null, null', 3],
    [`'{}', '{}', '{}', '{}', '{}'`, 3],
    [`array['IGF']`, 2],
    [`array['IGF', 'IGM']`, 3],
    [`array['nowhere']`, 0],
    [`null, array['dev']`, 1],
    [`null, null, array['bea']`, 1],
    [`null, null, null, array['ig-1']`, 2],
    [`null, null, null, null, array['failed']`, 1],
    [`array['IGF'], array['dev']`, 0],
    [`array[null]::text[]`, 0],
    [`array['IGF'') or (true']`, 0],
  ])('A1 filters by %s: %i runs', async (filters, total) => {
    await addRuns(sql, [{}, { status: 'failed' }, { client: 'bea' }]);
    expect(await read(`run_stats(${day}, ${filters})`)).toMatchObject([{ total }]);
  });
});

describe('run_series', () => {
  it('A13 gives every hour of the day, those without runs with zero counts and null ratios', async () => {
    await addRuns(sql, [{ queuedAt: at('10:15:00') }, { queuedAt: at('10:59:59'), status: 'failed' }]);
    const rows = await read(`run_series(${day}, '1 hour')`);
    expect(rows).toHaveLength(24);
    expect(rows[10]).toMatchObject({ time: new Date('2026-03-10T10:00:00Z'), total: 2, failed: 1, success_rate: 0.5 });
    expect(rows[11]).toMatchObject({
      total: 0,
      failed: 0,
      success_rate: null,
      avg_coverage: null,
      profiles_scraped: 0,
    });
  });

  it('A13 aligns buckets to 2000-01-01 UTC, counting in the first only what lies in the window', async () => {
    await addRuns(sql, [{ queuedAt: at('10:05:00') }, { queuedAt: at('10:25:00') }]);
    const rows = await read(`run_series(${at('10:20:00')}, ${at('11:10:00')}, '1 hour')`);
    expect(rows.map((row) => [row.time, row.total])).toEqual([
      [new Date('2026-03-10T10:00:00Z'), 1],
      [new Date('2026-03-10T11:00:00Z'), 0],
    ]);
  });

  it('A1 ten years in buckets of a millisecond come back as at most 2,000 rows, with every run in them', async () => {
    await addRuns(sql, [{}, {}, {}]);
    const rows = await read(
      `run_series(${at('00:00:00', '2016-11-21')}, ${at('00:00:00', '2026-11-21')}, '1 millisecond')`
    );
    expect(rows.length).toBeGreaterThan(1900);
    expect(rows.length).toBeLessThanOrEqual(2000);
    expect(rows.reduce((sum, row) => sum + Number(row.total), 0)).toBe(3);
  });

  it.each([
    ['0 s', 'same', 0],
    ['a negative range', 'back', 0],
  ])('A1 %s gives no row', async (_name, kind, length) => {
    const to = kind === 'same' ? at('12:00:00') : at('11:00:00');
    expect(await read(`run_series(${at('12:00:00')}, ${to}, '1 minute')`)).toHaveLength(length);
  });

  it.each(["'0'", "'-1 h'", 'null'])('A1 a bucket of %s falls back to what the range allows', async (bucket) => {
    await addRuns(sql, [{}]);
    const rows = await read(`run_series(${day}, ${bucket})`);
    expect(rows.length).toBeLessThanOrEqual(2000);
    expect(rows.reduce((sum, row) => sum + Number(row.total), 0)).toBe(1);
  });

  it('A13 says the same as run_stats and as a plain group by over the table', async () => {
    await sql.unsafe(`insert into public.scrape_runs (client_id, scraper_id, status, expected_accounts, accounts_found, created_at, started_at, finished_at)
      select c.id, s.id, (array['completed', 'failed', 'cancelled', 'queued'])[1 + n % 4], 100, 60 + n % 40,
        ${at('00:00:00')} + n * interval '61 s', ${at('00:00:00')} + n * interval '61 s',
        case when n % 4 < 2 then ${at('00:00:00')} + n * interval '61 s' + n % 300 * interval '1 s' end
      from generate_series(0, 1399) n, public.clients c, public.scrapers s where c.username = 'ada' and s.name = 'ig-1'`);
    const naive = await sql`select date_trunc('hour', created_at, 'UTC') as time, count(*) as total,
        count(*) filter (where status = 'completed') as completed,
        avg(accounts_found / 100.0) filter (where status <> 'queued')::float8 as avg_coverage,
        percentile_cont(0.95) within group (order by extract(epoch from finished_at - started_at)::float8) as p95_duration_seconds
      from public.scrape_runs group by 1 order by 1`;
    const rows = await read(`run_series(${day}, '1 hour')`);
    expect(rows).toHaveLength(naive.length);
    for (const [place, row] of rows.entries()) {
      expect(row).toMatchObject({
        time: naive[place]?.time,
        total: naive[place]?.total,
        completed: naive[place]?.completed,
      });
      expect(row.avg_coverage).toBeCloseTo(Number(naive[place]?.avg_coverage), 9);
      expect(row.p95_duration_seconds).toBeCloseTo(Number(naive[place]?.p95_duration_seconds), 9);
    }
    const [stats] = await read(`run_stats(${day})`);
    expect(rows.reduce((sum, row) => sum + Number(row.completed), 0)).toBe(stats?.completed);
  });
});

describe('duration_histogram', () => {
  it('A3 puts a run of exactly 120 s into 2–3 min, one of 119.9 s into 1–2 min, and lists empty buckets', async () => {
    const took = (seconds: number) => ({
      startedAt: at('12:00:00'),
      finishedAt: `${at('12:00:00')} + interval '${seconds} s'`,
    });
    await addRuns(sql, [took(120), took(119.9), took(0), took(86_400), { status: 'queued' }]);
    const rows = await read(`duration_histogram(${day})`);
    expect(rows.map((row) => [row.from_seconds, row.to_seconds, row.runs])).toEqual([
      [0, 30, 1],
      [30, 60, 0],
      [60, 120, 1],
      [120, 180, 1],
      [180, 240, 0],
      [240, 300, 0],
      [300, 420, 0],
      [420, 600, 0],
      [600, 900, 0],
      [900, 1800, 0],
      [1800, null, 1],
    ]);
    expect(rows[3]?.label).toBe('2–3 min');
  });
});

describe('coverage_by_client', () => {
  it('A2 lists the worst client first, by accounts found ÷ expected over the window', async () => {
    await addRuns(sql, [
      { expected: 100, found: 99 },
      { client: 'bea', expected: 10, found: 10 },
      { client: 'bea', expected: 90, found: 45 },
    ]);
    const rows = await read(`coverage_by_client(${day})`);
    expect(rows).toMatchObject([
      { client: 'bea', runs: 2, expected: 100, found: 55, coverage: 0.55, target: 0.95 },
      { client: 'ada', runs: 1, coverage: 0.99 },
    ]);
  });

  it('A2 puts active clients without a run last, and leaves them out when a scraper is asked for', async () => {
    await addRuns(sql, [{ expected: 100, found: 99 }]);
    expect(await read(`coverage_by_client(${day})`)).toMatchObject([
      { client: 'ada' },
      { client: 'bea', system: 'IGM', runs: 0, expected: null, coverage: null, last_run_at: null },
    ]);
    expect(await read(`coverage_by_client(${day}, scrapers => array['ig-1'])`)).toMatchObject([{ client: 'ada' }]);
  });

  it('A2 compares the second half of the window with the first, and names the newest coverage', async () => {
    await addRuns(sql, [
      { queuedAt: at('03:00:00'), expected: 100, found: 90 },
      { queuedAt: at('11:59:59'), expected: 100, found: 100 },
      { queuedAt: at('12:00:00'), expected: 100, found: 80 },
      { queuedAt: at('20:00:00'), status: 'processing', expected: 100 },
    ]);
    const [ada] = await read(`coverage_by_client(${day}, clients => array['ada'])`);
    expect(ada).toMatchObject({
      runs: 4,
      expected: 300,
      last_coverage: 0.8,
      last_run_at: new Date('2026-03-10T20:00:00Z'),
    });
    expect(ada?.trend).toBeCloseTo(-0.15, 12);
  });
});
