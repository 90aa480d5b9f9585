import { scraperErrors } from '../errors';
import { type Period, timeLiteral } from './period';

/** Sets what scrapers and workers say of themselves at the end of a first fill: one scraper in error, one paused. */
export function stateSql({ now }: Period): string {
  return `
update public.scrapers s set
  status = case member.habit when 'shaky' then 'error' when 'paused' then 'paused' else 'running' end,
  started_at = case member.habit when 'shaky' then null
    else ${timeLiteral(now)} - (0.2 + 8 * pg_temp.sim_draw(hashtextextended(s.name, 0), 61)) * interval '1 day' end,
  last_error = case member.habit when 'shaky' then '${scraperErrors[0]}' end,
  last_run_at = runs.last_run_at, queue_size = coalesce(runs.queued, 0), api_calls = coalesce(runs.api_calls, 0),
  memory_mb = round((member."memoryBytes" / 1048576.0)::numeric, 1),
  cpu_percent = case member.habit when 'steady' then round((100 * member."cpuRatio")::numeric, 1) else 0 end,
  rate_limit_remaining = round(s.rate_limit_total * (0.35 + 0.6 * pg_temp.sim_draw(hashtextextended(s.name, 0), 62))),
  updated_at = ${timeLiteral(now)} - case member.habit when 'shaky' then interval '14 minutes' else interval '2 seconds' end
from sim_scrapers member
left join (
  select scraper_id, max(started_at) as last_run_at, count(*) filter (where status = 'queued') as queued,
    sum(api_calls) filter (where created_at > ${timeLiteral(now)} - interval '2 days') as api_calls
  from public.scrape_runs group by scraper_id
) runs on runs.scraper_id = (select id from public.scrapers where name = member.name)
where member.name = s.name;

update public.worker_heartbeats w set jobs_done = runs.done, version = coalesce(deployed.version, w.version)
from (
  select worker, count(*) filter (where finished_at > ${timeLiteral(now)} - interval '6 days') as done
  from public.scrape_runs group by worker
) runs
left join lateral (
  select d.version from scrapewatch.deployments d
  join public.worker_heartbeats own on own.worker = runs.worker
  where d.system = own.system and d.environment = own.environment order by d.deployed_at desc limit 1
) deployed on true
where runs.worker = w.worker;`;
}
