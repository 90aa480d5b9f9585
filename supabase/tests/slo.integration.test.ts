import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './optionalTables';
import { addRuns, at, seedTeam } from './team';
import { as, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedTeam(sql);
});
beforeEach(async () => {
  await sql`truncate public.scrape_runs cascade`;
  await wipe(sql, 'scrapewatch.alerts', 'scrapewatch.alert_events');
});
afterAll(() => server?.stop());

const day = `'2026-03-10', '2026-03-11'`;

async function report(more = '', range = day): Promise<Record<string, Row>> {
  const rows = await ask(sql, `slo_report(${range}${more})`);
  return Object.fromEntries(rows.map((row) => [`${row.system} ${row.environment} ${row.slo}`, row]));
}

interface Episode {
  from: string;
  to?: string;
  name?: string;
  fingerprint?: string;
  labels?: Record<string, string>;
}

/** Told as a webhook tells it: firing, then resolved. */
async function addEpisode({
  from,
  to,
  name = 'ScraperStopped',
  fingerprint = `${name} ${from}`,
  labels = {},
}: Episode) {
  const alert = {
    labels: { alertname: name, severity: 'critical', system: 'IGF', environment: 'prod', ...labels },
    startsAt: from,
    fingerprint,
  };
  const told = [
    { ...alert, status: 'firing', endsAt: '0001-01-01T00:00:00Z' },
    ...(to === undefined ? [] : [{ ...alert, status: 'resolved', endsAt: to }]),
  ];
  for (const one of told) {
    const body = JSON.stringify({ orgId: 1, alerts: [one] }).replaceAll("'", "''");
    await as(sql, 'scrapewatch_ingest', `select public.scrapewatch_ingest_alerts('${body}')`);
  }
}

const on = (time: string) => `2026-03-10T${time}Z`;

describe('slo_report of availability', () => {
  it('D3 takes the time that any of the alerts was open for down, once where two overlap', async () => {
    await addEpisode({ from: on('01:00:00'), to: on('02:00:00') });
    await addEpisode({ from: on('01:30:00'), to: on('02:30:00'), name: 'SlowProbe', labels: { slo: 'availability' } });
    const row = (await report())['IGF prod availability'];
    expect(row).toMatchObject({
      objective: 0.995,
      total: 86_400,
      good: 81_000,
      ratio: 0.9375,
      met: false,
      burn_rate_1h: 0,
    });
    expect(row?.budget_remaining_ratio).toBeCloseTo(1 - 0.0625 / 0.005, 9);
    expect(row?.burn_rate_6h).toBe(0);
    expect(row?.burn_rate_3d).toBeCloseTo(5400 / 259_200 / 0.005, 9);
  });

  it('D3 burns by what was down of the last hour and of the last six', async () => {
    await addEpisode({ from: on('23:30:00'), to: '2026-03-11T03:00:00Z' });
    const row = (await report())['IGF prod availability'];
    expect(row?.burn_rate_1h).toBeCloseTo(0.5 / 0.005, 9);
    expect(row?.burn_rate_6h).toBeCloseTo(0.5 / 6 / 0.005, 9);
    expect(row?.good).toBe(86_400 - 1800);
  });

  it.each([
    ['a warning', { labels: { severity: 'warning' } }],
    ['another alert', { name: 'CoverageLow' }],
    ['another system', { labels: { system: 'OPT' } }],
    ['another environment', { labels: { environment: 'dev' } }],
    ['another objective', { name: 'Slow', labels: { slo: 'latency' } }],
    ['the day before', { from: '2026-03-09T10:00:00Z', to: '2026-03-10T00:00:00Z' }],
    ['the day after', { from: '2026-03-11T00:00:00Z', to: '2026-03-11T10:00:00Z' }],
    ['no time at all', { to: on('01:00:00') }],
  ])('D3 is not down for %s', async (_, facts) => {
    await addEpisode({ from: on('01:00:00'), to: on('02:00:00'), ...facts });
    expect((await report())['IGF prod availability']).toMatchObject({
      good: 86_400,
      ratio: 1,
      met: true,
      budget_remaining_ratio: 1,
    });
  });

  it('D3 an alert that says no environment is down in all of them; one still open is down until the end', async () => {
    await addEpisode({
      from: '2026-03-08T00:00:00Z',
      to: on('12:00:00'),
      name: 'DatabaseDown',
      labels: { environment: '' },
    });
    await sql`update scrapewatch.alerts set environment = null`;
    expect((await report())['IGF prod availability']).toMatchObject({ good: 43_200 });
    await addEpisode({ from: on('18:00:00'), name: 'ServiceDown' });
    expect((await report())['IGF prod availability']).toMatchObject({ good: 21_600 });
  });

  it('D3 an end that was never told is taken from the next beginning of that alert', async () => {
    await addEpisode({ from: on('01:00:00'), fingerprint: 'same' });
    await addEpisode({ from: on('04:00:00'), to: on('05:00:00'), fingerprint: 'same' });
    expect((await report())['IGF prod availability']).toMatchObject({ good: 86_400 - 4 * 3600 });
  });

  it('D3 counts up to now, not what is still to come', async () => {
    const row = (await report('', `now() - interval '2 h', now() + interval '1 year'`))['IGF prod availability'];
    expect(row).toMatchObject({ good: 7200, total: 7200, met: true });
    expect(await report('', `now() + interval '1 h', now() + interval '2 h'`)).toEqual({});
  });

  it('D3 knows nothing of a system that no table names, and says so instead of 100 %', async () => {
    expect((await report())['ANI prod availability']).toMatchObject({
      ...{
        objective: 0.999,
        good: 0,
        total: 0,
        ratio: null,
        budget_remaining_ratio: null,
        burn_rate_1h: null,
        met: null,
      },
    });
    await sql`insert into scrapewatch.deployments (system, environment, version) values ('ANI', 'live', '1')`;
    expect((await report())['ANI live availability']).toMatchObject({ ratio: 1, met: true });
    await sql`delete from scrapewatch.deployments`;
  });
});

describe('slo_report of runs', () => {
  const runs = (completed: number, failed: number, queuedAt = at('12:00:00')) =>
    addRuns(sql, [
      ...Array.from({ length: completed }, () => ({ queuedAt })),
      ...Array.from({ length: failed }, () => ({ queuedAt, status: 'failed' })),
    ]);

  it('D3 meets 95 % with 19 of 20, its budget just used up; open and cancelled runs do not count', async () => {
    await runs(19, 1);
    await addRuns(sql, [{ status: 'queued' }, { status: 'processing' }, { status: 'cancelled' }]);
    const row = (await report())['IGF prod runs'];
    expect(row).toMatchObject({ good: 19, total: 20, ratio: 0.95, met: true, burn_rate_1h: null, burn_rate_6h: null });
    expect(row?.budget_remaining_ratio).toBeCloseTo(0, 9);
    expect(row?.burn_rate_3d).toBeCloseTo(1, 9);
  });

  it('D3 overspends with 2 of 20 failed, and burns at once what fails in the last hour', async () => {
    await runs(18, 0);
    await runs(0, 2, at('23:00:00'));
    const row = (await report())['IGF prod runs'];
    expect(row).toMatchObject({ ratio: 0.9, met: false, burn_rate_1h: expect.closeTo(20, 9) });
    expect(row?.budget_remaining_ratio).toBeCloseTo(-1, 9);
    expect(row?.burn_rate_6h).toBeCloseTo(20, 9);
    expect(row?.burn_rate_3d).toBeCloseTo(2, 9);
  });

  it('D3 looks three days back for its burn rate in a window of an hour', async () => {
    await runs(9, 1, `${at('23:30:00')} - interval '2 days'`);
    await runs(5, 5, `${at('23:30:00')} - interval '3 days'`);
    await runs(10, 0, at('23:30:00'));
    const row = (await report('', `'2026-03-10 23:00+00', '2026-03-11 00:00+00'`))['IGF prod runs'];
    expect(row).toMatchObject({
      good: 10,
      total: 10,
      burn_rate_1h: 0,
      burn_rate_6h: 0,
      burn_rate_3d: expect.closeTo(1, 9),
    });
  });

  it('D3 has no ratio without runs, and a row all the same', async () => {
    expect((await report())['IGF prod runs']).toMatchObject({
      good: 0,
      total: 0,
      ratio: null,
      met: null,
      burn_rate_3d: null,
    });
  });

  it('D3 puts the least budget first and what is unknown last, by the filters asked for', async () => {
    await runs(1, 1);
    const all = await ask(sql, `slo_report(${day})`);
    expect(all[0]).toMatchObject({ system: 'IGF', slo: 'runs' });
    expect(all.at(-1)).toMatchObject({ ratio: null });
    expect(Object.keys(await report(`, array['IGM'], '{}'`))).toEqual(['IGM dev runs']);
    expect(Object.keys(await report(`, null, array['prod']`))).not.toContain('IGM dev runs');
    expect(await report(`, array['nowhere']`)).toEqual({});
    expect(await report('', `'2026-03-10', '2026-03-10'`)).toEqual({});
  });

  it('D3 answers the same from rollups as from the runs', async () => {
    await runs(30, 3, `${at('10:10:10')} - interval '4 days'`);
    await runs(9, 1, `${at('07:30:00')} - interval '1 day'`);
    await runs(4, 2, at('18:15:00'));
    await runs(3, 1, at('19:45:00'));
    const range = `'2026-03-05 09:30+00', '2026-03-10 20:20+00'`;
    const raw = await report('', range);
    await sql`select scrapewatch.rebuild_rollups()`;
    expect(await report('', range)).toEqual(raw);
    expect(raw['IGF prod runs']).toMatchObject({ good: 46, total: 53, burn_rate_1h: expect.closeTo(5, 9) });
    await sql`truncate scrapewatch.run_rollups, scrapewatch.rollup_hours, scrapewatch.rollup_changes, scrapewatch.rollup_state`;
  });

  it('D3 an objective that a team removed or changed stays so when the migration is applied again', async () => {
    const migration = readFileSync(new URL('../migrations/20261122000660_slo_report.sql', import.meta.url), 'utf8');
    await sql`delete from scrapewatch.slos where system = 'ANI'`;
    await sql`update scrapewatch.slos set objective = 0.9 where system = 'IGF' and slo = 'runs'`;
    await sql.unsafe(migration);
    const rows = await sql`select system || ' ' || slo || ' ' || objective as slo from scrapewatch.slos order by 1`;
    expect(rows.map((row) => row.slo)).toEqual([
      'IGF availability 0.995',
      'IGF runs 0.9',
      'IGM runs 0.95',
      'OPT availability 0.999',
    ]);
    await expect(sql`insert into scrapewatch.slos values ('IGF2', 'runs', 1)`).rejects.toMatchObject({ code: '23514' });
  });
});
