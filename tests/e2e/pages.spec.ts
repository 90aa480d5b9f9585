import type { Page } from '@playwright/test';
import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { expect, lastDay, openOverview, panel, panelRows, settled, test, type Row, type Running } from './workbench';

const type = 'scrapewatch-supabase-datasource';

async function takeRole(page: Page, { url }: Running, role: 'Viewer' | 'Editor' | 'Admin') {
  await page.request.post(`${url}/api/workbench/role`, { data: { role }, headers: { origin: url } });
}

function exploreUrl({ url }: Running, uid: string, query: Record<string, unknown>) {
  const { from, to } = lastDay();
  const pane = {
    datasource: uid,
    queries: [{ refId: 'A', version: 1, datasource: { type, uid }, ...query }],
    range: { from: String(from), to: String(to) },
  };
  return `${url}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ a: pane }))}&orgId=1`;
}

test.describe('Explore with the real query editor', () => {
  test('a preset chosen by mouse and keyboard shows the count that PostgreSQL has', async ({ page, running, sql }) => {
    const { from, to } = lastDay();
    await page.goto(exploreUrl(running, 'scrapewatch', { queryType: 'preset', preset: 'overview_status' }));
    await page.getByRole('button', { name: /^Question: / }).click();
    await page.keyboard.type('Run totals');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Question: Run totals' })).toBeFocused();
    await page.getByRole('button', { name: 'Run query' }).click();
    const [{ total }] = await sql<Row[]>`
      select count(*)::int as total from public.scrape_runs
      where created_at >= ${new Date(from)} and created_at < ${new Date(to)}`;
    const shown = page.getByRole('grid').getByRole('row').nth(1).getByRole('gridcell').first();
    await expect.poll(async () => (await shown.textContent())?.replace(/\D/g, '')).toBe(String(total));
    await expect(page.getByText(/rpc\/run_stats/)).toBeVisible();
  });

  test('a table query with a filter returns just its rows', async ({ page, running, sql }) => {
    const [{ name }] = await sql<Row[]>`select name from public.scrapers where status = 'error' limit 1`;
    await page.goto(
      exploreUrl(running, 'scrapewatch', {
        queryType: 'table',
        schema: 'scrapewatch',
        table: 'scrapers',
        columns: ['scraper', 'status'],
        filters: [{ column: 'status', operator: 'eq', value: 'error' }],
        order: [],
        format: 'table',
      })
    );
    await expect(page.getByRole('grid')).toContainText(String(name));
    await expect(page.getByRole('grid')).not.toContainText('running');
  });

  const wrong = [
    { name: 'an unknown column', query: { table: 'scrapers', columns: ['nonsense'] }, says: /no such column/i },
    { name: 'an unknown table', query: { table: 'nonsense', columns: [] }, says: /no such table or view/i },
    {
      name: 'a table without grant',
      query: { schema: 'public', table: 'clients', columns: [] },
      says: /may not read this/i,
    },
    {
      name: 'a schema that is not exposed',
      query: { schema: 'auth', table: 'users', columns: [] },
      says: /does not expose schema auth/i,
    },
  ];
  for (const { name, query, says } of wrong) {
    test(`${name} is named, with its mend`, async ({ page, running, consoleErrors }) => {
      const rest = { queryType: 'table', schema: 'scrapewatch', filters: [], order: [], format: 'table' };
      await page.goto(exploreUrl(running, 'scrapewatch', { ...rest, ...query }));
      await expect(page.getByText(says).first()).toBeVisible();
      consoleErrors.splice(0); // the browser itself reports each failed request
    });
  }
});

test.describe('the data source page with the real settings form', () => {
  const cases = [
    { name: 'right', says: /working|connected|ready|ok/i },
    { name: 'wrong key', secureJsonData: { apiKey: 'sb_publishable_wrong' }, says: /key/i },
    { name: 'wrong token', secureJsonData: { readerToken: 'eyJhbGciOiJIUzI1NiJ9.e30.wrong' }, says: /token|key/i },
    { name: 'stopped server', jsonData: { url: 'http://127.0.0.1:9' }, says: /reach|refused|address|URL/i },
    { name: 'wrong address', jsonData: { url: 'WORKBENCH' }, says: /PostgREST|URL|address/i },
    { name: 'missing schema', jsonData: { schemas: ['nonsense'] }, says: /expose/i },
  ];
  for (const { name, says, jsonData = {}, secureJsonData = {} } of cases) {
    test(`save and test with ${name} says so`, async ({ page, running, consoleErrors }) => {
      await takeRole(page, running, 'Admin');
      const uid = await createSource(page, running, name, jsonData, secureJsonData);
      await page.goto(`${running.url}/connections/datasources/edit/${uid}`);
      await page.getByRole('button', { name: /save & test/i }).click();
      const alert = page.getByTestId('data-testid Alert success').or(page.getByTestId('data-testid Alert error'));
      await expect(alert.or(page.getByRole('alert')).filter({ hasText: says }).first()).toBeVisible();
      consoleErrors.splice(0);
    });
  }

  async function createSource(
    page: Page,
    running: Running,
    name: string,
    jsonData: Record<string, unknown>,
    secureJsonData: Record<string, unknown>
  ): Promise<string> {
    const { keys, supabaseUrl, url } = running;
    const response = await page.request.post(`${url}/api/datasources`, {
      headers: { origin: url },
      data: {
        name: `test: ${name}`,
        type,
        access: 'proxy',
        jsonData: {
          url: supabaseUrl,
          authMode: 'jwt',
          schemas: ['scrapewatch', 'public'],
          ...jsonData,
          ...(jsonData.url === 'WORKBENCH' ? { url } : {}),
        },
        secureJsonData: {
          apiKey: keys.publishableKey,
          readerToken: keys.readerToken,
          operatorToken: keys.operatorToken,
          ...secureJsonData,
        },
      },
    });
    expect(response.status(), await response.text()).toBe(200);
    const { datasource } = (await response.json()) as { datasource: { uid: string } };
    return datasource.uid;
  }
});

test('panel edit shows the panel with its options and follows a change', async ({ page, running }) => {
  await page.goto(`${running.url}/d/scrapewatch-overview?refresh=&editPanel=${panelIds.coverage}`);
  await expect(page.getByText('Worst is')).toBeVisible();
  const title = page.getByLabel('Title');
  await title.fill('Renamed by a test');
  await title.press('Tab');
  await expect(panel(page, 'Renamed by a test')).toBeVisible();
});

test('D8 a client row narrows the Overview to that client and keeps the range', async ({ page, running, sql }) => {
  const range = lastDay();
  const [{ client }] = await sql<Row[]>`
    select c.username as client from public.scrape_runs r join public.clients c on c.id = r.client_id
    where r.created_at >= ${new Date(range.from)} and r.created_at < ${new Date(range.to)} and r.expected_accounts > 0
      and r.status in ('completed', 'failed', 'cancelled')
    group by 1 order by sum(r.accounts_found)::float8 / sum(r.expected_accounts) limit 1`;
  await openOverview(page, running, range);
  await panel(page, 'Coverage by client').getByText(String(client)).click();
  await page.getByRole('link', { name: 'Only this client' }).or(page.getByText('Only this client')).first().click();
  await page.waitForURL((url) => url.searchParams.get('var-client') === client);
  expect(new URL(page.url()).searchParams.get('from')).toMatch(/\d/);
  // No refresh is set: the changed variable alone makes the panels ask again.
  await expect
    .poll(async () => (await panelRows(page, panelIds.coverage)).map((row) => row.client), { timeout: 20_000 })
    .toEqual([client]);
});

test('the list, the search and the kiosk lead to the Overview', async ({ page, running }) => {
  await page.goto(running.url);
  await page.getByRole('link', { name: 'Overview' }).first().click();
  await page.waitForURL(/\/d\/scrapewatch-overview/);
  await settled(page);
  await page.goto(`${running.url}/d/scrapewatch-overview?kiosk&refresh=`);
  await settled(page);
  await expect(page.getByText("Grafana's libraries, not Grafana")).toHaveCount(0);
});
