-- The same product day by day, in the calendar of a zone.
create or replace function scrapewatch.product_series(
  from_ts timestamptz,
  to_ts timestamptz,
  tz text default 'UTC',
  systems text[] default null,
  environments text[] default null
)
returns table (
  "time" timestamptz,
  registrations bigint,
  active_users bigint,
  active_users_30d bigint,
  quests_completed bigint,
  subscriptions_started bigint,
  subscriptions_ended bigint,
  active_subscriptions bigint,
  mrr double precision,
  revenue double precision,
  payments_failed bigint
)
language sql stable set search_path = '' as $$
  with zone as (
    select coalesce(nullif(tz, ''), 'UTC') as name
  ), days_asked as (
    select
      z.name as zone,
      (from_ts at time zone z.name)::date as first_day,
      ((to_ts - interval '1 microsecond') at time zone z.name)::date as last_day
    from zone z
    where from_ts < to_ts
  ), span as materialized ( -- dates of the zone, not steps of 24 h: a day may have 23 or 25; past 2,000 days a row holds several
    select
      d.zone, d.first_day, s.step,
      d.first_day + ((d.last_day - d.first_day) / s.step + 1) * s.step - 1 as last_day,
      (d.first_day::timestamp at time zone d.zone) as begins,
      ((d.first_day + ((d.last_day - d.first_day) / s.step + 1) * s.step)::timestamp at time zone d.zone) as ends
    from days_asked d
    cross join lateral (select ceil((d.last_day - d.first_day + 1) / 2000.0)::integer as step) s
  ), slots as (
    select k as place, s.first_day + k * s.step as first_day, (s.first_day + k * s.step)::timestamp at time zone s.zone as "time"
    from span s cross join generate_series(0, (s.last_day - s.first_day) / s.step) k
  ), visit as materialized ( -- one row a user and day, from 29 days before on
    select a.user_id collate "C" as user_id, a.system, a.environment, (a.happened_at at time zone s.zone)::date - s.first_day as day
    from span s
    cross join scrapewatch.activity a
    where a.happened_at >= ((s.first_day - 29)::timestamp at time zone s.zone) and a.happened_at < s.ends
      and (nullif(systems, '{}') is null or a.system = any (systems))
      and (nullif(environments, '{}') is null or a.environment = any (environments))
    group by 1, 2, 3, 4
  ), presence as ( -- a visit keeps its user active for 30 days, or until the next visit, which does so anew
    select
      v.day,
      least(v.day + 30, coalesce(lead(v.day) over days, v.day + 30)) as until_day,
      floor(v.day::double precision / s.step)::integer as place,
      v.day >= 0 and floor(v.day::double precision / s.step) is distinct from floor(lag(v.day) over days::double precision / s.step) as is_first_of_row
    from span s cross join visit v
    window days as (partition by v.user_id, v.system, v.environment order by v.day) -- the id first, in bytes: half the sorting time
  ), change as ( -- who becomes and ceases to be active, as of the end of a day; what was before the first row falls into its first day
    select c.place, sum(c.step)::bigint as step
    from (
      select ceil((greatest(p.day, 0) - (s.step - 1))::double precision / s.step)::integer as place, 1 as step
      from span s cross join presence p
      where p.until_day > 0
      union all
      select ceil((p.until_day - (s.step - 1))::double precision / s.step)::integer, -1
      from span s cross join presence p
      where p.until_day > 0
    ) c
    group by c.place
  ), activity as (
    select p.place, count(*) as users from presence p where p.is_first_of_row group by p.place
  ), quest as (
    select floor(((a.happened_at at time zone s.zone)::date - s.first_day)::double precision / s.step)::integer as place, count(*) as quests
    from span s
    cross join scrapewatch.activity a
    where a.kind = 'quest_completed' and a.happened_at >= s.begins and a.happened_at < s.ends
      and (nullif(systems, '{}') is null or a.system = any (systems))
      and (nullif(environments, '{}') is null or a.environment = any (environments))
    group by 1
  ), registration as (
    select floor(((u.registered_at at time zone s.zone)::date - s.first_day)::double precision / s.step)::integer as place, count(*) as users
    from span s
    cross join scrapewatch.users u
    where u.registered_at >= s.begins and u.registered_at < s.ends
      and (nullif(systems, '{}') is null or u.system = any (systems))
      and (nullif(environments, '{}') is null or u.environment = any (environments))
    group by 1
  ), subscription as materialized ( -- as in product_stats: one that is cancelled has ended, at the latest now
    select
      s.currency, s.monthly_amount, s.started_at,
      case
        when s.status = 'cancelled' then least(greatest(coalesce(s.ended_at, s.started_at), s.started_at), now())
        when s.ended_at is not null then greatest(s.ended_at, s.started_at)
      end as ended_at
    from scrapewatch.subscriptions s
    where s.status in ('active', 'past_due', 'cancelled') and s.started_at <= now()
      and (nullif(systems, '{}') is null or s.system = any (systems))
      and (nullif(environments, '{}') is null or s.environment = any (environments))
  ), paid as materialized (
    select p.attempted_at, p.status, p.amount, p.currency
    from span s
    cross join scrapewatch.payments p
    where p.attempted_at >= s.begins and p.attempted_at < s.ends
      and (nullif(systems, '{}') is null or p.system = any (systems))
      and (nullif(environments, '{}') is null or p.environment = any (environments))
  ), main as ( -- amounts of several currencies do not add up: that of most subscriptions now, else of most once, else of most payments
    select m.currency
    from (
      select s.currency, count(*) filter (where s.ended_at is null or s.ended_at > now()) as now, count(*) as ever, 0 as payments
      from subscription s
      group by s.currency
      union all
      select p.currency, 0, 0, count(*) from paid p group by p.currency
    ) m
    group by m.currency
    order by sum(m.now) desc, sum(m.ever) desc, sum(m.payments) desc, m.currency
    limit 1
  ), turn as ( -- everything older falls into place -1, which only the running totals see
    select
      greatest(floor(((t.at at time zone s.zone)::date - s.first_day)::double precision / s.step), -1)::integer as place,
      count(*) filter (where t.step > 0) as started,
      count(*) filter (where t.step < 0) as ended,
      sum(t.step) as step,
      coalesce(sum(t.step * t.monthly_amount::numeric) filter (where t.currency = (select m.currency from main m)), 0) as amount
    from span s
    cross join (
      select b.started_at as at, 1 as step, b.currency, b.monthly_amount from subscription b
      union all
      select b.ended_at, -1, b.currency, b.monthly_amount from subscription b where b.ended_at <= now()
    ) t
    where t.at < s.ends
    group by 1
  ), payment as (
    select
      floor(((p.attempted_at at time zone s.zone)::date - s.first_day)::double precision / s.step)::integer as place,
      sum(p.amount) filter (where p.status = 'succeeded' and p.currency = (select m.currency from main m)) as revenue,
      count(*) filter (where p.status = 'failed') as failed
    from span s cross join paid p
    group by 1
  ), running as (
    select
      d."time", d.place,
      sum(coalesce(c.step, 0)) over past as present,
      sum(coalesce(t.step, 0)) over past as subscribed,
      sum(coalesce(t.amount, 0)) over past as amount,
      coalesce(t.started, 0) as started,
      coalesce(t.ended, 0) as ended
    from (select x.place, x."time" from slots x union all select -1, null where exists (select from span)) d
    left join change c on c.place = d.place
    left join turn t on t.place = d.place
    window past as (order by d.place)
  )
  select
    r."time", coalesce(g.users, 0), coalesce(a.users, 0), r.present::bigint, coalesce(q.quests, 0), r.started, r.ended,
    r.subscribed::bigint, r.amount::double precision, coalesce(p.revenue, 0)::double precision, coalesce(p.failed, 0)
  from running r
  left join registration g on g.place = r.place
  left join activity a on a.place = r.place
  left join quest q on q.place = r.place
  left join payment p on p.place = r.place
  where r."time" is not null
  order by r."time"
$$;
comment on function scrapewatch.product_series is 'People and money of a product, a row a calendar day of zone tz (whole days; several days a row past 2,000). active_users are distinct users with activity; '
  'active_users_30d those of the 30 days up to the end of the row. Subscriptions are active or past_due ones and, until they ended, cancelled ones; active_subscriptions and mrr are as of the end of the row. '
  'mrr and revenue (payments succeeded) are in one currency, the one of most subscriptions (without any, of most payments). (B6)';
revoke execute on function scrapewatch.product_series from public, anon, authenticated, service_role;
grant execute on function scrapewatch.product_series to scrapewatch_reader, scrapewatch_operator;
