import { type Asked, at, figures, runsOf } from '../supabase/tests/naiveRuns.ts';

export interface Question {
  /** The function of schema scrapewatch, and its arguments beside the window. */
  name: string;
  more?: Record<string, string>;
  /** It reads eight weeks before the window, too: a history of 36 days is no comparison. */
  looksBack?: true;
  /** SQL: the same question as one GROUP BY over the raw rows. */
  raw(asked: Asked): string;
}

const percentile = 'percentile_cont(0.5) within group (order by r.duration_seconds) as p50';
const rates =
  "count(*) filter (where r.status = 'failed') as failed, count(*) filter (where r.status in ('completed', 'failed')) as ended";
const hourly = (asked: Asked, bucket: string) => `
  with r as (${runsOf(asked)})
  select date_bin('${bucket}', r.queued_at, '2000-01-01 00:00:00+00') as "time", ${figures} from r group by 1 order by 1`;

/** What dashboards ask over the last 30 days of runs. A raw query leaves out what makes it slower than needed. */
export const questions: Question[] = [
  { name: 'run_stats', raw: (asked) => `with r as (${runsOf(asked)}) select ${figures}, ${percentile} from r` },
  { name: 'run_series', more: { bucket: "interval '1 hour'" }, raw: (asked) => hourly(asked, '1 hour') },
  {
    name: 'run_series',
    more: { bucket: "interval '1 day'", tz: "'Europe/Berlin'" },
    raw: (asked) => `
      with r as (${runsOf(asked)})
      select date_trunc('day', r.queued_at, 'Europe/Berlin') as "time", ${figures} from r group by 1 order by 1`,
  },
  {
    name: 'coverage_by_client',
    raw: (asked) => `
      with r as (${runsOf(asked)})
      select r.client_id, r.client, r.system, r.environment, count(*) as runs, sum(r.expected) as expected, sum(r.found) as found,
        sum(r.found) filter (where r.queued_at >= ${middle(asked)}) as late_found, max(r.queued_at) as last_run_at,
        (array_agg(r.coverage order by r.queued_at desc) filter (where r.coverage is not null))[1] as last_coverage
      from r group by 1, 2, 3, 4`,
  },
  {
    name: 'duration_histogram',
    raw: (asked) => `
      with r as (${runsOf(asked)})
      select width_bucket(r.duration_seconds, array[30, 60, 120, 180, 240, 300, 420, 600, 900, 1800]::float8[]) as place, count(*)
      from r where r.duration_seconds is not null group by 1`,
  },
  {
    name: 'scraper_status',
    raw: (asked) => `
      with r as (${runsOf(asked)})
      select r.scraper, r.system, r.environment, count(*) as runs, sum(r.profiles_scraped) as profiles,
        sum(r.posts_collected) as posts, ${rates}, avg(r.duration_seconds) as mean_seconds
      from r group by 1, 2, 3`,
  },
  {
    name: 'slo_report',
    raw: (asked) => `
      with r as (${runsOf(asked)})
      select r.system, r.environment, ${rates}, ${[1, 6, 72].map((hours) => burned(asked, hours)).join(', ')}
      from r group by 1, 2`,
  },
  {
    name: 'data_quality',
    looksBack: true, // it counts anomalies
    raw: (asked) => `
      with r as (${runsOf(asked)})
      select r.system, r.environment, count(*) as rows_checked,
        sum(num_nulls(r.expected, r.found, r.started_at, r.finished_at)) filter (where r.status = 'completed') as missing,
        count(*) filter (where r.found < 0 or r.found > r.expected or r.finished_at < r.started_at) as invalid,
        count(distinct (r.client_id, r.queued_at)) as distinct_rows
      from r group by 1, 2`,
  },
  {
    name: 'anomalies',
    looksBack: true,
    // The eight weeks of history that each hour is compared with belong to the question.
    raw: (asked) => `
      with r as (${runsOf({ ...asked, from: new Date(Date.parse(asked.from) - 56 * 86_400_000).toISOString() })})
      select date_bin('1 hour', r.queued_at, '2000-01-01 00:00:00+00') as "time", r.system, r.environment, count(*),
        avg(r.coverage), avg(r.duration_seconds)
      from r group by 1, 2, 3`,
  },
  {
    name: 'cost_series',
    raw: (asked) => `
      with r as (${runsOf(asked)})
      select date_bin('1 day', r.queued_at, '2000-01-01 00:00:00+00') as "time", r.system, r.environment, count(*)
      from r where r.status = 'completed' group by 1, 2, 3`,
  },
];

function burned({ to }: Asked, hours: number): string {
  const recent = `r.queued_at >= ${at(to)} - interval '${hours} hours'`;
  return `count(*) filter (where r.status = 'failed' and ${recent}), count(*) filter (where r.status in ('completed', 'failed') and ${recent})`;
}

function middle({ from, to }: Asked): string {
  return at(new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString());
}
