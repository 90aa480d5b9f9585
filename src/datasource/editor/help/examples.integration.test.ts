import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '../../answer';
import { startTestServer, type TestServer } from '../../testing/startTestServer';
import { examples } from './examples';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.sql.unsafe(`
    insert into public.clients (username, system, environment) values ('ada', 'IGF', 'prod');
    insert into public.scrapers (name, system, environment, status) values ('ig-1', 'IGF', 'prod', 'running');
    insert into public.scrape_runs (client_id, scraper_id, status, created_at, started_at, finished_at)
      select c.id, s.id, 'failed', t, t, t + interval '10 minutes'
      from public.clients c, public.scrapers s, lateral (select timestamptz '2026-11-21T11:00Z') x(t);
    insert into public.scrape_runs (client_id, scraper_id, status, created_at, started_at)
      select c.id, s.id, 'processing', t, t
      from public.clients c, public.scrapers s, lateral (select timestamptz '2026-11-21T09:30Z') x(t);
    insert into public.scrape_logs (level, message, created_at) values ('error', 'Timeout after 30 s', '2026-11-21T11:00Z');
  `);
}, 120_000);

afterAll(() => server?.stop());

const asked = Object.values(examples)
  .flat()
  .filter(({ query }) => query.queryType !== 'prometheus');

it.each(asked.map((example) => [example.title, example] as const))(
  'the example “%s” is answered by the demo’s database',
  async (_, { query }) => {
    const frames = await answer(query, server.context());
    expect(frames.some(({ length }) => length > 0)).toBe(true);
  }
);
