import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { z } from 'zod';
import { bundled } from '../bundled.ts';
import type { Figure } from '../Figure.ts';
import { median } from '../median.ts';

const rowCount = 50_000;
const samples = 9;
/** Inserted in one statement: one row each would be work for a core that the reading needs. */
const rowsAtOnce = 4;
const to = Date.UTC(2026, 10, 21, 12);
const range = { from: to - 24 * 3_600_000, to };

/** P2: 50,000 rows past a cap of 1,000 while rows are inserted, relative to keyset pages one after the other. */
export const pastTheCap: Figure = {
  id: 'P2',
  async measure() {
    const readAtOnce = await loadClient();
    const server = await startServer();
    const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
    try {
      const ratios = { opened: [] as number[], refreshed: [] as number[] };
      const seconds: number[] = [];
      let requests = 0;
      for (let round = -1; round < samples; round++) {
        const opened = await whileInserting(sql, () => readAtOnce(server.url, false));
        const reference = await whileInserting(sql, () => readInTurn(server.url));
        const refreshed = await whileInserting(sql, () => readAtOnce(server.url, true));
        if (round >= 0) {
          ratios.opened.push(opened.ms / reference.ms);
          ratios.refreshed.push(refreshed.ms / reference.ms);
          seconds.push(reference.ms / 1000);
          requests = refreshed.requests;
        }
      }
      const what = `${rowCount.toLocaleString('en')} rows past a cap of 1,000 while rows are inserted, each once, ≤ 4 requests at a time`;
      const reference = `keyset pages one after the other through the same proxy, 40 ms a request (${requests} requests against ${rowCount / 1000 + 1}, which took ${median(seconds).toFixed(1)} s)`;
      const each = { goal: 0.35, unit: 'ratio' as const, reference, samples };
      return [
        { ...each, what: `${what}; just opened`, value: median(ratios.opened) },
        { ...each, what: `${what}; refreshed`, value: median(ratios.refreshed) },
      ];
    } finally {
      await sql.end();
      await server.stop();
    }
  },
};

interface Read {
  ids: number[];
  requests: number;
  /** The most requests that were under way at a time. */
  parallel: number;
}

async function startServer(): Promise<{ url: string; databaseUrl: string; stop: () => Promise<void> }> {
  const args = [rowCount, range.from, range.to].map(String);
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'pastTheCap.server.ts'), args);
  const exited = once(child, 'exit');
  const ready = await Promise.race([once(child, 'message'), exited.then(() => [undefined])]);
  const { url, databaseUrl } = z.object({ url: z.string(), databaseUrl: z.string() }).parse(ready[0]);
  const stop = async () => {
    child.disconnect();
    await exited;
  };
  return { url, databaseUrl, stop };
}

/** Times a reading while rows come in all over its range, and throws unless every row that was there before came once. */
async function whileInserting(sql: postgres.Sql, read: () => Promise<Read>): Promise<{ ms: number; requests: number }> {
  let isOver = false;
  let next = rowCount;
  const inserting = (async () => {
    while (!isOver) {
      const rows = Array.from({ length: rowsAtOnce }, () => {
        const at = new Date(range.from + Math.random() * (range.to - range.from));
        return { id: ++next, at, value: 0 };
      });
      await sql`insert into public.readings ${sql(rows)}`;
      await pause(20);
    }
  })();
  const startedAt = performance.now();
  const { ids, requests, parallel } = await read();
  const ms = performance.now() - startedAt;
  isOver = true;
  await inserting;
  await sql`delete from public.readings where id > ${rowCount}`;
  const found = new Set(ids);
  const missing = Array.from({ length: rowCount }, (_, i) => i + 1).filter((id) => !found.has(id)).length;
  if (missing > 0 || found.size !== ids.length || parallel > 4) {
    throw new Error(`${missing} missing, ${ids.length - found.size} double, ${parallel} requests at a time`);
  }
  return { ms, requests };
}

const clientModule = z.object({
  readAtOnce: z.custom<(...args: unknown[]) => unknown>((given) => typeof given === 'function'),
});
const readResult = z.object({ ids: z.array(z.number()), requests: z.number(), parallel: z.number() });

/** As the data source reads, built as it is for a browser. */
async function loadClient(): Promise<(url: string, isRefresh: boolean) => Promise<Read>> {
  const { readAtOnce } = clientModule.parse(await bundled(path.join(import.meta.dirname, 'pastTheCap.client.ts')));
  return async (url, isRefresh) => readResult.parse(await readAtOnce(url, range, 2 * rowCount, isRefresh));
}

const page = z.array(z.object({ id: z.number(), at: z.string() }));

/** As short as it can be written: each page from where the one before ended. */
async function readInTurn(url: string): Promise<Read> {
  const ids: number[] = [];
  let after = `at=gte.${new Date(range.from).toISOString()}`;
  for (let requests = 1; ; requests++) {
    const address = `${url}/read/readings?select=*&${after}&at=lt.${new Date(range.to).toISOString()}&order=at.asc,id.asc&limit=1000`;
    const rows = page.parse(await (await fetch(address, { headers: { 'Accept-Profile': 'public' } })).json());
    ids.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (!last || rows.length < 1000) {
      return { ids, requests, parallel: 1 };
    }
    const at = encodeURIComponent(`"${last.at}"`);
    after = `at=gte.${encodeURIComponent(last.at)}&or=(at.gt.${at},and(at.eq.${at},id.gt.${last.id}))`;
  }
}
