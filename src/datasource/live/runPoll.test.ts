import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPoll, type PollOptions, type PollResult } from './runPoll';
import type { World } from './World';
import { rowsOf, SimulatedServer, type Change, type Simulation } from './simulatedServer';

const second = 1_000;
const options: PollOptions = {
  everyMs: 3 * second,
  overlapMs: 30 * second,
  wholeEveryMs: 300 * second,
  longestPauseMs: 60 * second,
};

const following = (column: 'at' | 'id', key = ['id']): PollOptions => ({
  ...options,
  follow: { column, key, order: [], bound: 10_000 },
});

async function run(simulation: Partial<Simulation>, asked: PollOptions, column: 'at' | 'id' = 'at') {
  const server = new SimulatedServer(
    { changes: [], down: [], hidden: [], latencyMs: 100, endsAt: 600 * second, ...simulation },
    column
  );
  const results: Array<PollResult & { at: number }> = [];
  await runPoll(server.read, asked, server.world, server.signal, (result) =>
    results.push({ ...result, at: server.clock })
  );
  return { server, results };
}

const spans = fc.array(
  fc
    .tuple(fc.nat(280), fc.integer({ min: 1, max: 90 }))
    .map(([from, length]): [number, number] => [from * second, (from + length) * second]),
  { maxLength: 3 }
);

/** Rows written over five minutes, committed up to 29 s later, many in the same second; some are written again, or deleted. */
function changes({ deletions }: { deletions: boolean }) {
  const step = fc.record({
    kind: fc.constantFrom('insert', 'insert', 'insert', 'update', ...(deletions ? ['delete'] : [])),
    after: fc.nat(4),
    late: fc.oneof(fc.constant(0), fc.nat(28 * second)),
    which: fc.nat(1000),
  });
  return fc.array(step, { minLength: 1, maxLength: 80 }).map((steps) => {
    const made: Change[] = [];
    let writtenAt = 0;
    let id = 0;
    for (const { kind, after, late, which } of steps) {
      writtenAt += after * second;
      const known = made.filter((change) => change.row && change.committedAt <= writtenAt);
      const old = known[which % Math.max(1, known.length)]?.row;
      const committedAt = writtenAt + late;
      if (kind === 'insert' || !old) {
        made.push({ writtenAt, committedAt, row: { id: id++, at: writtenAt, value: 0 } });
      } else if (kind === 'update') {
        // A row is locked while a transaction changes it, so its versions are committed in the order of their writing.
        const free = Math.max(
          committedAt,
          ...made.filter(({ row }) => row?.id === old.id).map((other) => other.committedAt)
        );
        made.push({
          writtenAt,
          committedAt: Math.min(free, writtenAt + 29 * second),
          row: { ...old, at: writtenAt, value: which },
        });
      } else {
        made.push({ writtenAt, committedAt: writtenAt + 29 * second, deletes: old.id });
      }
    }
    return made;
  });
}

const seeded = { seed: 5, numRuns: 120 };

// Hundreds of simulated databases take their time on a busy machine.
describe('runPoll', { timeout: 60_000 }, () => {
  it('after every poll shows each row that was committed before it, once and in its latest version', async () => {
    await fc.assert(
      fc.asyncProperty(changes({ deletions: false }), spans, spans, async (made, down, hidden) => {
        const { server, results } = await run({ changes: made, down, hidden }, following('at'));
        for (const { frames, error, at } of results) {
          if (frames && error === undefined) {
            expect(rowsOf(frames[0])).toEqual(server.rowsAt(at - 50));
          }
        }
        expect(rowsOf(results[results.length - 1].frames?.[0] ?? { fields: [], length: 0 })).toEqual(
          server.rowsAt(Infinity)
        );
      }),
      seeded
    );
  });

  it('follows a number that grows, such as an id, whose rows are committed out of order', async () => {
    const inserts = changes({ deletions: false }).map((made) => made.filter(({ row }) => row?.value === 0));
    await fc.assert(
      fc.asyncProperty(inserts, spans, async (made, down) => {
        const { server, results } = await run({ changes: made, down }, following('id'), 'id');
        expect(rowsOf(results[results.length - 1].frames?.[0] ?? { fields: [], length: 0 })).toEqual(
          server.rowsAt(Infinity)
        );
      }),
      seeded
    );
  });

  it('without a key shows rows that are only added once each, however many times they are read', async () => {
    const inserts = changes({ deletions: false }).map((made) => made.filter(({ row }) => row?.value === 0));
    await fc.assert(
      fc.asyncProperty(inserts, spans, async (made, down) => {
        const { server, results } = await run({ changes: made, down }, following('at', []));
        for (const { frames, error, at } of results) {
          if (frames && error === undefined) {
            expect(rowsOf(frames[0])).toEqual(server.rowsAt(at - 50));
          }
        }
      }),
      seeded
    );
  });

  it('shows deletions at once where the whole answer is read, and at the next whole reading where it is not', async () => {
    await fc.assert(
      fc.asyncProperty(changes({ deletions: true }), spans, async (made, down) => {
        const all = { changes: made, down, endsAt: 1_200 * second };
        for (const asked of [options, following('at')]) {
          const { server, results } = await run(all, asked);
          expect(rowsOf(results[results.length - 1].frames?.[0] ?? { fields: [], length: 0 })).toEqual(
            server.rowsAt(Infinity)
          );
        }
      }),
      { ...seeded, numRuns: 60 }
    );
  });

  it('asks nothing while nobody looks, and at once when somebody does again', async () => {
    const hidden: Array<[number, number]> = [[30 * second, 200 * second]];
    const { server } = await run({ hidden, endsAt: 220 * second }, following('at'));
    expect(server.requests.filter((request) => request.hidden)).toEqual([]);
    expect(server.requests.some(({ at }) => at === 200 * second)).toBe(true);
  });

  it('fetches only what is new: a thousand old rows are read once in five minutes', async () => {
    const old = Array.from({ length: 1_000 }, (_, id) => ({
      writtenAt: -3_600_000,
      committedAt: 0,
      row: { id, at: (id - 1_010) * 3 * second, value: 0 },
    }));
    const { server } = await run({ changes: old, endsAt: 290 * second }, following('at'));
    expect(server.requests.filter(({ rows }) => rows > 100)).toHaveLength(1);
    expect(server.requests.length).toBeGreaterThan(80);
  });

  it('pauses longer and longer while requests fail, keeps the last rows, and is back with the first good answer', async () => {
    const row = { writtenAt: 0, committedAt: 0, row: { id: 1, at: 0, value: 1 } };
    const { server, results } = await run({ changes: [row], down: [[10 * second, 400 * second]] }, following('at'));
    const failed = server.requests.filter(({ at }) => at >= 10 * second && at < 400 * second).map(({ at }) => at);
    const pauses = failed.slice(1).map((at, i) => at - failed[i]);
    expect(pauses.slice(0, 4)).toEqual([...pauses.slice(0, 4)].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(61 * second);
    expect(failed.length).toBeLessThan(15);
    expect(results.filter(({ error }) => error !== undefined).every(({ frames }) => frames?.[0].length === 1)).toBe(
      true
    );
    expect(results[results.length - 1].error).toBeUndefined();
  });

  it('can be called earlier by whatever changed since it began to read, but not while requests fail', async () => {
    const down: Array<[number, number]> = [[6 * second, 12 * second]];
    const server = new SimulatedServer({ changes: [], down, hidden: [], latencyMs: 100, endsAt: 40 * second }, 'at');
    const seen: unknown[] = [];
    const world: World = {
      ...server.world,
      changes: () => server.requests.length,
      pause: (ms, signal, known) => {
        seen.push(known);
        return server.world.pause(ms, signal);
      },
    };
    await runPoll(server.read, following('at'), world, server.signal, () => undefined);
    expect(seen.slice(0, 3)).toEqual([0, 1, undefined]);
    expect(seen.at(-1)).toBe(server.requests.length - 1);
  });

  it('says nothing while nothing changes, but often enough for the axis of a chart to move', async () => {
    const { results } = await run({ endsAt: 100 * second }, following('at'));
    expect(results.length).toBeGreaterThanOrEqual(6);
    expect(results.length).toBeLessThanOrEqual(12);
  });
});
