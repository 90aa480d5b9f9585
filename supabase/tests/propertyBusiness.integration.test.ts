import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { businessCall, naiveBusiness, randomBusiness } from './naiveBusiness';
import { ask, differences, expectSame } from './naiveCompare';
import { clockChanges, zones } from './naiveWorld';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

const DAY_MS = 86_400_000;

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
afterAll(() => server?.stop());

const question = fc.record({
  seed: fc.double({ min: 0, max: 1, noNaN: true }),
  nearClock: fc.option(fc.nat({ max: 2 })),
  endDays: fc.double({ min: -2, max: 20, noNaN: true }),
  lengthDays: fc.oneof(fc.constantFrom(1, 7, 30), fc.double({ min: 0.1, max: 70, noNaN: true })),
  zone: fc.constantFrom(...zones),
  systems: fc.constantFrom<string[][]>([], ['OPT'], ['IGF', 'OPT'], ['none such']),
  bucket: fc.constantFrom(3600, 7200, 86_400),
});

describe('functions over users, queues, pages and accounts', () => {
  it.each(Object.entries(naiveBusiness))(
    'A5 B6 %s answers as a naive query over the raw rows, in any zone and past its clock changes',
    async (name, naive) => {
      await fc.assert(
        fc.asyncProperty(question, async ({ seed, nearClock, endDays, lengthDays, ...rest }) => {
          await sql.begin((transaction) => transaction.unsafe(randomBusiness(seed)));
          const clock = nearClock === null ? undefined : clockChanges(new Date())[nearClock];
          const to = clock ? clock.getTime() + endDays * DAY_MS : Date.now() - endDays * DAY_MS;
          const asked = {
            ...rest,
            from: new Date(to - lengthDays * DAY_MS).toISOString(),
            to: new Date(to).toISOString(),
          };
          const { actual, expected } = await ask(sql, businessCall(name, asked), naive(asked));
          expectSame(differences(actual, expected), JSON.stringify({ name, ...asked }));
        }),
        { seed: 20261121, numRuns: 12, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: false }
      );
    }
  );
});
