-- When the disk is full. One size a day of the database and its largest tables is kept, and a line is laid through the last 30.
create table if not exists scrapewatch.size_samples (
  day date not null,
  subject text not null,
  size_bytes bigint not null,
  primary key (subject, day)
);
comment on table scrapewatch.size_samples is 'The last known size of each day (UTC), of the database and its hundred largest tables. Written by record_sizes(). (D2)';
comment on column scrapewatch.size_samples.subject is 'database, or schema.table.';
comment on column scrapewatch.size_samples.size_bytes is 'With indexes and TOAST; a partitioned table with its partitions.';

alter table scrapewatch.size_samples enable row level security;
drop policy if exists readers_see_all on scrapewatch.size_samples;
create policy readers_see_all on scrapewatch.size_samples for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.size_samples from public, anon, authenticated, service_role;
grant select on scrapewatch.size_samples to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.record_sizes()
returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  today constant date := (now() at time zone 'UTC')::date;
  recorded integer;
begin
  insert into scrapewatch.size_samples as known (day, subject, size_bytes)
  select today, 'database', pg_database_size(current_database())
  union all
  (
    select today, n.nspname || '.' || r.relname, sum(pg_total_relation_size(c.oid))::bigint
    from pg_catalog.pg_class c
    join pg_catalog.pg_class r on r.oid = coalesce(pg_partition_root(c.oid), c.oid)
    join pg_catalog.pg_namespace n on n.oid = r.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    group by n.nspname, r.relname
    having sum(pg_total_relation_size(c.oid)) is not null -- null: dropped at this moment
    order by 3 desc
    limit 100
  )
  on conflict (subject, day) do update set size_bytes = excluded.size_bytes
  where known.size_bytes <> excluded.size_bytes;
  get diagnostics recorded = row_count;
  delete from scrapewatch.size_samples s where s.day < today - 400;
  return recorded;
end
$$;
comment on function scrapewatch.record_sizes is 'Keeps the size of today (UTC) of the database and its hundred largest tables; may be called as often as one likes, and refresh_rollups() does. '
  'Returns how many figures are new. What is older than 400 days goes. (D2)';
revoke execute on function scrapewatch.record_sizes from public, anon, authenticated, service_role;
grant execute on function scrapewatch.record_sizes to service_role;

create or replace function scrapewatch.capacity_forecast()
returns table (
  subject text,
  size_bytes bigint,
  limit_bytes double precision,
  used_ratio double precision,
  growth_bytes_per_day double precision,
  growth_low double precision,
  growth_high double precision,
  days_to_full double precision,
  days_to_full_soonest double precision,
  days_to_full_latest double precision,
  days_of_history integer,
  verdict text
)
language sql stable set search_path = '' as $$
  with setting as (
    select
      max(s.value) filter (where s.key = 'database_limit_bytes') as limit_bytes,
      max(s.value) filter (where s.key = 'capacity_warn_days') as warn_days,
      greatest(max(s.value) filter (where s.key = 'forecast_min_days'), 3) as min_days -- two points leave no degree of freedom
    from scrapewatch.settings s
  ), present as (
    select
      'database' as subject,
      case
        when has_database_privilege(current_database(), 'connect') then pg_database_size(current_database())
        else (select s.size_bytes from scrapewatch.size_samples s where s.subject = 'database' order by s.day desc limit 1)
      end as size_bytes
    union all
    (
      select n.nspname || '.' || r.relname, sum(pg_total_relation_size(c.oid))::bigint
      from pg_catalog.pg_class c
      join pg_catalog.pg_class r on r.oid = coalesce(pg_partition_root(c.oid), c.oid)
      join pg_catalog.pg_namespace n on n.oid = r.relnamespace
      where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      group by n.nspname, r.relname
      having sum(pg_total_relation_size(c.oid)) is not null
      order by 2 desc, 1
      limit 10
    )
  ), line as (
    select
      p.subject,
      count(s.day)::integer as days,
      regr_slope(s.size_bytes, s.day - date '2000-01-01') as slope,
      -- standard error of the slope: √(residual sum of squares ÷ (n − 2) ÷ Sxx)
      sqrt(greatest(0, regr_syy(s.size_bytes, s.day - date '2000-01-01')
          - regr_sxy(s.size_bytes, s.day - date '2000-01-01') ^ 2 / nullif(regr_sxx(s.size_bytes, s.day - date '2000-01-01'), 0))
        / nullif(greatest(count(s.day) - 2, 0), 0) / nullif(regr_sxx(s.size_bytes, s.day - date '2000-01-01'), 0)) as error
    from present p
    left join scrapewatch.size_samples s on s.subject = p.subject
      and s.day > (now() at time zone 'UTC')::date - 30 and s.day <= (now() at time zone 'UTC')::date
    group by p.subject
  ), growth as (
    select
      p.subject, p.size_bytes, l.days, t.warn_days,
      case when p.subject = 'database' then t.limit_bytes end as limit_bytes,
      l.slope,
      -- 97.5 % quantile of Student's t with n − 2 degrees of freedom; 30 days have at most 28
      l.error * (array[12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
        2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484]::double precision[])[l.days - 2] as margin,
      l.days >= t.min_days as is_known
    from present p
    join line l on l.subject = p.subject
    cross join setting t
    where p.size_bytes is not null
  ), room as ( -- null without a limit; greatest() would make that 0
    select g.*, case when g.size_bytes >= g.limit_bytes then 0 else g.limit_bytes - g.size_bytes end as bytes_left
    from growth g
  ), forecast as ( -- less than a byte a day is rounding, not growth
    select
      g.*,
      g.bytes_left / case when g.is_known and g.slope >= 1 then g.slope end as days_left,
      g.bytes_left / case when g.is_known and g.slope + g.margin >= 1 then g.slope + g.margin end as days_soonest,
      g.bytes_left / case when g.is_known and g.slope - g.margin >= 1 then g.slope - g.margin end as days_latest
    from room g
  )
  select
    f.subject, f.size_bytes, f.limit_bytes, f.size_bytes / nullif(f.limit_bytes, 0),
    case when f.is_known then f.slope end,
    case when f.is_known then f.slope - f.margin end,
    case when f.is_known then f.slope + f.margin end,
    f.days_left, f.days_soonest, f.days_latest, f.days,
    case
      when not f.is_known then 'not enough history'
      when f.days_left < f.warn_days or f.size_bytes >= f.limit_bytes then 'full soon'
      when f.slope < 1 then 'not growing'
      else 'ok'
    end
  from forecast f
  order by f.subject <> 'database', f.size_bytes desc, f.subject
$$;
comment on function scrapewatch.capacity_forecast is 'Sizes now and growth of the database and its ten largest tables. Growth, in bytes a day, is the least-squares slope over the size samples '
  'of the last 30 days (UTC); growth_low and growth_high bound its 95 % confidence interval, slope ± t(0.975, n − 2) × standard error (Draper and Smith, Applied Regression Analysis, chapter 1). '
  'days_to_full = (limit_bytes − size_bytes) ÷ growth, of the database; full soon: within capacity_warn_days; not growing: by less than a byte a day; no forecast from fewer than forecast_min_days days. (D2, C11)';
revoke execute on function scrapewatch.capacity_forecast from public, anon, authenticated, service_role;
grant execute on function scrapewatch.capacity_forecast to scrapewatch_reader, scrapewatch_operator;
