import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { commandOf } from './commandOf';
import { findTools } from './debianTools';
import {
  backfill,
  findPrometheus,
  hasRecentData,
  setTargets,
  startPrometheus,
  writePrometheusConfig,
} from './prometheus';

const dataDir = mkdtempSync(join(tmpdir(), 'scrapewatch-prometheus-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const cache = fileURLToPath(new URL('../../.scrapewatch/bin', import.meta.url));

async function query(url: string, expression: string): Promise<unknown[]> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
  return ((await answer.json()) as { data: { result: unknown[] } }).data.result;
}

describe('findTools', () => {
  it('says in one line why a program is not to be had', async () => {
    const reason = await findTools(['no-such-program'], 'scrapewatch-no-such-package', join(dataDir, 'bin'));
    expect(reason).toMatch(/^scrapewatch-no-such-package is not on the PATH.*$/);
  });
});

describe('Prometheus', () => {
  it('shows a past it never scraped, scrapes what it is told to later, and leaves nothing behind', async () => {
    const tools = await findPrometheus(cache);
    if (typeof tools === 'string') {
      expect(tools).not.toContain('\n'); // a machine without it: the stack prints this line and goes on
      return;
    }
    const service = createServer((_, response) => response.end('live 7\n'));
    const address = await new Promise<string>((resolve) =>
      service.listen(0, '127.0.0.1', () => {
        const bound = service.address();
        resolve(`127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`);
      })
    );
    writePrometheusConfig(dataDir);
    expect(hasRecentData(dataDir, 60_000)).toBe(false);
    const now = Math.floor(Date.now() / 1000);
    await backfill(dataDir, tools.promtool, `# TYPE past gauge\npast 1 ${now - 86_400}\npast 2 ${now - 60}\n# EOF\n`);
    const prometheus = await startPrometheus({ dataDir, tools });
    try {
      expect(await query(prometheus.url, `past @ ${now - 86_390}`)).toMatchObject([
        { value: [expect.anything(), '1'] },
      ]);
      setTargets(dataDir, 'services', [
        { address, labels: { job: 'test', __scrape_interval__: '1s', __scrape_timeout__: '1s' } },
      ]);
      await expect
        .poll(() => query(prometheus.url, 'live{job="test"}'), { timeout: 30_000, interval: 250 })
        .toMatchObject([{ value: [expect.anything(), '7'] }]);
      expect(hasRecentData(dataDir, 60_000)).toBe(true);
    } finally {
      await prometheus.stop();
      service.close();
    }
    expect(commandOf(prometheus.pid)).toBe('');
  });
});
