-- The business: clients and pages, by calendar days of a time zone.
create or replace function scrapewatch.growth_stats(
  tz text default 'UTC',
  systems text[] default null,
  environments text[] default null
)
returns table (
  clients_total bigint,
  clients_today bigint,
  pages_total bigint,
  pages_today bigint,
  pages_per_client double precision,
  high_value_pages bigint,
  categorised_share double precision
)
language sql stable set search_path = '' as $$
  with today as (
    select date_trunc('day', now(), coalesce(nullif(tz, ''), 'UTC')) as midnight
  ), client as (
    select count(*) as total, count(*) filter (where c.created_at >= t.midnight) as today
    from today t cross join scrapewatch.clients c
    where (nullif(systems, '{}') is null or c.system = any (systems))
      and (nullif(environments, '{}') is null or c.environment = any (environments))
  ), page as (
    select
      count(*) as total,
      count(*) filter (where p.discovered_at >= t.midnight) as today,
      coalesce(sum(p.clients_following), 0) as followings,
      count(*) filter (where p.clients_following >= h.value) as high_value,
      count(p.category) as categorised
    from today t
    cross join scrapewatch.pages p
    left join scrapewatch.settings h on h.key = 'high_value_page_clients'
    where (nullif(systems, '{}') is null or p.system = any (systems))
      and (nullif(environments, '{}') is null or p.environment = any (environments))
  )
  select
    c.total, c.today, p.total, p.today,
    p.followings::double precision / nullif(c.total, 0),
    p.high_value,
    p.categorised::double precision / nullif(p.total, 0)
  from client c cross join page p
$$;
comment on function scrapewatch.growth_stats is 'Clients and pages, in all and since midnight in zone tz. (A5)';
revoke execute on function scrapewatch.growth_stats from public, anon, authenticated, service_role;
grant execute on function scrapewatch.growth_stats to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.growth_series(
  from_ts timestamptz,
  to_ts timestamptz,
  tz text default 'UTC',
  systems text[] default null,
  environments text[] default null
)
returns table (
  "time" timestamptz,
  clients_added bigint,
  pages_added bigint,
  clients_total bigint,
  pages_total bigint
)
language sql stable set search_path = '' as $$
  with zone as (
    select coalesce(nullif(tz, ''), 'UTC') as name
  ), span as ( -- dates of the zone, not steps of 24 h: a day may have 23 or 25; past 2,000 days a row holds several
    select
      z.name as zone,
      (from_ts at time zone z.name)::date as first_day,
      ((to_ts - interval '1 microsecond') at time zone z.name)::date as last_day,
      ceil((((to_ts - interval '1 microsecond') at time zone z.name)::date - (from_ts at time zone z.name)::date + 1) / 2000.0)::integer as step
    from zone z
    where from_ts < to_ts
  ), days as (
    select s.zone, s.first_day + k * s.step as first_day, k as place
    from span s cross join generate_series(0, (s.last_day - s.first_day) / s.step) k
  ), added as (
    select
      -- everything older falls into place -1, which only the running total sees
      greatest(floor(((e.at at time zone s.zone)::date - s.first_day)::double precision / s.step), -1)::integer as place,
      sum(e.client) as clients,
      sum(e.page) as pages
    from span s cross join (
      select c.created_at as at, c.system, c.environment, 1 as client, 0 as page from scrapewatch.clients c
      union all
      select p.discovered_at, p.system, p.environment, 0, 1 from scrapewatch.pages p
    ) e
    where (nullif(systems, '{}') is null or e.system = any (systems))
      and (nullif(environments, '{}') is null or e.environment = any (environments))
    group by 1
  ), summed as (
    select
      coalesce(a.place, d.place) as place,
      d.first_day,
      d.zone,
      coalesce(a.clients, 0) as clients,
      coalesce(a.pages, 0) as pages,
      sum(coalesce(a.clients, 0)) over past as clients_total,
      sum(coalesce(a.pages, 0)) over past as pages_total
    from days d
    full join added a on a.place = d.place
    window past as (order by coalesce(a.place, d.place))
  )
  select s.first_day::timestamp at time zone s.zone, s.clients, s.pages, s.clients_total::bigint, s.pages_total::bigint
  from summed s
  where s.first_day is not null
  order by 1
$$;
comment on function scrapewatch.growth_series is 'Clients and pages added a calendar day of zone tz (whole days), and how many there were at its end. (A5)';
revoke execute on function scrapewatch.growth_series from public, anon, authenticated, service_role;
grant execute on function scrapewatch.growth_series to scrapewatch_reader, scrapewatch_operator;
