import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;
let migration: postgres.ReservedSql<{ bigint: number }>;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await sql`insert into public.clients (username, system, environment) values ('ada', 'IGF', 'prod')`;
  await sql`insert into public.scrapers (name, system, environment) values ('ig-1', 'IGF', 'prod')`;
  await sql`
    insert into public.scrape_runs (client_id, scraper_id, status, created_at)
    select c.id, s.id, 'completed', now() - interval '5 hours' from public.clients c, public.scrapers s`;
  migration = await sql.reserve();
});

afterAll(async () => {
  migration?.release();
  await server.stop();
});

it('a refresh gives way to a migration that locks one table and then the runs: it ends no transaction of the team', async () => {
  await migration`begin`;
  await migration`lock table public.payments in access exclusive mode`;
  const [refresh] = await Promise.all([
    sql`select scrapewatch.refresh_rollups() as said`,
    untilItWaits().then(() => migration`lock table public.scrape_runs in access exclusive mode`),
  ]);
  await migration`commit`;
  expect(refresh[0]?.said).toMatchObject({
    runs: 1,
    failed: { record_sizes: expect.stringContaining('lock timeout') },
  });
});

it('a refresh fails soon while the tables of the runs are locked, marks nothing, and the next one does its work', async () => {
  await sql`update public.scrape_runs set status = 'failed'`;
  await migration`begin`;
  await migration`lock table public.scrapers in access exclusive mode`;
  await expect(sql`select scrapewatch.refresh_rollups()`).rejects.toMatchObject({ code: '55P03' });
  await migration`commit`;
  expect(await sql`select from scrapewatch.rollup_hours where open_runs > 0`).toHaveLength(0);
  expect(await sql`select scrapewatch.refresh_rollups() ->> 'runs' as runs`).toEqual([{ runs: '1' }]);
  expect(await sql`select * from scrapewatch.verify_rollups()`).toHaveLength(0);
});

/** Resolves as soon as somebody waits for a lock; rejects after ten seconds. */
async function untilItWaits(): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    const waiting = await migration`select from pg_catalog.pg_locks l where not l.granted and l.relation is not null`;
    if (waiting.length > 0) {
      return;
    }
  }
  throw new Error('The refresh waits for no lock.');
}
