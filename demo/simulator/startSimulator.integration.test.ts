import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mintKeys, type StackKeys } from '../stack/keys';
import { migrate } from '../stack/migrate';
import { type Postgres, startPostgres } from '../stack/postgres';
import { startSupabase, type Supabase } from '../stack/supabase';
import { ensureHistory } from './history';
import { every } from './live/actor';
import { createAlertmanager } from './live/createAlertmanager';
import { createSimulation } from './live/createSimulation';
import { createSupabaseTeam } from './live/createSupabaseTeam';
import { type Simulator, startSimulator } from './startSimulator';

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

  it('A16 C19 looks at accounts, counts bills and checks data meanwhile', async () => {
    const [row] = await sql<[{ accounts: number; bills: number; checks: number }]>`select
      (select count(*) from public.accounts where last_checked_at > ${began})::integer as accounts,
      (select count(*) from public.costs where day = (select max(day) from public.costs) and provider = 'apify')::integer as bills,
      (select count(*) from public.quality_checks where created_at > now() - interval '2 hours')::integer as checks`;
    expect(row.accounts).toBeGreaterThan(15);
    expect(row.bills).toBe(4);
    expect(row.checks).toBeGreaterThanOrEqual(4);
  });

  it('leaves every view of the contract with rows, and health content', async () => {
    const unwell = await sql`select check_name, detail from scrapewatch.health() where not ok`;
    expect([...unwell]).toEqual([]);
    const views = await sql<Array<{ name: string }>>`select table_name as name from information_schema.views
      where table_schema = 'scrapewatch' and table_name <> 'command_log'`;
    expect(views.length).toBeGreaterThanOrEqual(15);
    for (const { name } of views) {
      const [found] = await sql.unsafe<[{ exists: boolean }]>(
        `select exists (select from scrapewatch.${name}) as exists`
      );
      expect([name, found.exists]).toEqual([name, true]);
    }
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

describe('the team at work, asked by operators', () => {
  let simulator: Simulator;
  const notices: string[] = [];

  beforeAll(async () => {
    await sql`update scrapewatch.settings set value = 1 where key = 'command_undo_seconds'`;
    simulator = await startSimulator({
      supabaseUrl: supabase.url,
      keys,
      seed: 2,
      onNotice: (line) => notices.push(line),
    });
  });

  afterAll(() => simulator?.stop());

  /** Asks as Grafana's proxy does for an editor; resolves to the command's number. */
  async function request(kind: string, target: string): Promise<number> {
    const answer = await fetch(`${supabase.url}/rest/v1/rpc/request_command`, {
      method: 'POST',
      headers: {
        apikey: keys.publishableKey,
        authorization: `Bearer ${keys.operatorToken}`,
        'content-type': 'application/json',
        'content-profile': 'scrapewatch',
        'x-grafana-user': 'ada',
      },
      body: JSON.stringify({ kind, target, reason: 'tried by a test' }),
    });
    const body = z.object({ command_id: z.number() }).parse(await answer.json());
    return body.command_id;
  }

  async function endOf(commandId: number): Promise<{ status: string; result: string | null }> {
    const ask = async () => {
      const [row] = await sql<[{ status: string; result: string | null }]>`
        select status, result from scrapewatch.command_log where command_id = ${commandId}`;
      return row;
    };
    return eventually(ask, ({ status }) => ['done', 'failed', 'expired'].includes(status), 30);
  }

  async function scraperStatus(name: string): Promise<string> {
    const [row] = await sql<[{ status: string }]>`select status from public.scrapers where name = ${name}`;
    return row.status;
  }

  it('A9 carries out a stop and a start within seconds, and the scraper shows it', async () => {
    const [{ name }] = await sql<[{ name: string }]>`select name from public.scrapers
      where status = 'running' and environment = 'dev' order by name limit 1`;
    const stop = await request('stop_scraper', name);
    expect(
      await eventually(
        () => scraperStatus(name),
        (status) => status === 'stopped',
        20
      )
    ).toBe('stopped');
    expect(await endOf(stop)).toEqual({ status: 'done', result: `${name} has stopped` });
    const start = await request('start_scraper', name);
    expect(await endOf(start)).toEqual({ status: 'done', result: `${name} runs` });
    expect(await scraperStatus(name)).toBe('running');
  });

  it('A4 queues a stuck run again within seconds, and it is stuck no more', async () => {
    const [run] = await sql<[{ id: string; retries: number }]>`
      update public.scrape_runs set status = 'processing', started_at = now() - interval '20 minutes', finished_at = null, worker = 'worker-1'
      where id = (select max(id) from public.scrape_runs where status = 'completed') returning id::text, retries`;
    expect(await endOf(await request('reset_run', run.id))).toMatchObject({ status: 'done' });
    const [after] = await sql<[{ status: string; retries: number; stuck: boolean }]>`
      select status, retries, exists (select from scrapewatch.stuck_runs() s where s.run_id = r.id::text) as stuck
      from public.scrape_runs r where id = ${run.id}`;
    expect(after).toMatchObject({ retries: run.retries + 1, stuck: false });
  });

  it('A9 says why a command fails whose scraper is gone', async () => {
    await sql`insert into public.scrapers (name, system, environment, status) values ('short-lived', 'IGF', 'dev', 'running')`;
    const stop = await request('stop_scraper', 'short-lived');
    await sql`delete from public.scrapers where name = 'short-lived'`;
    expect(await endOf(stop)).toEqual({ status: 'failed', result: 'Error: There is no scraper short-lived any more' });
  });

  it('carries out commands in hand before it stops', async () => {
    const [{ name }] = await sql<[{ name: string }]>`select name from public.scrapers
      where status = 'running' and environment = 'prod' order by name limit 1`;
    const restart = await request('restart_scraper', name);
    const claimed = async (): Promise<string> => {
      const [row] = await sql<
        [{ status: string }]
      >`select status from scrapewatch.command_log where command_id = ${restart}`;
      return row.status;
    };
    await eventually(claimed, (status) => status === 'claimed', 20);
    await simulator.stop();
    expect(await endOf(restart)).toEqual({ status: 'done', result: `${name} runs again` });
    expect(await scraperStatus(name)).toBe('running');
    expect(notices).toEqual([]);
  });

  it('D6 keeps house: a policy asks for a reset, which the workers carry out', async () => {
    await sql`insert into scrapewatch.remediation_policies (name, enabled, dry_run, min_age_seconds) values ('test', true, false, 600)`;
    await sql`update public.scrape_runs set status = 'processing', started_at = now() - interval '20 minutes', finished_at = null, worker = 'worker-1'
      where id = (select max(id) from public.scrape_runs where status = 'completed')`;
    const another = await startSimulator({ supabaseUrl: supabase.url, keys, seed: 3 });
    const commands = () =>
      sql<Array<{ status: string }>>`select status from scrapewatch.command_log where actor = 'policy:test'`;
    try {
      const rows = await eventually(commands, (all) => all.some(({ status }) => status === 'done'), 30);
      expect(rows.length).toBeGreaterThan(0);
    } finally {
      await another.stop();
      await sql`delete from scrapewatch.remediation_policies where name = 'test'`;
    }
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
