import { scrapeErrors, stuckError } from '../errors';
import { activitySql } from '../rhythm';
import { type Period, pickSql, RUN_SLOT_SECONDS, timeLiteral } from './period';

/**
 * Inserts the period's runs into `public.scrape_runs`. Each client has a run in some of its 15-minute slots; whatever
 * happens to it follows from a hash of client and slot, so neither the order nor the length of the period matters.
 */
export function runsSql(period: Period): string {
  return `${burstsTable(period)}${candidatesTable(period)}${runsTable(period)}${leaveStuck(period)}
insert into public.scrape_runs (client_id, scraper_id, worker, status, expected_accounts, accounts_found,
  profiles_scraped, posts_collected, api_calls, retries, error, created_at, started_at, finished_at, updated_at)
select client_id, scraper_id, worker, status, expected, found, round(done * 1.04), round(done * posts_each),
  ceil(done / 11.0) + 6 * retries, case when status = 'queued' then 0 else retries end, error, queued_at, started_at, finished_at,
  coalesce(finished_at, started_at, queued_at)
from sim_runs order by queued_at, client_id;`;
}

/** On about one day in five a system has a bad hour or two; never in the last day, which is to look normal. */
function burstsTable({ from, now }: Period): string {
  return `
create temp table sim_bursts on commit drop as
select system, starts_at, starts_at + (0.6 + 1.6 * pg_temp.sim_draw(key, 12)) * interval '1 hour' as ends_at,
  0.2 + 0.25 * pg_temp.sim_draw(key, 13) as ratio
from (values ('IGF', 71), ('IGM', 72)) as s(system, salt)
cross join generate_series(${Math.floor(from.getTime() / 86_400_000)}, ${Math.floor(now.getTime() / 86_400_000)}) as day
cross join lateral (select day * 100::bigint + salt as key) k
cross join lateral (select to_timestamp((day + (8 + 12 * pg_temp.sim_draw(key, 11)) / 24) * 86400) as starts_at) t
where pg_temp.sim_draw(key, 10) < 0.22 and starts_at < ${timeLiteral(now)} - interval '27 hours';`;
}

function candidatesTable({ from, now }: Period): string {
  const slotOf = (time: Date): number => Math.floor(time.getTime() / 1000 / RUN_SLOT_SECONDS);
  return `
create temp table sim_candidates on commit drop as
with slots as materialized (
  select slot, ${activitySql(`to_timestamp(slot * ${RUN_SLOT_SECONDS})`)} as activity
  from generate_series(${slotOf(from)}, ${slotOf(now)}) as slot
)
select c.*, slots.activity, k.key as run_key, t.queued_at,
  coalesce((select b.ratio from sim_bursts b
    where b.system = c.system and t.queued_at >= b.starts_at and t.queued_at < b.ends_at), 0) as burst,
  extract(epoch from t.queued_at - ${timeLiteral(now)}) / 2592000 as months_from_now
from sim_clients c
cross join slots
cross join lateral (select c.key # slots.slot as key) k
cross join lateral (select to_timestamp((slots.slot + pg_temp.sim_draw(k.key, 2)) * ${RUN_SLOT_SECONDS}) as queued_at) t
where pg_temp.sim_draw(k.key, 1) < c.pace * slots.activity
  and t.queued_at >= ${timeLiteral(from)} and t.queued_at < ${timeLiteral(now)} and t.queued_at >= c.created_at
  and (c.client_status = 'active' or t.queued_at < ${timeLiteral(now)} - interval '12 days');`;
}

/** Draws: 3 outcome, 4 failure, 5 and 6 waiting and duration, 7 slow tail, 8 retries, 9 coverage, 14… the rest. */
function runsTable({ now }: Period): string {
  return `
create temp table sim_runs on commit drop as
with drawn as (
  select *, pg_temp.sim_draw(run_key, 3) as fate,
    pg_temp.sim_draw(run_key, 4) < 0.036 + burst as fails,
    (8 + 110 * activity ^ 2.5) * exp(0.6 * pg_temp.sim_normal(run_key, 5)) as wait_seconds,
    least(560, 182 * slowness * exp(0.3 * pg_temp.sim_normal(run_key, 6))
      * case when pg_temp.sim_draw(run_key, 7) < 0.02 then 1.9 else 1 end) as work_seconds,
    case when pg_temp.sim_draw(run_key, 8) < 0.07 + burst then 1 + floor(2 * pg_temp.sim_draw(run_key, 15))::integer else 0 end as tries,
    least(1, (coverage + drift * (1 + months_from_now) + 0.009 * pg_temp.sim_normal(run_key, 9))
      * case when pg_temp.sim_draw(run_key, 14) < 0.02 then 0.6 + 0.3 * pg_temp.sim_draw(run_key, 16) else 1 end) as share
  from sim_candidates
), planned as (
  select *, case when fate < 0.0012 then 'stuck' when fate < 0.005 then 'cancelled' when fails then 'failed' else 'completed' end as outcome
  from drawn
), timed as (
  select *, queued_at + wait_seconds * interval '1 second' as starts_at,
    queued_at + (wait_seconds + case outcome when 'stuck' then 900 + 1500 * pg_temp.sim_draw(run_key, 17)
      when 'failed' then work_seconds * (0.2 + 0.7 * pg_temp.sim_draw(run_key, 17)) else work_seconds end) * interval '1 second' as ends_at
  from planned
), staged as (
  select *, case when outcome = 'cancelled' and starts_at <= ${timeLiteral(now)} then 'cancelled'
      when starts_at > ${timeLiteral(now)} then 'queued'
      when ends_at > ${timeLiteral(now)} then 'processing'
      when outcome = 'stuck' then 'failed' else outcome end as status
  from timed
), counted as (
  select *, coalesce(expected, 380) * (1 + 0.05 * months_from_now) as accounts,
    case status when 'completed' then 1 when 'failed' then 0.6 * pg_temp.sim_draw(run_key, 18)
      when 'processing' then least(0.95, extract(epoch from ${timeLiteral(now)} - starts_at)::float8 / work_seconds) else 0 end as progress
  from staged
)
select run_key, id as client_id, username, system, environment, scraper_id, status, queued_at,
  case when status in ('queued', 'cancelled') then null
    else workers[1 + floor(array_length(workers, 1) * pg_temp.sim_draw(run_key, 19))::integer] end as worker,
  case when expected is not null then round(accounts)::integer end as expected,
  case when status = 'completed' then round(round(accounts) * share)::integer end as found,
  accounts * share * progress as done,
  case system when 'IGM' then 2 + 3 * pg_temp.sim_draw(run_key, 20) else 0.08 end as posts_each,
  case when status = 'failed' and outcome = 'failed' then 3 else tries end as retries,
  case when outcome = 'stuck' and status = 'failed' then '${stuckError}'
    when status = 'failed' and burst > 0 and pg_temp.sim_draw(run_key, 21) < 0.8 then '${scrapeErrors[0]}'
    when status = 'failed' then ${pickSql(scrapeErrors, 'power(pg_temp.sim_draw(run_key, 22), 1.6)')} end as error,
  case when status not in ('queued', 'cancelled') then starts_at end as started_at,
  case when status in ('completed', 'failed') then ends_at when status = 'cancelled' then starts_at end as finished_at
from counted;`;
}

/** The story of the last half hour: in each system one run of production has lost its worker and is stuck. */
function leaveStuck({ now }: Period): string {
  return `
update sim_runs set status = 'processing', finished_at = null, error = null, found = null, done = done * 0.4
where (system, run_key) in (
  select distinct on (system) system, run_key from sim_runs
  where environment = 'prod' and worker is not null
    and started_at between ${timeLiteral(now)} - interval '26 minutes' and ${timeLiteral(now)} - interval '11 minutes'
  order by system, pg_temp.sim_draw(run_key, 23));`;
}
