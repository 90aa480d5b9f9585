import type { Page } from '@playwright/test';
import { expect, openOverview, settled, test, type Running } from './workbench';

/** Each secret as a browser could meet it: plain, percent-encoded, in base64. */
function formsOf({ keys, databaseUrl }: Running): string[] {
  const password = decodeURIComponent(new URL(databaseUrl).password);
  return [...Object.values(keys), password].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
}

test('R3 nothing that the browser sends or gets holds a secret', async ({ page, running }) => {
  const forms = formsOf(running);
  const seen: string[] = [];
  const leaks: string[] = [];
  const look = (where: string, text: string) => {
    if (forms.some((form) => text.includes(form))) {
      leaks.push(where);
    }
  };
  const reading: Array<Promise<void>> = [];
  page.on('request', (request) => {
    look(
      `request ${request.url()}`,
      `${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`
    );
  });
  page.on('response', (response) => {
    seen.push(response.url());
    reading.push(
      (async () => {
        look(`headers of ${response.url()}`, JSON.stringify(await response.allHeaders()));
        // An answer that was cancelled has no body to read.
        look(`body of ${response.url()}`, await response.text().catch(() => ''));
      })()
    );
  });
  await page.request.post(`${running.url}/api/workbench/role`, { data: { role: 'Admin' }, headers: origin(running) });
  await openOverview(page, running);
  await page.goto(`${running.url}/connections/datasources/edit/scrapewatch`);
  await page.getByRole('button', { name: /save & test/i }).waitFor();
  await page.goto(`${running.url}/explore`);
  await page.waitForLoadState('networkidle');
  await Promise.all(reading);
  expect(seen.filter((url) => url.includes('/api/datasources/proxy/')).length).toBeGreaterThan(10);
  expect(leaks).toEqual([]);
});

test('A9 a Viewer cannot post to the operator route, an Editor can', async ({ page, running, sql }) => {
  const [{ scraper, system, environment }] = await sql<Array<Record<'scraper' | 'system' | 'environment', string>>>`
    select scraper, system, environment from scrapewatch.scrapers where status = 'running' order by scraper limit 1`;
  const target = { target: scraper, system, environment };
  const command = { kind: 'stop_scraper', ...target, reason: 'asked by a test', idempotency_key: 'browser-test-1' };
  const post = (role: string) => postAs(page, running, role, command);
  const count = async () => Number((await sql`select count(*) as n from scrapewatch.commands`)[0].n);
  const before = await count();
  expect((await post('Viewer')).status()).toBe(403);
  expect(await count(), 'a refused command reaches no database').toBe(before);
  const accepted = await post('Editor');
  expect([200, 201], await accepted.text()).toContain(accepted.status());
  expect(await count()).toBe(before + 1);
  const [{ actor }] = await sql`select actor from scrapewatch.commands order by requested_at desc limit 1`;
  expect(actor).toBe('demo-editor');
});

test('a Viewer sees the Overview', async ({ page, running }) => {
  await page.request.post(`${running.url}/api/workbench/role`, { data: { role: 'Viewer' }, headers: origin(running) });
  await page.goto(`${running.url}/d/scrapewatch-overview?refresh=`);
  await settled(page);
  await expect(page.getByText('access denied')).toHaveCount(0);
});

async function postAs(page: Page, running: Running, role: string, data: Record<string, string>) {
  const headers = { ...origin(running), 'content-profile': 'scrapewatch' };
  await page.request.post(`${running.url}/api/workbench/role`, { data: { role }, headers });
  return page.request.post(`${running.url}/api/datasources/proxy/uid/scrapewatch/operate/request_command`, {
    data,
    headers,
  });
}

function origin({ url }: Running): Record<string, string> {
  return { origin: url };
}
