import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSupabase } from './supabase';
import { inScrapewatch, SupabaseForTest } from './SupabaseForTest';

let running: SupabaseForTest;
let ask: SupabaseForTest['ask'];

beforeAll(async () => {
  running = await SupabaseForTest.start();
  ask = running.ask.bind(running);
});

afterAll(() => running?.stop());

describe('the database', () => {
  it('changing its schema is seen after notify pgrst', async () => {
    await running.sql`create table public.newcomer (id int)`;
    await running.sql`grant select on public.newcomer to reader`;
    await running.sql`notify pgrst, 'reload schema'`;
    await expect.poll(async () => (await ask('/newcomer')).status).toBe(200);
  });

  it('killed: 503 PGRST000 or PGRST001 at once; restarted: right answers at once', async () => {
    await running.database.kill();
    const down = await ask('/runs?limit=1');
    expect(down.status).toBe(503);
    expect((down.body as { code: string }).code).toMatch(/^PGRST00[01]$/);
    expect((await ask('/rpc/numbers?up_to=1', inScrapewatch)).status).toBe(503);

    const stranger = await startSupabase({ databaseUrl: running.database.url, keys: running.keys });
    try {
      const response = await fetch(`${stranger.url}/rest/v1/runs`, { headers: { apikey: running.keys.secretKey } });
      expect([response.status, await response.json()]).toMatchObject([503, { code: 'PGRST002' }]);
      await running.restartDatabase();
      await expect.poll(async () => (await ask('/runs?limit=1')).status, { timeout: 5_000 }).toBe(200);
      const again = await fetch(`${stranger.url}/rest/v1/runs?limit=1`, {
        headers: { apikey: running.keys.secretKey },
      });
      expect([again.status, await again.text()]).toMatchObject([200, expect.any(String)]);
    } finally {
      await stranger.stop();
    }
  }, 30_000);

  it('killed under load, again and again: every request is answered, with 200 or 503', async () => {
    for (let round = 0; round < 3; round++) {
      const paths = ['/runs?select=id,status&limit=50', '/rpc/slow?seconds=0.2', '/notes?select=note&limit=5'];
      const asked = Array.from({ length: 30 }, (_, n) => ask(paths[n % paths.length] ?? ''));
      await asked[0];
      await running.database.kill();
      const during = Array.from({ length: 10 }, () => ask('/runs?limit=1'));
      const answers = await Promise.all([...asked, ...during]);
      expect(answers.map((answer) => answer.status).filter((status) => status !== 200 && status !== 503)).toEqual([]);
      await running.restartDatabase();
      await expect.poll(async () => (await ask('/runs?limit=1')).status, { timeout: 5_000 }).toBe(200);
    }
  });
});
