import { type Sql } from './testDatabase';

/** Fields that a test writes down; the rest are defaults. Times are SQL expressions, e.g. `now() - interval '1 h'`. */
export interface RunFacts {
  client?: string;
  scraper?: string;
  status?: string;
  queuedAt?: string;
  startedAt?: string;
  finishedAt?: string;
  expected?: number;
  found?: number;
  retries?: number;
  error?: string;
  profiles?: number;
  worker?: string;
}

const noon = "timestamptz '2026-03-10 12:00:00+00'";

/** Two clients and two scrapers: `ada`/`ig-1` in IGF prod, `bea`/`mon-1` in IGM dev. */
export async function seedTeam(sql: Sql): Promise<void> {
  await sql.unsafe(`
    insert into public.clients (username, email, system, environment, expected_accounts, created_at) values
      ('ada', 'ada@example.org', 'IGF', 'prod', 100, ${noon} - interval '10 days'),
      ('bea', 'bea@example.org', 'IGM', 'dev', 50, ${noon} - interval '2 days');
    insert into public.scrapers (name, system, environment, status, started_at) values
      ('ig-1', 'IGF', 'prod', 'running', now() - interval '2 h'),
      ('mon-1', 'IGM', 'dev', 'running', now() - interval '1 h');`);
}

/** Writes runs of the team; returns their ids in the order given. */
export async function addRuns(sql: Sql, runs: RunFacts[]): Promise<string[]> {
  const ids: string[] = [];
  for (const run of runs) {
    const queuedAt = run.queuedAt ?? noon;
    const [row] = await sql.unsafe<Array<{ id: number }>>(
      `insert into public.scrape_runs (client_id, scraper_id, status, created_at, started_at, finished_at, expected_accounts,
        accounts_found, retries, error, profiles_scraped, worker)
      select c.id, s.id, $3, ${queuedAt}, ${run.startedAt ?? 'null'}, ${run.finishedAt ?? 'null'}, $4, $5, $6, $7, $8, $9
      from public.clients c, public.scrapers s where c.username = $1 and s.name = $2 returning id`,
      [
        run.client ?? 'ada',
        run.scraper ?? (run.client === 'bea' ? 'mon-1' : 'ig-1'),
        run.status ?? 'completed',
        run.expected ?? null,
        run.found ?? null,
        run.retries ?? 0,
        run.error ?? null,
        run.profiles ?? null,
        run.worker ?? null,
      ]
    );
    ids.push(String(row?.id));
  }
  return ids;
}

/** `2026-03-10` at the given UTC time of day, as SQL. */
export function at(time: string, day = '2026-03-10'): string {
  return `timestamptz '${day} ${time}+00'`;
}
