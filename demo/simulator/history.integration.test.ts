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

  function ago(days: number): string {
    return new Date(now.getTime() - days * 24 * HOUR_MS).toISOString();
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

  it('B6 has people who come in the evening, subscribe and pay', async () => {
    const product = await one<Record<string, number>>('select * from scrapewatch.product_stats()');
    expect(Number(product.users_total)).toBeGreaterThan(6_000);
    expect(Number(product.active_30d)).toBeGreaterThan(1_000);
    expect(product.mrr).toBeGreaterThan(7_000);
    expect(product.churn_ratio).toBeGreaterThan(0.03);
    expect(product.churn_ratio).toBeLessThan(0.12);
    const { days, fewest, most, failed } = await one<Record<string, number>>(`select count(*)::integer as days,
      min(active_users)::integer as fewest, max(active_users)::integer as most, sum(payments_failed)::integer as failed
      from scrapewatch.product_series('${ago(30)}', '${ago(1)}', 'UTC')`);
    expect(days).toBeGreaterThanOrEqual(30);
    expect(fewest).toBeGreaterThan(280);
    expect(most).toBeLessThan(520);
    expect(failed).toBeGreaterThan(5);
    const funnel = await sql.unsafe<Array<{ users: number }>>(
      `select users::integer from scrapewatch.product_funnel('${ago(30)}', '${now.toISOString()}') order by position`
    );
    const steps = funnel.map(({ users }) => users);
    expect(steps).toEqual([...steps].sort((a, b) => b - a));
    expect(new Set(steps).size).toBe(5);
    const impossible = await one<{ rows: number }>(`select (
      (select count(*) from public.activity a join public.users u on u.id = a.user_id where a.created_at < u.created_at)
      + (select count(*) from public.payments p join public.subscriptions s on s.id = p.subscription_id where p.created_at < s.created_at)
      + (select count(*) from public.subscriptions where (ended_at is null) = (status = 'cancelled')))::integer as rows`);
    expect(impossible.rows).toBe(0);
  });

  it('C19 has bills for every day, a plan near its budget, and no cost of a run out of line', async () => {
    const rows = await sql.unsafe<Array<Record<string, number | string>>>(
      `select distinct on (provider) * from scrapewatch.cost_series('${ago(30)}', '${now.toISOString()}') order by provider, time desc`
    );
    expect(rows.map(({ provider }) => provider)).toEqual(['apify', 'render', 'supabase']);
    expect(Number(rows[2]?.budget_used_ratio)).toBeGreaterThan(0.85);
    expect(Number(rows[2]?.budget_used_ratio)).toBeLessThan(1);
    const apify = await one<{ days: number; cheapest: number; dearest: number }>(`select count(*)::integer as days,
      min(amount_per_run) as cheapest, max(amount_per_run) as dearest
      from scrapewatch.cost_series('${ago(40)}', '${ago(1)}') where provider = 'apify'`);
    expect(apify.days).toBeGreaterThanOrEqual(39);
    expect(apify.cheapest).toBeGreaterThan(0.029);
    expect(apify.dearest).toBeLessThan(0.035);
  });

  it('A16 B13 ends with two accounts in trouble and a young backup of every database', async () => {
    const unhealthy = await sql.unsafe(
      `select status from scrapewatch.account_health('{}', '{prod}') where not healthy`
    );
    expect(unhealthy.map(({ status }) => String(status)).sort()).toEqual(['blocked', 'challenged']);
    const backups = await sql.unsafe(
      'select system, age_seconds < 26 * 3600 as young from scrapewatch.backup_status() order by system'
    );
    expect(backups.map(({ system, young }) => `${system} ${young}`)).toEqual(['DSC true', 'OPT true', 'OPT true']);
  });

  it('D1 D2 is long enough to compare hours of the week, and to say when the disk is full', async () => {
    const verdicts = await sql.unsafe<
      Array<{ verdict: string; hours: number }>
    >(`select verdict, count(*)::integer as hours
      from scrapewatch.anomalies('${ago(7)}', '${now.toISOString()}', only_anomalies => false) group by verdict`);
    const hours = (...words: string[]): number =>
      verdicts.filter(({ verdict }) => words.includes(verdict)).reduce((sum, row) => sum + row.hours, 0);
    expect(hours('normal')).toBeGreaterThan(1_000);
    expect(hours('high', 'low')).toBeLessThan(0.2 * hours('normal'));
    const disk = await one<Record<string, number | string>>(
      `select * from scrapewatch.capacity_forecast() where subject = 'database'`
    );
    expect(disk.verdict).toBe('ok');
    expect(disk.days_of_history).toBe(30);
    expect(Number(disk.days_to_full)).toBeGreaterThan(30);
    expect(Number(disk.days_to_full)).toBeLessThan(1_000);
  });

  it('is rolled up without a difference', async () => {
    const rows = await sql.unsafe('select * from scrapewatch.verify_rollups()');
    expect([...rows]).toEqual([]);
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

  it('gives a demo of 0.1.0, which has runs only, the rest of its past', async () => {
    const { url, sql } = await emptyDatabase('old');
    await ensureHistory(url, { seed: 1, days: 2, now });
    await sql`truncate public.users, public.costs, public.accounts, public.quality_checks, public.backups cascade`;
    await sql`delete from scrapewatch.size_samples`;
    await ensureHistory(url, { seed: 1, days: 2, now: new Date(now.getTime() + 60_000) });
    const [row] = await sql<[Record<string, boolean>]>`select exists (select from public.users) as users,
      exists (select from public.payments) as payments, exists (select from public.costs) as costs,
      exists (select from public.quality_checks where created_at < ${new Date(now.getTime() - 24 * HOUR_MS)}) as checks,
      exists (select from public.accounts) as accounts, exists (select from public.backups) as backups,
      (select count(*) from scrapewatch.size_samples where subject = 'database') > 2 as sizes`;
    expect(Object.entries(row).filter(([, isThere]) => !isThere)).toEqual([]);
  });
});
