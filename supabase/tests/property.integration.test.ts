import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketStarts } from './naiveBuckets';
import { ask, type Difference, differences } from './naiveCompare';
import { RollupModel } from './naiveModel';
import { type Asked, callOf, naive, quote } from './naiveRuns';
import { scenario } from './naiveScenario';
import { askedBy, clockChanges, type Question, seedFleet, type Step } from './naiveWorld';
import { type Row, type Sql, startTestServer, type TestServer } from './testDatabase';

/** Bins of 5 %: a percentile from the histogram is at most 2.5 % off (CONTRACT.md). */
const PERCENTILE_ERROR = 0.025;
const TWO_DAYS_MS = 172_800_000;

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedFleet(sql);
});
afterAll(() => server?.stop());

describe('functions over runs', () => {
  it('A1 A2 answer as naive queries over the raw rows, whatever happened to the rows, the rollups and the clocks', async () => {
    let promised = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async (steps) => {
        promised += await play(steps);
      }),
      { seed: 20261121, numRuns: 40, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false }
    );
    expect(promised).toBeGreaterThan(60); // else the scenarios test little
  });
});

/** Does the steps on empty tables; returns how many questions had to be answered exactly. */
async function play(steps: Step[]): Promise<number> {
  await sql`truncate public.scrape_runs cascade`;
  const [clock] = await sql<Array<{ now: Date }>>`select date_trunc('milliseconds', now()) as now`;
  const began = clock?.now ?? new Date();
  const model = new RollupModel(sql, { began, clocks: clockChanges(began) });
  let promised = 0;
  try {
    for (const step of steps) {
      if (step.do === 'ask') {
        await answersRight(model, step.question);
        promised += model.isExact ? 1 : 0;
      } else {
        await model.apply(step);
      }
    }
  } finally {
    await model.apply({ do: 'remove triggers' });
  }
  return promised;
}

/** Right where the contract promises it; else verify_rollups() must say that something is wrong. */
async function answersRight(model: RollupModel, question: Question): Promise<void> {
  const { asked, width, zone } = askedBy(question, model.now);
  const found = [
    ...(await compare('run_stats', asked, naive.run_stats(asked))),
    ...(await compareSeries(asked, width, zone)),
    ...(await compare('coverage_by_client', asked, naive.coverage_by_client(asked))),
    ...(await compare('duration_histogram', asked, naive.duration_histogram(asked))),
    ...(await compare('scraper_status', asked, naive.scraper_status(asked))),
    ...(await compare(
      'data_quality',
      asked,
      naive.data_quality(asked),
      {},
      "where dataset = 'runs' and rows_checked > 0 order by 2, 3"
    )),
    ...(await compare(
      'slo_report',
      asked,
      naive.slo_report(asked),
      {},
      "where slo = 'runs' and total > 0 order by 1, 2"
    )),
  ];
  if (found.length === 0) {
    return;
  }
  expect({ asked, isExact: model.isExact, found: found.slice(0, 4) }).toMatchObject({ isExact: false });
  expect((await sql`select * from scrapewatch.verify_rollups()`).length, 'rows of verify_rollups()').toBeGreaterThan(0);
}

type Found = Difference & { of: string };

async function compare(
  name: string,
  asked: Asked,
  query: string,
  more: Record<string, string> = {},
  rows = ''
): Promise<Found[]> {
  const of = `${callOf(name, asked, more)} ${rows}`;
  const { actual, expected } = await ask(sql, of, query);
  return differences(actual, expected, percentileErrors(asked)).map((difference) => ({ of, ...difference }));
}

/** First where the buckets begin, then what is in each. */
async function compareSeries(asked: Asked, width: number | 'month', zone: string): Promise<Found[]> {
  const more = {
    bucket: `interval ${quote(width === 'month' ? '1 month' : `${width * 1000} milliseconds`)}`,
    tz: quote(zone),
  };
  const { actual, expected } = await ask(sql, callOf('run_series', asked, more), bucketStarts(asked, width, zone));
  const starts = (rows: Row[]) => rows.map(({ time }) => String(time));
  const of = callOf('run_series', asked, more);
  if (starts(actual).join() !== starts(expected).join()) {
    return [
      { of, row: -1, column: 'time', actual: starts(actual).slice(0, 4), expected: starts(expected).slice(0, 4) },
    ];
  }
  return compare('run_series', asked, naive.run_series(asked, starts(expected)), more);
}

/** Exact where only runs were read: a range of at most two days. */
function percentileErrors({ from, to }: Asked): Record<string, number> {
  const within = Date.parse(to) - Date.parse(from) <= TWO_DAYS_MS ? 1e-9 : PERCENTILE_ERROR;
  return { p50_duration_seconds: within, p95_duration_seconds: within };
}
