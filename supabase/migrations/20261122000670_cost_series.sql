-- What it costs, day by day, against what it may.
create table if not exists scrapewatch.budgets (
  provider text primary key,
  monthly_amount double precision check (monthly_amount >= 0),
  currency text,
  monthly_units double precision check (monthly_units >= 0)
);
comment on table scrapewatch.budgets is 'What a provider may cost a calendar month (UTC); fill it in. (C19, D4)';
comment on column scrapewatch.budgets.provider is 'As in costs.';
comment on column scrapewatch.budgets.currency is 'ISO 4217; null: whatever is billed.';
comment on column scrapewatch.budgets.monthly_units is 'Credits of the plan.';

alter table scrapewatch.budgets enable row level security;
drop policy if exists readers_see_all on scrapewatch.budgets;
create policy readers_see_all on scrapewatch.budgets for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.budgets from public, anon, authenticated, service_role;
grant select on scrapewatch.budgets to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.cost_series(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null
)
returns table (
  "time" timestamptz,
  provider text,
  amount double precision,
  currency text,
  month_amount double precision,
  budget_amount double precision,
  budget_used_ratio double precision,
  units double precision,
  month_units double precision,
  units_used_ratio double precision,
  amount_per_run double precision
)
language plpgsql stable set search_path = '' as $$
declare
  first_day constant date := (from_ts at time zone 'UTC')::date;
  last_day constant date := ((to_ts - interval '1 microsecond') at time zone 'UTC')::date; -- whole days, the first and the last too
  starts_at constant timestamptz := first_day::timestamp at time zone 'UTC';
  ends_at constant timestamptz := (last_day + 1)::timestamp at time zone 'UTC';
  days tstzmultirange;
  hours tstzmultirange;
  raw tstzmultirange;
begin
  if from_ts is null or to_ts is null or from_ts >= to_ts then
    return;
  end if;
  if scrapewatch.rollup_level(starts_at, ends_at, systems, environments, null, null, null) is null then
    raw := tstzmultirange(tstzrange(starts_at, ends_at));
  else
    select s.days, s.hours, s.raw into days, hours, raw from scrapewatch.rollup_segments(starts_at, ends_at) s;
  end if;
  return query execute $query$
    with bill as materialized ( -- from the first of the month on
      select c.day, c.system, c.environment, c.provider, c.amount, c.currency, c.units,
        lower(c.unit) in ('credit', 'credits') as is_credit,
        c.unit
      from scrapewatch.costs c
      where c.day >= date_trunc('month', $1::timestamp)::date and c.day <= $2
        and (nullif($5, '{}') is null or c.system = any ($5))
        and (nullif($6, '{}') is null or c.environment = any ($6))
    ), unit as ( -- units of several kinds do not add up: credits where there are any, else the only kind
      select b.provider, bool_or(b.is_credit) as has_credits, count(distinct lower(b.unit)) <= 1 as is_one_kind
      from bill b
      where b.units is not null
      group by b.provider
    ), daily as (
      select
        b.day, b.provider, b.currency,
        coalesce(sum(b.amount::numeric), 0) as amount,
        sum(b.units::numeric) filter (where case when u.has_credits then b.is_credit else u.is_one_kind end) as units
      from bill b
      left join unit u on u.provider = b.provider
      group by b.day, b.provider, b.currency
    ), monthly as (
      select d.*, sum(d.amount) over month as month_amount, sum(d.units) over month as month_units
      from daily d
      window month as (partition by d.provider, d.currency, date_trunc('month', d.day::timestamp) order by d.day)
    ), completed as materialized (
      select p.system, p.environment, (p.bucket at time zone 'UTC')::date as day, sum(p.completed) as runs
      from scrapewatch.rollup_parts('place', $3, $4, $7, $5, $6, null, null, null) p
      group by 1, 2, 3
    ), served as ( -- runs of the systems that the provider bills for that day
      select p.day, p.provider, p.currency, sum(c.runs) as runs
      from (select distinct b.day, b.provider, b.currency, b.system, b.environment from bill b where b.day >= $1) p
      join completed c on c.day = p.day and c.system = p.system and c.environment = p.environment
      group by p.day, p.provider, p.currency
    )
    select
      m.day::timestamp at time zone 'UTC', m.provider, m.amount::double precision, m.currency, m.month_amount::double precision,
      g.monthly_amount, m.month_amount::double precision / nullif(g.monthly_amount, 0),
      m.units::double precision, m.month_units::double precision,
      m.month_units::double precision / nullif(u.monthly_units, 0),
      m.amount::double precision / nullif(s.runs, 0)::double precision
    from monthly m
    left join scrapewatch.budgets u on u.provider = m.provider
    left join scrapewatch.budgets g on g.provider = m.provider and (g.currency is null or g.currency = m.currency)
    left join served s on s.day = m.day and s.provider = m.provider and s.currency is not distinct from m.currency
    where m.day >= $1
    order by 1, 2, 4
  $query$
  using first_day, last_day, days, hours, systems, environments, raw;
end
$$;
comment on function scrapewatch.cost_series is 'Costs by day (UTC, whole days), provider and currency. month_amount and month_units are sums since the first of the month; budget_used_ratio = month_amount ÷ the provider''s budget in that currency, '
  'units_used_ratio = month_units ÷ credits of its plan: with a filter, what the filter leaves of them. Units are credits where the provider bills any, else its only unit, else null. '
  'amount_per_run = amount ÷ runs queued that day and completed, in the systems and environments billed. (C19, D4)';
revoke execute on function scrapewatch.cost_series from public, anon, authenticated, service_role;
grant execute on function scrapewatch.cost_series to scrapewatch_reader, scrapewatch_operator;
