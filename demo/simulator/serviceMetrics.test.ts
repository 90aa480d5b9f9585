import { afterEach, describe, expect, it } from 'vitest';
import { serviceHistoryOpenMetrics } from './serviceHistory';
import { serveServiceMetrics, type ServiceMetrics } from './serviceMetrics';

const noon = new Date('2026-11-18T12:00:00Z');
let running: ServiceMetrics | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function serve(now: () => Date): Promise<ServiceMetrics> {
  running = await serveServiceMetrics({ seed: 1, now });
  return running;
}

async function scrape({ url }: ServiceMetrics): Promise<string> {
  return (await fetch(url)).text();
}

function total(text: string, name: string): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf('} ') + 2).split(' ')[0]), 0);
}

describe('serveServiceMetrics', () => {
  it('B1 serves requests and their duration by route, with system and environment', async () => {
    const text = await scrape(await serve(() => noon));
    expect(text).toMatch(/deal_scout_requests_total\{method="GET",route="\/api\/v1\/deals",status="200",system="DSC"/);
    expect(text).toContain('deal_scout_request_duration_seconds_bucket{le="0.5"');
    expect(text).toContain('deal_scout_request_duration_seconds_sum{');
    expect(text).toContain('environment="prod"');
  });

  it('B2 serves queue lengths and tasks, each state from the first scrape on', async () => {
    const text = await scrape(await serve(() => noon));
    expect(text).toMatch(/celery_queue_length\{queue="scrape"[^}]*\} \d+/);
    expect(text).toMatch(/celery_task_total\{task="value_deal",state="FAILURE"[^}]*\} \d+/);
    expect(text).toContain('celery_task_duration_seconds_count{');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('nodejs_');
  });

  it('counts as many requests as the history says for that hour', async () => {
    let now = noon;
    const metrics = await serve(() => now);
    const before = total(await scrape(metrics), 'deal_scout_requests_total');
    for (let minute = 1; minute <= 30; minute += 1) {
      now = new Date(noon.getTime() + minute * 60_000);
      await scrape(metrics);
    }
    const live = total(await scrape(metrics), 'deal_scout_requests_total') - before;

    const past = serviceHistoryOpenMetrics({ from: noon, to: now, stepSeconds: 60, seed: 1 });
    const end = String(now.getTime() / 1000);
    const lines = past.split('\n').filter((line) => line.endsWith(` ${end}`));
    const counted = lines
      .filter((line) => line.startsWith('deal_scout_requests_total'))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-2)), 0);
    expect(live / counted).toBeGreaterThan(0.95);
    expect(live / counted).toBeLessThan(1.05);
  });

  it('makes up for two minutes at most after a pause', async () => {
    let now = noon;
    const metrics = await serve(() => now);
    const before = total(await scrape(metrics), 'deal_scout_requests_total');
    now = new Date(noon.getTime() + 5 * 3_600_000);
    const after = total(await scrape(metrics), 'deal_scout_requests_total');
    expect(after - before).toBeLessThan(3_000);
  });

  it('B8 answers on /health and knows no other address', async () => {
    const { url } = await serve(() => noon);
    const health = await fetch(new URL('/health', url));
    expect(await health.json()).toMatchObject({ status: 'healthy' });
    expect((await fetch(new URL('/other', url))).status).toBe(404);
  });

  it('closes its port when it is stopped', async () => {
    const metrics = await serve(() => noon);
    await metrics.stop();
    await expect(fetch(metrics.url)).rejects.toThrow();
  });
});
