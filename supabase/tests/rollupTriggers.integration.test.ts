import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ago, expectSameAsRuns, month, questions, read } from './rollupAnswers';
import { addRuns, type RunFacts, seedTeam } from './team';
import { refusal, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  sql = await server.clone();
  await seedTeam(sql);
  await addRuns(sql, runsAt(100, 200, 300, 400));
  await sql`select scrapewatch.rebuild_rollups(), scrapewatch.install_rollup_triggers('public.scrape_runs', 'created_at')`;
});
afterAll(() => server?.stop());

function runsAt(...hours: number[]): RunFacts[] {
  return hours.map((hour) => ({ queuedAt: ago(hour, 10) }));
}

async function stats() {
  const [row] = await read(sql, `run_stats(${month})`);
  return row;
}

async function notedHours(): Promise<number> {
  const rows = await sql`select distinct hour from scrapewatch.rollup_changes`;
  return rows.length;
}

describe('rollup triggers', () => {
  it('A1 make late, changed, moved and deleted runs of any age right at once, and the rollups at the next refresh', async () => {
    await addRuns(sql, runsAt(500));
    await sql.unsafe(`update public.scrape_runs set status = 'failed' where created_at = ${ago(100, 10)}`);
    await sql.unsafe(`update public.scrape_runs set created_at = ${ago(250, 5)} where created_at = ${ago(200, 10)}`);
    await sql.unsafe(`delete from public.scrape_runs where created_at = ${ago(300, 10)}`);
    expect(await stats()).toMatchObject({ total: 4, failed: 1 });
    expect(await notedHours()).toBe(5);
    for (const question of questions) {
      await expectSameAsRuns(sql, question);
    }
    await sql`select scrapewatch.refresh_rollups()`;
    expect(await notedHours()).toBe(0);
    expect(await stats()).toMatchObject({ total: 4, failed: 1 });
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
  });

  it('A1 note nothing for what workers do all day: a run that is queued, claimed and finished', async () => {
    const [id] = await addRuns(sql, [{ queuedAt: 'now()', status: 'queued' }]);
    await sql.unsafe(`update public.scrape_runs set status = 'processing' where id = ${id}`);
    await sql.unsafe(`update public.scrape_runs set status = 'completed' where id = ${id}`);
    await sql.unsafe(`delete from public.scrape_runs where id = ${id}`);
    expect(await notedHours()).toBe(0);
  });

  it('A1 leave nothing of the rollups to be read once the table has been truncated', async () => {
    await sql`truncate public.scrape_runs cascade`;
    expect(await stats()).toMatchObject({ total: 0 });
    await addRuns(sql, runsAt(120, 5));
    expect(await stats()).toMatchObject({ total: 2 });
    await sql`select scrapewatch.refresh_rollups()`;
    expect(await stats()).toMatchObject({ total: 2 });
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
  });

  const change = `update public.scrape_runs set status = 'failed'; insert into public.scrape_runs (client_id, scraper_id, created_at)
    select client_id, scraper_id, created_at from public.scrape_runs; delete from public.scrape_runs where status = 'queued'; truncate public.scrape_runs cascade`;

  it.each([
    ['is gone', 'drop table scrapewatch.rollup_changes'],
    ['refuses rows', 'alter table scrapewatch.rollup_changes add check (false) not valid'],
    ['lacks its column', 'alter table scrapewatch.rollup_changes drop column hour'],
    [
      'is a view of something else',
      'drop table scrapewatch.rollup_changes; create view scrapewatch.rollup_changes as select 1 as hour',
    ],
  ])('cannot fail a statement when our table %s', async (_name, broken) => {
    await sql.unsafe(broken);
    expect(await refusal(sql, 'service_role', change.replace(/; truncate.*/, ''))).toBe('allowed');
    expect(await refusal(sql, 'postgres', change)).toBe('allowed');
  });

  it('hold no statement up when our table is locked', async () => {
    const other = await sql.reserve();
    try {
      await other.unsafe('begin; lock table scrapewatch.rollup_changes in access exclusive mode');
      const started = Date.now();
      await sql.begin(async (transaction) => {
        await transaction`set local statement_timeout = '5s'`;
        await transaction`update public.scrape_runs set status = 'failed'`;
      });
      expect(Date.now() - started).toBeLessThan(5_000);
    } finally {
      await other.unsafe('rollback');
      other.release();
    }
    expect(await sql`select 1 from public.scrape_runs where status = 'failed'`).toHaveLength(4);
  });

  it('let two writers of the same hour pass each other', async () => {
    const other = await sql.reserve();
    try {
      await addRuns(sql, runsAt(100));
      await other.unsafe(
        `begin; update public.scrape_runs set status = 'failed' where id = (select min(id) from public.scrape_runs)`
      );
      await sql.begin(async (transaction) => {
        await transaction`set local statement_timeout = '5s'`;
        await transaction`update public.scrape_runs set status = 'failed' where id = (select max(id) from public.scrape_runs)`;
      });
    } finally {
      await other.unsafe('commit');
      other.release();
    }
    expect(await stats()).toMatchObject({ total: 5, failed: 2 });
  });

  it('keep what is noted while a refresh runs for the next one', async () => {
    const other = await sql.reserve();
    try {
      await other.unsafe('begin; select scrapewatch.refresh_rollups()');
      await sql.unsafe(`update public.scrape_runs set status = 'failed' where created_at = ${ago(300, 10)}`);
      await other.unsafe('commit');
    } finally {
      other.release();
    }
    expect(await stats()).toMatchObject({ failed: 1 });
    expect(await notedHours()).toBe(1);
  });

  it('ignore times that no refresh rolls up', async () => {
    await addRuns(sql, [
      { queuedAt: "timestamptz 'infinity'" },
      { queuedAt: "timestamptz '-infinity'" },
      { queuedAt: "timestamptz '0001-01-01'" },
      { queuedAt: "timestamptz '9999-12-31'" },
    ]);
    expect(await notedHours()).toBe(0);
  });

  it('are taken away without a trace, and may be installed twice', async () => {
    const left =
      () => sql`select tgname::text as name from pg_trigger where tgrelid = 'public.scrape_runs'::regclass and not tgisinternal
      union all select proname::text from pg_proc where proname like 'rollup_note_%'`;
    await sql`select scrapewatch.install_rollup_triggers('public.scrape_runs', 'created_at')`;
    expect(await left()).toHaveLength(5);
    await sql`select scrapewatch.remove_rollup_triggers('public.scrape_runs')`;
    expect([...(await left())]).toEqual([]);
  });

  it('read a column without time zone as UTC, whatever the session thinks, and refuse one that holds no time', async () => {
    await sql.unsafe(`create table public."Odd jobs" ("Created ""at""" timestamp, n integer)`);
    await sql`select scrapewatch.install_rollup_triggers('public."Odd jobs"', 'Created "at"')`;
    await sql.begin(async (transaction) => {
      await transaction`set local timezone = 'Asia/Kolkata'`;
      await transaction`insert into public."Odd jobs" values ('2026-03-10 12:34:00')`;
    });
    const noted = await sql`select hour from scrapewatch.rollup_changes`;
    expect([...noted]).toEqual([{ hour: new Date('2026-03-10T12:00:00Z') }]);
    await expect(sql`select scrapewatch.install_rollup_triggers('public."Odd jobs"', 'n')`).rejects.toThrow(
      'must be a timestamp'
    );
    await expect(sql`select scrapewatch.install_rollup_triggers('public."Odd jobs"', 'm')`).rejects.toThrow(
      'has no column m'
    );
  });

  it('are the owner’s to install', async () => {
    for (const role of ['service_role', 'scrapewatch_reader', 'scrapewatch_operator', 'authenticated']) {
      const install = `select scrapewatch.install_rollup_triggers('public.scrape_runs', 'created_at')`;
      expect(await refusal(sql, role, install)).toBe('42501');
    }
  });
});
