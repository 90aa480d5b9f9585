-- Slow figures of the optional views, the database's size and service level objectives.

create or replace function scrapewatch.account_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with known as materialized (
    select a.system, a.environment, a.kind, a.provider, a.status, a.healthy from scrapewatch.account_health() a
  )
  select 'scrapewatch_accounts', k.system, k.environment, k.kind, k.provider, k.status, count(*)::double precision, -count(*)::double precision
  from known k
  group by k.system, k.environment, k.kind, k.provider, k.status
  union all
  select 'scrapewatch_accounts_unhealthy', k.system, k.environment, k.kind, k.provider, null,
    count(*) filter (where not k.healthy)::double precision, -count(*) filter (where not k.healthy)::double precision
  from known k
  group by k.system, k.environment, k.kind, k.provider;
end
$$;
comment on function scrapewatch.account_metric_samples is 'Accounts, proxies and APIs by their state. (A16, C3)';
revoke execute on function scrapewatch.account_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.backup_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select v.metric, b.system, b.environment, null, null, null, v.value, v.value
  from scrapewatch.backup_status() b
  cross join lateral (values
    ('scrapewatch_backup_ok', b.ok::integer::double precision),
    ('scrapewatch_backup_last_success_timestamp_seconds', extract(epoch from b.finished_at)::double precision)
  ) v(metric, value);
end
$$;
comment on function scrapewatch.backup_metric_samples is 'The newest backup of each system and environment. (B13)';
revoke execute on function scrapewatch.backup_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.database_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select v.metric, null, null, null, null, null, v.value, 0::double precision
  from scrapewatch.capacity_forecast() c
  cross join lateral (values
    ('scrapewatch_database_size_bytes', c.size_bytes::double precision),
    ('scrapewatch_database_limit_bytes', c.limit_bytes),
    ('scrapewatch_database_full_seconds', c.days_to_full * 86400)
  ) v(metric, value)
  where c.subject = 'database';
end
$$;
comment on function scrapewatch.database_metric_samples is 'Size of the database, its limit, and when it is full. (C11, D2)';
revoke execute on function scrapewatch.database_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.cost_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with newest as (
    select distinct on (c.provider, c.currency)
      c.provider, c.currency, c.month_amount, c.budget_used_ratio, c.units_used_ratio
    from scrapewatch.cost_series(date_trunc('month', now(), 'UTC'), now()) c
    order by c.provider, c.currency, c."time" desc
  )
  select v.metric, n.provider, v.currency, null, null, null, v.value, -v.value
  from newest n
  cross join lateral (values
    ('scrapewatch_cost_month_amount', n.currency, n.month_amount),
    ('scrapewatch_budget_used_ratio', n.currency, n.budget_used_ratio),
    ('scrapewatch_credits_used_ratio', null, n.units_used_ratio)
  ) v(metric, currency, value);
end
$$;
comment on function scrapewatch.cost_metric_samples is 'Costs and credits of this month (UTC) by provider. (C19, D4)';
revoke execute on function scrapewatch.cost_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.quality_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select v.metric, q.system, q.environment, q.dataset, null, null, v.value, v.rank
  from scrapewatch.data_quality(now() - interval '24 hours', now()) q
  cross join lateral (values
    ('scrapewatch_data_completeness_ratio', q.completeness_ratio, q.completeness_ratio),
    ('scrapewatch_data_accuracy_ratio', q.accuracy_ratio, q.accuracy_ratio),
    ('scrapewatch_data_duplicate_ratio', q.duplicate_ratio, -q.duplicate_ratio)
  ) v(metric, value, rank)
  union all -- what is stale was not checked of late either: a month back
  select 'scrapewatch_data_newest_timestamp_seconds', n.system, n.environment, n.dataset, null, null, n.newest, n.newest
  from (
    select c.system, c.environment, c.dataset, max(extract(epoch from c.newest_row_at)::double precision) as newest
    from scrapewatch.quality_checks c
    where c.checked_at >= now() - interval '30 days'
    group by c.system, c.environment, c.dataset
    union all
    select s.system, s.environment, 'runs', extract(epoch from s.newest_run_at)::double precision from scrapewatch.metric_scopes s
  ) n;
end
$$;
comment on function scrapewatch.quality_metric_samples is 'Completeness, accuracy and duplicates of 24 hours, and how new the data is. (A11, C10)';
revoke execute on function scrapewatch.quality_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.slo_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select v.metric, s.system, s.environment, s.slo, v.span, null, v.value, s.budget_remaining_ratio
  from scrapewatch.slo_report(now() - interval '30 days', now()) s
  cross join lateral (values
    ('scrapewatch_slo_objective_ratio', null, s.objective),
    ('scrapewatch_slo_budget_remaining_ratio', null, s.budget_remaining_ratio),
    ('scrapewatch_slo_burn_rate', '1h', s.burn_rate_1h),
    ('scrapewatch_slo_burn_rate', '6h', s.burn_rate_6h),
    ('scrapewatch_slo_burn_rate', '3d', s.burn_rate_3d)
  ) v(metric, span, value);
end
$$;
comment on function scrapewatch.slo_metric_samples is 'Objectives, error budgets of 30 days and burn rates. (D3)';
revoke execute on function scrapewatch.slo_metric_samples from public, anon, authenticated, service_role;

create or replace function scrapewatch.product_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with registered as (
    select u.system, u.environment, count(*) filter (where u.registered_at >= now() - interval '24 hours' and u.registered_at < now()) as users
    from scrapewatch.users u
    group by u.system, u.environment
  ), subscribed as (
    select s.system, s.environment from scrapewatch.subscriptions s group by s.system, s.environment
  ), active as (
    select
      a.system, a.environment,
      count(distinct a.user_id) as month,
      count(distinct a.user_id) filter (where a.happened_at >= now() - interval '24 hours') as day,
      count(distinct a.user_id) filter (where a.happened_at >= now() - interval '1 hour') as hour,
      count(distinct a.user_id) filter (
        where a.happened_at >= now() - interval '169 hours' and a.happened_at < now() - interval '168 hours') as week_ago,
      count(*) filter (where a.kind = 'quest_completed' and a.happened_at >= now() - interval '24 hours') as quests
    from scrapewatch.activity a
    where a.happened_at >= now() - interval '30 days' and a.happened_at < now()
    group by a.system, a.environment
  ), paid as (
    select p.system, p.environment, p.status, count(*) as payments
    from scrapewatch.payments p
    where p.attempted_at >= now() - interval '24 hours' and p.attempted_at < now()
    group by p.system, p.environment, p.status
  ), scope as (
    select r.system, r.environment from registered r
    union select s.system, s.environment from subscribed s
    union select a.system, a.environment from active a
    union select p.system, p.environment from paid p
  )
  select v.metric, s.system, s.environment, v.label, null, null, v.value, null::double precision
  from scope s
  left join registered r on r.system = s.system and r.environment = s.environment
  left join active a on a.system = s.system and a.environment = s.environment
  cross join lateral scrapewatch.product_stats('UTC', array[s.system], array[s.environment]) t
  cross join lateral (
    values
      ('scrapewatch_registrations_24h', null, coalesce(r.users, 0)::double precision),
      ('scrapewatch_active_users_24h', null, coalesce(a.day, 0)),
      ('scrapewatch_active_users_30d', null, coalesce(a.month, 0)),
      ('scrapewatch_active_users_1h', null, coalesce(a.hour, 0)),
      ('scrapewatch_active_users_1h_week_ago', null, coalesce(a.week_ago, 0)),
      ('scrapewatch_quests_completed_24h', null, coalesce(a.quests, 0)),
      ('scrapewatch_subscriptions_active', null, t.active_subscriptions),
      ('scrapewatch_mrr_amount', t.currency, t.mrr),
      ('scrapewatch_churn_30d_ratio', null, t.churn_ratio)
    union all
    select 'scrapewatch_payments_24h', w.status, coalesce(p.payments, 0)
    from unnest(array['succeeded', 'failed', 'refunded']) w(status)
    left join paid p on p.system = s.system and p.environment = s.environment and p.status = w.status
  ) v(metric, label, value);
end
$$;
comment on function scrapewatch.product_metric_samples is 'Users, subscriptions and payments by system. (B6, C13, C18)';
revoke execute on function scrapewatch.product_metric_samples from public, anon, authenticated, service_role;
