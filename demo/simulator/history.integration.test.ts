import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../stack/migrate';
import { type Postgres, startPostgres } from '../stack/postgres';
import { ensureHistory, type FilledHistory } from './history';

const HOUR_MS = 3_600_000;
const tables = [
  'clients',
  'pages',
  'client_pages',
  'scrapers',
  'scrape_runs',
  'worker_heartbeats',
  'queue_samples',
  'scrape_logs',
  'users',
  'activity',
  'subscriptions',
  'payments',
  'costs',
  'accounts',
  'quality_checks',
  'backups',
];

let dataDir: string;
let server: Postgres;
const connections: postgres.Sql[] = [];

/** A database of its own with the migrations and the demo's empty tables. */
async function emptyDatabase(name: string): Promise<{ url: string; sql: postgres.Sql }> {
  const admin = connect(server.url);
  await admin.unsafe(`create database ${name} template empty_demo`);
  const url = server.url.replace(/\/postgres$/, `/${name}`);
  return { url, sql: connect(url) };
}

function connect(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  connections.push(sql);
  return sql;
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'scrapewatch-history-'));
  server = await startPostgres({ dataDir });
  const admin = connect(server.url);
  await admin.unsafe('create database empty_demo');
  await migrate(server.url.replace(/\/postgres$/, '/empty_demo'), { demo: true });
});

afterAll(async () => {
  await Promise.all(connections.map((sql) => sql.end({ timeout: 1 })));
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('six weeks of history', () => {
  const now = new Date();
  let filled: FilledHistory;
  let sql: postgres.Sql;

  async function one<T extends object>(query: string): Promise<T> {
    const [row] = await sql.unsafe<T[]>(query);
    if (!row) {
      throw new Error(`No row: ${query}`);
    }
    return row;
  }

  beforeAll(async () => {
    const database = await emptyDatabase('weeks');
    sql = database.sql;
    filled = await ensureHistory(database.url, { seed: 1, now });
  });

  it('holds some ninety thousand runs and ends at the present', async () => {
    const { runs, first, last } = await one<{ runs: number; first: Date; last: Date }>(
      'select count(*)::integer as runs, min(created_at) as first, max(created_at) as last from public.scrape_runs'
    );
    expect(filled).toMatchObject({ outcome: 'filled', runs });
    expect(runs).toBeGreaterThan(75_000);
    expect(runs).toBeLessThan(105_000);
    expect(now.getTime() - first.getTime()).toBeGreaterThan(41.9 * 24 * HOUR_MS);
    expect(now.getTime() - last.getTime()).toBeLessThan(0.5 * HOUR_MS);
    expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
  });

  it('has pages, followers, queue samples and logs to match', async () => {
    const counts = await one<Record<string, number>>(`select
      (select count(*) from public.pages)::integer as pages, (select count(*) from public.client_pages)::integer as follows,
      (select count(distinct sampled_at) from public.queue_samples)::integer as samples,
      (select count(*) from public.scrape_logs)::integer as logs, (select count(*) from scrapewatch.deployments)::integer as deployments`);
    expect(counts.pages).toBeGreaterThan(5_000);
    expect(counts.follows).toBeGreaterThan(6_000);
    expect(Math.abs((counts.samples ?? 0) - 42 * 288)).toBeLessThan(3);
    expect(counts.logs).toBeGreaterThan(16_000);
    expect(counts.deployments).toBeGreaterThan(8);
  });

  it('A1 succeeds in about 96 of 100 runs, over the day and over the month', async () => {
    for (const days of [1, 30]) {
      const from = new Date(now.getTime() - days * 24 * HOUR_MS).toISOString();
      const stats = await one<{ success_rate: number }>(
        `select success_rate from scrapewatch.run_stats('${from}', '${now.toISOString()}')`
      );
      expect(stats.success_rate).toBeGreaterThan(0.945);
      expect(stats.success_rate).toBeLessThan(0.985);
    }
  });

  it('A2 leaves two to four clients under target over the last day', async () => {
    const from = new Date(now.getTime() - 24 * HOUR_MS).toISOString();
    const rows = await sql.unsafe(
      `select client from scrapewatch.coverage_by_client('${from}', '${now.toISOString()}') where coverage < target`
    );
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(rows.length).toBeLessThanOrEqual(4);
  });

  it('A3 takes two to five minutes a run, a few much longer', async () => {
    const { p10, p50, p90, longest } = await one<Record<string, number>>(`select
      percentile_cont(0.1) within group (order by duration_seconds) as p10,
      percentile_cont(0.5) within group (order by duration_seconds) as p50,
      percentile_cont(0.9) within group (order by duration_seconds) as p90, max(duration_seconds) as longest
      from scrapewatch.runs where status = 'completed'`);
    expect(p10).toBeGreaterThan(100);
    expect(p50).toBeGreaterThan(150);
    expect(p50).toBeLessThan(220);
    expect(p90).toBeLessThan(310);
    expect(longest).toBeGreaterThan(480);
  });

  it('A8 runs in daily waves with a weekend dip, and the queue follows', async () => {
    const { day, night, week, weekend } = await one<Record<string, number>>(`select
      count(*) filter (where extract(hour from created_at) between 12 and 15) as day,
      count(*) filter (where extract(hour from created_at) between 0 and 3) as night,
      count(*) filter (where extract(isodow from created_at) < 6) / count(distinct created_at::date) filter (where extract(isodow from created_at) < 6) as week,
      count(*) filter (where extract(isodow from created_at) >= 6) / count(distinct created_at::date) filter (where extract(isodow from created_at) >= 6) as weekend
      from public.scrape_runs`);
    expect(Number(day)).toBeGreaterThan(1.8 * Number(night));
    expect(Number(week)).toBeGreaterThan(1.1 * Number(weekend));
    const queue = await one<{ day: number; night: number }>(`select
      avg(queued) filter (where extract(hour from sampled_at) between 12 and 15)::float8 as day,
      avg(queued) filter (where extract(hour from sampled_at) between 0 and 3)::float8 as night from public.queue_samples`);
    expect(queue.day).toBeGreaterThan(4 * queue.night);
  });

  it('counts in its queue samples what the runs say', async () => {
    const { sampled, asked } = await one<{ sampled: number; asked: number }>(`select
      (select sum(arrivals) from public.queue_samples where sampled_at > '${now.toISOString()}'::timestamptz - interval '10 days')::integer as sampled,
      (select count(*) from public.scrape_runs where created_at > '${now.toISOString()}'::timestamptz - interval '10 days')::integer as asked`);
    expect(Math.abs(sampled - asked)).toBeLessThan(30); // the ends of the range fall within a sample
  });

  it('A12 ends with one scraper in error, one paused, every worker alive and stuck runs to look at', async () => {
    const status = await one<Record<string, number | string>>('select * from scrapewatch.overview_status()');
    expect(status).toMatchObject({ total_scrapers: 14, active_scrapers: 12, error_scrapers: 1 });
    expect(status.workers_alive).toBe(status.workers_total);
    expect(Number(status.stuck_runs)).toBeGreaterThanOrEqual(1);
    expect(Number(status.stuck_runs)).toBeLessThanOrEqual(2);
    expect(Number(status.open_alerts)).toBeGreaterThanOrEqual(4);
    expect(Number(status.open_alerts)).toBeLessThanOrEqual(8);
  });

  it('C17 has told of every alert when it began and, unless it is open, when it ended', async () => {
    const { wrong, events } = await one<{ wrong: number; events: number }>(`select count(*)::integer as events,
      count(*) filter (where (ended is null) <> is_open)::integer as wrong
      from (
        select max(e.starts_at) filter (where e.status = 'resolved') as ended, coalesce(bool_or(a.status = 'firing'), false) as is_open
        from scrapewatch.alert_events e
        left join scrapewatch.alerts a on a.fingerprint = e.fingerprint and a.starts_at = e.starts_at
        group by e.fingerprint, e.starts_at
      ) episode`);
    expect(events).toBeGreaterThan(80);
    expect(wrong).toBe(0);
  });
});

describe('ensureHistory', () => {
  const now = new Date('2026-11-18T15:00:00Z');

  async function hashOf(sql: postgres.Sql): Promise<string[]> {
    const hashes = tables.map(async (table) => {
      const [row] = await sql.unsafe<[{ hash: string }]>(
        `select md5(string_agg(t::text, E'\\n' order by t::text)) as hash from public.${table} t`
      );
      return `${table} ${row.hash}`;
    });
    const [alerts] = await sql.unsafe<[{ hash: string }]>(
      `select md5(string_agg(t::text, E'\\n' order by t::text)) as hash from scrapewatch.alerts t`
    );
    return [...(await Promise.all(hashes)), `alerts ${alerts.hash}`];
  }

  it('writes the same rows for the same seed and time, others for another seed', async () => {
    const fill = async (name: string, seed: number): Promise<string[]> => {
      const { url, sql } = await emptyDatabase(name);
      await ensureHistory(url, { seed, days: 2, now });
      return hashOf(sql);
    };
    const first = await fill('first', 1);
    expect(await fill('second', 1)).toEqual(first);
    const other = await fill('other', 2);
    expect(other.filter((hash) => first.includes(hash))).toEqual([]);
  });

  it('fills the time the stack was off, leaves no run open from before, and then has nothing to do', async () => {
    const { url, sql } = await emptyDatabase('gap');
    await ensureHistory(url, { seed: 1, days: 2, now });
    const later = new Date(now.getTime() + 8 * HOUR_MS);
    const { outcome, runs } = await ensureHistory(url, { seed: 1, days: 2, now: later });
    expect(outcome).toBe('caught-up');
    expect(runs).toBeGreaterThan(200);

    const [open] = await sql<[{ open: number }]>`select count(*)::integer as open from public.scrape_runs
      where status in ('queued', 'processing') and created_at < ${now}`;
    expect(open.open).toBe(0);
    const [gaps] = await sql<[{ hours: number; longest: number }]>`
      select count(distinct date_trunc('hour', created_at))::integer as hours,
        (select max(gap) from (select extract(epoch from at - lag(at) over (order by at))::float8 as gap
          from (select distinct sampled_at as at from public.queue_samples) times) pauses) as longest
      from public.scrape_runs`;
    expect(gaps.hours).toBeGreaterThanOrEqual(56);
    expect(gaps.longest).toBe(300);
    expect(await ensureHistory(url, { seed: 1, days: 2, now: later })).toMatchObject({ outcome: 'nothing', runs: 0 });
  });
});
