import { type Fleet } from '../fleet';
import { DEV_PACE, type Period, RUNS_PER_SLOT, textLiteral, timeLiteral } from './period';

/** Inserts the fleet's clients, scrapers and workers where they are missing, as they were before the period began. */
export function castSql(fleet: Fleet, { now }: Period): string {
  return `
${fleetTable(fleet)}
insert into public.clients (id, username, email, status, system, environment, expected_accounts, metadata, created_at)
select id, name, email, status, system, environment, coalesce(expected, 0), jsonb_build_object('source', 'demo'),
  ${timeLiteral(now)} - "ageDays" * interval '1 day'
from sim_cast on conflict (username) do nothing;

insert into public.scrapers (id, name, system, environment, status, rate_limit_total, rate_limit_remaining, api_calls, updated_at)
select id, name, system, environment, 'running', "rateLimitTotal", "rateLimitTotal", 0, ${timeLiteral(now)}
from sim_scrapers on conflict (name) do nothing;

insert into public.worker_heartbeats (worker, system, environment, state, version, started_at, last_seen_at, jobs_done)
select name, system, environment, 'running', version, ${timeLiteral(now)} - interval '6 days', ${timeLiteral(now)}, 0
from sim_workers on conflict (worker) do nothing;
${clientsTable()}`;
}

function fleetTable({ clients, scrapers, workers }: Fleet): string {
  return `
create temp table sim_cast on commit drop as
select * from jsonb_to_recordset(${textLiteral(JSON.stringify(clients))}::jsonb) as x(id uuid, name text, email text,
  system text, environment text, scraper text, status text, expected integer, coverage float8, "coverageDrift" float8,
  slowness float8, "ageDays" float8);
create temp table sim_scrapers on commit drop as
select * from jsonb_to_recordset(${textLiteral(JSON.stringify(scrapers))}::jsonb) as x(id uuid, name text, system text,
  environment text, "memoryBytes" bigint, "cpuRatio" float8, "rateLimitTotal" integer, habit text);
create temp table sim_workers on commit drop as
select * from jsonb_to_recordset(${textLiteral(JSON.stringify(workers))}::jsonb) as x(name text, system text,
  environment text, slots integer, version text);`;
}

/** All clients that are in the database, those included that joined while the simulator ran. */
function clientsTable(): string {
  return `
create temp table sim_clients on commit drop as
select hashtextextended(client.username, 0) as key, client.id, client.username, client.system, client.environment,
  client.status as client_status, client.created_at, nullif(client.expected_accounts, 0) as expected,
  coalesce(cast_member.coverage, 0.985) as coverage, coalesce(cast_member."coverageDrift", 0) as drift,
  coalesce(cast_member.slowness, 1) as slowness,
  ${RUNS_PER_SLOT} * case client.environment when 'dev' then ${DEV_PACE} else 1 end as pace,
  scraper.id as scraper_id, scraper.name as scraper, worker.names as workers
from public.clients client
left join sim_cast cast_member on cast_member.name = client.username
cross join lateral (
  select s.id, s.name from public.scrapers s join sim_scrapers member on member.name = s.name
  where s.system = client.system and s.environment = client.environment and member.habit <> 'paused'
  order by s.name is distinct from cast_member.scraper, hashtextextended(client.username || s.name, 0) limit 1) scraper
cross join lateral (
  select array_agg(w.name order by w.name) as names from sim_workers w
  where w.system = client.system and w.environment = client.environment) worker;`;
}
