import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introspect } from '../adapt/introspect';
import { proposeAdapters } from '../adapt/proposeAdapters';
import { toSql } from '../adapt/toSql';
import { buildSql } from '../buildSql';
import { fingerprint } from './fingerprint';
import { as, paste, type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

const project = readFileSync(new URL('./foreignProject.sql', import.meta.url), 'utf8');
const window = "timestamptz '2026-03-01 00:00+00', timestamptz '2026-03-12 00:00+00'";
let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  ({ sql } = await server.empty());
  await sql.unsafe(project);
  await paste(sql, await buildSql());
  await as(sql, 'service_role', 'select scrapewatch.refresh_rollups()'); // as pg_cron does, of a view that is still empty
  const before = await fingerprint(sql, ['public', 'crawl']);
  await paste(sql, toSql(proposeAdapters(await introspect(sql), { system: 'CRAWL', environment: 'prod' })));
  expect(await fingerprint(sql, ['public', 'crawl'])).toEqual(before); // no table, grant, policy or row was touched
});
afterAll(() => server?.stop());

const ask = (statement: string) => as(sql, 'scrapewatch_reader', statement, { readOnly: true });

/** Rows without the columns that a naive query does not count. */
function only(rows: Row[], ...names: string[]): Row[] {
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
}

/** Figures of floating point are summed in another order: equal to ten digits. */
function rounded(rows: readonly Row[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' ? Number(value.toPrecision(10)) : value,
      ])
    )
  );
}

/** A team's runs as the team itself would count them; times are its own, without a zone. */
const ended = `case when expected_count > 0 and status not in ('new', 'running') then found_count::float8 / expected_count end`;
const counts = `count(*)::int as total, count(*) filter (where status = 'new')::int as queued, count(*) filter (where status = 'running')::int as processing,
  count(*) filter (where status = 'ok')::int as completed, count(*) filter (where status = 'err')::int as failed,
  count(*) filter (where status = 'void')::int as cancelled,
  count(*) filter (where status = 'ok')::float8 / nullif(count(*) filter (where status in ('ok', 'err')), 0) as success_rate,
  avg(${ended}) as avg_coverage, avg(extract(epoch from ended - began))::float8 as avg_duration_seconds`;
const countNames = [
  'total',
  'queued',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'success_rate',
  'avg_coverage',
  'avg_duration_seconds',
];

describe.each(['read from the runs', 'rolled up'])('E a project with other names, words and types, %s', (state) => {
  beforeAll(async () => {
    if (state === 'rolled up') {
      let complete: unknown = false;
      while (complete !== true) {
        const [row] = await as(sql, 'service_role', 'select scrapewatch.refresh_rollups() as told');
        complete = (row?.told as { complete?: boolean }).complete;
      }
    }
  });

  it('A1 A3 has the figures of its own tables', async () => {
    const found = await ask(`select * from scrapewatch.run_stats(${window})`);
    const naive = await sql.unsafe(
      `select ${counts} from crawl.jobs where created >= '2026-03-01' and created < '2026-03-12'`
    );
    expect(rounded(only(found, ...countNames))).toEqual(rounded(naive));
    expect(found[0]?.total).toBe(1600);
    expect(found[0]?.avg_coverage).toBeGreaterThan(0.5);
  });

  it('A1 has them day by day', async () => {
    const found = await ask(`select * from scrapewatch.run_series(${window}, '1 day') where total > 0`);
    const naive = await sql.unsafe(
      `select date_trunc('day', created) at time zone 'UTC' as time, ${counts} from crawl.jobs group by 1 order by 1`
    );
    expect(rounded(only(found, 'time', ...countNames))).toEqual(rounded(naive));
    expect(found.length).toBeGreaterThan(9);
  });

  it('A2 has the coverage of each of its customers, worst first', async () => {
    const found = await ask(`select * from scrapewatch.coverage_by_client(${window}) where runs > 0`);
    const naive = await sql.unsafe(`
      select c.id::text as client_id, c.name as client, count(*)::int as runs,
        sum(expected_count) filter (where ${ended} is not null)::int as expected,
        sum(found_count) filter (where ${ended} is not null)::int as found,
        sum(found_count) filter (where ${ended} is not null)::float8 / sum(expected_count) filter (where ${ended} is not null) as coverage
      from crawl.jobs j join public.customers c on c.id = j.customer_id group by 1, 2 order by coverage`);
    expect(rounded(only(found, 'client_id', 'client', 'runs', 'expected', 'found', 'coverage'))).toEqual(
      rounded(naive)
    );
    expect(found).toHaveLength(4);
  });

  it('A3 has its durations by length', async () => {
    const found = await ask(`select label, runs from scrapewatch.duration_histogram(${window}) where runs > 0`);
    const [naive] = await sql.unsafe(`select count(*)::int as runs from crawl.jobs where ended is not null`);
    expect(found.reduce((sum, row) => sum + Number(row.runs), 0)).toBe(naive?.runs);
    const [fast] = await sql.unsafe(
      `select count(*)::int as runs from crawl.jobs where ended - began < interval '30 seconds'`
    );
    expect(found.find((row) => row.label === '0–30 s')?.runs).toBe(fast?.runs);
  });

  it('A4 names its stuck jobs', async () => {
    const found = await ask(
      'select run_id, client, scraper, worker, retries, started_at from scrapewatch.stuck_runs()'
    );
    const naive = await sql.unsafe(`
      select j.id::text as run_id, c.name as client, coalesce(s.name, 'default') as scraper, j.locked_by as worker,
        j.attempts - 1 as retries, j.began at time zone 'UTC' as started_at
      from crawl.jobs j join public.customers c on c.id = j.customer_id left join crawl.spiders s on s.id = j.spider_id
      where j.status = 'running' order by j.began`);
    expect(found).toEqual([...naive]);
    expect(found).toHaveLength(10);
  });

  it('A17 lists its queue with age, retries and last error', async () => {
    const found = await ask(
      "select run_id, status, last_error from scrapewatch.job_queue(statuses => array['failed'], max_rows => 500)"
    );
    const naive = await sql.unsafe(`
      select id::text as run_id, 'failed' as status, err_text as last_error from crawl.jobs where status = 'err' order by created desc`);
    expect(found).toEqual([...naive]);
  });

  it('A5 counts its customers and pages, and who follows a page', async () => {
    const [found] = await ask('select * from scrapewatch.growth_stats()');
    const [naive] = await sql.unsafe(`
      select (select count(*)::int from public.customers) as clients_total, (select count(*)::int from public."Sites") as pages_total,
        (select count(*)::int from (select site_id from public.site_follows group by 1 having count(distinct customer_id) >= 3) s) as high_value_pages`);
    expect(found).toMatchObject({ ...naive });
  });

  it('A6 A7 shows its spiders, workers and log lines', async () => {
    const scrapers = await ask(
      `select scraper, status, runs from scrapewatch.scraper_status(${window}) order by scraper`
    );
    const naive = await sql.unsafe(
      `select s.name as scraper, count(*)::int as runs from crawl.jobs j join crawl.spiders s on s.id = j.spider_id group by 1 order by 1`
    );
    expect(only(scrapers, 'scraper', 'runs').filter((row) => row.scraper !== 'default')).toEqual([...naive]);
    expect(
      await ask(
        'select scraper, memory_bytes, round(cpu_ratio::numeric, 2)::float8 as cpu_ratio from scrapewatch.scrapers order by 1'
      )
    ).toEqual([
      { scraper: 'ig', memory_bytes: 268435456, cpu_ratio: 0.42 },
      { scraper: 'web', memory_bytes: 0, cpu_ratio: 0 },
    ]);
    expect(await ask('select worker, state, jobs_done from scrapewatch.heartbeats order by 1')).toEqual([
      { worker: 'host-0', state: 'running', jobs_done: 700 },
      { worker: 'host-1', state: 'stopped', jobs_done: 3 },
    ]);
    expect(await ask('select level, count(*)::int as lines from scrapewatch.logs group by 1 order by 1')).toEqual([
      { level: 'critical', lines: 50 },
      { level: 'debug', lines: 50 },
      { level: 'info', lines: 50 },
      { level: 'warning', lines: 50 },
    ]);
  });

  it('answers health with what is connected and what is not', async () => {
    const rows = await ask('select check_name, ok from scrapewatch.health()');
    expect(rows.filter((row) => row.ok === false).map((row) => row.check_name)).toEqual([
      'queue_samples', // it has none
      ...(state === 'rolled up' ? [] : ['rollups']),
    ]);
  });
});

describe('the indexes that adapt proposes', () => {
  it('answer a time window and a status without reading the whole table', async () => {
    const { indexes } = proposeAdapters(await introspect(sql));
    await sql`insert into crawl.jobs (customer_id, spider_id, status, created) select 1, 1, 'ok', timestamp '2025-01-01' + n * interval '1 minute' from generate_series(1, 50000) n`;
    for (const statement of indexes.filter((line) => line.includes('crawl.jobs'))) {
      await sql.unsafe(statement.replace('concurrently ', ''));
    }
    await sql`analyze crawl.jobs`;
    const questions = {
      window: `select count(*) from scrapewatch.runs where queued_at >= '2026-03-10' and queued_at < '2026-03-11'`,
      status: `select run_id from scrapewatch.runs where status = 'processing'`,
      id: `select client from scrapewatch.runs where run_id = '17'`,
    };
    for (const [name, question] of Object.entries(questions)) {
      const plan = (await ask(`explain ${question}`)).map((row) => String(row['QUERY PLAN'])).join('\n');
      expect([name, plan]).toEqual([name, expect.not.stringMatching(/Seq Scan on jobs/)]);
    }
    expect(proposeAdapters(await introspect(sql)).indexes.filter((line) => line.includes('crawl.jobs'))).toEqual([]);
  });
});
