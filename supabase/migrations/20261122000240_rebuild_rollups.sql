-- For the owner: everything of a range anew, in one transaction.
create or replace function scrapewatch.rebuild_rollups(from_ts timestamptz default null, to_ts timestamptz default null)
returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  origin constant timestamptz := '2000-01-01 00:00:00+00';
  state scrapewatch.rollup_state;
  reached timestamptz := date_bin('1 hour', now() - interval '1 hour', origin);
  first_day timestamptz;
  last_hour timestamptz;
  a_day timestamptz;
  taken record;
  problem text;
  hours integer := 0;
  runs bigint := 0;
  problems text[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtextextended('scrapewatch.rollups', 0));
  select s.* into state from scrapewatch.rollup_state s;
  first_day := case when isfinite(from_ts) then date_bin('1 day', from_ts, origin) end;
  first_day := greatest(coalesce(first_day, scrapewatch.rollup_oldest_day(), date_bin('1 day', reached, origin)), origin);
  last_hour := case when isfinite(to_ts) then least(date_bin('1 hour', to_ts + interval '1 hour' - interval '1 microsecond', origin), reached) else reached end;
  if from_ts is null and to_ts is null or state.watermark is null then
    delete from scrapewatch.run_rollups;
    delete from scrapewatch.rollup_hours;
    delete from scrapewatch.rollup_changes;
    state.backfill_to := case when from_ts is null then null else scrapewatch.rollup_oldest_day() end;
    state.rolled_from := first_day;
    state.watermark := first_day;
    state.hours_from := scrapewatch.rollup_hours_kept_from();
  end if;
  first_day := least(first_day, date_bin('1 day', state.watermark, origin)); -- no gap
  last_hour := greatest(last_hour, least(state.rolled_from, reached), first_day);
  state.watermark := greatest(state.watermark, last_hour);
  state.rolled_from := least(state.rolled_from, first_day);

  for a_day in select d.day from scrapewatch.rollup_days(first_day, last_hour) d(day) loop
    delete from scrapewatch.rollup_changes c where c.hour >= a_day and c.hour < a_day + interval '1 day';
    delete from scrapewatch.rollup_hours h where h.hour >= a_day and h.hour < a_day + interval '1 day';
    delete from scrapewatch.run_rollups r
    where r.level = any ('{all,system,place,place_status,client,client_status,scraper,scraper_status}')
      and r.grain = any ('{hour,day}') and r.bucket >= a_day and r.bucket < a_day + interval '1 day';
    select t.* into taken
    from scrapewatch.rollup_take_hours(a_day, least(a_day + interval '1 day', state.watermark), state.hours_from) t;
    problem := case when a_day + interval '1 day' <= state.watermark then scrapewatch.rollup_take_day(a_day) end;
    hours := hours + taken.hours;
    runs := runs + taken.runs;
    problems := array_remove(problems || taken.problem || problem, null);
  end loop;
  if state.rolled_from <= state.backfill_to then
    state.backfill_to := null;
  end if;
  if state.backfill_to is null then
    state.rolled_from := least(state.rolled_from, origin); -- before the oldest there is no run
  end if;
  perform scrapewatch.rollup_keep_state(state);
  analyze scrapewatch.run_rollups;
  return jsonb_build_object('hours', hours, 'runs', runs, 'watermark', state.watermark, 'rolled_from', state.rolled_from,
    'complete', state.backfill_to is null, 'problems', to_jsonb(problems));
end
$$;
comment on function scrapewatch.rebuild_rollups is 'Rolls up a range anew, by default everything: after changes older than rollup_window_seconds. For the owner.';
revoke execute on function scrapewatch.rebuild_rollups from public, anon, authenticated, service_role;
