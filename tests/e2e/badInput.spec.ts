import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { expect, hour, openOverview, panel, panelRows, panelStates, settled, test, type Row } from './workbench';

for (const value of ['),or(id.gt.0', '%2C', '","', '{a,b}', "' or 1=1 --", '*', '\\']) {
  test(`A2 a client named ${value} is a name: no other client's rows, no error`, async ({ page, running, sql }) => {
    const [{ id }] = await sql<Row[]>`
      insert into public.clients (username, system, environment, expected_accounts, status)
      values (${value}, 'IGF', 'prod', 10, 'paused') returning id`;
    await sql`
      insert into public.scrape_runs
        (client_id, scraper_id, status, expected_accounts, accounts_found, started_at, finished_at)
      select ${String(id)}, s.id, 'completed', 10, 7, now() - interval '3 minutes', now() - interval '1 minute'
      from public.scrapers s limit 1`;
    try {
      await openOverview(page, running, { 'var-client': value, from: 'now-1h', to: 'now+1m' });
      const rows = await panelRows(page, panelIds.coverage);
      expect(rows.map(({ client, found }) => ({ client, found }))).toEqual([{ client: value, found: 7 }]);
      expect((await panelStates(page)).filter(({ error }) => error !== undefined)).toEqual([]);
    } finally {
      await sql`delete from public.scrape_runs where client_id = ${String(id)}`;
      await sql`delete from public.clients where id = ${String(id)}`;
    }
  });
}

test('a range of 0 seconds says that there is nothing, not that something failed', async ({ page, running }) => {
  const now = Date.now();
  await openOverview(page, running, { from: now, to: now });
  expect((await panelStates(page)).filter(({ error }) => error !== undefined)).toEqual([]);
  await expect(panel(page, 'Success rate')).toContainText('No finished run');
});

test('A1 a range of 10 years counts every run there is', async ({ page, running, sql }) => {
  const to = Math.floor(Date.now() / 60_000) * 60_000;
  await openOverview(page, running, { from: to - 10 * 365 * 24 * hour, to });
  const [{ total }] = await sql<Row[]>`
    select count(*)::int as total from public.scrape_runs where created_at < ${new Date(to)}`;
  expect((await panelRows(page, panelIds.scrapes))[0].total).toBe(total);
  const rows = await panelRows(page, panelIds.runsOverTime);
  expect(rows.length).toBeLessThanOrEqual(2000);
  expect((await panelStates(page)).filter(({ error }) => error !== undefined)).toEqual([]);
});

test.describe('faults are named in the panels', () => {
  test.beforeEach(({ consoleErrors, page }) => {
    // A failed request is on the console whatever the page does.
    page.on('requestfinished', () => consoleErrors.splice(0));
    page.on('close', () => consoleErrors.splice(0));
  });

  test('a refused connection, then recovery without a reload', async ({ page, running, consoleErrors }) => {
    await page.route('**/api/datasources/proxy/uid/scrapewatch/**', (route) =>
      route.fulfill({ status: 502, body: '' })
    );
    await openOverview(page, running, { refresh: '5s' });
    const failing = (await panelStates(page)).find(({ id }) => id === panelIds.scrapes);
    expect(failing?.error).toMatch(/502|reach|refused/i);
    await page.unroute('**/api/datasources/proxy/uid/scrapewatch/**');
    await expect
      .poll(async () => (await panelStates(page)).find(({ id }) => id === panelIds.scrapes)?.state, { timeout: 20_000 })
      .toBe('Done');
    await settled(page);
    consoleErrors.splice(0);
  });
});
