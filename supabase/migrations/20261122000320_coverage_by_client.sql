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
language plpgsql stable set search_path = '' as $$
declare
  level constant text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, clients, scrapers, statuses, by_client => true);
  half constant timestamptz := case when isfinite(from_ts) and isfinite(to_ts) then from_ts + (to_ts - from_ts) / 2 end;
  part record;
begin
  select s.* into part from scrapewatch.rollup_segments(from_ts, to_ts, array[half], level => level) s;
  return query execute $query$
    with part as (
      select
        p.client_id, p.client, p.system, p.environment, p.bucket >= $10 as is_late, p.runs, p.expected_sum, p.found_sum,
        p.last_queued_at,
        -- lists compare element by element: the newest, of these the lowest
        case when p.last_coverage is not null then array[date_part('epoch', p.last_covered_at), -p.last_coverage] end as newest
      from scrapewatch.rollup_read($1, $2, $3, $5, $6, $7, $8, $9) p
      union all
      select
        r.client_id, max(r.client), max(r.system), max(r.environment), r.queued_at >= $10, count(*),
        sum(case when r.coverage is not null then r.expected end), sum(case when r.coverage is not null then r.found end),
        max(r.queued_at),
        max(case when r.coverage is not null then array[date_part('epoch', r.queued_at), -r.coverage] end)
      from scrapewatch.rollup_runs($4, $5, $6, $7, $8, $9) r
      group by r.client_id, r.queued_at >= $10
    ), counted as (
      select
        p.client_id,
        max(p.client) as client,
        max(p.system) as system,
        max(p.environment) as environment,
        sum(p.runs)::bigint as runs,
        sum(p.expected_sum)::bigint as expected,
        sum(p.found_sum)::bigint as found,
        (sum(p.found_sum) filter (where p.is_late))::double precision / nullif(sum(p.expected_sum) filter (where p.is_late), 0)
          - (sum(p.found_sum) filter (where not p.is_late))::double precision / nullif(sum(p.expected_sum) filter (where not p.is_late), 0)
          as trend,
        max(p.last_queued_at) as last_run_at,
        -(max(p.newest))[2] as last_coverage
      from part p
      group by p.client_id
    ), idle as ( -- an active client that was not scraped at all must not vanish from the list
      select c.client_id, c.client, c.system, c.environment
      from scrapewatch.clients c
      where c.status = 'active'
        and nullif($8, '{}') is null and nullif($9, '{}') is null
        and (nullif($5, '{}') is null or c.system = any ($5))
        and (nullif($6, '{}') is null or c.environment = any ($6))
        and (nullif($7, '{}') is null or c.client = any ($7))
    )
    select
      coalesce(c.client_id, i.client_id), coalesce(c.client, i.client), coalesce(c.system, i.system),
      coalesce(c.environment, i.environment), coalesce(c.runs, 0), c.expected, c.found,
      c.found::double precision / nullif(c.expected, 0),
      (select s.value from scrapewatch.settings s where s.key = 'coverage_target_ratio'),
      c.last_coverage, c.trend, c.last_run_at
    from counted c
    full join idle i on i.client_id = c.client_id
    order by 8 nulls last, 2, 1
  $query$
  using level, part.days, part.hours, part.raw, systems, environments, clients, scrapers, statuses, half;
end
$$;
comment on function scrapewatch.coverage_by_client is 'Accounts found ÷ expected a client, worst first; active clients without a run come last. (A2)';
revoke execute on function scrapewatch.coverage_by_client from public, anon, authenticated, service_role;
grant execute on function scrapewatch.coverage_by_client to scrapewatch_reader, scrapewatch_operator;
