-- What scraping leans on and whether it is well: accounts, proxies, APIs. And planned work, which explains what is not.
create or replace function scrapewatch.account_health(
  systems text[] default null,
  environments text[] default null
)
returns table (
  kind text,
  provider text,
  account text,
  system text,
  environment text,
  status text,
  healthy boolean,
  checked_at timestamptz,
  age_seconds double precision,
  rate_limit_remaining integer,
  detail text
)
language sql stable set search_path = '' as $$
  with judged as (
    select
      a.kind, a.provider, a.account, a.system, a.environment, a.status,
      -- a look that nobody took lately says nothing about now
      coalesce(a.status = 'valid' and a.checked_at > now() - make_interval(
        secs => (select s.value from scrapewatch.settings s where s.key = 'account_stale_after_seconds')), false) as healthy,
      a.checked_at,
      extract(epoch from now() - a.checked_at)::double precision as age_seconds,
      a.rate_limit_remaining, a.detail
    from scrapewatch.accounts a
    where (nullif(systems, '{}') is null or a.system = any (systems))
      and (nullif(environments, '{}') is null or a.environment = any (environments))
  )
  select j.*
  from judged j
  order by j.healthy, array_position(array['blocked', 'challenged', 'unknown', 'valid'], j.status), j.kind, j.provider, j.account,
    j.system, j.environment
$$;
comment on function scrapewatch.account_health is 'Accounts, proxies and APIs, unhealthy ones first; healthy: valid, and checked within account_stale_after_seconds. '
  'age_seconds is the time since the check, in seconds; rate_limit_remaining counts calls. (A16)';
revoke execute on function scrapewatch.account_health from public, anon, authenticated, service_role;
grant execute on function scrapewatch.account_health to scrapewatch_reader, scrapewatch_operator;

-- Planned work is for everybody to see: it is drawn over the charts.
drop policy if exists readers_see_all on scrapewatch.maintenance_windows;
create policy readers_see_all on scrapewatch.maintenance_windows for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.maintenance_windows from public, anon, authenticated, service_role;
grant select on scrapewatch.maintenance_windows to scrapewatch_reader, scrapewatch_operator;
comment on column scrapewatch.maintenance_windows.system is 'Null: all.';
comment on column scrapewatch.maintenance_windows.environment is 'Null: all.';
