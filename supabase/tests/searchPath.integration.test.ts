import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

// Types of every name that our functions use, each of which tells as whom it was checked.
const trap = `
  create temporary table seen (who name);
  create function pg_temp.tell(value anyelement) returns boolean language plpgsql as $$
  begin
    insert into pg_temp.seen values (current_user);
    return true;
  end $$;
  create domain pg_temp.text as pg_catalog.text check (pg_temp.tell(value));
  create domain pg_temp.jsonb as pg_catalog.jsonb check (pg_temp.tell(value));
  create domain pg_temp.timestamptz as pg_catalog.timestamptz check (pg_temp.tell(value));`;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

/** A database of its own for each test: a session that has compiled a function does not look its types up again. */
async function team(): Promise<Sql> {
  const sql = await server.clone();
  await sql`insert into public.clients (username, system, environment) values ('ada', 'IGF', 'prod')`;
  await sql`insert into public.scrapers (name, system, environment) values ('ig-1', 'IGF', 'prod')`;
  await sql`select scrapewatch.install_rollup_triggers('public.scrape_runs', 'created_at')`;
  return sql;
}

const notification = JSON.stringify({
  alerts: [{ status: 'firing', fingerprint: 'a', startsAt: '2026-11-20T10:00:00Z', labels: { alertname: 'A' } }],
});

describe('types in the temporary schema of a role with SQL of its own', () => {
  it.each([
    ['scrapewatch_operator', `select scrapewatch.request_command('start_scraper', 'ig-1', 'why')`],
    ['scrapewatch_ingest', `select public.scrapewatch_ingest_alerts('${notification}')`],
    ['scrapewatch_metrics', `select public.scrapewatch_metrics()`],
    ['service_role', `select scrapewatch.refresh_rollups()`],
    ['service_role', `select count(*) from scrapewatch.claim_commands('w1')`],
    [
      'service_role',
      `insert into public.scrape_runs (client_id, scraper_id, status, created_at)
       select c.id, s.id, 'completed', now() - interval '1 day' from public.clients c, public.scrapers s`,
    ],
  ])('are not used by what runs with the rights of the owner: %s, %s', async (role, statement) => {
    const sql = await team();
    const seen = await sql.begin(async (transaction) => {
      await transaction`select set_config('role', ${role}, true)`;
      await transaction.unsafe(`${trap} ${statement}`);
      return transaction<Array<{ who: string }>>`select distinct who from pg_temp.seen`;
    });
    expect(seen.filter(({ who }) => who !== role)).toEqual([]);
  });
});

it('every function looks into the temporary schema last, but for the three that are planned into their callers', async () => {
  const sql = await team();
  const others = await sql`
    select p.proname as name from pg_proc p
    where (p.pronamespace = 'scrapewatch'::regnamespace or p.proname in ('scrapewatch_metrics', 'scrapewatch_ingest_alerts'))
      and coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false) = false
    order by 1`;
  expect(others.map(({ name }) => String(name))).toEqual(['rollup_parts', 'rollup_read', 'rollup_runs']);
});
