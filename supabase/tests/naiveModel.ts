import { type DrawnRun, type Now, runColumns, type Step, valuesOf } from './naiveWorld';
import { type Sql } from './testDatabase';

const HOUR_MS = 3_600_000;
const WINDOW_MS = 48 * HOUR_MS; // rollup_window_seconds

/**
 * Does a scenario's steps to a database, and knows when CONTRACT.md promises exact answers without a refresh: unless a run
 * was added, changed or removed behind the watermark, in an hour without open runs at the last roll-up, without triggers
 * (a silent change). A refresh takes in the silent changes of the last 48 hours, a rebuild all.
 */
export class RollupModel {
  private watermark = -Infinity;
  private openHours = new Set<number>();
  private silentHours = new Set<number>();
  private hasTriggers = false;

  constructor(
    private readonly sql: Sql,
    readonly now: Now
  ) {}

  get isExact(): boolean {
    return this.silentHours.size === 0;
  }

  async apply(step: Exclude<Step, { do: 'ask' }>): Promise<void> {
    switch (step.do) {
      case 'insert':
        return this.insert(step.runs);
      case 'update':
        return this.update(step.picks, step.to, step.moves);
      case 'progress':
        return this.progress(step);
      case 'delete':
        return this.changed(
          `delete from public.scrape_runs t using ${picked(step.picks)} p where t.id = p.id returning p.created_at as old`
        );
      case 'refresh':
        return this.rolledUp('refresh_rollups', WINDOW_MS);
      case 'rebuild':
        return this.rolledUp('rebuild_rollups', Infinity);
      case 'install triggers':
        await this.sql`select scrapewatch.install_rollup_triggers('public.scrape_runs', 'created_at')`;
        this.hasTriggers = true;
        return;
      case 'remove triggers':
        await this.sql`select scrapewatch.remove_rollup_triggers('public.scrape_runs')`;
        this.hasTriggers = false;
    }
  }

  private insert(runs: DrawnRun[]): Promise<void> {
    const rows = runs.map((run) => valuesOf(run, this.now)).join(', ');
    return this.changed(`insert into public.scrape_runs (${runColumns}) values ${rows} returning created_at as new`);
  }

  /** Anything into anything, time, client and scraper too. */
  private update(picks: number[], to: DrawnRun, moves: boolean): Promise<void> {
    const columns = runColumns.split(', ').filter((column) => moves || column !== 'created_at');
    return this.changed(`
      update public.scrape_runs t set (${columns.join(', ')}) = (select ${columns.map((column) => `v.${column}`).join(', ')} from (values ${valuesOf(to, this.now)}) v (${runColumns}))
      from ${picked(picks)} p where t.id = p.id returning p.created_at as old, t.created_at as new`);
  }

  /** What a worker does: open runs are claimed and finished. */
  private progress({ picks, status, seconds, found }: Extract<Step, { do: 'progress' }>): Promise<void> {
    const started = 'coalesce(t.started_at, t.created_at)';
    return this.changed(`
      update public.scrape_runs t set status = '${status}', started_at = ${started}, accounts_found = ${found},
        finished_at = ${status === 'processing' ? 'null::timestamptz' : `${started} + interval '${seconds} s'`}
      from ${picked(picks, "where status in ('queued', 'processing')")} p where t.id = p.id returning t.created_at as new`);
  }

  private async changed(statement: string): Promise<void> {
    const rows = await this.sql.unsafe<Array<{ old?: Date; new?: Date }>>(statement);
    const hours = rows.flatMap((row) => [row.old, row.new]).flatMap((time) => (time ? [hourOf(time)] : []));
    if (!this.hasTriggers) {
      hours
        .filter((hour) => hour < this.watermark && !this.openHours.has(hour))
        .forEach((hour) => this.silentHours.add(hour));
    }
  }

  private async rolledUp(routine: string, reachMs: number): Promise<void> {
    const [row] = await this.sql.unsafe<Array<{ done: { watermark?: string; busy?: boolean }; now: Date }>>(
      `select scrapewatch.${routine}() as done, now()`
    );
    const [marked] = await this.sql<Array<{ watermark: Date }>>`select watermark from scrapewatch.rollup_state`;
    if (!row || !marked) {
      throw new Error(`${routine}() gave no answer`);
    }
    this.watermark = marked.watermark.getTime();
    const oldest = row.now.getTime() - reachMs;
    this.silentHours = new Set([...this.silentHours].filter((hour) => hour < oldest));
    const open = await this.sql<Array<{ time: Date }>>`
      select created_at as time from public.scrape_runs where status in ('queued', 'processing')`;
    this.openHours = new Set(open.map(({ time }) => hourOf(time)));
  }
}

/** SQL: existing rows, by their places in the order of ids. */
function picked(picks: number[], where = ''): string {
  return `(
    select id, created_at from (
      select id, created_at, row_number() over (order by id) - 1 as place, count(*) over () as total from public.scrape_runs ${where}
    ) numbered where place in (select pick % total from unnest(array[${picks.join(', ')}]::bigint[]) pick)
  )`;
}

function hourOf(time: Date): number {
  return Math.floor(time.getTime() / HOUR_MS) * HOUR_MS;
}
