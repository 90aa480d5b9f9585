import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StackPhase } from './phases';
import { type Stack, startStack } from './startStack';

const dataDir = mkdtempSync(join(tmpdir(), 'scrapewatch-alerts-'));
const sharedTools = fileURLToPath(new URL('../../.scrapewatch/bin', import.meta.url));
const phases: StackPhase[] = [];
let stack: Stack;
let sql: postgres.Sql;

beforeAll(async () => {
  mkdirSync(sharedTools, { recursive: true });
  symlinkSync(sharedTools, join(dataDir, 'bin')); // downloaded once a machine, not once a test
  stack = await startStack({
    dataDir,
    simulator: false,
    historyDays: 0,
    alertsEverySeconds: 2,
    onPhase: (phase) => phases.push(phase),
  });
  sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => undefined });
  await sql`insert into public.clients (username, system, environment) values ('lena.fit', 'IGF', 'prod')`;
  await sql`insert into public.scrapers (name, system, environment, status) values ('ig-1', 'IGF', 'prod', 'running')`;
});

afterAll(async () => {
  await sql?.end();
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The alerts of that name, as the reader of the inbox sees them. */
async function inbox(alertname: string): Promise<unknown[]> {
  const columns = 'status,severity,system,environment,summary,runbook_url,ends_at';
  const answer = await fetch(`${stack.supabaseUrl}/rest/v1/alerts?select=${columns}&alertname=eq.${alertname}`, {
    headers: {
      apikey: stack.keys.publishableKey,
      authorization: `Bearer ${stack.keys.readerToken}`,
      'accept-profile': 'scrapewatch',
    },
  });
  return (await answer.json()) as unknown[];
}

/** A run of `lena.fit` of system IGF, prod; returns its id. */
async function addRun(run: { status: string; expected?: number; found?: number; age: string }): Promise<string> {
  const [row] = await sql<Array<{ id: string }>>`
    insert into public.scrape_runs
      (client_id, scraper_id, status, expected_accounts, accounts_found, created_at, started_at, finished_at)
    select c.id, s.id, ${run.status}, ${run.expected ?? null}, ${run.found ?? null}, now() - ${run.age}::interval,
      now() - ${run.age}::interval, case when ${run.status} = 'completed' then now() end
    from public.clients c, public.scrapers s returning id::text as id`;
  return row?.id ?? '';
}

const soon = { timeout: 60_000, interval: 200 };

describe('an alert, from a row in the database to a row in the inbox', () => {
  it('has a Prometheus and an Alertmanager to prove it with', async () => {
    await Promise.all([stack.prometheus, stack.alertmanager]);
    expect(phases.filter(({ state }) => state === 'skipped' || state === 'failed')).toEqual([]);
  });

  it('C7 fires for a run that has been processing for more than ten minutes, and is resolved when it has ended', async () => {
    const id = await addRun({ status: 'processing', age: '11 minutes' });
    await expect
      .poll(() => inbox('ScrapeRunStuck'), soon)
      .toEqual([
        {
          status: 'firing',
          severity: 'warning',
          system: 'IGF',
          environment: 'prod',
          summary: 'Stuck runs in IGF prod: 1',
          runbook_url: expect.stringMatching(/runbooks\/C7-ScrapeRunStuck\.md$/) as string,
          ends_at: null,
        },
      ]);

    await sql`update public.scrape_runs set status = 'failed', finished_at = now() where id::text = ${id}`;
    await expect
      .poll(() => inbox('ScrapeRunStuck'), soon)
      .toMatchObject([{ status: 'resolved', ends_at: expect.any(String) as string }]);
  }, 120_000);

  it('C6 fires for a client below its target, with name, figure and target, and is resolved when it recovers', async () => {
    await addRun({ status: 'completed', expected: 100, found: 80, age: '1 hour' });
    await expect
      .poll(() => inbox('ClientCoverageLow'), soon)
      .toMatchObject([{ status: 'firing', summary: 'Coverage of lena.fit is 80%, target 95%' }]);

    await addRun({ status: 'completed', expected: 900, found: 900, age: '1 minute' });
    await expect.poll(() => inbox('ClientCoverageLow'), soon).toMatchObject([{ status: 'resolved' }]);
  }, 120_000);

  it('tells each beginning and each end once', async () => {
    const events = await sql`
      select source, alertname, status, count(*)::integer as times from scrapewatch.alert_events
      group by source, alertname, status order by alertname, status`;
    expect(events.map((event) => Object.values(event).join(' '))).toEqual([
      'alertmanager ClientCoverageLow firing 1',
      'alertmanager ClientCoverageLow resolved 1',
      'alertmanager ScrapeRunStuck firing 1',
      'alertmanager ScrapeRunStuck resolved 1',
    ]);
  });

  it('leaves no process behind', async () => {
    const urls = [(await stack.prometheus)?.url, (await stack.alertmanager)?.url];
    await sql.end();
    await stack.stop();
    for (const url of urls) {
      await expect(fetch(`${url}/-/ready`)).rejects.toThrow();
    }
  });
});
