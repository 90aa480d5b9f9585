import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type Postgres } from '../../../../demo/stack/postgres';
import { Buckets } from '../../aggregate/Buckets';
import { parseBucket } from '../../aggregate/parseBucket';
import { previewTexts } from '../../editor/preview/previewTexts';
import type { TableQuery } from '../model';
import { tableQuery } from '../tableQuery';
import { toSql, type DashboardTime } from './toSql';

const hour = 3_600_000;
const range = { from: Date.UTC(1960, 0, 1), to: Date.UTC(2040, 0, 1) };
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Santiago', 'Pacific/Apia'];
/** Each unit alone, several of it, and what `auto` may come to. */
const widths = [
  ...['500ms', 's', '90s', 'm', '15m', 'h', '1h', '6h', '36h', '1d', '2d', '10d', 'd', '1w', '2w', '5w'],
  ...['1M', '2M', '3M', '5M', '12M', '18M', '1y', '2y', '7y', '10y', ' 3 M '],
];

/** Every half hour around the changes of the clocks, every eleven days and a bit of a long time, and the borders themselves. */
const moments = [
  ...everyMs(Date.UTC(2026, 2, 27), Date.UTC(2026, 3, 6), hour / 2),
  ...everyMs(Date.UTC(2026, 9, 23), Date.UTC(2026, 10, 3), hour / 2),
  ...everyMs(Date.UTC(1961, 0, 1), Date.UTC(2039, 0, 1), 11 * 24 * hour + 1_234_567),
  ...everyMs(Date.UTC(2026, 5, 1), Date.UTC(2026, 5, 1) + 5_000, 250),
];

let folder: string;
let database: Postgres;
let sql: postgres.Sql;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scrapewatch-buckets-'));
  const version = process.env.SCRAPEWATCH_POSTGRES === '15' ? 15 : 17;
  database = await startPostgres({ dataDir: join(folder, 'postgres'), version });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql.unsafe('create table public.jobs (at timestamptz, plain timestamp, day date)');
  await sql`insert into public.jobs
    select at, at at time zone 'UTC', (at at time zone 'UTC')::date
    from (select to_timestamp(ms / 1000.0) as at from unnest(${moments}::float8[]) as ms) as moments`;
});

afterAll(async () => {
  await sql?.end();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the SQL of a time bucket, copied from the preview, runs as it is and has the browser’s borders', () => {
  it.each(zones)('for every unit in %s, also across a change of the clocks', async (timezone) => {
    for (const every of widths) {
      await expectSame(query(every), { ...range, timezone });
    }
  });

  it('for any width in any zone', async () => {
    const width = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom('m', 'h', 'd', 'w', 'M', 'y'));
    await fc.assert(
      fc.asyncProperty(width, fc.constantFrom(...zones), async ([count, unit], timezone) => {
        await expectSame(query(`${count}${unit}`), { ...range, timezone });
      }),
      { numRuns: 40, seed: 5 }
    );
  });

  it('for auto, which is the interval that the query is run with, and Grafana’s own variable of it', async () => {
    for (const intervalMs of [1, 900, 45_000, 2 * hour, 23 * hour, 6 * 24 * hour, 60 * 24 * hour, 400 * 24 * hour]) {
      await expectSame(query('auto'), { ...range, timezone: 'Europe/Berlin', intervalMs });
    }
    for (const every of ['$__interval', '${__interval}', '[[__interval]]']) {
      await expectSame(query(every), { ...range, timezone: 'Europe/Berlin', interval: '3h' }, '3h');
    }
  });

  it.each(['plain', 'day'])('for a column of times without a zone or of dates: %s', async (timeColumn) => {
    for (const every of ['h', '36h', '1d', '2d', '1w', '2w', '1M', '3M', '1y', '2y']) {
      await expectSame({ ...query(every), timeColumn }, { ...range, timezone: 'America/New_York' });
    }
  });

  it('for a zone that nobody knows, which counts as UTC', async () => {
    await expectSame(query('2d'), { ...range, timezone: "Middle-earth/Bree'" });
  });

  it('whatever the zone of the session', async () => {
    await sql.unsafe("set timezone = 'Asia/Tokyo'");
    for (const every of ['6h', '1d', '2d', '2w', '3M', '2y']) {
      await expectSame(query(every), { ...range, timezone: 'Europe/Berlin' });
    }
    await sql.unsafe("set timezone = 'UTC'");
  });

  it('and says at once what is no bucket, as the query does', () => {
    const [, , preview] = previewTexts(query('soon'), contextOf(range));
    expect(preview.copy).toMatch(/bucket|value/i);
    expect(() => toSql(query('soon'), 'public', range)).toThrow(expect.objectContaining({ code: 'bad-value' }));
    const timeless = { ...query('1d'), timeColumn: undefined };
    expect(() => toSql(timeless, 'public', range)).toThrow(expect.objectContaining({ code: 'missing-name' }));
  });
});

function everyMs(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, at) => from + at * step);
}

function query(every: string): TableQuery {
  return tableQuery({
    table: 'jobs',
    timeColumn: 'at',
    bucket: { every },
    order: [{ column: 'gone', direction: 'asc' }],
  });
}

function contextOf(time: DashboardTime) {
  return { schemas: ['public'], range: time, replaceVariables: <Query>(written: Query) => written };
}

/** `every`: what the bucket comes to where it is written as a variable. */
async function expectSame(asked: TableQuery, time: DashboardTime, every = asked.bucket?.every ?? '') {
  const { copy } = previewTexts(asked, contextOf(time))[2];
  const theirs = await sql.unsafe<Array<{ ms: number; count: number }>>(
    `select (extract(epoch from ${asked.timeColumn}) * 1000)::float8 as ms, count::int from (${copy.replace(/;$/, '')}) as copied`
  );
  await sql.unsafe(copy);
  const buckets = new Buckets(parseBucket(every, time.intervalMs ?? (time.to - time.from) / 1000), zoneOf(time));
  const ours = new Map<number, number>();
  const midnight = (ms: number) => Math.floor(ms / (24 * hour)) * 24 * hour;
  for (const ms of moments.map((each) => (asked.timeColumn === 'day' ? midnight(each) : each)).sort((a, b) => a - b)) {
    const start = buckets.startOf(ms);
    ours.set(start, (ours.get(start) ?? 0) + 1);
  }
  expect([every, time.timezone, theirs.map(({ ms, count }) => [ms, count])]).toEqual([every, time.timezone, [...ours]]);
}

function zoneOf({ timezone = 'UTC' }: DashboardTime): string {
  return timezone;
}
