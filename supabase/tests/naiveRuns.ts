// What the functions over runs must answer, written from CONTRACT.md over the demo's raw tables: no view, no rollup.
// Each answer is SQL text; bench/ times the same text as the reference of its ratios.

/** A window and its filters, as the functions take them. Times are ISO 8601; an empty or missing filter means all. */
export interface Asked {
  from: string;
  to: string;
  systems?: string[];
  environments?: string[];
  clients?: string[];
  scrapers?: string[];
  statuses?: string[];
}

/** The call of a function of schema scrapewatch with these arguments, and more of its own. */
export function callOf(name: string, asked: Asked, more: Record<string, string> = {}): string {
  const given = Object.entries({ ...filtersOf(name, asked), ...more }).map(([key, value]) => `${key} => ${value}`);
  return `select * from scrapewatch.${name}(${[`from_ts => ${at(asked.from)}`, `to_ts => ${at(asked.to)}`, ...given].join(', ')})`;
}

const filterNames = ['systems', 'environments', 'clients', 'scrapers', 'statuses'] as const;
const takenFilters: Record<string, readonly string[]> = {
  scraper_status: ['systems', 'environments', 'scrapers'],
  data_quality: ['systems', 'environments'],
  slo_report: ['systems', 'environments'],
  anomalies: ['systems', 'environments'],
  cost_series: ['systems', 'environments'],
};

function filtersOf(name: string, asked: Asked): Record<string, string> {
  const taken = takenFilters[name] ?? filterNames;
  return Object.fromEntries(
    filterNames.flatMap((filter) => {
      const words = asked[filter];
      return taken.includes(filter) && words ? [[filter, list(words)]] : [];
    })
  );
}

export const naive = {
  run_stats: (asked: Asked) => `
    with r as (${runsOf(asked)})
    select ${figures}, ${percentile('0.5', 'p50_duration_seconds')},
      count(*) filter (where r.status = 'completed')::float8 / nullif(count(*), 0) as completed_share
    from r`,

  /** `starts` are the buckets' beginnings, in order: the caller checks those separately. */
  run_series: (asked: Asked, starts: string[]) => `
    with r as (${runsOf(asked)}),
    b as (
      select s as "time", lead(s, 1, 'infinity') over (order by s) as next
      from unnest(${list(starts)}::timestamptz[]) s
    )
    select b."time", g.* from b cross join lateral (
      select ${figures} from r where r.queued_at >= b."time" and r.queued_at < b.next
    ) g order by 1`,

  coverage_by_client: (asked: Asked) => `
    with r as (${runsOf(asked)}),
    halved as (
      select r.*, r.queued_at >= ${at(asked.from)} + (${at(asked.to)} - ${at(asked.from)}) / 2 as late from r
    ),
    g as (
      select client_id, min(client) as client, min(system) as system, min(environment) as environment, count(*) as runs,
        sum(expected) filter (where coverage is not null) as expected,
        sum(found) filter (where coverage is not null) as found,
        ${shareFound('late')} - ${shareFound('not late')} as trend,
        max(queued_at) as last_run_at,
        max(queued_at) filter (where coverage is not null) as covered_at
      from halved group by client_id
    )
    select g.client_id, g.client, g.system, g.environment, g.runs, g.expected, g.found,
      g.found::float8 / nullif(g.expected, 0) as coverage, ${setting('coverage_target_ratio')} as target,
      (select min(r.coverage) from r where r.client_id = g.client_id and r.queued_at = g.covered_at) as last_coverage,
      g.trend, g.last_run_at
    from g
    ${asksForCertainRuns(asked) ? '' : `union all ${idleClients(asked)}`}
    order by coverage nulls last, client, client_id`,

  duration_histogram: (asked: Asked) => `
    with r as (${runsOf(asked)}),
    e as (
      select f as from_seconds, lead(f) over (order by f) as to_seconds
      from unnest(array[0, 30, 60, 120, 180, 240, 300, 420, 600, 900, 1800]::float8[]) f
    )
    select e.*, (
      select count(*) from r
      where (r.duration_seconds >= e.from_seconds or e.from_seconds = 0)
        and (e.to_seconds is null or r.duration_seconds < e.to_seconds)
    ) as runs
    from e order by 1`,

  scraper_status: (asked: Asked) => `
    with r as (${runsOf({ ...asked, clients: [], statuses: [] })})
    select s.name as scraper, s.system, s.environment, s.status, s.last_run_at,
      count(r.run_id) as runs,
      coalesce(sum(r.profiles_scraped), 0) as profiles_scraped,
      coalesce(sum(r.posts_collected), 0) as posts_collected,
      coalesce(sum(r.profiles_scraped), 0) * 60 / extract(epoch from ${at(asked.to)} - ${at(asked.from)})::float8 as scrape_rate_per_minute,
      ${rate('failed')} as error_rate,
      avg(r.duration_seconds) as mean_processing_seconds,
      (select count(*) from public.scrape_runs q where q.scraper_id = s.id and q.status = 'queued') as backlog
    from public.scrapers s
    left join r on r.scraper = s.name
    where ${within('s.system', asked.systems)} and ${within('s.environment', asked.environments)} and ${within('s.name', asked.scrapers)}
    group by s.id
    order by array_position(array['error', 'stopped', 'paused', 'running'], s.status), s.name`,

  /** The row of the data set `runs` a system and environment; without anomalies, which have a test of their own. */
  data_quality: (asked: Asked) => `
    with r as (${runsOf(scopeOf(asked))})
    select 'runs' as dataset, system, environment, count(*) as rows_checked,
      1 - sum(case when status = 'completed' then num_nulls(expected, found, started_at, finished_at) else 0 end)::float8
        / nullif(4 * count(*) filter (where status = 'completed'), 0) as completeness_ratio,
      1 - count(*) filter (where found < 0 or found > expected or finished_at < started_at)::float8 / count(*) as accuracy_ratio,
      count(*) - count(distinct (client_id, queued_at)) as duplicate_rows,
      (count(*) - count(distinct (client_id, queued_at)))::float8 / count(*) as duplicate_ratio
    from r group by system, environment order by 2, 3`,

  /** The objective `runs` where a run has ended; what is still to come counts for nothing. */
  slo_report: (asked: Asked) => `
    with r as (select * from (${runsOf(scopeOf(asked))}) asked where queued_at < now()),
    burned as (${[1, 6, 72]
      .map(
        (hours) => `select ${hours} as hours, q.* from (${runsOf({ ...scopeOf(asked), from: '-infinity' })}) q
      where q.queued_at >= least(${at(asked.to)}, now()) - interval '${hours} hours' and q.queued_at < now()`
      )
      .join(' union all ')})
    select o.system, r.environment, o.objective,
      count(*) filter (where r.status = 'completed') as good,
      count(*) filter (where r.status in ('completed', 'failed')) as total,
      ${rate('completed')} as ratio,
      1 - (1 - ${rate('completed')}) / (1 - o.objective) as budget_remaining_ratio,
      ${[1, 6, 72]
        .map(
          (hours) => `(
        select (1 - count(*) filter (where b.status = 'completed')::float8 / nullif(count(*) filter (where b.status in ('completed', 'failed')), 0))
          / (1 - o.objective)
        from burned b where b.hours = ${hours} and b.system = o.system and b.environment = r.environment
      ) as burn_rate_${hours === 72 ? '3d' : `${hours}h`}`
        )
        .join(', ')}
    from scrapewatch.slos o join r on r.system = o.system
    where o.slo = 'runs' group by o.system, r.environment, o.objective
    having count(*) filter (where r.status in ('completed', 'failed')) > 0 order by 1, 2`,
};

/** SQL: the runs of a window with what the contract derives from them, as `r` in `figures`. */
export function runsOf(asked: Asked): string {
  return `
    select t.id::text as run_id, s.system, s.environment, t.client_id::text as client_id, c.username as client, s.name as scraper,
      t.status, t.created_at as queued_at, t.started_at, t.finished_at,
      extract(epoch from t.finished_at - t.started_at)::float8 as duration_seconds,
      t.expected_accounts as expected, t.accounts_found as found,
      case when t.expected_accounts > 0 and t.status in ('completed', 'failed', 'cancelled')
        then t.accounts_found::float8 / t.expected_accounts end as coverage,
      t.profiles_scraped, t.posts_collected, t.api_calls
    from public.scrape_runs t
    left join public.scrapers s on s.id = t.scraper_id
    left join public.clients c on c.id = t.client_id
    where t.created_at >= ${at(asked.from)} and t.created_at < ${at(asked.to)}
      and ${within('s.system', asked.systems)} and ${within('s.environment', asked.environments)}
      and ${within('c.username', asked.clients)} and ${within('s.name', asked.scrapers)} and ${within('t.status', asked.statuses)}`;
}

/** The filters that every function takes. */
function scopeOf({ from, to, systems, environments }: Asked): Asked {
  return { from, to, systems, environments };
}

const ended = `nullif(count(*) filter (where r.status in ('completed', 'failed')), 0)`;

function rate(status: string): string {
  return `count(*) filter (where r.status = '${status}')::float8 / ${ended}`;
}

/** SQL: the columns that run_stats and run_series share, over the rows of `r`. */
export const figures = [
  'count(*) as total',
  ...['queued', 'processing', 'completed', 'failed', 'cancelled'].map(
    (status) => `count(*) filter (where r.status = '${status}') as ${status}`
  ),
  `${rate('completed')} as success_rate`,
  `${rate('failed')} as failed_rate`,
  'avg(r.coverage) as avg_coverage',
  'avg(r.duration_seconds) as avg_duration_seconds',
  percentile('0.95', 'p95_duration_seconds'),
  ...['profiles_scraped', 'posts_collected', 'api_calls'].map((name) => `coalesce(sum(r.${name}), 0) as ${name}`),
].join(', ');

function percentile(fraction: string, name: string): string {
  return `percentile_cont(${fraction}) within group (order by r.duration_seconds) as ${name}`;
}

function shareFound(half: string): string {
  const sum = (column: string) => `sum(${column}) filter (where coverage is not null and ${half})`;
  return `${sum('found')}::float8 / nullif(${sum('expected')}, 0)`;
}

function asksForCertainRuns({ scrapers = [], statuses = [] }: Asked): boolean {
  return scrapers.length > 0 || statuses.length > 0;
}

function idleClients(asked: Asked): string {
  return `
    select c.id::text, c.username, c.system, c.environment, 0, null, null, null, ${setting('coverage_target_ratio')}, null, null, null
    from public.clients c
    where c.status = 'active' and c.id::text not in (select client_id from g)
      and ${within('c.system', asked.systems)} and ${within('c.environment', asked.environments)} and ${within('c.username', asked.clients)}`;
}

function setting(key: string): string {
  return `(select value from scrapewatch.settings where key = '${key}')`;
}

/** SQL: the column is one of the words; true when there are none. */
export function within(column: string, words: string[] = []): string {
  return words.length === 0 ? 'true' : `${column} in (${words.map(quote).join(', ')})`;
}

function list(words: string[]): string {
  return `array[${words.map(quote).join(', ')}]::text[]`;
}

/** A timestamptz literal. */
export function at(time: string): string {
  return `timestamptz ${quote(time)}`;
}

/** A text literal. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
