import type { Locator, Page } from '@playwright/test';
import { mintToken } from '../../demo/stack/keys';
import { expectRows, exploreUrl } from './exploreData';
import { startStranger, type Stranger } from './startStranger';
import { expect, lastDay, test, type Row, type Running } from './workbench';

test.describe('on the Supabase project of a stranger', () => {
  let stranger: Stranger;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    stranger = await startStranger();
  });
  test.afterAll(() => stranger.stop());

  test('U1 an empty form becomes the right rows in at most 12 clicks and fields', async ({
    page,
    running,
    consoleErrors,
  }) => {
    test.slow();
    const uid = await emptySource(page, running);
    await page.goto(`${running.url}/connections/datasources/edit/${uid}`);
    const steps = new Steps();
    await steps.take(page.getByPlaceholder('https://PROJECT.supabase.co').fill(stranger.url));
    await steps.take(page.getByRole('radio', { name: 'One key' }).click());
    await steps.take(page.getByPlaceholder('sb_publishable_…').fill(stranger.keys.publishableKey));
    await steps.take(saveAndTest(page).click());
    await expect(page.getByText('Press Find schemas').first()).toBeVisible();
    await mendSchemas(page, steps);
    await steps.take(page.getByRole('main').getByRole('link', { name: 'Explore' }).click());
    const editor = page.getByRole('region', { name: 'Query A' });
    await steps.take(editor.getByRole('radio', { name: 'Table', exact: true }).click());
    await steps.take(editor.getByRole('combobox', { name: 'Table', exact: true }).click());
    // A hosted project lists its tables to secret keys only: the name is typed.
    await steps.take(page.keyboard.type('customers'));
    await page.keyboard.press('Enter');
    const rows = await stranger.sql<Row[]>`select * from public.customers`;
    await expectRows(
      page,
      rows.map((row) => ({ ...row }))
    );
    expect(steps.count).toBeLessThanOrEqual(12);
    consoleErrors.splice(0); // what a hosted project refuses is on the console
  });

  test('U2 a table without a grant is mended by the command in the message', async ({
    page,
    running,
    consoleErrors,
  }) => {
    test.slow();
    await stranger.sql.unsafe(`
      create table public.invoices as select 1 as id, 'paid' as state;
      revoke all on public.invoices from anon, authenticated;`);
    const readerToken = await mintToken(stranger.keys.jwtSecret, { role: 'authenticated' });
    const uid = await emptySource(page, running, {
      jsonData: { url: stranger.url, authMode: 'jwt', schemas: ['public'], readerRole: 'authenticated' },
      secureJsonData: { apiKey: stranger.keys.publishableKey, readerToken },
    });
    const query = {
      version: 2,
      queryType: 'table',
      table: 'invoices',
      columns: [],
      filters: [],
      order: [],
      format: 'table',
    };
    await page.goto(exploreUrl(running, uid, { query, range: lastDay() }));
    const said = page.getByText(/grant select on/).first();
    await expect(said).toBeVisible();
    const command = /grant [^;]*;(?:\s*grant [^;]*;)*/.exec((await said.textContent()) ?? '')?.[0] ?? '';
    const steps = new Steps();
    await steps.take(stranger.sql.unsafe(command));
    await steps.take(page.getByRole('button', { name: 'Run query' }).click());
    await expectRows(page, [{ id: 1, state: 'paid' }]);
    expect(steps.count).toBeLessThanOrEqual(2);
    consoleErrors.splice(0);
  });

  test('U2 a schema that is not exposed is mended in the form, by what the message says', async ({
    page,
    running,
    consoleErrors,
  }) => {
    test.slow();
    const uid = await emptySource(page, running, {
      jsonData: { url: stranger.url, authMode: 'key', schemas: ['public', 'nonsense'] },
      secureJsonData: { apiKey: stranger.keys.publishableKey, readerToken: stranger.keys.publishableKey },
    });
    await page.goto(`${running.url}/connections/datasources/edit/${uid}`);
    await saveAndTest(page).click();
    await expect(page.getByText('Press Find schemas').first()).toBeVisible();
    const steps = new Steps();
    await mendSchemas(page, steps);
    expect(steps.count).toBeLessThanOrEqual(2);
    consoleErrors.splice(0);
  });
});

/** Counts what a person does: a click, a field filled in, a command run. */
class Steps {
  count = 0;

  async take(action: PromiseLike<unknown>): Promise<void> {
    this.count++;
    await action;
  }
}

async function mendSchemas(page: Page, steps: Steps): Promise<void> {
  await steps.take(page.getByRole('button', { name: 'Find schemas' }).click());
  await expect(page.getByText('Found public.')).toBeVisible();
  await steps.take(saveAndTest(page).click());
  await expect(page.getByText('does not expose schema')).toHaveCount(0);
  await expect(
    page
      .getByTestId('data-testid Alert datasource')
      .or(page.getByText(/^Connected/))
      .first()
  ).toBeVisible();
}

function saveAndTest(page: Page): Locator {
  return page.getByRole('button', { name: 'Save & test' });
}

/** What Grafana's "Add data source" makes: a name and nothing else, unless it is told more. */
async function emptySource(page: Page, { url }: Running, settings: Record<string, unknown> = {}): Promise<string> {
  const headers = { origin: url };
  await page.request.post(`${url}/api/workbench/role`, { data: { role: 'Admin' }, headers });
  // Dashboards take the first data source by name: it must stay the demo's own, also for the tests that follow.
  const name = `Stranger ${Date.now()}`;
  const data = { name, type: 'scrapewatch-supabase-datasource', access: 'proxy', jsonData: {}, ...settings };
  const response = await page.request.post(`${url}/api/datasources`, { data, headers });
  const { datasource } = (await response.json()) as { datasource: { uid: string } };
  return datasource.uid;
}
