import { readFile } from 'node:fs/promises';
import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { expect, openOverview, panel, panelRows, panelStates, settled, test, type Running } from './workbench';

const refreshButton = 'data-testid RefreshPicker run button';

test('PostgreSQL killed under the Overview: the panels name it, and recover by themselves', async ({
  page,
  running,
  consoleErrors,
}) => {
  test.setTimeout(120_000);
  await openOverview(page, running, { refresh: '5s' });
  const scrapes = async () => (await panelStates(page)).find(({ id }) => id === panelIds.scrapes);
  await page.getByTestId(refreshButton).click();
  // PostgREST says either that it has no connection or, when it had to begin anew, that it has no schema yet.
  // It is back within two seconds, which retries bridge: it has to be killed again until a query gives up.
  const error = async () => {
    await killPostgres(running);
    return (await scrapes())?.error ?? 'none yet';
  };
  await expect
    .poll(error, { timeout: 40_000 })
    .toMatch(/cannot reach its database|has not loaded the database|connection/i);
  await expect.poll(async () => (await scrapes())?.state, { timeout: 60_000 }).toBe('Done');
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

/** As `kill -9` of the server, when there is one just now. */
async function killPostgres({ databasePidFile }: Running): Promise<void> {
  const file = await readFile(databasePidFile, 'utf8').catch(() => '');
  const pid = Number(file.split('\n')[0]);
  try {
    if (pid > 0) {
      process.kill(pid, 'SIGKILL');
    }
  } catch (error) {
    // The file outlives a killed server until the next start.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
