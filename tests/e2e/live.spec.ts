import type { Page } from '@playwright/test';
import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { exploreUrl } from './exploreData';
import { expect, openOverview, panel, panelRows, settled, test } from './workbench';

test('A14 a row changed in the database shows on the Overview by itself', async ({ page, running, sql }, testInfo) => {
  await openOverview(page, running, { refresh: '5s' });
  const name = 'story-scraper-of-this-test';
  await sql`
    insert into public.scrapers (name, system, environment, status, last_error)
    values (${name}, 'IGF', 'prod', 'error', 'written by a test')`;
  try {
    const changedAt = Date.now();
    await expect(panel(page, 'Scrapers')).toContainText(name, { timeout: 20_000 });
    testInfo.annotations.push({ type: 'seconds until shown', description: String((Date.now() - changedAt) / 1000) });
  } finally {
    await sql`delete from public.scrapers where name = ${name}`;
  }
});

test('A14 a live query shows a new row and a changed one by itself, with nothing else asked again', async ({
  page,
  running,
  sql,
}) => {
  const name = 'live-scraper-of-this-test';
  const shown = page.getByRole('main');
  await page.goto(liveScraper(running, name, {}));
  await sql`insert into public.scrapers (name, system, environment, status) values (${name}, 'IGF', 'prod', 'paused')`;
  try {
    await expect(shown.getByRole('gridcell', { name: 'paused' })).toBeVisible({ timeout: 20_000 });
    await sql`update public.scrapers set status = 'error' where name = ${name}`;
    await expect(shown.getByRole('gridcell', { name: 'error' })).toBeVisible({ timeout: 20_000 });
  } finally {
    await sql`delete from public.scrapers where name = ${name}`;
  }
});

test('A14 a live query asks as soon as Realtime says that something changed, and sends no token there', async ({
  page,
  running,
  sql,
}) => {
  const realtime = await realtimeOf(page);
  const name = 'told-scraper-of-this-test';
  const shown = page.getByRole('main');
  await page.goto(liveScraper(running, name, { every: 3600 }));
  await expect.poll(() => realtime.joined).toBe(1);
  await sql`insert into public.scrapers (name, system, environment, status) values (${name}, 'IGF', 'prod', 'paused')`;
  try {
    realtime.say();
    await expect(shown.getByRole('gridcell', { name: 'paused' })).toBeVisible({ timeout: 20_000 });
    await sql`update public.scrapers set status = 'error' where name = ${name}`;
    realtime.say();
    await expect(shown.getByRole('gridcell', { name: 'error' })).toBeVisible({ timeout: 20_000 });
  } finally {
    await sql`delete from public.scrapers where name = ${name}`;
  }
  expect(realtime.heard.join('\n')).not.toContain(running.keys.readerToken);
});

test('A4 a run that passes ten minutes appears among the stuck ones, one just below does not', async ({
  page,
  running,
  sql,
}) => {
  const runs = await sql<Array<{ id: string }>>`
    insert into public.scrape_runs (client_id, scraper_id, status, created_at, started_at)
    select c.id, s.id, 'processing', now() - interval '30 minutes', now() - make_interval(secs => age)
    from (select id from public.clients limit 1) c, (select id from public.scrapers limit 1) s,
      unnest(array[615, 300]) with ordinality as ages (age, n)
    order by n returning id::text as id`;
  try {
    await openOverview(page, running);
    const ids = (await panelRows(page, panelIds.stuckRuns)).map((row) => row.run_id);
    expect(ids).toContain(runs[0].id);
    expect(ids).not.toContain(runs[1].id);
  } finally {
    await sql`delete from public.scrape_runs where id::text = any(${runs.map(({ id }) => id)})`;
  }
});

test('A12 the badge counts an alert that starts, and forgets it when it ends', async ({ page, running, sql }) => {
  const [{ open }] = await sql<Array<{ open: number }>>`
    select count(*)::int as open from scrapewatch.alerts where status = 'firing'`;
  const notify = (status: 'firing' | 'resolved') =>
    fetch(`${running.supabaseUrl}/rest/v1/rpc/scrapewatch_ingest_alerts`, {
      method: 'POST',
      headers: {
        apikey: running.keys.publishableKey,
        authorization: `Bearer ${running.keys.ingestToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(alertmanagerNotification(status)),
    });
  expect((await notify('firing')).status).toBe(200);
  await openOverview(page, running);
  expect((await panelRows(page, panelIds.openAlerts))[0].open_alerts).toBe(open + 1);
  await expect(panel(page, 'Alert inbox')).toContainText('Coverage of browser.test fell');
  expect((await notify('resolved')).status).toBe(200);
  await page.reload();
  await settled(page);
  expect((await panelRows(page, panelIds.openAlerts))[0].open_alerts).toBe(open);
});

/** As Alertmanager's webhook sends it: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
function alertmanagerNotification(status: 'firing' | 'resolved') {
  const alert = {
    status,
    labels: { alertname: 'BrowserTest', severity: 'critical', system: 'IGF', environment: 'prod' },
    annotations: { summary: 'Coverage of browser.test fell' },
    startsAt: '2026-11-20T04:00:00Z',
    endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-11-20T05:00:00Z',
    generatorURL: 'http://prometheus.invalid/graph',
    fingerprint: 'b0b0b0b0b0b0b0b0',
  };
  return {
    version: '4',
    status,
    receiver: 'scrapewatch',
    groupKey: '{}:{alertname="BrowserTest"}',
    groupLabels: { alertname: 'BrowserTest' },
    commonLabels: alert.labels,
    commonAnnotations: alert.annotations,
    externalURL: 'http://alertmanager.invalid',
    truncatedAlerts: 0,
    alerts: [alert],
  };
}

/** Explore with one scraper's status, kept up to date. */
function liveScraper(running: { url: string }, name: string, live: { every?: number }): string {
  const query = {
    version: 2,
    queryType: 'table',
    schema: 'scrapewatch',
    table: 'scrapers',
    columns: [{ column: 'scraper' }, { column: 'status' }],
    filters: [{ column: 'scraper', operator: 'eq', value: name }],
    live,
    format: 'table',
  };
  const now = Date.now();
  return exploreUrl(running, 'scrapewatch', { query, range: { from: now - 3_600_000, to: now } });
}

const realtimeKey = 'sb_publishable_of_a_browser_test_0123';

/**
 * Supabase Realtime as a browser meets it, on a data source that is configured for it.
 * https://supabase.com/docs/guides/realtime/protocol, version 1.0.0
 */
async function realtimeOf(page: Page) {
  const server = { joined: 0, heard: [] as string[], say: () => undefined as void };
  await page.route('**/api/workbench/boot', async (route) => {
    const response = await route.fetch();
    const boot = (await response.json()) as { dataSources: Array<{ uid: string; jsonData: object }> };
    const dataSources = boot.dataSources.map((source) =>
      source.uid === 'scrapewatch' ? { ...source, jsonData: { ...source.jsonData, realtimeKey } } : source
    );
    await route.fulfill({ response, json: { ...boot, dataSources } });
  });
  await page.routeWebSocket(/\/realtime\/v1\/websocket\?/, (socket) => {
    server.heard.push(socket.url());
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.onMessage((message) => {
      server.heard.push(String(message));
      const { topic, event, ref } = JSON.parse(String(message)) as Record<string, string>;
      if (event === 'phx_join' && topic === 'realtime:scrapewatch') {
        server.joined++;
        server.say = () =>
          send({ topic, event: 'broadcast', payload: { type: 'broadcast', event: 'changed', payload: {} }, ref: null });
      }
      send({ topic, event: 'phx_reply', payload: { status: 'ok', response: {} }, ref });
    });
  });
  return server;
}
