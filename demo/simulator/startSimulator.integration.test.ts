import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintKeys, type StackKeys } from '../stack/keys';
import { migrate } from '../stack/migrate';
import { type Postgres, startPostgres } from '../stack/postgres';
import { startSupabase, type Supabase } from '../stack/supabase';
import { ensureHistory } from './history';
import { every } from './live/actor';
import { createAlertmanager } from './live/createAlertmanager';
import { createSimulation } from './live/createSimulation';
import { createSupabaseTeam } from './live/createSupabaseTeam';
import { startSimulator } from './startSimulator';

const TEN_MINUTES_MS = 600_000;

let dataDir: string;
let server: Postgres;
let keys: StackKeys;
let supabase: Supabase;
let sql: postgres.Sql;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'scrapewatch-simulator-'));
  server = await startPostgres({ dataDir });
  keys = await mintKeys();
  sql = postgres(server.url, { max: 2, onnotice: () => undefined });
  await migrate(server.url, { demo: true });
  await ensureHistory(server.url, { seed: 1, days: 1, now: new Date(Date.now() - TEN_MINUTES_MS) });
  supabase = await startSupabase({ databaseUrl: server.url, keys });
});

afterAll(async () => {
  await supabase?.stop();
  await sql?.end({ timeout: 1 });
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Asks until the answer is right; says the last answer when it never is. */
async function eventually<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean, seconds: number): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`Not within ${seconds} s; the last answer was ${JSON.stringify(answer)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function pulse(): Promise<string> {
  const [row] = await sql<
    [{ pulse: string }]
  >`select concat_ws(' ', (select max(last_seen_at) from public.worker_heartbeats),
    (select max(updated_at) from public.scrapers), (select max(id) from public.queue_samples)) as pulse`;
  return row.pulse;
}

describe('ten minutes of the team at work, in a few seconds', () => {
  const began = new Date(Date.now() - TEN_MINUTES_MS);
  const notices: string[] = [];

  beforeAll(async () => {
    const access = { supabaseUrl: supabase.url, ...keys };
    const simulation = createSimulation({
      ...createSupabaseTeam({ supabaseUrl: supabase.url, secretKey: keys.secretKey }),
      seed: 1,
      others: [every(30, createAlertmanager(access))],
      onNotice: (line) => notices.push(line),
    });
    for (let now = began.getTime(); now < began.getTime() + TEN_MINUTES_MS; now += 6_000) {
      await simulation.step(new Date(now));
    }
  });

  it('A1 has runs in every state, each with the times that its state has', async () => {
    expect(notices).toEqual([]);
    const rows = await sql<Array<{ status: string; runs: number; wrong: number }>>`
      select status, count(*)::integer as runs, count(*) filter (where
        (status = 'queued' and (started_at is not null or worker is not null))
        or (status = 'processing' and (started_at is null or finished_at is not null or worker is null))
        or (status = 'completed' and (finished_at is null or accounts_found is null or finished_at < started_at))
        or (status = 'failed' and (finished_at is null or error is null)))::integer as wrong
      from public.scrape_runs group by status`;
    expect(rows.map(({ status }) => status)).toEqual(
      expect.arrayContaining(['queued', 'processing', 'completed', 'failed'])
    );
    expect(rows.filter(({ wrong }) => wrong > 0)).toEqual([]);
    const [live] = await sql<[{ finished: number }]>`select count(*)::integer as finished from public.scrape_runs
      where status in ('completed', 'failed') and finished_at >= ${began}`;
    expect(live.finished).toBeGreaterThan(2);
  });

  it('A6 A8 keeps heartbeats, queue samples and logs coming', async () => {
    const [row] = await sql<[{ workers: number; samples: number; logs: number }]>`select
      (select count(*) from public.worker_heartbeats where last_seen_at > ${began})::integer as workers,
      (select count(*) from public.queue_samples where sampled_at > ${began})::integer as samples,
      (select count(*) from public.scrape_logs where created_at > ${began})::integer as logs`;
    expect(row.workers).toBeGreaterThanOrEqual(5);
    expect(row.samples).toBeGreaterThan(100);
    expect(row.logs).toBeGreaterThan(2);
  });

  it('C17 tells the inbox what is wrong: low coverage, a scraper in error, a stuck run', async () => {
    const rows = await sql<Array<{ alertname: string }>>`select distinct alertname from scrapewatch.alerts
      where status = 'firing'`;
    const names = rows.map(({ alertname }) => alertname);
    expect(names).toEqual(expect.arrayContaining(['ClientCoverageLow', 'ScrapeRunStuck', 'ScraperInError']));
  });

  it('C17 resolves what is over, once', async () => {
    await sql`update public.scrapers set status = 'running', started_at = now(), last_error = null where status = 'error'`;
    const alertmanager = createAlertmanager({ supabaseUrl: supabase.url, ...keys });
    for (let check = 0; check < 4; check += 1) {
      await alertmanager.step(new Date());
    }
    const [alert] = await sql<[{ status: string; open: boolean }]>`select status, ends_at is null as open
      from scrapewatch.alerts where alertname = 'ScraperInError' order by starts_at desc limit 1`;
    expect(alert).toEqual({ status: 'resolved', open: false });
  });
});

describe('startSimulator', () => {
  it('A14 moves what the Overview shows within five seconds, survives an API that is away, and stops', async () => {
    const notices: string[] = [];
    const onNotice = (line: string) => void notices.push(line);
    const simulator = await startSimulator({ supabaseUrl: supabase.url, keys, seed: 1, onNotice });
    try {
      const before = await eventually(pulse, () => true, 1);
      const moving = await eventually(pulse, (now) => now !== before, 5);

      const port = Number(new URL(supabase.url).port);
      await supabase.stop();
      await eventually(
        async () => notices.length,
        (count) => count > 0,
        30
      );
      expect(notices).toEqual(['Simulator: database: not reachable, trying again']);
      supabase = await startSupabase({ databaseUrl: server.url, keys, port });
      await eventually(pulse, (now) => now !== moving, 40);
      await eventually(
        async () => notices.length,
        (count) => count > 1,
        10
      );
      expect(notices.slice(1)).toEqual(['Simulator: database: well again']);

      expect((await fetch(simulator.metricsUrl)).status).toBe(200);
    } finally {
      await simulator.stop();
    }
    await expect(fetch(simulator.metricsUrl)).rejects.toThrow();
  });

  it('rejects at once when the metrics port is in use', async () => {
    const first = await startSimulator({ supabaseUrl: 'http://127.0.0.1:1', keys, seed: 1 });
    try {
      const metricsPort = Number(new URL(first.metricsUrl).port);
      await expect(startSimulator({ supabaseUrl: supabase.url, keys, seed: 1, metricsPort })).rejects.toThrow(
        'EADDRINUSE'
      );
    } finally {
      await first.stop();
    }
  });
});
