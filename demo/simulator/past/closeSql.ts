import { stuckError } from '../errors';
import { type Period, timeLiteral } from './period';

/** Ends the runs that were open when the simulator stopped: their workers went on, only nobody wrote it down. */
export function closeSql({ from }: Period): string {
  return `
update public.scrape_runs r set status = 'failed', error = '${stuckError}', retries = 1,
  finished_at = greatest(${timeLiteral(from)}, started_at) + interval '1 minute', updated_at = now()
where status = 'processing' and started_at < ${timeLiteral(from)} - interval '10 minutes';

update public.scrape_runs r set status = 'completed', updated_at = now(),
  worker = coalesce(r.worker, c.workers[1 + floor(array_length(c.workers, 1) * pg_temp.sim_draw(r.id, 19))::integer]),
  accounts_found = round(r.expected_accounts * least(1, c.coverage + c.drift)),
  profiles_scraped = round(coalesce(r.expected_accounts, 380) * 1.02), api_calls = ceil(coalesce(r.expected_accounts, 380) / 11.0),
  started_at = coalesce(r.started_at, r.created_at + interval '40 seconds'),
  finished_at = coalesce(r.started_at, r.created_at + interval '40 seconds')
    + least(560, 182 * c.slowness * exp(0.3 * pg_temp.sim_normal(r.id, 6))) * interval '1 second'
from sim_clients c
where c.id = r.client_id and r.status in ('queued', 'processing') and r.created_at <= ${timeLiteral(from)};`;
}
