create or replace function scrapewatch.coverage_by_client(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null
)
returns table (
  client_id text,
  client text,
  system text,
  environment text,
  runs bigint,
  expected bigint,
  found bigint,
  coverage double precision,
  target double precision,
  last_coverage double precision,
  trend double precision,
  last_run_at timestamptz
)
language sql stable set search_path = '' as $$
  with asked as (
    select
      r.client_id, r.client, r.system, r.environment, r.queued_at, r.coverage,
      case when r.coverage is not null then r.expected end as expected,
      case when r.coverage is not null then r.found end as found,
      r.queued_at >= from_ts + (to_ts - from_ts) / 2 as is_late
    from scrapewatch.runs r
    where r.queued_at >= from_ts and r.queued_at < to_ts
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
  ), counted as (
    select
      a.client_id,
      max(a.client) as client,
      max(a.system) as system,
      max(a.environment) as environment,
      count(*) as runs,
      sum(a.expected) as expected,
      sum(a.found) as found,
      sum(a.found) filter (where a.is_late)::double precision / nullif(sum(a.expected) filter (where a.is_late), 0)
        - sum(a.found) filter (where not a.is_late)::double precision / nullif(sum(a.expected) filter (where not a.is_late), 0)
        as trend,
      max(a.queued_at) as last_run_at,
      max(a.queued_at) filter (where a.coverage is not null) as covered_at
    from asked a
    group by a.client_id
  ), newest as (
    select c.client_id, min(a.coverage) as coverage
    from counted c
    join asked a on a.client_id = c.client_id and a.queued_at = c.covered_at
    group by c.client_id
  ), idle as ( -- an active client that was not scraped at all must not vanish from the list
    select c.client_id, c.client, c.system, c.environment
    from scrapewatch.clients c
    where c.status = 'active'
      and nullif(scrapers, '{}') is null and nullif(statuses, '{}') is null
      and (nullif(systems, '{}') is null or c.system = any (systems))
      and (nullif(environments, '{}') is null or c.environment = any (environments))
      and (nullif(clients, '{}') is null or c.client = any (clients))
  )
  select
    coalesce(c.client_id, i.client_id), coalesce(c.client, i.client), coalesce(c.system, i.system),
    coalesce(c.environment, i.environment), coalesce(c.runs, 0), c.expected, c.found,
    c.found::double precision / nullif(c.expected, 0),
    (select s.value from scrapewatch.settings s where s.key = 'coverage_target_ratio'),
    n.coverage, c.trend, c.last_run_at
  from counted c
  full join idle i on i.client_id = c.client_id
  left join newest n on n.client_id = c.client_id
  order by 8 nulls last, 2, 1
$$;
comment on function scrapewatch.coverage_by_client is 'Accounts found ÷ expected a client, worst first; active clients without a run come last. (A2)';
revoke execute on function scrapewatch.coverage_by_client from public, anon, authenticated, service_role;
grant execute on function scrapewatch.coverage_by_client to scrapewatch_reader, scrapewatch_operator;
