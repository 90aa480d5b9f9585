import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { thresholds } from '../../catalog/thresholds';
import type { Page } from '@playwright/test';
import { expect, lastDay, openOverview, panel, panelRows, panelStates, test, type Row } from './workbench';

const range = lastDay();
const from = new Date(range.from);
const to = new Date(range.to);
const near = 6; // decimal places: sums of doubles in another order

/** Each figure is computed here from the users' own tables, never by a function of ours. */
test.describe('Overview shows what PostgreSQL has', () => {
  // Opened once: nothing moves, the range is fixed and the simulator is off.
  let page: Page;
  test.beforeAll(async ({ browser, running }) => {
    page = await browser.newPage();
    await openOverview(page, running, range);
  });
  test.afterAll(() => page.close());

  test('A1 scrapes of 24 hours: total, completed, failed, success and failed rate', async ({ sql }) => {
    const [counted] = await sql<Row[]>`
      select count(*)::int as total,
        count(*) filter (where status = 'completed')::int as completed,
        count(*) filter (where status = 'failed')::int as failed
      from public.scrape_runs where created_at >= ${from} and created_at < ${to}`;
    expect(counted.total).toBeGreaterThan(100);
    expect((await panelRows(page, panelIds.scrapes))[0]).toMatchObject(counted);
    const ended = Number(counted.completed) + Number(counted.failed);
    const [success] = await panelRows(page, panelIds.successRate);
    const [failed] = await panelRows(page, panelIds.failedRate);
    expect(success.success_rate).toBeCloseTo(Number(counted.completed) / ended, near);
    expect(failed.failed_rate).toBeCloseTo(Number(counted.failed) / ended, near);
    const shown = `${((100 * Number(counted.completed)) / ended).toFixed(1)}%`;
    await expect(panel(page, 'Success rate')).toContainText(shown);
  });

  test('A2 coverage of each client, worst first', async ({ sql }) => {
    const counted = await sql<Row[]>`
      select c.username as client, sum(r.accounts_found)::int as found, sum(r.expected_accounts)::int as expected,
        sum(r.accounts_found)::float8 / sum(r.expected_accounts) as coverage
      from public.scrape_runs r join public.clients c on c.id = r.client_id
      where r.created_at >= ${from} and r.created_at < ${to}
        and r.expected_accounts > 0 and r.accounts_found is not null and r.status not in ('queued', 'processing')
      group by 1 order by coverage, client`;
    const shown = (await panelRows(page, panelIds.coverage)).filter((row) => row.coverage !== null);
    expect(shown.map(({ client }) => client).sort()).toEqual(counted.map(({ client }) => client).sort());
    const byClient = new Map(shown.map((row) => [row.client, row]));
    for (const row of counted) {
      expect(byClient.get(row.client)).toMatchObject({ found: row.found, expected: row.expected });
      expect(byClient.get(row.client)?.coverage).toBeCloseTo(Number(row.coverage), near);
    }
    expect(shown.map(({ coverage }) => coverage)).toEqual(
      shown.map(({ coverage }) => Number(coverage)).sort((a, b) => a - b)
    );
    await expect(panel(page, 'Coverage by client')).toContainText(String(counted[0].client));
  });

  test('A2 average coverage over time', async ({ sql }) => {
    const rows = await panelRows(page, panelIds.coverageTrend);
    const withRuns = rows.filter((row) => row.avg_coverage !== null);
    expect(withRuns.length).toBeGreaterThan(10);
    const width = Number(rows[1].time) - Number(rows[0].time);
    for (const row of [withRuns[3], withRuns[withRuns.length - 3]]) {
      const start = new Date(Math.max(Number(row.time), range.from));
      const end = new Date(Math.min(Number(row.time) + width, range.to));
      const [counted] = await sql<Row[]>`
        select avg(accounts_found::float8 / expected_accounts) as coverage from public.scrape_runs
        where created_at >= ${start} and created_at < ${end} and expected_accounts > 0 and accounts_found is not null
          and status not in ('queued', 'processing')`;
      expect(row.avg_coverage).toBeCloseTo(Number(counted.coverage), near);
    }
  });

  test('A3 duration: average, p50, p95 and histogram', async ({ sql }) => {
    const [counted] = await sql<Row[]>`
      select avg(s) as avg, percentile_cont(0.5) within group (order by s) as p50,
        percentile_cont(0.95) within group (order by s) as p95,
        count(*) filter (where s >= 120 and s < 180)::int as two_to_three
      from (select extract(epoch from finished_at - started_at)::float8 as s from public.scrape_runs
        where created_at >= ${from} and created_at < ${to}
          and status in ('completed', 'failed') and finished_at is not null and started_at is not null) d`;
    const [shown] = await panelRows(page, panelIds.durations);
    expect(shown.avg_duration_seconds).toBeCloseTo(Number(counted.avg), near);
    expect(shown.p50_duration_seconds).toBeCloseTo(Number(counted.p50), near);
    expect(shown.p95_duration_seconds).toBeCloseTo(Number(counted.p95), near);
    const histogram = await panelRows(page, panelIds.durationHistogram);
    expect(histogram.find(({ label }) => label === '2–3 min')?.runs).toBe(counted.two_to_three);
  });

  test('A4 stuck runs with client, age and worker', async ({ sql }) => {
    const counted = await sql<Row[]>`
      select r.id::text as run_id, c.username as client, extract(epoch from now() - r.started_at)::float8 as age
      from public.scrape_runs r join public.clients c on c.id = r.client_id
      where r.status = 'processing'
        and r.started_at < now() - make_interval(secs => ${thresholds.stuck_after_seconds.value})
      order by r.started_at`;
    expect(counted.length).toBeGreaterThan(0);
    const shown = await panelRows(page, panelIds.stuckRuns);
    expect(shown.map(({ client, run_id }) => ({ client, run_id }))).toEqual(
      counted.map(({ client, run_id }) => ({ client, run_id }))
    );
    expect(Math.abs(Number(shown[0].age_seconds) - Number(counted[0].age))).toBeLessThan(60);
    await expect(panel(page, 'Stuck runs')).toContainText(String(counted[0].client));
  });

  test('A5 clients and pages, in all and today', async ({ sql }) => {
    const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
    const [counted] = await sql<Row[]>`
      select (select count(*)::int from public.clients) as clients_total,
        (select count(*)::int from public.clients
          where created_at >= date_trunc('day', now() at time zone ${zone}) at time zone ${zone}) as clients_today,
        (select count(*)::int from public.pages) as pages_total,
        (select count(*)::int from public.pages
          where created_at >= date_trunc('day', now() at time zone ${zone}) at time zone ${zone}) as pages_today`;
    expect((await panelRows(page, panelIds.growth))[0]).toMatchObject(counted);
    await expect(panel(page, 'Clients and pages today')).toContainText(String(counted.clients_total));
  });

  test('A6 every worker with its last heartbeat and jobs', async ({ sql }) => {
    const counted = await sql<Row[]>`
      select worker, state, jobs_done::int as jobs_done, extract(epoch from now() - last_seen_at)::float8 as age
      from public.worker_heartbeats order by worker`;
    const shown = (await panelRows(page, panelIds.workers)).sort((a, b) =>
      String(a.worker) < String(b.worker) ? -1 : 1
    );
    expect(shown.map(({ worker, state, jobs_done }) => ({ worker, state, jobs_done }))).toEqual(
      counted.map(({ worker, state, jobs_done }) => ({ worker, state, jobs_done }))
    );
    for (const [index, row] of shown.entries()) {
      expect(Math.abs(Number(row.age_seconds) - Number(counted[index].age))).toBeLessThan(60);
    }
  });

  test('A7 a card for each scraper with its runs, error rate and memory', async ({ sql }) => {
    const counted = await sql<Row[]>`
      select s.name as scraper, s.status, count(r.id)::int as runs,
        coalesce(sum(r.profiles_scraped), 0)::int as profiles_scraped,
        count(*) filter (where r.status = 'failed')::float8
          / nullif(count(*) filter (where r.status in ('completed', 'failed')), 0) as error_rate
      from public.scrapers s left join public.scrape_runs r
        on r.scraper_id = s.id and r.created_at >= ${from} and r.created_at < ${to}
      group by s.id order by s.name`;
    expect(counted.length).toBeGreaterThanOrEqual(12);
    const shown = new Map((await panelRows(page, panelIds.scraperCards)).map((row) => [row.scraper, row]));
    expect(shown.size).toBe(counted.length);
    for (const { error_rate: errorRate, ...row } of counted) {
      expect(shown.get(row.scraper)).toMatchObject(row);
      expect(shown.get(row.scraper)?.error_rate ?? null).toEqual(
        errorRate === null ? null : expect.closeTo(Number(errorRate), near)
      );
    }
  });

  test('A8 the queue over time', async ({ sql }) => {
    const rows = await panelRows(page, panelIds.queue);
    // A bucket without samples has no row, so what was sampled before the next row is this row's.
    const middle = Math.floor(rows.length / 2);
    const row = rows[middle];
    const start = new Date(Number(row.time));
    const end = new Date(Number(rows[middle + 1].time));
    const [counted] = await sql<Row[]>`
      select sum(queued) as queued, sum(arrivals)::int as arrivals, sum(completions)::int as completions
      from (select queue, system, environment, avg(queued)::float8 as queued, sum(arrivals) as arrivals,
          sum(completions) as completions
        from public.queue_samples where sampled_at >= ${start} and sampled_at < ${end} group by 1, 2, 3) q`;
    expect(row).toMatchObject({ arrivals: counted.arrivals, completions: counted.completions });
    expect(row.queued).toBeCloseTo(Number(counted.queued), near);
  });

  test('A12 the overall status with active scrapers and the alert badge', async ({ sql }) => {
    const [counted] = await sql<Row[]>`
      select (select count(*)::int from public.scrapers where status = 'running') as active_scrapers,
        (select count(*)::int from public.scrapers where status = 'error') as error_scrapers,
        (select count(*)::int from scrapewatch.alerts where status = 'firing') as open_alerts`;
    expect((await panelRows(page, panelIds.rightNow))[0]).toMatchObject({
      active_scrapers: counted.active_scrapers,
      error_scrapers: counted.error_scrapers,
    });
    expect((await panelRows(page, panelIds.openAlerts))[0]).toMatchObject({ open_alerts: counted.open_alerts });
    await expect(panel(page, 'Open alerts')).toContainText(String(counted.open_alerts));
    await expect(panel(page, 'Status')).toContainText(/Healthy|Degraded|Critical/);
  });

  test('A13 runs by status and the error rate over time', async ({ sql }) => {
    const [counted] = await sql<Row[]>`
      select count(*) filter (where status = 'completed')::int as completed,
        count(*) filter (where status = 'failed')::int as failed,
        count(*) filter (where status = 'cancelled')::int as cancelled
      from public.scrape_runs where created_at >= ${from} and created_at < ${to}`;
    const rows = await panelRows(page, panelIds.runsOverTime);
    for (const status of ['completed', 'failed', 'cancelled']) {
      const sum = rows.reduce((total, row) => total + Number(row[status]), 0);
      expect(sum, status).toBe(counted[status]);
    }
    const shares = await panelRows(page, panelIds.failedShareOverTime);
    const width = Number(shares[1].time) - Number(shares[0].time);
    const failing = shares.filter((row) => Number(row.failed_rate) > 0 && Number(row.time) >= range.from);
    expect(failing.length).toBeGreaterThan(0);
    const start = new Date(Number(failing[0].time));
    const [share] = await sql<Row[]>`
      select count(*) filter (where status = 'failed')::float8
        / count(*) filter (where status in ('completed', 'failed')) as rate
      from public.scrape_runs where created_at >= ${start} and created_at < ${new Date(start.getTime() + width)}
        and created_at < ${to}`;
    expect(failing[0].failed_rate).toBeCloseTo(Number(share.rate), near);
  });

  test('C17 the inbox lists the alerts, open ones first', async ({ sql }) => {
    const counted = await sql<Row[]>`
      select alertname, count(*)::int as n from scrapewatch.alerts where status = 'firing' group by 1`;
    const rows = (await panelRows(page, panelIds.alertInbox)).filter(({ status }) => status === 'firing');
    for (const { alertname, n } of counted) {
      expect(rows.filter((row) => row.alertname === alertname).length, String(alertname)).toBe(n);
    }
  });

  test('B1 B2 service error rate and Celery queue equal what Prometheus answers', async ({ running }) => {
    expect(running.prometheusUrl, 'Prometheus is part of the test stack').toBeDefined();
    const rows = await panelRows(page, panelIds.celeryQueue);
    expect(rows.length).toBeGreaterThan(10);
    const row = rows[Math.floor(rows.length / 2)];
    const query = new URLSearchParams({
      query: 'sum by (queue) (celery_queue_length)',
      time: String(Number(row.Time ?? row.time) / 1000),
    });
    const answer = (await (await fetch(`${running.prometheusUrl}/api/v1/query?${query}`)).json()) as {
      data: { result: Array<{ value: [number, string] }> };
    };
    const values = answer.data.result.map(({ value }) => Number(value[1]));
    const shown = Object.entries(row).filter(([name]) => name.toLowerCase() !== 'time');
    expect(values).toContain(Number(shown[0][1]));
    expect((await panelRows(page, panelIds.serviceErrors)).length).toBeGreaterThan(10);
  });

  test('every panel has an answer and none an error', async () => {
    const states = await panelStates(page);
    expect(states.map(({ id }) => id).sort((a, b) => a - b)).toEqual(Object.values(panelIds).sort((a, b) => a - b));
    expect(states.filter(({ error, rows }) => error !== undefined || rows.length === 0)).toEqual([]);
  });
});
