import { describe, expect, it } from 'vitest';
import { fakeSend } from '../testing/fakeSend';
import { Densities } from './paging/Densities';
import type { PagePlan } from './paging/PagePlan';
import { readPages, type CapKnowledge, type PageOptions } from './readPages';

const request = { path: 'read/t', searchParams: [], headers: {} };

/** A table of so many rows behind a server that cuts answers at its cap. */
function table(rows: number, serverCap: number) {
  return fakeSend(({ searchParams }) => {
    const offset = Number(searchParams.get('offset') ?? 0);
    const limit = Math.min(serverCap, Number(searchParams.get('limit')));
    const length = Math.max(0, Math.min(limit, rows - offset));
    return { body: Array.from({ length }, (_, i) => ({ n: offset + i })) };
  });
}

/** Batches of so many rows, each of one time, behind a server that answers as many rows at a time. */
function batches(count: number, length: number, direction: 'asc' | 'desc') {
  const all = Array.from({ length: count * length }, (_, n) => ({
    at: new Date(batchAt(Math.floor(n / length))).toISOString(),
  }));
  return fakeSend(({ searchParams }) => {
    const bounds = searchParams
      .getAll('at')
      .map((text) => text.split('.', 1).concat(text.slice(text.indexOf('.') + 1)));
    const within = all.filter(({ at }) =>
      bounds.every(([operator, bound]) => (operator === 'gte' ? at >= bound : at < bound))
    );
    const rows = direction === 'asc' ? within : within.reverse();
    const offset = Number(searchParams.get('offset') ?? 0);
    return { body: rows.slice(offset, offset + Math.min(length, Number(searchParams.get('limit')))) };
  });
}

const batchAt = (n: number) => Date.UTC(2026, 0, 1, n);

async function read(send: ReturnType<typeof table>, asked: Partial<PageOptions> = {}) {
  const found: unknown[] = [];
  const signal = new AbortController().signal;
  const unbound = { bound: 50_000, boundIsWish: false, cap: unknownCap() };
  const options = { baseUrl: 'p', send, signal, valueName: 'v', ...unbound, ...asked };
  const pages = await readPages(request, options, ({ columns }) => found.push(...(columns[0] ?? [])));
  return { ...pages, found };
}

const unknownCap = (): CapKnowledge => ({ atLeast: 0, whole: false });

describe('readPages', () => {
  it.each([
    [0, 1000],
    [1, 1000],
    [999, 1000],
    [1000, 1000],
    [1001, 1000],
    [2500, 1000],
    [2500, 333],
    [500, 500],
    [12_345, 5000],
    [5000, 999],
  ])('reads each of %i rows once past a cap of %i that nobody told it', async (rows, cap) => {
    const { found, cut, count } = await read(table(rows, cap));
    expect(found).toEqual(Array.from({ length: rows }, (_, n) => n));
    expect(count).toBe(rows);
    expect(cut).toBe(false);
  });

  it.each([
    [5_000, 1_000, 1_200],
    [1_201, 5_000, 1_200],
  ])('stops at the bound and knows that more exist (%i rows, cap %i)', async (rows, cap, bound) => {
    const { found, cut } = await read(table(rows, cap), { bound });
    expect(found).toHaveLength(bound);
    expect(cut).toBe(true);
  });

  it('knows that nothing was left out when there are exactly as many rows as the bound', async () => {
    expect(await read(table(1_200, 1_000), { bound: 1_200 })).toMatchObject({ count: 1_200, cut: false });
  });

  it('asks once for as many rows as the user wants', async () => {
    const send = table(5_000, 1_000);
    expect(await read(send, { bound: 10, boundIsWish: true })).toMatchObject({ count: 10, cut: false, requests: 1 });
  });

  it('asks once for short answers once a longer page was seen', async () => {
    const cap = unknownCap();
    await read(table(2_500, 1_000), { cap });
    expect(await read(table(701, 1_000), { cap })).toMatchObject({ count: 701, requests: 1 });
  });

  it.each([333, 999])('reads all rows past a cap of %i although the settings have 1,000', async (serverCap) => {
    const cap = unknownCap();
    await read(table(7, serverCap), { cap, configuredCap: 1000 });
    expect(await read(table(5_000, serverCap), { cap, configuredCap: 1000 })).toMatchObject({ count: 5_000 });
  });

  it('asks once, at every refresh, for a table whose odd length is the longest seen', async () => {
    const cap = unknownCap();
    expect(await read(table(437, 1_000), { cap })).toMatchObject({ requests: 2 });
    expect(await read(table(437, 1_000), { cap })).toMatchObject({ count: 437, requests: 1 });
  });

  it('notices a table that grows past the cap although it once fitted exactly', async () => {
    const cap = unknownCap();
    await read(table(1_000, 1_000), { cap });
    expect(await read(table(1_001, 1_000), { cap })).toMatchObject({ count: 1_001 });
  });

  it.each([500, 512, 300])(
    'reads all rows when the cap is lowered to %i while the dashboard is open',
    async (lowered) => {
      const cap = unknownCap();
      await read(table(2_500, 1_000), { cap });
      const { found } = await read(table(2_500, lowered), { cap });
      expect(found).toHaveLength(2_500);
      expect(await read(table(2_500, lowered), { cap })).toMatchObject({ count: 2_500, cut: false });
    }
  );

  it('asks twice only once for a table whose length might be a lowered cap', async () => {
    const cap = unknownCap();
    await read(table(2_500, 1_000), { cap });
    expect(await read(table(500, 1_000), { cap })).toMatchObject({ count: 500, requests: 2 });
    expect(await read(table(500, 1_000), { cap })).toMatchObject({ count: 500, requests: 1 });
  });

  it.each([
    [50, 50],
    [512, 1_000],
    [256, 5_000],
  ])('reads all rows past a cap of %i when the settings say %i', async (serverCap, configuredCap) => {
    const { found } = await read(table(1_300, serverCap), { configuredCap });
    expect(found).toHaveLength(1_300);
  });

  it.each(['asc', 'desc'] as const)(
    'reads rows once that were written in batches as long as a page, in order of time (%s), without a key',
    async (direction) => {
      const plan: PagePlan = {
        keys: [{ column: 'at', direction, nulls: 'last', isNotNull: true, field: 'at' }],
        isUnique: false,
        axis: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) },
        hidden: [],
      };
      const { found } = await read(batches(8, 200, direction), { plan });
      const times = Array.from({ length: 8 }, (_, n) => Array<number>(200).fill(batchAt(n))).flat();
      expect(found).toEqual(direction === 'asc' ? times : times.reverse());
    }
  );

  describe('in windows of time', () => {
    const day = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
    const plan: PagePlan = {
      keys: [{ column: 'at', direction: 'asc', nulls: 'last', isNotNull: true, field: 'at' }],
      isUnique: true,
      axis: day,
      hidden: [],
    };

    /** So many rows spread over the day, behind a server that cuts answers at its cap. */
    function spread(rows: number, serverCap: number) {
      const all = Array.from({ length: rows }, (_, n) => new Date(day.from + (n * 86_400_000) / rows).toISOString());
      return fakeSend(({ searchParams }) => {
        const bounds = searchParams
          .getAll('at')
          .map((text) => [text.slice(0, text.indexOf('.')), text.slice(text.indexOf('.') + 1)]);
        const after =
          /at\.gt\."([^"]+)"/.exec(searchParams.get('or') ?? '')?.[1] ??
          searchParams
            .getAll('at')
            .find((text) => text.startsWith('gt.'))
            ?.slice(3);
        const found = all.filter(
          (at) =>
            (after === undefined || at > after) &&
            bounds.every(([operator, bound]) => (operator === 'lt' ? at < bound : at >= bound))
        );
        return { body: found.slice(0, Math.min(serverCap, Number(searchParams.get('limit')))).map((at) => ({ at })) };
      });
    }

    it.each([
      [2_000, 4],
      [5_000, 8],
      [10_000, 14],
    ])('asks for little beyond the bound of %i rows', async (bound, most) => {
      const { found, requests, cut } = await read(spread(50_000, 1_000), { plan, bound, configuredCap: 1_000 });
      expect([found.length, cut]).toEqual([bound, true]);
      expect(requests).toBeLessThanOrEqual(most);
    });

    it.each([
      ['lowered to a usual one', 500],
      ['lowered to an odd one', 333],
      ['raised', 5_000],
    ])('reads each row once although the cap was %s since the last refresh', async (_, newCap) => {
      const densities = new Densities();
      const asked = { plan, densities, cap: unknownCap(), bound: 60_000 };
      await read(spread(10_000, 1_000), asked);
      const { found } = await read(spread(10_000, newCap), asked);
      expect([found.length, new Set(found).size]).toEqual([10_000, 10_000]);
    });

    it('finds what is left after most rows went since the last refresh', async () => {
      const densities = new Densities();
      const asked = { plan, densities, cap: unknownCap() };
      await read(spread(10_000, 1_000), asked);
      for (const left of [1_500, 700, 0, 3_000]) {
        expect((await read(spread(left, 1_000), asked)).found).toHaveLength(left);
      }
    });
  });

  it('takes 416 past the end for the end', async () => {
    const first = Array.from({ length: 1_000 }, (_, n) => ({ n }));
    const send = fakeSend(({ searchParams }) =>
      searchParams.has('offset') ? { status: 416, body: { code: 'PGRST103' } } : { body: first }
    );
    expect(await read(send)).toMatchObject({ count: 1_000, cut: false });
  });

  it.each([
    ['broken-json', '[{"n":1},{"n"'],
    ['html-body', '<!doctype html><html></html>'],
    ['not-rows', '[{"n":1},2]'],
  ])('names the fault %s', async (code, body) => {
    await expect(read(fakeSend(() => ({ body })))).rejects.toMatchObject({ code });
  });
});
