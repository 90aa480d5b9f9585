import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import postgres from 'postgres';
import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { provisionedSources } from '../../demo/stack/provisionedSources';
import { type Stack, startStack } from '../../demo/stack/startStack';
import { createWorkbench, type Workbench } from '../../demo/workbench/server/createWorkbench';
import { bundleDir } from '../../tools/build';
import { expect, openOverview, panel, panelRows, type Running, test as base } from './workbench';

const root = path.resolve(import.meta.dirname, '..', '..');

interface Alerting {
  stack: Stack;
  workbench: Workbench;
  sql: postgres.Sql;
}

/**
 * A stack of its own, without a past: the other tests compare figures that must stand still, and here every rule fires. It
 * evaluates every two seconds and waits for nothing else.
 */
const test = base.extend<object, { alerting: Alerting }>({
  alerting: [
    async ({}, use) => {
      const shared = path.join(root, '.scrapewatch');
      await mkdir(path.join(shared, 'bin'), { recursive: true });
      const dataDir = await mkdtemp(path.join(tmpdir(), 'scrapewatch-e2e-alerts-'));
      await symlink(path.join(shared, 'bin'), path.join(dataDir, 'bin'));
      const stack = await startStack({ dataDir, simulator: false, historyDays: 0, alertsEverySeconds: 2 });
      const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => undefined });
      const prometheus = await stack.prometheus;
      const workbench = await createWorkbench({
        port: 0,
        dataSources: provisionedSources({
          supabaseUrl: stack.supabaseUrl,
          prometheusUrl: prometheus?.url ?? '',
          keys: stack.keys,
        }),
        dashboardsDir: path.join(root, 'dashboards'),
        bundleDir,
        clientDir: path.join(shared, 'e2e', 'client'),
      });
      workbench.ready();
      await use({ stack, workbench, sql });
      await sql.end();
      await workbench.close();
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  running: async ({ alerting, running }, use) => {
    const { stack, workbench } = alerting;
    await use({ ...running, url: workbench.url, supabaseUrl: stack.supabaseUrl } satisfies Running);
  },
  sql: async ({ alerting }, use) => use(alerting.sql),
});

/** A client with a scraper, and one run of theirs that has been going on, or had, for that long. */
async function addRun(sql: postgres.Sql, client: string, run: { status: string; minutes: number; found?: number }) {
  await sql`
    insert into public.clients (username, system, environment) values (${client}, 'IGF', 'prod') on conflict do nothing`;
  await sql`
    insert into public.scrapers (name, system, environment, status) values ('ig-1', 'IGF', 'prod', 'running')
    on conflict do nothing`;
  await sql`
    insert into public.scrape_runs
      (client_id, scraper_id, status, expected_accounts, accounts_found, created_at, started_at, finished_at)
    select c.id, s.id, ${run.status}, 100, ${run.found ?? null}, since, since, case when ${run.status} = 'completed' then now() end
    from public.clients c, public.scrapers s, (select now() - make_interval(mins => ${run.minutes}) as since) t
    where c.username = ${client}`;
}

const inbox = (page: Page) => panel(page, 'Alert inbox');
const beforeLong = { timeout: 60_000 };
test.setTimeout(150_000);

test('C6 a client below its target is in the inbox by name, figure and target, until it has recovered', async ({
  page,
  running,
  sql,
}) => {
  await addRun(sql, 'lena.fit', { status: 'completed', minutes: 60, found: 80 });
  await addRun(sql, 'mia.cooks', { status: 'completed', minutes: 60, found: 99 });
  await openOverview(page, running, { refresh: '5s' });

  await expect(inbox(page)).toContainText('Coverage of lena.fit is 80%, target 95%', beforeLong);
  await expect(inbox(page)).not.toContainText('mia.cooks');
  expect(await openAlerts(page)).toEqual([
    expect.objectContaining({ alertname: 'ClientCoverageLow', severity: 'warning' }),
  ]);
  await expect(inbox(page).getByRole('link', { name: 'Runbook' })).toHaveAttribute('href', /C6-ClientCoverageLow\.md$/);

  await sql`update public.scrape_runs set accounts_found = 99 where status = 'completed'`;
  await expect.poll(() => openAlerts(page), beforeLong).toEqual([]);
});

test('C7 runs stuck for more than ten minutes raise the badge and are counted in the inbox, until they have ended', async ({
  page,
  running,
  sql,
}) => {
  await addRun(sql, 'lena.fit', { status: 'processing', minutes: 11 });
  await addRun(sql, 'mia.cooks', { status: 'processing', minutes: 12 });
  await addRun(sql, 'mia.cooks', { status: 'processing', minutes: 4 });
  await openOverview(page, running, { refresh: '5s' });

  await expect(inbox(page)).toContainText('Stuck runs in IGF prod: 2', beforeLong);
  await expect.poll(async () => (await panelRows(page, panelIds.openAlerts))[0].open_alerts, beforeLong).toBe(1);

  await sql`update public.scrape_runs set status = 'failed', finished_at = now() where status = 'processing'`;
  await expect.poll(() => openAlerts(page), beforeLong).toEqual([]);
  await expect.poll(async () => (await panelRows(page, panelIds.openAlerts))[0].open_alerts, beforeLong).toBe(0);
});

/** The rows of the inbox that fire. */
async function openAlerts(page: Page) {
  return (await panelRows(page, panelIds.alertInbox)).filter(({ status }) => status === 'firing');
}
