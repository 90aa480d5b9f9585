import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRows, ask, column, connectOptionalTables } from './optionalTables';
import { addRuns, at, seedTeam } from './team';
import { type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await connectOptionalTables(sql);
  await seedTeam(sql);
});
beforeEach(() => sql`truncate public.scrape_runs, team.quality_checks cascade`);
afterAll(() => server?.stop());

const day = `'2026-03-10', '2026-03-11'`;
const whole = { startedAt: at('12:01:00'), finishedAt: at('12:04:00'), expected: 100, found: 95 };

function runs(rows: Row[]): Row | undefined {
  return rows.find((row) => row.dataset === 'runs');
}

describe('data_quality of runs', () => {
  it('A11 misses 3 of 8 required values of two completed runs, and asks nothing of others', async () => {
    await addRuns(sql, [
      { ...whole, queuedAt: at('12:00:00') },
      { queuedAt: at('12:00:01'), expected: 100 },
      { queuedAt: at('12:00:02'), status: 'failed' },
      { queuedAt: at('12:00:03'), status: 'queued' },
    ]);
    expect(await ask(sql, `data_quality(${day})`)).toMatchObject([
      {
        ...{ dataset: 'runs', system: 'IGF', environment: 'prod', rows_checked: 4, completeness_ratio: 0.625 },
        ...{ accuracy_ratio: 1, duplicate_rows: 0, duplicate_ratio: 0, anomalies: 0, checked_at: expect.any(Date) },
      },
    ]);
  });

  it.each([
    ['found more than expected', { found: 101 }, 0.5],
    ['found less than nothing', { found: -1 }, 0.5],
    ['finished before it started', { finishedAt: at('12:00:59') }, 0.5],
    ['found all', { found: 100 }, 1],
    ['found none', { found: 0 }, 1],
    ['finished as it started', { finishedAt: at('12:01:00') }, 1],
  ])('A11 judges a run that %s', async (_, facts, accuracy) => {
    await addRuns(sql, [
      { ...whole, queuedAt: at('12:00:00') },
      { ...whole, ...facts, queuedAt: at('12:00:01') },
    ]);
    expect(runs(await ask(sql, `data_quality(${day})`))).toMatchObject({
      accuracy_ratio: accuracy,
      completeness_ratio: 1,
    });
  });

  it('A11 calls the second and third run of one client and moment duplicates, not those of another client', async () => {
    await addRuns(sql, [whole, whole, whole, { ...whole, queuedAt: at('12:00:01') }]);
    await sql`insert into public.clients (username, system, environment) values ('cyd', 'IGF', 'prod') on conflict do nothing`;
    await addRuns(sql, [{ ...whole, client: 'cyd' }]);
    expect(runs(await ask(sql, `data_quality(${day})`))).toMatchObject({
      ...{ rows_checked: 5, duplicate_rows: 2, duplicate_ratio: 0.4 },
    });
  });

  it('A11 tells how old the newest row of the window is', async () => {
    await addRuns(sql, [
      { queuedAt: "now() - interval '30 min'" },
      { queuedAt: "now() - interval '10 min'" },
      { queuedAt: "now() - interval '3 h'" },
    ]);
    const [recent] = await ask(sql, `data_quality(now() - interval '1 h', now())`);
    expect(Number(recent?.freshness_seconds)).toBeCloseTo(600, -1);
    const [older] = await ask(sql, `data_quality(now() - interval '4 h', now() - interval '2 h')`);
    expect(Number(older?.freshness_seconds)).toBeCloseTo(10_800, -1);
  });

  it('A11 counts the unusual hours of the window, that in which nothing ran, too', async () => {
    for (const weeks of [1, 2, 3, 4]) {
      await addRuns(sql, [{ ...whole, queuedAt: `${at('12:00:00')} - interval '${weeks * 7} days'` }]);
    }
    expect(await ask(sql, `data_quality('2026-03-10 12:00+00', '2026-03-10 13:00+00')`)).toEqual([
      expect.objectContaining({
        dataset: 'runs',
        rows_checked: 0,
        completeness_ratio: null,
        accuracy_ratio: null,
        anomalies: 1,
      }),
    ]);
  });

  it('A11 begins with the window and ends before its end', async () => {
    await addRuns(sql, [{ queuedAt: at('00:00:00') }, { queuedAt: at('00:00:00', '2026-03-11') }]);
    expect(runs(await ask(sql, `data_quality(${day})`))).toMatchObject({ rows_checked: 1 });
  });
});

describe('data_quality from rollups', () => {
  const week = `'2026-03-04 10:30+00', '2026-03-11'`;
  const facts = async () => {
    const rows = await ask(sql, `data_quality(${week})`);
    return rows.map(({ freshness_seconds, checked_at, ...row }) => ({
      ...row,
      age: Number(freshness_seconds) > 0,
      checked_at: checked_at !== null,
    }));
  };
  const refresh = () => sql`select scrapewatch.rebuild_rollups(), scrapewatch.rollup_take_quality()`;

  beforeEach(async () => {
    await addRuns(sql, [
      { ...whole, queuedAt: at('10:29:59', '2026-03-04'), found: 999 },
      { ...whole, queuedAt: at('10:31:00', '2026-03-04') },
      { ...whole, queuedAt: at('10:31:00', '2026-03-04') },
      { queuedAt: at('09:00:00', '2026-03-06'), expected: 100 },
      { ...whole, queuedAt: at('09:30:00', '2026-03-06'), found: 101 },
      { ...whole, queuedAt: at('09:30:00', '2026-03-06'), client: 'bea' },
      { ...whole, queuedAt: at('23:00:00'), status: 'processing' },
      { ...whole, queuedAt: at('23:00:00'), found: -1 },
    ]);
  });
  afterEach(
    () =>
      sql`truncate scrapewatch.run_rollups, scrapewatch.rollup_hours, scrapewatch.rollup_changes, scrapewatch.rollup_state, scrapewatch.rollup_quality`
  );

  it('A11 answers the same as from the runs', async () => {
    const raw = await facts();
    await refresh();
    const [counted] = await sql`select count(*) from scrapewatch.rollup_quality`;
    expect(counted?.count).toBe(3); // the hour with an open run is read raw
    expect(await facts()).toEqual(raw);
    expect(raw).toMatchObject([
      { system: 'IGF', rows_checked: 6, duplicate_rows: 2, accuracy_ratio: expect.closeTo(2 / 3, 12) },
      { system: 'IGM', rows_checked: 1, duplicate_rows: 0, accuracy_ratio: 1 },
    ]);
  });

  it('A11 reads an hour raw that is rolled up anew, until its quality is counted anew', async () => {
    await refresh();
    await sql`update public.scrape_runs set started_at = null where accounts_found = 101`;
    await sql`select scrapewatch.rebuild_rollups()`;
    const [before] = await facts();
    await sql`select scrapewatch.rollup_take_quality()`;
    expect(before).toMatchObject({ completeness_ratio: 1 - 4 / 20 });
    expect((await facts())[0]).toEqual(before);
  });

  it('A11 counts only hours that have changed, and forgets those that are gone', async () => {
    await refresh();
    const [again] = await sql`select scrapewatch.rollup_take_quality() as hours`;
    expect(again?.hours).toBe(0);
    await sql`delete from public.scrape_runs where created_at < '2026-03-05'`;
    await refresh();
    const left = await sql`select distinct hour from scrapewatch.rollup_quality`;
    expect(left).toHaveLength(1);
  });
});

describe('data_quality of other data sets', () => {
  const check = (more: Record<string, string> = {}) => ({
    dataset: "'profiles'",
    checked_at: "timestamptz '2026-03-10 06:00+00'",
    rows_checked: '100',
    required_values: '400',
    missing_values: '20',
    invalid_rows: '3',
    duplicate_rows: '1',
    newest_row_at: "now() - interval '2 h'",
    ...more,
  });

  it('A11 adds the checks of the window up, and takes the newest row and check of them', async () => {
    await addRows(sql, 'quality_checks', [
      check({ newest_row_at: "now() - interval '5 h'", checked_at: "'2026-03-10 05:00+00'" }),
      check({ missing_values: '0', rows_checked: '300' }),
      check({ checked_at: "'2026-03-11 00:00+00'", missing_values: '400' }),
    ]);
    const [row] = await ask(sql, `data_quality(${day})`);
    expect(row).toMatchObject({
      ...{
        dataset: 'profiles',
        rows_checked: 400,
        completeness_ratio: 0.975,
        accuracy_ratio: 0.985,
        duplicate_rows: 2,
      },
      ...{ duplicate_ratio: 0.005, anomalies: null, checked_at: new Date('2026-03-10T06:00:00Z') },
    });
    expect(Number(row?.freshness_seconds)).toBeCloseTo(7200, -1);
  });

  it('A11 has no ratio of nothing, and null counts are none', async () => {
    await addRows(sql, 'quality_checks', [
      check({
        rows_checked: '0',
        required_values: '0',
        missing_values: 'null',
        duplicate_rows: 'null',
        newest_row_at: 'null',
      }),
    ]);
    expect(await ask(sql, `data_quality(${day})`)).toMatchObject([
      {
        completeness_ratio: null,
        accuracy_ratio: null,
        duplicate_ratio: null,
        duplicate_rows: 0,
        freshness_seconds: null,
      },
    ]);
  });

  it('A11 puts the worst first: by its lowest ratio, and without any last', async () => {
    await addRows(sql, 'quality_checks', [
      check({ dataset: "'unknown'", rows_checked: '0', required_values: '0' }),
      check({ dataset: "'good'", missing_values: '0', invalid_rows: '0', duplicate_rows: '0' }),
      check({ dataset: "'doubled'", duplicate_rows: '50' }),
      check({ dataset: "'wrong'", invalid_rows: '20' }),
      check({ dataset: "'holes'", missing_values: '360' }),
    ]);
    expect(column(await ask(sql, `data_quality(${day})`), 'dataset')).toEqual([
      'holes',
      'doubled',
      'wrong',
      'good',
      'unknown',
    ]);
  });

  it('A11 filters runs and checks alike, and has nothing to say in an empty range', async () => {
    await addRuns(sql, [whole, { ...whole, client: 'bea' }]);
    await addRows(sql, 'quality_checks', [check(), { ...check(), system: "'IGM'", environment: "'dev'" }]);
    const rows = await ask(sql, `data_quality(${day}, array['IGM'], array['dev'])`);
    expect(rows.map((row) => `${row.system} ${row.environment}`)).toEqual(['IGM dev', 'IGM dev']);
    expect(await ask(sql, `data_quality(${day}, '{}', '{}')`)).toHaveLength(4);
    expect(await ask(sql, `data_quality('2026-03-10', '2026-03-10')`)).toEqual([]);
    expect(await ask(sql, `data_quality('2026-03-11', '2026-03-10')`)).toEqual([]);
  });
});
