import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRuns, at, seedTeam } from './team';
import { as, type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
beforeEach(async () => {
  await sql`truncate public.clients, public.scrapers, public.scrape_runs, public.worker_heartbeats, public.queue_samples,
    scrapewatch.alerts cascade`;
  await seedTeam(sql);
});
afterAll(() => server?.stop());

function read(call: string): Promise<Row[]> {
  return as(sql, 'scrapewatch_reader', `select * from scrapewatch.${call}`, { readOnly: true });
}

const ago = (interval: string) => `now() - interval '${interval}'`;

async function addWorker(worker: string, seen: string): Promise<void> {
  await sql.unsafe(`insert into public.worker_heartbeats (worker, system, environment, version, started_at, last_seen_at, jobs_done)
    values ('${worker}', 'IGF', 'prod', '1.4.0', ${ago('1 day')}, ${ago(seen)}, 42)`);
}

describe('stuck_runs', () => {
  it('A4 lists a run stuck 601 s, not one stuck 599 s', async () => {
    const [stuck] = await addRuns(sql, [
      { status: 'processing', startedAt: ago('601 s'), worker: 'w-1', retries: 2 },
      { status: 'processing', startedAt: ago('599 s') },
      { status: 'completed', startedAt: ago('2 h'), finishedAt: ago('1 h') },
      { status: 'queued', queuedAt: ago('2 h') },
    ]);
    const rows = await read('stuck_runs()');
    expect(rows).toMatchObject([{ run_id: stuck, client: 'ada', scraper: 'ig-1', worker: 'w-1', retries: 2 }]);
    expect(Number(rows[0]?.age_seconds)).toBeGreaterThan(600);
  });

  it('A4 lists the oldest first, and a run whose start was never written by the time it was asked for', async () => {
    const [young, old, unwritten] = await addRuns(sql, [
      { status: 'processing', startedAt: ago('11 min') },
      { status: 'processing', startedAt: ago('3 h'), client: 'bea' },
      { status: 'processing', queuedAt: ago('20 min') },
    ]);
    expect((await read('stuck_runs()')).map((row) => row.run_id)).toEqual([old, unwritten, young]);
    expect((await read(`stuck_runs(array['IGF'])`)).map((row) => row.run_id)).toEqual([unwritten, young]);
  });

  it('A4 follows the setting, not a number of its own', async () => {
    await addRuns(sql, [{ status: 'processing', startedAt: ago('100 s') }]);
    await sql`update scrapewatch.settings set value = 90 where key = 'stuck_after_seconds'`;
    const rows = await read('stuck_runs()');
    await sql`update scrapewatch.settings set value = 600 where key = 'stuck_after_seconds'`;
    expect(rows).toHaveLength(1);
  });
});

describe('job_queue', () => {
  it('A17 shows queued, processing and failed jobs, newest first, with age, retries and last error', async () => {
    const ids = await addRuns(sql, [
      { status: 'queued', queuedAt: ago('10 s') },
      { status: 'failed', queuedAt: ago('1 h'), retries: 3, error: 'rate limit' },
      { status: 'processing', queuedAt: ago('1 min') },
      { status: 'completed', queuedAt: ago('5 s') },
    ]);
    const rows = await read('job_queue()');
    expect(rows.map((row) => row.run_id)).toEqual([ids[0], ids[2], ids[1]]);
    expect(rows[2]).toMatchObject({ status: 'failed', retries: 3, last_error: 'rate limit', started_at: null });
    expect(Number(rows[2]?.age_seconds)).toBeCloseTo(3600, -2);
  });

  it.each([
    ['max_rows => 1', 1],
    ['max_rows => 0', 0],
    ['max_rows => -5', 0],
    ['max_rows => null', 3],
    [`statuses => array['completed']`, 1],
    [`statuses => '{}'`, 3],
    [`clients => array['bea']`, 1],
  ])('A17 %s gives %i rows', async (filter, length) => {
    await addRuns(sql, [
      { status: 'queued' },
      { status: 'failed' },
      { status: 'completed' },
      { status: 'queued', client: 'bea' },
    ]);
    expect(await read(`job_queue(${filter})`)).toHaveLength(length);
  });
});

describe('scraper_status', () => {
  it('A7 gives a card its window: rate a minute, error rate, mean seconds; and what waits now', async () => {
    await addRuns(sql, [
      { queuedAt: ago('10 min'), startedAt: ago('10 min'), finishedAt: ago('8 min'), profiles: 90 },
      { queuedAt: ago('20 min'), startedAt: ago('20 min'), finishedAt: ago('16 min'), profiles: 30, status: 'failed' },
      { queuedAt: ago('5 min'), status: 'cancelled' },
      { queuedAt: ago('9 days'), status: 'queued' },
    ]);
    const rows = await read(`scraper_status(${ago('1 h')}, now())`);
    expect(rows[0]).toMatchObject({
      ...{ scraper: 'ig-1', status: 'running', runs: 3, profiles_scraped: 120, error_rate: 0.5, backlog: 1 },
      mean_processing_seconds: 180,
    });
    expect(rows[0]?.scrape_rate_per_minute).toBeCloseTo(2, 9);
    expect(Number(rows[0]?.uptime_seconds)).toBeCloseTo(7200, -2);
    expect(rows[1]).toMatchObject({
      scraper: 'mon-1',
      runs: 0,
      scrape_rate_per_minute: 0,
      error_rate: null,
      backlog: 0,
    });
  });

  it('A7 lists errors first, then stopped, paused, running; a stopped scraper has no uptime', async () => {
    await sql`insert into public.scrapers (name, system, environment, status, started_at, memory_mb, cpu_percent) values
      ('x-paused', 'IGF', 'prod', 'paused', now(), null, null), ('x-error', 'IGF', 'prod', 'error', now(), 512, 37.5),
      ('x-stopped', 'IGF', 'prod', 'stopped', now(), null, null)`;
    const rows = await read(`scraper_status(${ago('1 h')}, now())`);
    expect(rows.map((row) => row.scraper)).toEqual(['x-error', 'x-stopped', 'x-paused', 'ig-1', 'mon-1']);
    expect(rows[0]).toMatchObject({ memory_bytes: 512 * 1024 * 1024, cpu_ratio: 0.375 });
    expect(rows[1]?.uptime_seconds).toBeNull();
  });

  it('A7 a window of 0 s has no rate, rather than an endless one', async () => {
    expect(await read(`scraper_status(now(), now(), scrapers => array['ig-1'])`)).toMatchObject([
      { scraper: 'ig-1', scrape_rate_per_minute: null },
    ]);
  });
});

describe('worker_status', () => {
  it('A6 calls a worker seen 179 s ago alive and one seen 181 s ago dead, dead ones first', async () => {
    await addWorker('w-alive', '179 s');
    await addWorker('w-dead', '181 s');
    expect(await read('worker_status()')).toMatchObject([
      { worker: 'w-dead', alive: false, uptime_seconds: null },
      { worker: 'w-alive', alive: true, jobs_done: 42, version: '1.4.0' },
    ]);
    expect(await read(`worker_status(array['IGM'])`)).toEqual([]);
  });
});

describe('overview_status', () => {
  it('A12 is healthy when scrapers run, workers live and nothing is stuck or open', async () => {
    await addWorker('w-1', '5 s');
    expect(await read('overview_status()')).toEqual([
      {
        ...{ status: 'healthy', status_code: 0, reason: 'every scraper and worker is well' },
        ...{ active_scrapers: 2, total_scrapers: 2, error_scrapers: 0, workers_alive: 1, workers_total: 1 },
        ...{ stuck_runs: 0, open_alerts: 0 },
      },
    ]);
  });

  it('A12 is degraded by a stuck run, a scraper in error or one worker gone, and says so', async () => {
    await addWorker('w-1', '5 s');
    await addWorker('w-2', '1 h');
    await sql`update public.scrapers set status = 'error' where name = 'mon-1'`;
    await addRuns(sql, [{ status: 'processing', startedAt: ago('1 h') }]);
    expect(await read('overview_status()')).toMatchObject([
      {
        ...{ status: 'degraded', status_code: 1, stuck_runs: 1, error_scrapers: 1, workers_alive: 1 },
        reason: 'scrapers in error: 1 of 2; workers not seen: 1 of 2; runs stuck: 1',
      },
    ]);
  });

  it('A12 is critical when no worker is alive, no scraper runs, or a critical alert is open', async () => {
    await addWorker('w-1', '1 h');
    expect(await read('overview_status()')).toMatchObject([{ status: 'critical', reason: 'no worker of 1 is alive' }]);
    await sql`update public.worker_heartbeats set last_seen_at = now()`;
    await sql`insert into scrapewatch.alerts (fingerprint, status, severity, alertname, system, environment, starts_at) values
      ('a', 'firing', 'critical', 'Database down', 'IGF', 'prod', now()), ('b', 'resolved', 'critical', 'Old', 'IGF', 'prod', now())`;
    expect(await read('overview_status()')).toMatchObject([
      { status: 'critical', status_code: 2, open_alerts: 1, reason: 'critical alerts open: 1' },
    ]);
    expect(await read(`overview_status(array['IGM'])`)).toMatchObject([{ status: 'healthy', open_alerts: 0 }]);
  });

  it('A12 is never healthy about nothing', async () => {
    expect(await read(`overview_status(array['nowhere'])`)).toMatchObject([
      { status: 'degraded', reason: 'no scraper and no worker is known' },
    ]);
  });
});

describe('queue_series', () => {
  it('A8 means levels within a bucket, sums them over queues, sums arrivals, takes the oldest age', async () => {
    const sample = (queue: string, time: string, queued: number, arrivals: number, age: number) =>
      sql.unsafe(`insert into public.queue_samples (system, environment, queue, queued, arrivals, completions, oldest_age_seconds, sampled_at)
        values ('IGF', 'prod', '${queue}', ${queued}, ${arrivals}, 1, ${age}, ${at(time)})`);
    await sample('a', '10:00:00', 10, 5, 60);
    await sample('a', '10:30:00', 20, 7, 90);
    await sample('b', '10:10:00', 100, 1, 30);
    await sample('b', '12:00:00', 3, 2, 10);
    expect(await read(`queue_series(${at('00:00:00')}, ${at('00:00:00', '2026-03-11')}, '1 hour')`)).toMatchObject([
      { time: new Date('2026-03-10T10:00:00Z'), queued: 115, arrivals: 13, completions: 3, oldest_age_seconds: 90 },
      { time: new Date('2026-03-10T12:00:00Z'), queued: 3, arrivals: 2, completions: 1, oldest_age_seconds: 10 },
    ]);
    expect(await read(`queue_series(${at('10:00:00')}, ${at('10:00:00')}, '1 hour')`)).toEqual([]);
  });
});
