import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { exploreUrl } from './exploreData';
import { expect, lastDay, test, type Running } from './workbench';

const base = { version: 2, format: 'table' };
const table = {
  ...base,
  queryType: 'table',
  schema: 'scrapewatch',
  table: 'runs',
  columns: [{ column: 'status' }],
  aggregates: [{ function: 'count' }],
  filters: [
    { column: 'status', operator: 'in', value: ['failed', 'completed'] },
    { match: 'any', filters: [{ column: 'client', operator: 'ilike', value: 'a%' }] },
  ],
  embeds: [],
  order: [{ column: 'status', direction: 'asc' }],
  limit: 100,
};

const queries: Record<string, Record<string, unknown>> = {
  preset: { ...base, queryType: 'preset', preset: 'run_series' },
  table,
  function: { ...base, queryType: 'rpc', schema: 'scrapewatch', function: 'run_stats', args: {} },
  PostgREST: { ...base, queryType: 'postgrest', schema: 'scrapewatch', path: 'runs?select=status&limt=5' },
  Prometheus: {
    ...base,
    queryType: 'prometheus',
    expr: 'up',
    join: { rows: { ...table, refId: 'A' }, column: 'client', label: 'instance', reduce: 'last' },
  },
};

for (const theme of ['light', 'dark']) {
  test(`no editor of a query has a serious fault that axe knows, ${theme}`, async ({
    page,
    running,
    consoleErrors,
  }) => {
    test.slow(); // five pages, each looked through whole
    for (const [name, query] of Object.entries(queries)) {
      await page.goto(`${exploreUrl(running, 'scrapewatch', { query, range: lastDay() })}&theme=${theme}`);
      const editor = page.getByRole('region', { name: 'Query A' });
      await expect(editor.getByText('Loading…')).toHaveCount(0);
      await expect(page.getByTestId('explore-result')).not.toHaveAttribute('data-state', 'Loading');
      await openAll(page);
      expect(await seriousFaults(page, '[aria-label="Query A"]'), name).toEqual([]);
      consoleErrors.splice(0); // the mistake in the raw request is one of PostgREST's answers
    }
  });

  test(`no form of settings, variable or annotation has a serious fault that axe knows, ${theme}`, async ({
    page,
    running,
  }) => {
    test.slow();
    await takeAdmin(page, running);
    const edit = `${running.url}/connections/datasources/edit/scrapewatch`;
    for (const { path, within, ready } of [
      { path: '', within: 'main', ready: 'Save & test' },
      { path: '/variable', within: '[aria-label="variable editor"]', ready: 'Run query' },
      { path: '/annotation', within: '[aria-label="annotation editor"]', ready: 'Run query' },
    ]) {
      await page.goto(`${edit}${path}?theme=${theme}`);
      await expect(page.getByRole('button', { name: ready })).toBeVisible();
      await expect(page.getByText('Loading…')).toHaveCount(0);
      expect(await seriousFaults(page, within), path || 'settings').toEqual([]);
    }
  });
}

/** Opens every closed part, so that what is in it is looked at too. */
async function openAll(page: Page): Promise<void> {
  const closed = page.locator('button[aria-expanded="false"]:visible:not([aria-haspopup])');
  for (let left = 12; left > 0 && (await closed.count()) > 0; left--) {
    await closed.first().click();
  }
}

/** Grafana's own picker names a box that takes no name. */
const grafanasOwn = '[data-testid="data-testid Data source picker select container"]';

async function seriousFaults(page: Page, within: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).exclude(grafanasOwn).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
}

async function takeAdmin(page: Page, { url }: Running): Promise<void> {
  await page.request.post(`${url}/api/workbench/role`, { data: { role: 'Admin' }, headers: { origin: url } });
}
