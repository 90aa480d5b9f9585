import { transientErrors } from '../errors';
import { type Period, pickSql, timeLiteral } from './period';

/** Inserts what the workers logged about the period's runs: every failure, most retries and low coverages, some successes. */
export function logsSql({ from, now }: Period): string {
  return `
create temp table sim_ended on commit drop as
select r.*, c.username, hashtextextended(r.client_id::text, extract(epoch from r.created_at)::bigint) as key,
  r.accounts_found::float8 / nullif(r.expected_accounts, 0) as coverage
from public.scrape_runs r join public.clients c on c.id = r.client_id
where r.created_at >= ${timeLiteral(from)} and r.started_at is not null;

insert into public.scrape_logs (run_id, scraper_id, client_id, level, message, context, created_at)
select id, scraper_id, client_id, level, message, jsonb_build_object('worker', worker, 'attempt', attempt), logged_at
from (
  select *, 'error' as level, retries + 1 as attempt, finished_at as logged_at,
    format('Scrape of %s failed: %s', username, error) as message
  from sim_ended where status = 'failed'
  union all
  select *, 'warning', retries, started_at + 0.3 * (coalesce(finished_at, ${timeLiteral(now)}) - started_at),
    format('Attempt %s of 3 for %s: %s', retries, username, ${pickSql(transientErrors, 'pg_temp.sim_draw(key, 51)')})
  from sim_ended where retries > 0 and pg_temp.sim_draw(key, 50) < 0.7
  union all
  select *, 'warning', retries + 1, finished_at,
    format('Coverage of %s is %s %%: %s of %s accounts found', username, round(100 * coverage), accounts_found, expected_accounts)
  from sim_ended where status = 'completed' and coverage < 0.92 and pg_temp.sim_draw(key, 52) < 0.6
  union all
  select *, 'info', retries + 1, finished_at,
    format('Scraped %s profiles of %s in %s s', profiles_scraped, username, round(extract(epoch from finished_at - started_at)))
  from sim_ended where status = 'completed' and pg_temp.sim_draw(key, 53) < 0.14
) line
where logged_at < ${timeLiteral(now)}
order by logged_at, id, level;`;
}
