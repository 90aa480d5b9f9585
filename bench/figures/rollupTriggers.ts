import type postgres from 'postgres';
import { startBenchServer } from '../database/benchDatabase.ts';
import type { Figure } from '../Figure.ts';
import { median } from '../median.ts';

const samples = 9;
const SINGLES = 200;
const BATCH = 2_000;

interface Write {
  what: string;
  /** Statements, each committed by itself, as PostgREST does it. */
  statements(round: number): string[];
}

const insertInto = `insert into public.scrape_runs (client_id, scraper_id, worker, status, expected_accounts, created_at, started_at)
  select c.id, s.id, 'bench', 'processing', 100, now() - age * interval '1 minute', now()
  from (select id from public.clients order by username limit 1) c, (select id from public.scrapers order by name limit 1) s, `;

/** Runs of three days ago that have ended: behind the watermark, so that the triggers have something to note. */
const updateOf = (first: number, count: number) =>
  `update public.scrape_runs set accounts_found = accounts_found - 1, updated_at = now()
  where id >= (select rows from bench.seed) - 100000 + ${first} and id < (select rows from bench.seed) - 100000 + ${first + count}`;

const writes: Write[] = [
  {
    what: `insert of single runs queued now, ${SINGLES} of them`,
    statements: () => Array.from({ length: SINGLES }, () => `${insertInto} (values (0)) v (age)`),
  },
  {
    what: `insert of ${BATCH} runs at once, queued over the last day`,
    statements: () => [`${insertInto} (select n * 1440.0 / ${BATCH} from generate_series(1, ${BATCH}) n) v (age)`],
  },
  {
    what: `update of single runs of three days ago, ${SINGLES} of them`,
    statements: (round) => Array.from({ length: SINGLES }, (_, n) => updateOf(round * SINGLES + n, 1)),
  },
  {
    what: `update of ${BATCH} runs of three days ago at once`,
    statements: (round) => [updateOf(round * BATCH, BATCH)],
  },
];

/** P3: what the optional triggers, which note changed hours, cost those who write; on ten million runs. */
export const rollupTriggers: Figure = {
  id: 'P3',
  async measure() {
    const server = await startBenchServer();
    try {
      const [sql] = await server.databases({ rows: 10_000_000 });
      if (!sql) {
        throw new Error('The database is missing');
      }
      const measured = [];
      for (const write of writes) {
        measured.push(await measureWrite(sql, write));
      }
      return measured;
    } finally {
      await server.stop();
    }
  },
};

async function measureWrite(sql: postgres.Sql, { what, statements }: Write) {
  const times = { without: [] as number[], with: [] as number[] };
  for (let round = -1; round < samples; round++) {
    for (const kind of ['without', 'with'] as const) {
      if (kind === 'with') {
        await sql`select scrapewatch.install_rollup_triggers('public.scrape_runs', 'created_at')`;
      }
      const milliseconds = await timeOf(sql, statements(2 * round + 2 + (kind === 'with' ? 1 : 0)));
      await sql`select scrapewatch.remove_rollup_triggers('public.scrape_runs')`;
      await sql`delete from public.scrape_runs where worker = 'bench' and created_at > now() - interval '2 days'`;
      if (round >= 0) {
        times[kind].push(milliseconds);
      }
    }
  }
  await sql`select scrapewatch.refresh_rollups(interval '5 days')`;
  return {
    what: `triggers: ${what}`,
    value: median(times.with.map((value, round) => value / (times.without[round] ?? NaN))),
    goal: 1.3,
    unit: 'ratio' as const,
    reference: `${median(times.with).toFixed(1)} ms against ${median(times.without).toFixed(1)} ms without triggers, each statement committed`,
    samples,
  };
}

async function timeOf(sql: postgres.Sql, statements: string[]): Promise<number> {
  const startedAt = performance.now();
  for (const statement of statements) {
    await sql.unsafe(statement);
  }
  return performance.now() - startedAt;
}
