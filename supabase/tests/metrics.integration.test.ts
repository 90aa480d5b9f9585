import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseMetrics } from '../../catalog/metrics';
import { helpOf } from '../../catalog/metrics/Metric';
import { findTools } from '../../demo/stack/debianTools';
import { parseMetricsText, type Sample } from './parseMetricsText';
import { ago, notification, seedEveryMetric } from './seedEveryMetric';
import { addRuns } from './team';
import { as, refusal, type Sql, startTestServer, type TestServer } from './testDatabase';

const cache = fileURLToPath(new URL('../../.scrapewatch/bin', import.meta.url));
const catalogue = Object.values(databaseMetrics);
let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedEveryMetric(sql);
});
afterAll(() => server?.stop());

async function serve(database = sql): Promise<string> {
  const [row] = await as(database, 'scrapewatch_metrics', 'select public.scrapewatch_metrics() as text', {
    readOnly: true,
  });
  return String(row?.text);
}

async function samplesOf(name: string, database = sql): Promise<Sample[]> {
  return parseMetricsText(await serve(database)).filter((sample) => sample.name === `scrapewatch_${name}`);
}

/** `label=label … value` of a metric, sorted. */
async function shown(name: string, database = sql): Promise<string[]> {
  const samples = await samplesOf(name, database);
  return samples.map(({ labels, value }) => `${Object.values(labels).join(' ')} ${value}`).sort();
}

async function promtool(text: string): Promise<string> {
  const tools = await findTools(['promtool'], 'prometheus', cache);
  if (typeof tools === 'string') {
    throw new Error(`promtool is needed for this test: ${tools}`);
  }
  return new Promise((resolve, reject) => {
    const child = execFile(tools.promtool, ['check', 'metrics'], (error, stdout, stderr) =>
      error ? reject(new Error(`${stdout}${stderr}`)) : resolve(`${stdout}${stderr}`)
    );
    child.stdin?.end(text);
  });
}

describe('scrapewatch_metrics', () => {
  it('serves every metric of the catalogue and no other, with its type, HELP and labels', async () => {
    // Two metrics exist only in trouble and after a refresh.
    await sql`update scrapewatch.settings set value = 4 where key = 'metrics_series_limit'`;
    await sql`select scrapewatch.refresh_rollups()`;
    const text = await serve();
    await sql`update scrapewatch.settings set value = 500 where key = 'metrics_series_limit'`;
    await sql`delete from scrapewatch.metric_parts`;
    const samples = parseMetricsText(text);
    const served = text.split('\n').filter((line) => line.startsWith('# '));
    expect(served.sort()).toEqual(
      catalogue
        .flatMap((metric) => [`# HELP ${metric.name} ${helpOf(metric)}`, `# TYPE ${metric.name} ${metric.type}`])
        .sort()
    );
    for (const { name, labels } of catalogue) {
      const keys = samples.filter((sample) => sample.name === name).map((sample) => Object.keys(sample.labels).join());
      expect([name, [...new Set(keys)]]).toEqual([name, [labels.join()]]);
    }
  });

  it('passes promtool check metrics', async () => {
    expect(await promtool(await serve())).toBe('');
  });

  it('A1 C4 counts the runs of the last hour by status, with a zero for each status that there was none of', async () => {
    expect(await shown('runs_1h')).toEqual([
      'IGF prod cancelled 0',
      'IGF prod completed 1',
      'IGF prod failed 1',
      'IGF prod processing 1',
      'IGF prod queued 0',
      'IGM dev cancelled 0',
      'IGM dev completed 0',
      'IGM dev failed 0',
      'IGM dev processing 0',
      'IGM dev queued 1',
    ]);
  });

  it('A4 C7 counts what stuck_runs() lists, and says 0 where nothing is stuck', async () => {
    expect(await shown('runs_stuck')).toEqual(['IGF prod 1', 'IGM dev 0']);
    const listed = await as(sql, 'scrapewatch_reader', 'select age_seconds from scrapewatch.stuck_runs()');
    const ages = await samplesOf('processing_oldest_age_seconds');
    const oldest = ages.find(({ labels }) => labels.system === 'IGF');
    expect(oldest?.value).toBeCloseTo(Number(listed[0]?.age_seconds), -1);
  });

  it('A2 C6 tells coverage as coverage_by_client() does, and of no client with fewer runs than coverage_min_runs', async () => {
    expect(await shown('client_coverage_ratio')).toEqual(['IGF prod ada 0.9', 'IGM dev bea 1']);
    await sql`update scrapewatch.settings set value = 3 where key = 'coverage_min_runs'`;
    expect(await shown('client_coverage_ratio')).toEqual(['IGF prod ada 0.9']);
    await sql`update scrapewatch.settings set value = 1 where key = 'coverage_min_runs'`;
    expect(await shown('coverage_ratio')).toEqual(['IGF prod 0.9', 'IGM dev 1']);
  });

  it('A7 C1 tells state, memory, CPU and rate limit of each scraper in base units', async () => {
    expect((await shown('scraper_state')).filter((line) => line.endsWith(' 1'))).toEqual([
      'IGF prod ig-1 running 1',
      'IGM dev mon-1 running 1',
    ]);
    expect(await shown('scraper_memory_bytes')).toContain('IGF prod ig-1 268435456');
    expect(await shown('scraper_cpu_ratio')).toContain('IGF prod ig-1 0.5');
    expect(await shown('scraper_rate_limit_remaining_ratio')).toContain('IGF prod ig-1 0.25');
    expect(await shown('scraper_failed_1h_ratio')).toEqual(['IGF prod ig-1 0.5']);
  });

  it('A6 C1 tells a worker that is not seen from one that is', async () => {
    expect(await shown('worker_alive')).toEqual(['IGF prod w-1 1', 'IGF prod w-2 0']);
  });

  it('A8 C8 tells depth, growth and drain of each queue', async () => {
    expect(await shown('queue_depth')).toEqual(['IGF prod scrapes 6', 'IGM dev posts 10']);
    expect(await shown('queue_growing')).toEqual(['IGF prod scrapes 0', 'IGM dev posts 1']);
    const [shrinking] = await samplesOf('queue_drain_seconds');
    expect([shrinking?.labels.queue, Math.round(shrinking?.value ?? 0)]).toEqual(['scrapes', 540]);
  });

  it('B13 A16 tells old backups and unhealthy accounts', async () => {
    expect(await shown('backup_ok')).toEqual(['IGF prod 0', 'OPT prod 1']);
    expect(await shown('accounts_unhealthy')).toEqual(['IGF prod account instagram 1', 'IGF prod proxy brightdata 1']);
  });

  it('C10 goes on telling how old data is that nobody has checked for days', async () => {
    const newest = new Map((await samplesOf('data_newest_timestamp_seconds')).map((s) => [s.labels.dataset, s.value]));
    const days = (Date.now() / 1000 - (newest.get('forgotten') ?? 0)) / 86_400;
    expect(days).toBeCloseTo(12, 1);
  });

  it('C19 D2 tells budget, credits and when the database is full', async () => {
    expect(await shown('budget_used_ratio')).toEqual(['apify USD 0.5']);
    expect(await shown('credits_used_ratio')).toEqual(['apify 0.9']);
    const [full] = await samplesOf('database_full_seconds');
    expect((full?.value ?? 0) / 86_400).toBeGreaterThan(1000);
  });

  it('C13 C18 tells failed payments, and active users beside those of the same hour last week', async () => {
    expect(await shown('payments_24h')).toEqual(['OPT prod failed 1', 'OPT prod refunded 0', 'OPT prod succeeded 1']);
    expect(await shown('active_users_1h')).toEqual(['OPT prod 1']);
    expect(await shown('active_users_1h_week_ago')).toEqual(['OPT prod 2']);
  });

  it('C14 says which systems are in maintenance', async () => {
    expect(await shown('maintenance_active')).toEqual(['IGF prod 0', 'IGM dev 1']);
  });

  it('keeps the worst of a metric that has more series than metrics_series_limit, and says how many are gone', async () => {
    const many = await server.clone();
    await many.unsafe(`insert into public.scrapers (name, system, environment) values ('s', 'IGF', 'prod');
      insert into public.clients (username, system, environment) select 'client-' || k, 'IGF', 'prod' from generate_series(1, 60) k;
      insert into public.scrape_runs (client_id, scraper_id, status, expected_accounts, accounts_found, created_at)
      select c.id, s.id, 'completed', 100, substring(c.username from '[0-9]+$')::integer, ${ago('1 h')} from public.clients c, public.scrapers s;
      update scrapewatch.settings set value = 25 where key = 'metrics_series_limit'`);
    const kept = await samplesOf('client_coverage_ratio', many);
    expect(kept.map(({ labels }) => labels.client)).toEqual(Array.from({ length: 25 }, (_, k) => `client-${k + 1}`));
    expect(await shown('series_dropped', many)).toEqual(['scrapewatch_client_coverage_ratio 35']);
    await many`select scrapewatch.take_metric_snapshot()`;
    expect(await shown('series_dropped', many)).toEqual(['scrapewatch_client_coverage_ratio 35']);
  });

  it('keeps two long names apart that begin alike, each at most 120 characters long', async () => {
    const long = await server.clone();
    await long.unsafe(`insert into public.worker_heartbeats (worker, system, environment)
      select repeat('ä', 300) || k, 'IGF', 'prod' from generate_series(1, 2) k`);
    const workers = (await samplesOf('worker_alive', long)).map(({ labels }) => labels.worker ?? '');
    expect(new Set(workers).size).toBe(2);
    expect(workers.map((worker) => [...worker].length)).toEqual([120, 120]);
  });

  it('writes NaN and infinities as Prometheus does, and leaves out what is not known', async () => {
    const odd = await server.clone();
    await odd.unsafe(`create or replace view scrapewatch.scrapers with (security_barrier = true) as
      select name as scraper, 'IGF' as system, 'prod' as environment, 'running' as status, null::timestamptz as started_at,
        null::timestamptz as last_run_at, null::integer as queue_size, null::bigint as memory_bytes, cpu::double precision as cpu_ratio,
        null::bigint as api_calls, null::integer as rate_limit_remaining, null::integer as rate_limit_total, null::text as last_error,
        now() as updated_at
      from (values ('a', 'NaN'), ('b', 'Infinity'), ('c', '-Infinity'), ('d', null), ('e', '1e-300'), ('e', '1e300')) v(name, cpu)`);
    const text = await serve(odd);
    expect(
      text
        .split('\n')
        .filter((line) => line.startsWith('scrapewatch_scraper_cpu_ratio'))
        .map((line) => line.split(' ')[1])
        .sort()
    ).toEqual(['+Inf', '-Inf', '1e+300', 'NaN']);
    expect(await promtool(text)).toBe('');
  });

  it('leaves out only what a broken view feeds, and says what it was', async () => {
    const broken = await server.clone();
    await seedEveryMetric(broken);
    const divided =
      'select (1 / (random() * 0)::integer)::text as worker, null::text as system, null::text as environment, ' +
      'null::text as state, now() as last_seen_at, now() as started_at, 0::bigint as jobs_done, null::text as version';
    await broken.unsafe(`create or replace view scrapewatch.heartbeats with (security_barrier = true) as ${divided};
      create or replace view scrapewatch.backups with (security_barrier = true) as
      select null::text as backup_id, null::text as system, null::text as environment, now() + (1 / (random() * 0)::integer) * interval '1 s' as finished_at,
        true as ok, null::bigint as size_bytes, null::timestamptz as verified_at`);
    for (const snapshot of [false, true]) {
      if (snapshot) {
        const [taken] = await broken`select scrapewatch.take_metric_snapshot() as told`;
        expect(taken?.told).toMatchObject({ failed: { backups: 'division by zero' } });
      }
      expect((await shown('family_errors', broken)).filter((line) => !line.endsWith(' 0'))).toEqual([
        'backups 1',
        'slo 1', // looks at the workers for the environments there are
        'workers 1',
      ]);
      expect(await shown('runs_stuck', broken)).toContain('IGF prod 1');
      expect(await shown('accounts_unhealthy', broken)).toHaveLength(2);
    }
  });

  it('begins no further slow part after two seconds, so that an answer comes before the time-out, and says what is missing', async () => {
    const slow = await server.clone();
    const [view] = await slow`select pg_get_viewdef('scrapewatch.accounts'::regclass) as definition`;
    await slow.unsafe(`create or replace view scrapewatch.accounts with (security_barrier = true) as
      select null::text as account, null::text as system, null::text as environment, null::text as kind, null::text as provider,
        null::text as status, null::timestamptz as checked_at, null::integer as rate_limit_remaining, null::text as detail
      from pg_sleep(3.1)`);
    const left = (await shown('family_errors', slow))
      .filter((line) => line.endsWith(' 1'))
      .map((line) => line.split(' ')[0]);
    expect(left).toEqual(['anomalies', 'backups', 'costs', 'database', 'durations', 'product', 'quality', 'slo']);
    // The snapshot has three seconds; what it left is the first in line next time.
    const taken = async () => {
      const [row] = await slow`select scrapewatch.take_metric_snapshot() ->> 'taken' as parts`;
      return JSON.parse(String(row?.parts)) as string[];
    };
    expect(await taken()).not.toContain('slo');
    await slow.unsafe(
      `create or replace view scrapewatch.accounts with (security_barrier = true) as ${String(view?.definition)}`
    );
    expect(await taken()).toEqual(expect.arrayContaining(left));
    expect((await shown('family_errors', slow)).filter((line) => line.endsWith(' 1'))).toEqual([]);
  });

  it('never lowers a counter, whatever users delete from their tables, and counts on while the snapshot is old', async () => {
    const counting = await server.clone();
    await seedEveryMetric(counting);
    await as(
      counting,
      'scrapewatch_operator',
      `select scrapewatch.request_command('stop_scraper', 'ig-1', 'test', 'k-1')`
    );
    const before = [...(await shown('commands_total', counting)), ...(await shown('alert_events_total', counting))];
    expect(before).toContain('stop_scraper requested 1');
    expect(before).toContain('firing critical 1');
    await counting.unsafe(`truncate public.scrape_runs, public.scrapers, public.clients cascade;
      delete from scrapewatch.alerts; delete from scrapewatch.commands`);
    const after = [...(await shown('commands_total', counting)), ...(await shown('alert_events_total', counting))];
    expect(after).toEqual(before);

    // What is settled moves into the stored totals; nothing is counted twice or lost on the way.
    await counting.unsafe(`set session_replication_role = replica; update scrapewatch.alert_events set received_at = ${ago('1 h')};
      update scrapewatch.audit_log set happened_at = ${ago('1 h')}; set session_replication_role = origin`);
    for (const fingerprint of ['f-2', 'f-3']) {
      await counting`select scrapewatch.take_metric_snapshot()`;
      await as(
        counting,
        'scrapewatch_ingest',
        `select public.scrapewatch_ingest_alerts('${notification(fingerprint, 'low')}')`
      );
    }
    const [stored] = await counting`select sum(total) as total from scrapewatch.metric_totals`;
    expect(stored?.total).toBe('2');
    expect(await shown('alert_events_total', counting)).toEqual(
      expect.arrayContaining(['firing critical 1', 'firing info 2'])
    );
    expect(await shown('commands_total', counting)).toContain('stop_scraper requested 1');
  });

  it.each([
    'anon',
    'authenticated',
    'service_role',
    'scrapewatch_reader',
    'scrapewatch_operator',
    'scrapewatch_ingest',
  ])('%s may not call it', async (role) => {
    expect(await refusal(sql, role, 'select public.scrapewatch_metrics()')).toBe('42501');
  });
});

describe('the snapshot', () => {
  it('holds what a scrape without it would have read', async () => {
    const same = await server.clone();
    await seedEveryMetric(same);
    const slow = (text: string) =>
      parseMetricsText(text)
        .filter(({ name }) => !/duration_seconds$|timestamp|age_seconds|database_|family_errors/.test(name))
        .map((sample) => JSON.stringify(sample))
        .sort();
    const live = slow(await serve(same));
    await same`select scrapewatch.take_metric_snapshot()`;
    const kept = slow(await serve(same));
    // OPT has users but no runs: it gets its zeros either way.
    expect(kept).toEqual(live);
  });

  it('is not served any more when it is older than an hour', async () => {
    const old = await server.clone();
    await seedEveryMetric(old);
    await old`select scrapewatch.take_metric_snapshot()`;
    await addRuns(old, [
      { queuedAt: ago('10 min'), startedAt: ago('9 min'), finishedAt: ago('8 min'), expected: 100, found: 0 },
    ]);
    expect(await shown('client_coverage_ratio', old)).toContain('IGF prod ada 0.9');
    await old`update scrapewatch.metric_parts set taken_at = now() - interval '61 minutes'`;
    expect(await shown('client_coverage_ratio', old)).toContain('IGF prod ada 0.45');
  });

  it('remembers a system that has fallen silent, so that its zeros go on', async () => {
    const silent = await server.clone();
    await seedEveryMetric(silent);
    await silent`select scrapewatch.take_metric_snapshot()`;
    await silent`truncate public.scrape_runs, public.scrapers, public.worker_heartbeats cascade`;
    expect(await shown('runs_1h', silent)).toContain('IGF prod completed 0');
    expect(await shown('runs_stuck', silent)).toEqual(['IGF prod 0', 'IGM dev 0']);
  });

  it('is taken by refresh_rollups', async () => {
    const refreshed = await server.clone();
    await as(refreshed, 'service_role', 'select scrapewatch.refresh_rollups()');
    expect(await samplesOf('snapshot_timestamp_seconds', refreshed)).toHaveLength(1);
    expect(await samplesOf('rollup_watermark_timestamp_seconds', refreshed)).toHaveLength(1);
  });
});
