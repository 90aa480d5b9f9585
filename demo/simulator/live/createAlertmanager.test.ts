import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { alertFingerprint } from '../alertKinds';
import { createAlertmanager } from './createAlertmanager';

const place = { system: 'IGF', environment: 'prod' };

function alertOf(client: string) {
  const labels = { alertname: 'ScrapeRunStuck', ...place, client, scraper: 'ig-1' };
  return { fingerprint: alertFingerprint(labels), labels, annotations: {}, starts_at: '2026-11-21T09:00:00Z' };
}

/** As Prometheus raises it: an alert a system. */
const realAlert = {
  ...alertOf(''),
  labels: { alertname: 'ScrapeRunStuck', ...place },
  fingerprint: '3edcf418c2ae12a6',
};

/** A project with a stuck run, a scraper in error, and an alert for a run that is stuck no more in the inbox. */
const project: Record<string, unknown[]> = {
  'rpc/stuck_runs': [
    { ...place, run_id: '7', client: 'lena.fit', scraper: 'ig-1', started_at: '2026-11-21T10:00:00Z' },
  ],
  scrapers: [{ ...place, scraper: 'ig-2', last_error: 'login challenged', updated_at: '2026-11-21T10:00:00Z' }],
  alerts: [alertOf('old')],
};
const notification = z.object({
  status: z.string(),
  alerts: z.array(z.object({ labels: z.object({ alertname: z.string(), client: z.string().optional() }) })),
});
let server: Server;
let url: string;
let told: string[] = [];
let answers = project;

beforeEach(async () => {
  told = [];
  answers = project;
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname.replace('/rest/v1/', '');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'POST') {
        const { status, alerts } = notification.parse(JSON.parse(body));
        told.push(...alerts.map(({ labels }) => [status, labels.alertname, labels.client].filter(Boolean).join(' ')));
      }
      response.end(JSON.stringify(answers[path] ?? []));
    });
  });
  url = await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function checks(times: number, realRules: () => boolean): Promise<string[]> {
  const access = { supabaseUrl: url, publishableKey: 'p', readerToken: 'r', ingestToken: 'i' };
  const alertmanager = createAlertmanager(access, realRules);
  for (let check = 0; check < times; check++) {
    await alertmanager.step(new Date('2026-11-21T10:30:00Z'));
  }
  return [...new Set(told)];
}

describe('createAlertmanager', () => {
  it('raises what nobody else does: every kind while no real rule runs', async () => {
    expect(await checks(1, () => false)).toEqual(['firing ScrapeRunStuck lena.fit', 'firing ScraperInError']);
  });

  it('leaves to real rules what they raise, and ends what it had raised of that and is over', async () => {
    expect(await checks(3, () => true)).toEqual(['firing ScraperInError', 'resolved ScrapeRunStuck old']);
  });

  it('keeps what it had raised and still holds until the real rule has raised it, so that the inbox has no gap', async () => {
    answers = { ...project, alerts: [alertOf('lena.fit')] };
    expect(await checks(4, () => true)).toEqual(['firing ScraperInError']);

    answers = { ...project, alerts: [alertOf('lena.fit'), realAlert] };
    expect(await checks(4, () => true)).toEqual(['firing ScraperInError', 'resolved ScrapeRunStuck lena.fit']);
  });
});
