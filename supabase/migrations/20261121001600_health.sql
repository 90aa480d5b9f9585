-- One row a check. Each tries what a dashboard would do, as the asking role, and says how to mend what fails.
create or replace function scrapewatch.health()
returns table (check_name text, ok boolean, detail text, mend text)
language plpgsql stable set search_path = '' as $$
declare
  columns text;
  time_column text;
  newest timestamptz;
begin
  return query select 'version', true,
    'Scrapewatch 0.1.0 on PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1), null::text;

  for check_name, time_column, columns in values
    ('runs', 'queued_at', 'run_id, system, environment, client_id, client, scraper, worker, status, started_at, finished_at, duration_seconds, '
      || 'expected, found, coverage, profiles_scraped, posts_collected, api_calls, retries, error'),
    ('clients', 'created_at', 'client_id, client, system, environment, status, expected'),
    ('pages', 'discovered_at', 'page_id, page, system, environment, category, followers, clients_following'),
    ('scrapers', 'updated_at', 'scraper, system, environment, status, started_at, last_run_at, queue_size, memory_bytes, cpu_ratio, api_calls, '
      || 'rate_limit_remaining, rate_limit_total, last_error'),
    ('queue_samples', 'sampled_at', 'system, environment, queue, queued, processing, retrying, failed, arrivals, completions, oldest_age_seconds'),
    ('logs', 'logged_at', 'log_id, system, environment, scraper, client, run_id, level, message'),
    ('heartbeats', 'last_seen_at', 'worker, system, environment, state, started_at, jobs_done, version')
  loop
    begin
      newest := null;
      execute format('select %s from scrapewatch.%I limit 0', columns, check_name);
      execute format('select v.%1$I from scrapewatch.%2$I v order by v.%1$I desc nulls last limit 1', time_column, check_name) into newest;
      ok := pg_catalog.pg_get_viewdef(to_regclass(format('scrapewatch.%I', check_name))) !~ 'WHERE false;\s*$';
      detail := case
        when not ok then 'The view is not connected to a table yet.'
        when newest is null then 'Connected; there is no row yet.'
        else 'Connected; the newest row is of ' || to_char(newest at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.'
      end;
      mend := case
        when not ok then format('Write it for your table: create or replace view scrapewatch.%I with (security_barrier = true) as select … (supabase/README.md)', check_name)
        when newest is null then format('If your table has rows, let the view''s owner read them: alter view scrapewatch.%I owner to <owner of the table>', check_name)
      end;
    exception
      when insufficient_privilege then
        ok := false;
        detail := sqlerrm;
        mend := format('grant select on scrapewatch.%I to %I; if that is granted, the view''s owner lacks select on your table', check_name, current_user);
      when others then
        ok := false;
        detail := sqlerrm;
        mend := format('Give scrapewatch.%I the columns and types that supabase/CONTRACT.md lists.', check_name);
    end;
    return next;
  end loop;

  check_name := 'clock';
  begin
    select max(h.last_seen_at) into newest from scrapewatch.heartbeats h;
    ok := coalesce(newest <= now() + interval '1 minute', true);
  exception when others then
    ok := true; -- the row of heartbeats says what is wrong with them
  end;
  detail := to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  mend := case when not ok then 'A worker''s clock runs ahead of the database''s: switch on time synchronisation where the workers run.' end;
  return next;
end
$$;
comment on function scrapewatch.health is 'Whether each adapter view can be read and is connected, the version, and the database''s time.';
revoke execute on function scrapewatch.health from public, anon, authenticated, service_role;
grant execute on function scrapewatch.health to scrapewatch_reader, scrapewatch_operator;
