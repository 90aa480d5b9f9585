-- A product that people use and pay for: its figures now. A user is a user_id of a system and environment.
create or replace function scrapewatch.product_stats(
  tz text default 'UTC',
  systems text[] default null,
  environments text[] default null
)
returns table (
  users_total bigint,
  registrations_today bigint,
  active_today bigint,
  active_30d bigint,
  stickiness_ratio double precision,
  quests_today bigint,
  active_subscriptions bigint,
  mrr double precision,
  currency text,
  churn_ratio double precision,
  payments_24h bigint,
  failed_payments_24h bigint,
  failed_payment_ratio double precision
)
language sql stable set search_path = '' as $$
  with today as ( -- 30 days are 720 hours here, whatever the zone's clocks do
    select date_trunc('day', now(), coalesce(nullif(tz, ''), 'UTC')) as midnight, now() - interval '720 hours' as month_ago
  ), registered as (
    select count(*) as total, count(*) filter (where u.registered_at >= t.midnight and u.registered_at <= now()) as today
    from today t
    cross join scrapewatch.users u
    where (nullif(systems, '{}') is null or u.system = any (systems))
      and (nullif(environments, '{}') is null or u.environment = any (environments))
  ), visitor as (
    select
      max(a.happened_at) as last_at,
      count(*) filter (where a.kind = 'quest_completed' and a.happened_at >= t.midnight) as quests
    from today t
    cross join scrapewatch.activity a
    where a.happened_at > t.month_ago and a.happened_at <= now()
      and (nullif(systems, '{}') is null or a.system = any (systems))
      and (nullif(environments, '{}') is null or a.environment = any (environments))
    group by a.system, a.environment, a.user_id
  ), active as (
    select
      count(*) filter (where v.last_at >= t.midnight) as today,
      count(*) as month,
      coalesce(sum(v.quests), 0)::bigint as quests
    from today t
    left join visitor v on true
    where v.last_at is not null
  ), subscription as (
    select
      s.currency, s.monthly_amount, s.started_at,
      s.started_at <= now() and s.status in ('active', 'past_due') and (s.ended_at is null or s.ended_at > now()) as is_active,
      -- one that is cancelled has ended, at the latest now
      case when s.status = 'cancelled' then least(greatest(coalesce(s.ended_at, s.started_at), s.started_at), now()) else s.ended_at end as ended_at
    from scrapewatch.subscriptions s
    where s.status in ('active', 'past_due', 'cancelled')
      and (nullif(systems, '{}') is null or s.system = any (systems))
      and (nullif(environments, '{}') is null or s.environment = any (environments))
  ), main as (
    select s.currency
    from subscription s
    where s.is_active
    group by s.currency
    order by count(*) desc, s.currency
    limit 1
  ), subscribed as (
    select
      count(*) filter (where s.is_active) as active,
      coalesce(sum(s.monthly_amount) filter (where s.is_active and s.currency = (select m.currency from main m)), 0)::double precision as mrr,
      count(*) filter (where s.started_at <= t.month_ago and (s.ended_at is null or s.ended_at > t.month_ago)) as month_ago,
      count(*) filter (where s.started_at <= t.month_ago and s.ended_at > t.month_ago and s.ended_at <= now()) as lost
    from today t
    cross join subscription s
  ), paid as (
    select count(*) as attempts, count(*) filter (where p.status = 'failed') as failed
    from scrapewatch.payments p
    where p.attempted_at > now() - interval '24 hours' and p.attempted_at <= now()
      and (nullif(systems, '{}') is null or p.system = any (systems))
      and (nullif(environments, '{}') is null or p.environment = any (environments))
  )
  select
    r.total, r.today, a.today, a.month,
    a.today::double precision / nullif(a.month, 0),
    a.quests, s.active, s.mrr, (select m.currency from main m),
    s.lost::double precision / nullif(s.month_ago, 0),
    p.attempts, p.failed,
    p.failed::double precision / nullif(p.attempts, 0)
  from registered r cross join active a cross join subscribed s cross join paid p
$$;
comment on function scrapewatch.product_stats is 'People and money of a product now; today begins at midnight in zone tz. active_today (DAU) and active_30d (MAU, 720 hours) are distinct users with activity; '
  'stickiness_ratio = DAU ÷ MAU. active_subscriptions: active or past_due, started and not ended; mrr sums their monthly amounts in the currency that most of them have. '
  'churn_ratio: of the subscriptions active 720 hours ago, the share that has ended since. failed_payment_ratio = failed ÷ all attempts of 24 h. (B6)';
revoke execute on function scrapewatch.product_stats from public, anon, authenticated, service_role;
grant execute on function scrapewatch.product_stats to scrapewatch_reader, scrapewatch_operator;
