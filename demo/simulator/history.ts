import postgres from 'postgres';
import { createFleet } from './fleet';
import { alertsSql } from './past/alertsSql';
import { businessSql } from './past/businessSql';
import { castSql } from './past/castSql';
import { closeSql } from './past/closeSql';
import { deploymentsSql } from './past/deploymentsSql';
import { logsSql } from './past/logsSql';
import { pagesSql } from './past/pagesSql';
import { drawSql, type Period } from './past/period';
import { queueSql } from './past/queueSql';
import { rollupsSql } from './past/rollupsSql';
import { runsSql } from './past/runsSql';
import { sizesSql } from './past/sizesSql';
import { stateSql } from './past/stateSql';

export interface HistoryOptions {
  seed: number;
  /** Length of the past on a first start; also how far back a later start fills. Default 42: six weeks of every hour. */
  days?: number;
  /** When the past ends. Default: the present. */
  now?: Date;
}

export interface FilledHistory {
  /** `filled`: the tables were empty. `caught-up`: the time since the last run was filled. `nothing`: no gap worth it. */
  outcome: 'filled' | 'caught-up' | 'nothing';
  /** Runs written. */
  runs: number;
  seconds: number;
}

const DAY_MS = 86_400_000;
const GAP_WORTH_FILLING_MS = 5 * 60_000;

/**
 * Gives the demo's tables a past that ends at `now`: days of it when they are empty, else what is missing since the last
 * run (the stack was off), which takes a second or two at most. A demo of 0.1.0 gets what it lacked: the optional tables. One transaction: all or nothing.
 * Rejects with PostgreSQL's error when the demo's tables (supabase/seed) are not there.
 */
export async function ensureHistory(databaseUrl: string, options: HistoryOptions): Promise<FilledHistory> {
  const { seed, days = 42, now = new Date() } = options;
  const began = performance.now();
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const filled = await sql.begin(async (transaction) => {
      const [last] = await transaction<[{ at: Date | null; hasBusiness: boolean }]>`select
        (select max(created_at) from public.scrape_runs) as at, exists (select from public.users) as "hasBusiness"`;
      const earliest = new Date(now.getTime() - days * DAY_MS);
      const from = new Date(last.at ? Math.max(earliest.getTime(), last.at.getTime() + 1) : earliest);
      if (last.at && last.hasBusiness && now.getTime() - from.getTime() < GAP_WORTH_FILLING_MS) {
        return { outcome: 'nothing' as const, runs: 0 };
      }
      await transaction.unsafe(historySql({ seed, from, now, isFirst: last.at === null }));
      const business = { seed, from: last.hasBusiness ? from : earliest, now };
      await transaction.unsafe(businessSql(business, !last.hasBusiness));
      await transaction.unsafe(rollupsSql({ seed, from, now }, last.at === null));
      const [written] = await transaction<[{ runs: number }]>`select count(*)::integer as runs from sim_runs`;
      return { outcome: last.at ? ('caught-up' as const) : ('filled' as const), runs: written.runs };
    });
    // Sizes only now: until the transaction ends, its temporary tables count as part of the database.
    await sql.unsafe(sizesSql({ seed, from: new Date(now.getTime() - days * DAY_MS), now }));
    return { ...filled, seconds: secondsSince(began) };
  } finally {
    await sql.end();
  }
}

/**
 * Returns the statements that write a period, for PostgreSQL 15 and later, to be run in one transaction. The same seed
 * and times write the same rows: whatever happens follows from hashes, never from `random()` or the order of rows.
 */
export function historySql({ isFirst, ...period }: Period & { isFirst: boolean }): string {
  const parts = [
    "set local jit = off; set local work_mem = '64MB';",
    drawSql(period),
    castSql(createFleet(period.seed), period),
    isFirst ? '' : closeSql(period),
    runsSql(period),
    pagesSql(period, isFirst),
    queueSql(period),
    logsSql(period),
    deploymentsSql(period),
    isFirst ? stateSql(period) : '',
    alertsSql(period, isFirst),
    'analyze public.scrape_runs, public.scrape_logs, public.queue_samples, public.pages, public.client_pages;',
  ];
  return parts.join('\n');
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
