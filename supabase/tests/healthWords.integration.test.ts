import { afterAll, beforeAll, expect, it } from 'vitest';
import { as, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await sql`insert into public.worker_heartbeats (worker, system, environment, state, last_seen_at) values ('w1', 'IGF', 'prod', 'running', now())`;
});

afterAll(() => server.stop());

/** Writes the view as a team would whose statuses are these, the newest first. */
const keepRuns = (...statuses: Array<string | null>) =>
  sql.unsafe(`
    create or replace view scrapewatch.runs with (security_barrier = true) as
    select s.place::text as run_id, 'IGF'::text as system, 'prod'::text as environment, null::text as client_id, null::text as client,
      null::text as scraper, null::text as worker, s.status, now() - s.place * interval '1 hour' as queued_at,
      null::timestamptz as started_at, null::timestamptz as finished_at, null::double precision as duration_seconds,
      null::integer as expected, null::integer as found, null::double precision as coverage, null::integer as profiles_scraped,
      null::integer as posts_collected, null::integer as api_calls, 0 as retries, null::text as error
    from unnest(array[${statuses.map((status) => (status === null ? 'null' : `'${status}'`)).join()}]::text[])
      with ordinality s(status, place)`);

const health = async (check: string) => {
  const rows = await as(sql, 'scrapewatch_reader', 'select * from scrapewatch.health()', { readOnly: true });
  return rows.find((row) => row.check_name === check);
};

it('A1 a status that nobody translated is named, with what to do, since such runs are in no figure but the total', async () => {
  await keepRuns('completed', 'done', null);
  expect(await health('runs')).toMatchObject({
    ok: false,
    detail: expect.stringContaining("These words mean nothing here: 'done', null."),
    mend: 'Translate them in the view scrapewatch.runs: one of queued, processing, completed, failed, cancelled.',
  });
});

it('words of the contract are well, and so is a word that was last used days ago', async () => {
  await keepRuns('completed', ...Array.from({ length: 30 }, () => 'failed'), 'done');
  expect(await health('runs')).toMatchObject({ ok: true, mend: null });
  expect(await health('heartbeats')).toMatchObject({ ok: true, mend: null });
});
