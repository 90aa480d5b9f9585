import { type Period, timeLiteral } from './period';

const SAMPLE_SECONDS = 300;

/** Inserts a sample of every queue each five minutes, counted from the runs, so that both tell the same story. */
export function queueSql({ from, now }: Period): string {
  const sampleOf = (column: string): string => `ceil(extract(epoch from ${column}) / ${SAMPLE_SECONDS})::bigint`;
  const first = Math.ceil(from.getTime() / 1000 / SAMPLE_SECONDS);
  const last = Math.floor(now.getTime() / 1000 / SAMPLE_SECONDS);
  return `
create temp table sim_counts on commit drop as
with runs as (
  select s.system, s.environment, r.status, r.retries, r.created_at, r.started_at, r.finished_at,
    coalesce(r.started_at, r.finished_at, ${timeLiteral(now)}) as left_queue_at,
    coalesce(r.finished_at, ${timeLiteral(now)}) as ended_at
  from public.scrape_runs r join public.scrapers s on s.id = r.scraper_id
  where r.created_at >= ${timeLiteral(from)} - interval '3 hours'
), levels as (
  select system, environment, sample, 1 as queued, 0 as processing, 0 as retrying, 0 as failed, 0 as arrivals, 0 as completions,
    sample * ${SAMPLE_SECONDS} - extract(epoch from created_at)::float8 as age
  from runs, generate_series(${sampleOf('created_at')}, ${sampleOf('left_queue_at')} - 1) as sample
  union all
  select system, environment, sample, 0, 1, (retries > 0)::integer, 0, 0, 0, null
  from runs, generate_series(${sampleOf('started_at')}, ${sampleOf('ended_at')} - 1) as sample where started_at is not null
  union all
  select system, environment, sample, 0, 0, 0, 1, 0, 0, null
  from runs, generate_series(${sampleOf('finished_at')}, ${sampleOf('finished_at')} + 11) as sample where status = 'failed'
  union all
  select system, environment, ${sampleOf('created_at')}, 0, 0, 0, 0, 1, 0, null from runs
  union all
  select system, environment, ${sampleOf('finished_at')}, 0, 0, 0, 0, 0, 1, null from runs where status = 'completed'
)
select system, environment, sample, sum(queued) as queued, sum(processing) as processing, sum(retrying) as retrying,
  sum(failed) as failed, sum(arrivals) as arrivals, sum(completions) as completions, max(age) as oldest
from levels group by system, environment, sample;
analyze sim_counts; -- without figures the planner joins by nested loops: 23 s instead of 0.2 s

insert into public.queue_samples (system, environment, queue, queued, processing, retrying, failed, arrivals, completions,
  oldest_age_seconds, sampled_at)
select q.system, q.environment, q.queue, coalesce(c.queued, 0), coalesce(c.processing, 0), coalesce(c.retrying, 0),
  coalesce(c.failed, 0), coalesce(c.arrivals, 0), coalesce(c.completions, 0), c.oldest, to_timestamp(sample * ${SAMPLE_SECONDS})
from generate_series(${first}, ${last}) as sample
cross join (select distinct system, environment, case system when 'IGF' then 'follower-scans' else 'profile-scrapes' end as queue
  from sim_workers) q
left join sim_counts c using (system, environment, sample)
order by sample, q.system, q.environment;`;
}
