-- One row a check. Each tries what a dashboard would do, as the asking role, and says how to mend what fails. The eight
-- optional views are well when they are not connected. The newest row is looked for in the last hour, day, month, so that
-- the answer takes milliseconds on ten million rows.
create or replace function scrapewatch.health()
returns table (check_name text, ok boolean, detail text, mend text)
language plpgsql stable set search_path = '' as $$
declare
  columns text;
  time_column text;
  optional boolean;
  look_back interval;
  newest timestamptz;
  has_rows boolean;
  words text[];
  strange text;
begin
  check_name := 'version';
  select true, format('Scrapewatch %s on PostgreSQL %s', v.version, split_part(current_setting('server_version'), ' ', 1)), null
  into ok, detail, mend
  from scrapewatch.versions v order by v.installed_at desc, v.version desc limit 1;
  return next;

  for check_name, optional, time_column, columns in values
    ('runs', false, 'queued_at', 'run_id, system, environment, client_id, client, scraper, worker, status, started_at, finished_at, '
      || 'duration_seconds, expected, found, coverage, profiles_scraped, posts_collected, api_calls, retries, error'),
    ('clients', false, 'created_at', 'client_id, client, system, environment, status, expected'),
    ('pages', false, 'discovered_at', 'page_id, page, system, environment, category, followers, clients_following'),
    ('scrapers', false, 'updated_at', 'scraper, system, environment, status, started_at, last_run_at, queue_size, memory_bytes, cpu_ratio, '
      || 'api_calls, rate_limit_remaining, rate_limit_total, last_error'),
    ('queue_samples', false, 'sampled_at', 'system, environment, queue, queued, processing, retrying, failed, arrivals, completions, oldest_age_seconds'),
    ('logs', false, 'logged_at', 'log_id, system, environment, scraper, client, run_id, level, message'),
    ('heartbeats', false, 'last_seen_at', 'worker, system, environment, state, started_at, jobs_done, version'),
    ('costs', true, 'day', 'system, environment, provider, item, amount, currency, units, unit'),
    ('quality_checks', true, 'checked_at', 'system, environment, dataset, rows_checked, required_values, missing_values, invalid_rows, '
      || 'duplicate_rows, newest_row_at'),
    ('accounts', true, 'checked_at', 'account, system, environment, kind, provider, status, rate_limit_remaining, detail'),
    ('backups', true, 'finished_at', 'backup_id, system, environment, ok, size_bytes, verified_at'),
    ('users', true, 'registered_at', 'user_id, system, environment'),
    ('activity', true, 'happened_at', 'user_id, system, environment, kind'),
    ('subscriptions', true, 'started_at', 'subscription_id, user_id, system, environment, status, monthly_amount, currency, ended_at'),
    ('payments', true, 'attempted_at', 'payment_id, user_id, system, environment, status, amount, currency')
  loop
    begin
      newest := null;
      execute format('select %s from scrapewatch.%I limit 0', columns, check_name);
      foreach look_back in array array['1 hour', '1 day', '31 days', '100 years']::interval[] loop
        execute format('select max(v.%1$I) from scrapewatch.%2$I v where v.%1$I >= $1', time_column, check_name)
          into newest using now() - look_back;
        exit when newest is not null;
      end loop;
      execute format('select exists (select from scrapewatch.%I)', check_name) into has_rows;
      ok := pg_catalog.pg_get_viewdef(to_regclass(format('scrapewatch.%I', check_name))) !~ 'WHERE false;\s*$';
      detail := case
        when not ok and optional then 'Optional, and not connected to a table.'
        when not ok then 'The view is not connected to a table yet.'
        when not has_rows then 'Connected; there is no row yet.'
        when newest is null then format('Connected; no row has a time in %s.', time_column)
        else 'Connected; the newest row is of ' || coalesce(to_char(newest at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), newest::text) || '.'
      end;
      mend := case
        when not ok and optional then null
        when not ok then format('Write it for your table: create or replace view scrapewatch.%I with (security_barrier = true) as select … '
          || '(npm run adapt proposes it; supabase/README.md)', check_name)
        when not has_rows then format('If your table has rows, let the view''s owner read them: alter view scrapewatch.%I owner to <owner of the table>', check_name)
      end;
      ok := ok or optional;
      words := case check_name
        when 'runs' then array['queued', 'processing', 'completed', 'failed', 'cancelled']
        when 'scrapers' then array['running', 'stopped', 'error', 'paused']
        when 'heartbeats' then array['running', 'paused', 'retrying', 'stopped']
      end;
      if words is not null and newest is not null then
        execute format('select string_agg(w.word, '', '' order by w.word) from (select distinct coalesce(quote_literal(left(v.%1$I, 40)), ''null'') as word '
          'from scrapewatch.%2$I v where (v.%1$I = any ($1)) is not true and v.%3$I >= $2 limit 5) w',
          case check_name when 'heartbeats' then 'state' else 'status' end, check_name, time_column)
          into strange using words, least(newest, now()) - interval '1 day';
        if strange is not null then -- such rows are in totals and in no other figure
          ok := false;
          detail := format('%s These words mean nothing here: %s.', detail, strange);
          mend := format('Translate them in the view scrapewatch.%I: one of %s.', check_name, array_to_string(words, ', '));
        end if;
      end if;
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

  check_name := 'rollups';
  begin
    select s.watermark into newest from scrapewatch.rollup_state s;
    select case
      when exists (select from scrapewatch.rollup_changes c where c.hour = '-infinity') or newest is null then 'none'
      when newest < now() - interval '4 hours' then 'old'
      when not exists (select from scrapewatch.run_rollups) and exists (select from scrapewatch.runs r where r.queued_at < s.watermark) then 'other'
      when s.backfill_to is not null then 'partial'
      else 'whole'
    end into detail from (select 1) one left join scrapewatch.rollup_state s on true;
    has_rows := exists (select from scrapewatch.runs r where r.queued_at < now() - interval '1 day');
    ok := detail in ('whole', 'partial') or detail = 'none' and not has_rows;
    mend := case
      when ok then null
      when detail = 'other' then 'select scrapewatch.rebuild_rollups()'
      else 'select scrapewatch.refresh_rollups(); and have it run every five minutes: select scrapewatch.schedule_refresh() with '
        || 'pg_cron, else a worker that calls it with the secret key'
    end;
    detail := case detail
      when 'none' then 'Nothing is rolled up yet: every answer reads the runs themselves.'
      when 'old' then 'Nobody has rolled up since ' || to_char(newest at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ': newer runs are read themselves.'
      when 'other' then 'The rollups are empty although there are runs: they were made before the view scrapewatch.runs was written.'
      when 'partial' then 'Rolled up to ' || to_char(newest at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '; older days follow with every refresh.'
      else 'Rolled up to ' || to_char(newest at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.'
    end;
  exception when others then
    ok := false;
    detail := sqlerrm;
    mend := 'Apply supabase/scrapewatch.sql again.';
  end;
  return next;

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
comment on function scrapewatch.health is 'Whether each adapter view can be read and is connected, the version, how far the rollups reach, and the database''s time.';
revoke execute on function scrapewatch.health from public, anon, authenticated, service_role;
grant execute on function scrapewatch.health to scrapewatch_reader, scrapewatch_operator;
