import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
beforeEach(() => sql`truncate public.clients, public.pages cascade`);
afterAll(() => server?.stop());

function read(call: string): Promise<Row[]> {
  return as(sql, 'scrapewatch_reader', `select * from scrapewatch.${call}`, { readOnly: true });
}

async function addClients(times: string[]): Promise<void> {
  for (const [place, time] of times.entries()) {
    await sql.unsafe(
      `insert into public.clients (username, system, environment, created_at) values ('c${place}', 'IGF', 'prod', ${time})`
    );
  }
}

async function addPages(times: string[]): Promise<void> {
  for (const [place, time] of times.entries()) {
    await sql.unsafe(`insert into public.pages (username, system, environment, created_at, category)
      values ('p${place}', 'IGF', 'prod', ${time}, ${place === 0 ? 'null' : "'art'"})`);
  }
}

describe('growth_stats', () => {
  it('A5 counts pages followed by three clients as of high value, and pages that nobody follows as pages', async () => {
    await addClients(Array.from({ length: 4 }, () => 'now()'));
    await addPages(Array.from({ length: 4 }, () => 'now()'));
    await sql`insert into public.client_pages (client_id, page_id) select c.id, p.id from public.clients c, public.pages p
      where (p.username = 'p0' and c.username <> 'c3') or (p.username = 'p1' and c.username in ('c0', 'c1'))`;
    expect(await read('growth_stats()')).toEqual([
      {
        ...{ clients_total: 4, clients_today: 4, pages_total: 4, pages_today: 4 },
        ...{ pages_per_client: 1.25, high_value_pages: 1, categorised_share: 0.75 },
      },
    ]);
  });

  it('A5 today begins at midnight of the zone asked for', async () => {
    await addClients([
      "date_trunc('day', now(), 'Pacific/Kiritimati')",
      "date_trunc('day', now(), 'Pacific/Kiritimati') - interval '1 microsecond'",
    ]);
    expect(await read(`growth_stats('Pacific/Kiritimati')`)).toMatchObject([{ clients_total: 2, clients_today: 1 }]);
  });

  it('A5 has null ratios, not an error, when there is nothing', async () => {
    expect(await read(`growth_stats('', array['nowhere'])`)).toMatchObject([
      { clients_total: 0, pages_total: 0, pages_per_client: null, categorised_share: null },
    ]);
  });
});

describe('growth_series', () => {
  it('A5 has one row for the day of 23 hours and one for the day of 25 when Berlin changes its clocks', async () => {
    const spring = await read(`growth_series('2026-03-28 00:00+01', '2026-03-31 00:00+02', 'Europe/Berlin')`);
    expect(spring.map((row) => (row.time as Date).toISOString())).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    const autumn = await read(`growth_series('2026-10-24 12:00+02', '2026-10-26 12:00+01', 'Europe/Berlin')`);
    expect(autumn.map((row) => (row.time as Date).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('A5 puts a row into the local day it happened on, and carries what was there before into the totals', async () => {
    await addClients([
      "'2020-01-01 00:00+00'",
      "'2026-10-24 21:59:59+00'",
      "'2026-10-24 22:00:00+00'",
      "'2026-10-25 22:30:00+00'",
    ]);
    await addPages(["'2026-10-26 03:00:00+00'"]);
    const rows = await read(`growth_series('2026-10-24 12:00+02', '2026-10-26 12:00+01', 'Europe/Berlin')`);
    expect(rows.map((row) => [row.clients_added, row.clients_total, row.pages_added, row.pages_total])).toEqual([
      [1, 2, 0, 0],
      [2, 4, 0, 0],
      [0, 4, 1, 1],
    ]);
  });

  it('A5 ten years fit into 2,000 rows by whole days, with everything in them; 0 s give none', async () => {
    await addClients(["'2017-02-03 04:05+00'", "'2026-11-20 23:59+00'"]);
    const rows = await read(`growth_series('2016-11-21', '2026-11-21', 'UTC')`);
    expect(rows.length).toBeLessThanOrEqual(2000);
    expect(rows.reduce((sum, row) => sum + Number(row.clients_added), 0)).toBe(2);
    expect(rows.at(-1)).toMatchObject({ clients_total: 2 });
    expect(await read(`growth_series('2026-11-21', '2026-11-21', 'UTC')`)).toEqual([]);
  });

  it('A5 refuses a zone that does not exist, by name', async () => {
    await expect(read(`growth_series('2026-11-20', '2026-11-21', 'Mars/Olympus')`)).rejects.toMatchObject({
      code: '22023',
      message: 'time zone "Mars/Olympus" not recognized',
    });
  });
});
