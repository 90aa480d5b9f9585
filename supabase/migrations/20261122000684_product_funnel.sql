-- How far those who registered in a window have come.
create or replace function scrapewatch.product_funnel(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null
)
returns table (
  step text,
  "position" integer,
  users bigint,
  share_of_first double precision,
  share_of_previous double precision
)
language sql stable set search_path = '' as $$
  with cohort as materialized (
    select u.system, u.environment, u.user_id, min(u.registered_at) as registered_at
    from scrapewatch.users u
    where u.registered_at >= from_ts and u.registered_at < to_ts
      and (nullif(systems, '{}') is null or u.system = any (systems))
      and (nullif(environments, '{}') is null or u.environment = any (environments))
    group by u.system, u.environment, u.user_id
  ), visitor as ( -- nobody of the cohort did anything before the window began
    select a.system, a.environment, a.user_id, max(a.happened_at) as last_at, max(a.happened_at) filter (where a.kind = 'quest_completed') as quest_at
    from scrapewatch.activity a
    where a.happened_at >= from_ts
      and (nullif(systems, '{}') is null or a.system = any (systems))
      and (nullif(environments, '{}') is null or a.environment = any (environments))
    group by a.system, a.environment, a.user_id
  ), subscriber as (
    select s.system, s.environment, s.user_id, max(s.started_at) as last_at
    from scrapewatch.subscriptions s
    where s.started_at >= from_ts
      and (nullif(systems, '{}') is null or s.system = any (systems))
      and (nullif(environments, '{}') is null or s.environment = any (environments))
    group by s.system, s.environment, s.user_id
  ), payer as (
    select p.system, p.environment, p.user_id, max(p.attempted_at) as last_at
    from scrapewatch.payments p
    where p.status = 'succeeded' and p.attempted_at >= from_ts
      and (nullif(systems, '{}') is null or p.system = any (systems))
      and (nullif(environments, '{}') is null or p.environment = any (environments))
    group by p.system, p.environment, p.user_id
  ), counted as (
    select
      count(*) as registered,
      count(*) filter (where v.last_at > c.registered_at) as active, -- the visit that registers is no return
      count(*) filter (where v.quest_at >= c.registered_at) as quest,
      count(*) filter (where s.last_at >= c.registered_at) as subscribed,
      count(*) filter (where p.last_at >= c.registered_at) as paid
    from cohort c
    left join visitor v on v.system = c.system and v.environment = c.environment and v.user_id = c.user_id
    left join subscriber s on s.system = c.system and s.environment = c.environment and s.user_id = c.user_id
    left join payer p on p.system = c.system and p.environment = c.environment and p.user_id = c.user_id
  ), steps as (
    select s.step, s.position, s.users, c.registered, lag(s.users) over (order by s.position) as previous
    from counted c
    cross join lateral (values
      ('registered', 1, c.registered), ('active', 2, c.active), ('quest completed', 3, c.quest), ('subscribed', 4, c.subscribed), ('paid', 5, c.paid)
    ) s(step, position, users)
  )
  select s.step, s.position, s.users, s.users::double precision / nullif(s.registered, 0), s.users::double precision / nullif(s.previous, 0)
  from steps s
  order by s.position
$$;
comment on function scrapewatch.product_funnel is 'Of the users who registered in the window, how many came back (activity later than the registration), completed a quest, subscribed (a trial, too) and paid, at any time since. '
  'Each step is counted for itself, so one may exceed the step before; shares are ratios, null of nothing. (B6)';
revoke execute on function scrapewatch.product_funnel from public, anon, authenticated, service_role;
grant execute on function scrapewatch.product_funnel to scrapewatch_reader, scrapewatch_operator;
