import { type Asked, at, runsOf } from './naiveRuns';

const WEEKS = 8;

/** SQL: what anomalies(…, only_anomalies => false) must answer, written from CONTRACT.md over the raw rows. */
export function naiveAnomalies(asked: Asked): string {
  const hour = (time: string) => `date_bin('1 hour', ${time}, '2000-01-01 00:00:00+00')`;
  const end = hour(`least(${at(asked.to)}, now())`);
  const first = hour(`${at(asked.from)} + interval '1 hour' - interval '1 microsecond'`);
  const before = `${first} - interval '${WEEKS * 168} hours'`;
  return `
    with r as (select q.* from (${runsOf({ ...asked, from: '-infinity', to: 'infinity' })}) q where q.queued_at >= ${before} and q.queued_at < ${end}),
    h as (
      select system, environment, ${hour('queued_at')} as hour, count(*)::float8 as runs,
        round(avg(coverage)::numeric, 9)::float8 as coverage, round(avg(duration_seconds)::numeric, 6)::float8 as duration_seconds
      from r group by 1, 2, 3
    ),
    d as (
      select o.system, o.environment, g.hour, coalesce(h.runs, 0) as runs, h.coverage, h.duration_seconds
      from (select system, environment, min(hour) as hour from h group by 1, 2) o
      cross join lateral generate_series(o.hour, ${end} - interval '1 hour', interval '1 hour') g (hour)
      left join h on h.system = o.system and h.environment = o.environment and h.hour = g.hour
    ),
    m as (
      select d.system, d.environment, d.hour, v.metric, v.value
      from d cross join lateral (values ('runs', d.runs), ('coverage', d.coverage), ('duration_seconds', d.duration_seconds)) v (metric, value)
      where v.value is not null
    ),
    past as (
      select m.system, m.environment, m.hour, m.metric, m.value, p.value as past
      from m left join m p on p.system = m.system and p.environment = m.environment and p.metric = m.metric
        and p.hour < m.hour and p.hour >= m.hour - interval '${WEEKS * 168} hours'
        and mod(extract(epoch from m.hour - p.hour)::bigint, 168 * 3600) = 0
      where m.hour >= ${first}
    ),
    middle as (
      select system, environment, hour, metric, value, count(past)::integer as weeks, percentile_cont(0.5) within group (order by past) as expected
      from past group by 1, 2, 3, 4, 5
    ),
    spread as (
      select c.*, percentile_cont(0.5) within group (order by abs(p.past - c.expected)) as deviation, avg(abs(p.past - c.expected)) as mean
      from middle c join past p using (system, environment, hour, metric)
      group by c.system, c.environment, c.hour, c.metric, c.value, c.weeks, c.expected
    ),
    limits as (
      select max(value) filter (where key = 'anomaly_score') as score, max(value) filter (where key = 'anomaly_min_weeks') as weeks,
        max(value) filter (where key = 'anomaly_min_difference_ratio') as difference
      from scrapewatch.settings
    ),
    usual as (
      select system, environment, metric, percentile_cont(0.5) within group (order by deviation / nullif(abs(expected), 0)) as ratio
      from spread cross join limits l where spread.weeks >= l.weeks group by 1, 2, 3
    ),
    scored as (
      select s.*, (value - expected) / nullif(greatest(
        case when deviation > 0 then deviation / 0.6745 else mean * 1.2533 end, u.ratio * abs(expected) / 0.6745), 0) as score
      from spread s left join usual u on u.system = s.system and u.environment = s.environment and u.metric = s.metric
    ),
    judged as (
      select s.*, s.weeks >= l.weeks as is_judged, bool_or(s.weeks >= l.weeks) over (partition by s.system, s.environment, s.metric) as any_judged,
        case
          when s.weeks < l.weeks then 'not enough history'
          when abs(s.value - s.expected) < l.difference * abs(s.expected) or s.value = s.expected then 'normal'
          when s.score is null or abs(s.score) > l.score then case when s.value > s.expected then 'high' else 'low' end
          else 'normal'
        end as verdict
      from scored s cross join limits l
    )
    select hour as "time", metric, system, environment, value, case when is_judged then expected end as expected,
      case when is_judged then deviation end as deviation, case when is_judged then score end as score, verdict, weeks
    from judged where any_judged
    union all
    select null, metric, system, environment, null, null, null, null, 'not enough history', max(weeks)
    from judged where not any_judged group by metric, system, environment
    order by 1, 3, 4, 2`;
}

/**
 * SQL: eleven weeks of runs with a weekly rhythm, gaps, and hours out of line, in two systems; the second is only five weeks old.
 * @param seed from 0 to 1
 */
export function randomRhythm(seed: number): string {
  return `
    truncate public.scrape_runs cascade;
    select setseed(${seed});
    insert into public.scrape_runs (client_id, scraper_id, status, created_at, started_at, finished_at, expected_accounts, accounts_found)
    select c.id, s.id, case when random() < 0.9 then 'completed' else 'failed' end, t.at, t.at,
      case when random() < 0.95 then t.at + interval '100 seconds' + (mod(h.n, 24) + floor(random() * 4)) * interval '10 seconds' end,
      case when random() < 0.95 then 100 end, 90 + floor(random() * 10)
    from (values ('ada', 'ig-1', 77 * 24), ('bea', 'mon-1', 36 * 24)) place (client, scraper, hours)
    join public.clients c on c.username = place.client
    join public.scrapers s on s.name = place.scraper
    cross join lateral generate_series(0, place.hours) h (n)
    cross join lateral generate_series(1, case
      when random() < 0.03 then 0 when random() < 0.03 then 9 when mod(h.n, 24) < 6 then 1 else 2 end) run (n)
    cross join lateral (select now() - make_interval(hours => h.n) - random() * interval '1 hour' as at) t`;
}
