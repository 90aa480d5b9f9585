-- Every five minutes, where there is pg_cron (on Supabase: Integrations → Cron). Elsewhere any worker calls refresh_rollups().
create or replace function scrapewatch.schedule_refresh()
returns text
language plpgsql volatile set search_path = '' as $$
begin
  if to_regprocedure('cron.schedule(text,text,text)') is null then
    return 'There is no pg_cron: let a worker or a scheduler call scrapewatch.refresh_rollups() every few minutes.';
  end if;
  execute $cron$
    select cron.schedule('scrapewatch-refresh-rollups', '*/5 * * * *', 'select scrapewatch.refresh_rollups()')
  $cron$;
  return 'pg_cron calls scrapewatch.refresh_rollups() every five minutes.';
exception when others then
  return format('pg_cron refused: %s', sqlerrm);
end
$$;
comment on function scrapewatch.schedule_refresh is 'Lets pg_cron call refresh_rollups() every five minutes, if it is there; says what it did. May be repeated. For the owner.';

create or replace function scrapewatch.unschedule_refresh()
returns text
language plpgsql volatile set search_path = '' as $$
begin
  if to_regprocedure('cron.unschedule(text)') is null then
    return 'There is no pg_cron.';
  end if;
  execute $cron$ select cron.unschedule('scrapewatch-refresh-rollups') $cron$;
  return 'pg_cron no longer calls scrapewatch.refresh_rollups().';
exception when others then
  return format('pg_cron refused: %s', sqlerrm);
end
$$;
comment on function scrapewatch.unschedule_refresh is 'Takes back schedule_refresh(). For the owner.';
revoke execute on function scrapewatch.schedule_refresh, scrapewatch.unschedule_refresh from public, anon, authenticated, service_role;

select scrapewatch.schedule_refresh();
