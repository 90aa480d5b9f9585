import { type Asked, at, quote } from './naiveRuns';
import { type Sql } from './testDatabase';

/** What a random scenario does to public.scrape_runs, its rollups, or asks. */
export type Step =
  | { do: 'insert'; runs: DrawnRun[] }
  | { do: 'update'; picks: number[]; to: DrawnRun; moves: boolean }
  | { do: 'progress'; picks: number[]; status: string; seconds: number; found: number }
  | { do: 'delete'; picks: number[] }
  | { do: 'refresh' | 'rebuild' | 'install triggers' | 'remove triggers' }
  | { do: 'ask'; question: Question };

/** `when` places it: seconds before now, or after the change of a clock (its place in `clockChanges`). */
export interface DrawnRun {
  when: { near: number | null; seconds: number };
  client: number;
  scraper: number;
  status: string;
  seconds: number | null;
  expected: number | null;
  found: number | null;
  profiles: number | null;
}

export interface Question {
  window: { near: number | null; before: number; length: number };
  bucket: number;
  zone: string;
  filters: { systems: string[]; environments: string[]; clients: string[]; scrapers: string[]; statuses: string[] };
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Daylight saving there and back, in Lord Howe by half an hour; and a zone whose days begin at half past of UTC. */
export const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const dstZones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];

export const statuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'];
export const clients = ['ada', 'bea', 'cyd', 'dan'];
export const scrapers = ['ig-1', 'ig-2', 'mon-1'];

/** When a scenario began, and the changes of clocks before: the newest of each zone, then those before them. */
export interface Now {
  began: Date;
  clocks: Date[];
}

export function clockChanges(began: Date): Date[] {
  const found = dstZones.map((zone) => lastChanges(zone, began));
  return [...found.map(([newest]) => newest), ...found.map(([, before]) => before)].flatMap((change) => change ?? []);
}

/** Whole half hours after which the zone's distance from UTC differs, newest first, at least three days before `began`. */
function lastChanges(zone: string, began: Date): Date[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (time: number) => format.format(time).replace(/^.*GMT/, '');
  const step = (DAY / 48) * 1000;
  const changes: Date[] = [];
  let time = Math.floor((began.getTime() - 3 * DAY * 1000) / step) * step;
  for (; changes.length < 2; time -= DAY * 1000) {
    for (let part = time; offset(time) !== offset(time - DAY * 1000) && part > time - DAY * 1000; part -= step) {
      if (offset(part) !== offset(part - step)) {
        changes.push(new Date(part));
      }
    }
  }
  return changes;
}

/** Four clients, one of them paused and one idle, and three scrapers; `ada` and `dan` share ig-1 and ig-2 with `cyd`. */
export async function seedFleet(sql: Sql): Promise<void> {
  await sql.unsafe(`
    insert into public.clients (username, system, environment, status, expected_accounts) values
      ('ada', 'IGF', 'prod', 'active', 100), ('bea', 'IGM', 'dev', 'active', 50),
      ('cyd', 'IGF', 'prod', 'paused', 10), ('dan', 'IGF', 'prod', 'active', null);
    insert into public.scrapers (name, system, environment, status, started_at) values
      ('ig-1', 'IGF', 'prod', 'running', now() - interval '2 h'), ('ig-2', 'IGF', 'prod', 'error', null),
      ('mon-1', 'IGM', 'dev', 'stopped', null)`);
}

/** SQL: a row of values for public.scrape_runs, in the order of `runColumns`. */
export function valuesOf(run: DrawnRun, { began, clocks }: Now): string {
  const client = clients[run.client] ?? 'ada';
  const scraper = client === 'bea' ? 'mon-1' : (scrapers[run.scraper] ?? 'ig-1');
  const queued = at(instant(run.when, { began, clocks }));
  const hasEnded = ['completed', 'failed', 'cancelled'].includes(run.status) && run.seconds !== null;
  const started = `${queued} + interval '3 s'`;
  return `(
    (select id from public.clients where username = ${quote(client)}), (select id from public.scrapers where name = ${quote(scraper)}),
    ${quote(run.status)}, ${queued}, ${run.status === 'queued' ? 'null::timestamptz' : started},
    ${hasEnded ? `${started} + interval '${run.seconds} s'` : 'null::timestamptz'},
    ${run.expected}::integer, ${run.found}::integer, ${run.profiles}::integer, ${run.found}::integer, ${run.profiles}::integer)`;
}

export const runColumns =
  'client_id, scraper_id, status, created_at, started_at, finished_at, expected_accounts, accounts_found, profiles_scraped, posts_collected, api_calls';

/** Seconds after the change of a clock, or before the beginning of the scenario. */
function instant({ near, seconds }: DrawnRun['when'], { began, clocks }: Now): string {
  const clock = near === null ? undefined : clocks[near];
  return new Date(clock ? clock.getTime() + seconds * 1000 : began.getTime() - seconds * 1000).toISOString();
}

/** The window, bucket (seconds or a month) and filters that a drawn question means. */
export function askedBy(
  { window, bucket, zone, filters }: Question,
  now: Now
): { asked: Asked; width: number | 'month'; zone: string } {
  const to = instant({ near: window.near, seconds: window.before }, now);
  const asked = { from: new Date(Date.parse(to) - window.length * 1000).toISOString(), to, ...filters };
  const fine = [300, 900, 5400].filter((width) => window.length <= 2 * DAY || width === 5400); // at most 2,000 rows
  const widths = [
    ...(window.length <= 60 * DAY ? [...fine, HOUR, 3 * HOUR] : []),
    12 * HOUR,
    DAY,
    7 * DAY,
    'month' as const,
  ];
  return { asked, width: widths[bucket % widths.length] ?? DAY, zone };
}
