import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { expect, openOverview, panel, panelRows, panelStates, settled, test } from './workbench';

const refreshButton = 'data-testid RefreshPicker run button';

test('PostgreSQL killed under the Overview: the panels name it, and recover by themselves', async ({
  page,
  running,
  consoleErrors,
}) => {
  await openOverview(page, running, { refresh: '5s' });
  process.kill(running.databasePid, 'SIGKILL');
  await page.getByTestId(refreshButton).click();
  const scrapes = async () => (await panelStates(page)).find(({ id }) => id === panelIds.scrapes);
  await expect.poll(async () => (await scrapes())?.error).toMatch(/cannot reach its database|connection/i);
  await expect.poll(async () => (await scrapes())?.state, { timeout: 30_000 }).toBe('Done');
  expect((await panelRows(page, panelIds.scrapes))[0].total).toBeGreaterThan(0);
  consoleErrors.splice(0); // the browser itself reports each failed request
});

test('without Prometheus its panels say so and the others work', async ({ page, running, consoleErrors }) => {
  // What Grafana's proxy answers when nothing listens there.
  await page.route('**/api/datasources/proxy/uid/prometheus/**', (route) => route.fulfill({ status: 502, body: '' }));
  await openOverview(page, running);
  const failing = (await panelStates(page)).filter(({ error }) => error !== undefined);
  expect(failing.map(({ id }) => id).sort()).toEqual([panelIds.serviceErrors, panelIds.celeryQueue].sort());
  for (const { error } of failing) {
    expect(error).toMatch(/Prometheus/);
  }
  await expect(panel(page, 'Success rate')).toContainText('%');
  await settled(page);
  consoleErrors.splice(0);
});
