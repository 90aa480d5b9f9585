import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ago, expectSameAsRuns, month, questions, read } from './rollupAnswers';
import { addRuns, type RunFacts, seedTeam } from './team';
import { refusal, type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  sql = await server.clone();
  await seedTeam(sql);
});
afterAll(() => server?.stop());

async function call(statement: string): Promise<Row> {
  const [row] = await sql.unsafe<Array<{ answer: Row }>>(`select scrapewatch.${statement} as answer`);
  return row?.answer ?? {};
}

/** The 2,000 runs of forty days, of both clients, in every status, with gaps. */
async function addHistory(): Promise<void> {
  await sql`insert into public.scrape_runs (client_id, scraper_id, status, expected_accounts, accounts_found, profiles_scraped,
      posts_collected, api_calls, created_at, started_at, finished_at)
    select c.id, s.id, (array['completed', 'completed', 'failed', 'cancelled', 'completed'])[1 + n % 5], nullif(n % 90, 7), n % 60, n % 50, n % 300,
      n % 7, t, t + interval '4 s', case when n % 11 > 0 then t + interval '4 s' + (n * 37 % 2400) * interval '1.003 s' end
    from generate_series(0, 1999) n
    cross join lateral (select now() - n * n % 40 * interval '1 day' - n * interval '13 min' - interval '3 h' as t) w
    join public.clients c on c.username = case when n % 3 = 0 then 'bea' else 'ada' end
    join public.scrapers s on s.name = case when n % 2 = 0 then 'mon-1' else 'ig-1' end`;
}

async function total(filters = ''): Promise<unknown> {
  const [stats] = await read(sql, `run_stats(${month}${filters})`);
  return stats?.total;
}

async function failed(): Promise<unknown> {
  const [stats] = await read(sql, `run_stats(${month})`);
  return stats?.failed;
}

/** One completed run in each of the hours, that many hours ago. */
function runsAt(...hours: number[]): RunFacts[] {
  return hours.map((hour) => ({ queuedAt: ago(hour, 10) }));
}

describe('functions over rollups', () => {
  it('A1 A2 say the same as over the runs, whatever is asked', async () => {
    await addHistory();
    await call('rebuild_rollups()');
    for (const question of questions) {
      await expectSameAsRuns(sql, question);
    }
  });

  it('A1 read rollup rows: a run changed silently behind the window is not seen, and verify_rollups finds its hour', async () => {
    await addRuns(sql, runsAt(200, 201));
    await call('rebuild_rollups()');
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
    await sql.unsafe(`delete from public.scrape_runs where created_at = ${ago(200, 10)}`);
    expect(await total()).toBe(2);
    expect(await read(sql, 'verify_rollups()')).toMatchObject([
      { grain: 'hour', problem: 'left over', rolled_up: 1, counted: 0 },
      { grain: 'day' },
    ]);
    await call(`rebuild_rollups(now() - interval '10 days')`);
    expect(await total()).toBe(1);
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
  });

  it('A1 a run that goes from processing to failed an hour later moves its count, without a refresh and without triggers', async () => {
    await addRuns(sql, [{ queuedAt: ago(30, 10), status: 'processing' }, ...runsAt(30)]);
    await call('refresh_rollups()');
    expect(await failed()).toBe(0);
    await sql`update public.scrape_runs set status = 'failed' where status = 'processing'`;
    expect(await failed()).toBe(1);
    expect(await total(`, statuses => array['processing']`)).toBe(0);
    await call('refresh_rollups()');
    expect(await failed()).toBe(1);
    const open = await sql`select hour from scrapewatch.rollup_hours where open_runs > 0`;
    expect(open).toHaveLength(0);
  });

  it('A1 an open run of weeks ago is still read when it ends, and the next refresh closes its hour', async () => {
    await addRuns(sql, [{ queuedAt: ago(400, 10), status: 'processing' }]);
    await call('rebuild_rollups()');
    await sql`update public.scrape_runs set status = 'failed'`;
    expect(await failed()).toBe(1);
    await call('refresh_rollups()');
    expect(await sql`select hour from scrapewatch.rollup_hours where open_runs > 0`).toHaveLength(0);
    expect(await failed()).toBe(1);
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
  });

  it('A1 late, changed, moved and deleted runs of the last 48 hours are right after a refresh', async () => {
    const [late, gone, moved] = await addRuns(sql, runsAt(20, 30, 40));
    await call('refresh_rollups()');
    await addRuns(sql, runsAt(25));
    await sql.unsafe(`update public.scrape_runs set status = 'failed' where id = ${late}`);
    await sql.unsafe(`delete from public.scrape_runs where id = ${gone}`);
    await sql.unsafe(`update public.scrape_runs set created_at = ${ago(45, 5)} where id = ${moved}`);
    expect(await call('refresh_rollups()')).toMatchObject({ hours: 5, problems: [] });
    expect(await read(sql, `run_stats(${month})`)).toMatchObject([{ total: 3, failed: 1, completed: 2 }]);
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
  });

  it('A1 runs without client, scraper or system are counted', async () => {
    await sql`alter table public.scrape_runs alter client_id drop not null, alter scraper_id drop not null`;
    await sql.unsafe(`insert into public.scrape_runs (status, created_at, expected_accounts, accounts_found)
      select 'completed', ${ago(100, 5)}, 10, 5 from generate_series(1, 3)`);
    await addRuns(sql, runsAt(100));
    await call('rebuild_rollups()');
    for (const question of questions) {
      await expectSameAsRuns(sql, question);
    }
    expect(await total()).toBe(4);
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
  });

  it('A3 durations below nothing and beyond a month neither break percentiles nor leave the histogram', async () => {
    const took = [-50, 0, 0.001, 119.9, 120, 1800, 5_000_000];
    await addRuns(
      sql,
      took.map((seconds) => ({
        queuedAt: ago(100, 1),
        startedAt: ago(100, 2),
        finishedAt: `${ago(100, 2)} + interval '${seconds} s'`,
      }))
    );
    await call('rebuild_rollups()');
    const rows = await read(sql, `duration_histogram(${month})`);
    expect(rows.map((row) => row.runs)).toEqual([3, 0, 1, 1, 0, 0, 0, 0, 0, 0, 2]);
    await expectSameAsRuns(sql, `duration_histogram(${month})`);
    const [stats] = await read(sql, `run_stats(${month})`);
    expect(Number(stats?.p50_duration_seconds)).toBeGreaterThan(117);
    expect(Number(stats?.p50_duration_seconds)).toBeLessThan(123);
  });
});

describe('refresh_rollups', () => {
  it('leaves what is younger than an hour to be read raw, and moves the watermark on whole hours only', async () => {
    await addRuns(sql, [...runsAt(0, 1, 2, 3), { queuedAt: 'now()' }]);
    const answer = await call('refresh_rollups()');
    const [state] = await sql.unsafe(
      `select watermark = date_trunc('hour', watermark, 'UTC') as whole, watermark = ${ago(1)} as behind from scrapewatch.rollup_state`
    );
    expect(state).toEqual({ whole: true, behind: true });
    expect(answer).toMatchObject({ hours: 2, runs: 2, complete: true, problems: [] });
    expect(await total()).toBe(5 - (await laterThanNow()));
  });

  async function laterThanNow(): Promise<number> {
    const [row] = await sql`select count(*) as runs from public.scrape_runs where created_at > now()`;
    return Number(row?.runs);
  }

  it('writes nothing for hours that have not changed', async () => {
    await addHistory();
    await call('refresh_rollups()');
    const rows = () =>
      sql`select min(xmin::text) as oldest, max(ctid::text) as place, count(*) from scrapewatch.run_rollups`;
    const before = await rows();
    expect(await call('refresh_rollups()')).toMatchObject({ hours: 0, runs: 0 });
    expect(await rows()).toEqual(before);
  });

  it('is busy while another one runs, and says so at once', async () => {
    const other = await sql.reserve();
    try {
      await other.unsafe(`begin; select scrapewatch.refresh_rollups()`);
      expect(await call('refresh_rollups()')).toEqual({ busy: true });
    } finally {
      await other.unsafe('rollback');
      other.release();
    }
    expect(await call('refresh_rollups()')).not.toHaveProperty('busy');
  });

  it('takes in the past, and all answers stay right on the way', async () => {
    await addHistory();
    expect(await call('refresh_rollups()')).toMatchObject({ complete: true });
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
    const [state] = await sql`select rolled_from from scrapewatch.rollup_state`;
    expect(state?.rolled_from).toEqual(new Date('2000-01-01T00:00:00Z'));
  });

  it('survives times that nobody can have meant, and leaves an hour that cannot be read to be read raw', async () => {
    await addRuns(sql, [
      { queuedAt: "timestamptz 'infinity'" },
      { queuedAt: "timestamptz '-infinity'" },
      { queuedAt: "timestamptz '0001-01-01'" },
      { queuedAt: "timestamptz '9999-12-31'" },
      { queuedAt: "timestamptz '1999-12-31 23:59:59+00'" },
      // Each on a day of its own: a day that cannot be rolled up is read raw as a whole.
      ...runsAt(30, 60, 100),
    ]);
    await sql`alter view scrapewatch.runs rename to readable_runs`;
    await sql`create view scrapewatch.runs with (security_barrier = true) as
      select r.run_id, r.system, r.environment, r.client_id, r.client, r.scraper, r.worker, r.status, r.queued_at, r.started_at,
        r.finished_at, case when r.retries = 13 then 1 / (r.retries - 13) else r.duration_seconds end as duration_seconds, r.expected, r.found,
        r.coverage, r.profiles_scraped, r.posts_collected, r.api_calls, r.retries, r.error from scrapewatch.readable_runs r`;
    await sql`grant select on scrapewatch.runs to scrapewatch_reader`;
    await sql.unsafe(`update public.scrape_runs set retries = 13 where created_at = ${ago(30, 10)}`);
    const answer = await call('refresh_rollups()');
    expect(answer.problems).toContain('division by zero');
    const raw = await sql.unsafe(`select hour = ${ago(30)} as is_it from scrapewatch.rollup_hours where open_runs > 0`);
    expect([...raw]).toEqual([{ is_it: true }]);
    await sql`update public.scrape_runs set retries = 0`;
    expect(await total()).toBe(3);
    expect(await call('refresh_rollups()')).toMatchObject({ problems: [] });
    expect(await total()).toBe(3);
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
    const everything = `run_stats('-infinity', 'infinity')`;
    expect(await read(sql, everything)).toMatchObject([{ total: 7 }]);
  });

  it('goes on when something that follows it fails, and names it', async () => {
    await sql`create or replace function scrapewatch.record_sizes() returns void language plpgsql as $$ begin raise 'no room'; end $$`.catch(
      () =>
        sql`drop function scrapewatch.record_sizes()`.then(
          () =>
            sql`create function scrapewatch.record_sizes() returns void language plpgsql as $$ begin raise 'no room'; end $$`
        )
    );
    await addRuns(sql, runsAt(20));
    const answer = await call('refresh_rollups()');
    expect(answer).toMatchObject({ hours: 1, failed: { record_sizes: 'no room' } });
    expect(await sql`select 1 from scrapewatch.rollup_state`).toHaveLength(1);
  });

  it('belongs to the workers: service_role may call it, readers may not, rebuilding is the owner’s', async () => {
    expect(await refusal(sql, 'service_role', 'select scrapewatch.refresh_rollups()')).toBe('allowed');
    for (const role of ['scrapewatch_reader', 'scrapewatch_operator', 'anon', 'authenticated']) {
      expect(await refusal(sql, role, 'select scrapewatch.refresh_rollups()')).toBe('42501');
    }
    expect(await refusal(sql, 'service_role', 'select scrapewatch.rebuild_rollups()')).toBe('42501');
    expect(await refusal(sql, 'service_role', 'delete from scrapewatch.run_rollups')).toBe('42501');
    expect(await refusal(sql, 'scrapewatch_reader', 'delete from scrapewatch.run_rollups')).toBe('42501');
  });
});

describe('retention', () => {
  it('drops hourly rows after rollup_hours_kept_days; daily rows, and the runs for anything finer, still answer', async () => {
    await addHistory();
    await call('rebuild_rollups()');
    await sql`update scrapewatch.settings set value = 5 where key = 'rollup_hours_kept_days'`;
    await call('refresh_rollups()');
    const [kept] =
      await sql`select min(bucket) > now() - interval '6 days' as young from scrapewatch.run_rollups where grain = 'hour'`;
    expect(kept).toEqual({ young: true });
    const [days] =
      await sql`select min(bucket) < now() - interval '30 days' as old from scrapewatch.run_rollups where grain = 'day'`;
    expect(days).toEqual({ old: true });
    for (const question of questions) {
      await expectSameAsRuns(sql, question);
    }
    expect(await read(sql, 'verify_rollups()')).toEqual([]);
  });
});

describe('schedule_refresh', () => {
  it('does no harm where there is no pg_cron, and schedules once where there is', async () => {
    const [absent] = await sql`select scrapewatch.schedule_refresh() as said`;
    expect(absent?.said).toContain('There is no pg_cron');
    await sql.unsafe(`create schema cron; create table cron.job (jobname text primary key, schedule text, command text);
      create function cron.schedule(text, text, text) returns bigint language sql as $$
        insert into cron.job values ($1, $2, $3) on conflict (jobname) do update set schedule = excluded.schedule returning 1::bigint $$;
      create function cron.unschedule(text) returns boolean language sql as $$ delete from cron.job where jobname = $1 returning true $$;`);
    await sql`select scrapewatch.schedule_refresh(), scrapewatch.schedule_refresh()`;
    const jobs = await sql<Array<{ command: string }>>`select command from cron.job`;
    expect([...jobs]).toEqual([{ command: 'select scrapewatch.refresh_rollups()' }]);
    await sql.unsafe(String(jobs[0]?.command));
    await sql`select scrapewatch.unschedule_refresh()`;
    expect(await sql`select 1 from cron.job`).toHaveLength(0);
  });
});
