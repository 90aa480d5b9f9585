import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { naiveAnomalies, randomRhythm } from './naiveAnomalies';
import { ask, differences, expectSame } from './naiveCompare';
import { callOf } from './naiveRuns';
import { seedFleet } from './naiveWorld';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

const DAY_MS = 86_400_000;

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await seedFleet(sql);
});
afterAll(() => server?.stop());

describe('anomalies', () => {
  it.each([0.1, 0.4, 0.7])(
    'D1 judges every hour of a random rhythm (seed %s) as a naive query over the raw rows does',
    async (seed) => {
      await sql.begin((transaction) => transaction.unsafe(randomRhythm(seed)));
      await sql`select scrapewatch.rebuild_rollups()`;
      const verdicts = new Set<unknown>();
      for (const [endDays, lengthDays] of [
        [0, 1],
        [0, 7.3],
        [0, 30],
        [9.1, 5],
        [30, 20],
      ]) {
        const to = Date.now() - endDays * DAY_MS;
        const asked = { from: new Date(to - lengthDays * DAY_MS).toISOString(), to: new Date(to).toISOString() };
        const call = callOf('anomalies', asked, { only_anomalies: 'false' });
        const { actual, expected } = await ask(sql, call, naiveAnomalies(asked));
        expectSame(differences(actual, expected, { score: 1e-6, deviation: 1e-6 }), call);
        actual.forEach(({ verdict }) => verdicts.add(verdict));
      }
      expect([...verdicts].sort()).toEqual(['high', 'low', 'normal', 'not enough history']);
    }
  );
});
