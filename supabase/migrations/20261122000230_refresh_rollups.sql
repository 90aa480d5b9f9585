-- Rolling up. One at a time (advisory lock); reads never wait for it, nor does a writer. What is not younger than
-- `rollup_window_seconds`, not open and not noted by a trigger is left as it is: verify_rollups() finds, rebuild_rollups() mends.
-- A refresh holds a light lock on the tables of the runs until it ends. While it waits for another table that a migration of
-- the team's has locked, and the migration for the runs, PostgreSQL ends one of them after deadlock_timeout (1 s), as a rule the
-- migration. So a refresh waits for less than that and gives way; the next one does its work.
create or replace function scrapewatch.rollup_write(grain text, from_ts timestamptz, to_ts timestamptz)
returns void
language plpgsql volatile set search_path = '' as $$
begin
  delete from scrapewatch.run_rollups r
  where r.level = any ('{all,system,place,place_status,client,client_status,scraper,scraper_status}') -- for the index
    and r.grain = rollup_write.grain and r.bucket >= rollup_write.from_ts and r.bucket < rollup_write.to_ts;
  insert into scrapewatch.run_rollups
  select w.* from scrapewatch.rollup_rows(rollup_write.grain, rollup_write.from_ts, rollup_write.to_ts) w;
end
$$;
comment on function scrapewatch.rollup_write is 'Counts the runs of whole hours or days anew.';

create or replace function scrapewatch.rollup_take_hours(
  from_ts timestamptz, to_ts timestamptz, hours_from timestamptz, out hours integer, out runs bigint, out problem text
)
language plpgsql volatile set search_path = '' as $$
declare
  first_hour timestamptz;
  last_hour timestamptz;
  a_hour timestamptz;
  taken record;
begin
  with counted as materialized (
    select f.* from scrapewatch.rollup_fingerprints(rollup_take_hours.from_ts, rollup_take_hours.to_ts) f
  ), changed as (
    select coalesce(c.hour, h.hour) as hour, c.runs, c.open_runs, c.fingerprint
    from counted c
    full join (
      select k.* from scrapewatch.rollup_hours k where k.hour >= rollup_take_hours.from_ts and k.hour < rollup_take_hours.to_ts
    ) h on h.hour = c.hour
    where (c.runs, c.open_runs, c.fingerprint) is distinct from (h.runs, h.open_runs, h.fingerprint)
  ), gone as (
    delete from scrapewatch.rollup_hours h using changed c where h.hour = c.hour and c.runs is null
  ), kept as (
    insert into scrapewatch.rollup_hours as h (hour, runs, open_runs, fingerprint)
    select c.hour, c.runs, c.open_runs, c.fingerprint from changed c where c.runs is not null
    on conflict (hour) do update set runs = excluded.runs, open_runs = excluded.open_runs, fingerprint = excluded.fingerprint
  )
  select count(*), coalesce(sum(c.runs), 0), min(c.hour), max(c.hour) into hours, runs, first_hour, last_hour from changed c;
  if hours > 0 and rollup_take_hours.from_ts >= rollup_take_hours.hours_from then
    perform scrapewatch.rollup_write('hour', first_hour, last_hour + interval '1 hour');
  end if;
exception
  when lock_not_available then
    raise; -- refresh_rollups() comes again
  when others then -- e.g. a time of a user's that no interval can hold
    problem := sqlerrm;
    hours := 0;
    runs := 0;
    if rollup_take_hours.to_ts <= rollup_take_hours.from_ts + interval '1 hour' then
      insert into scrapewatch.rollup_hours as h (hour, runs, open_runs) values (rollup_take_hours.from_ts, 0, 1)
      on conflict (hour) do update set open_runs = greatest(h.open_runs, 1), fingerprint = null; -- read raw; tried again next time
      return;
    end if;
    for a_hour in
      select hour from generate_series(rollup_take_hours.from_ts, rollup_take_hours.to_ts - interval '1 hour', '1 hour') hour
    loop
      select t.* into taken
      from scrapewatch.rollup_take_hours(a_hour, a_hour + interval '1 hour', rollup_take_hours.hours_from) t;
      hours := hours + taken.hours;
      runs := runs + taken.runs;
    end loop;
end
$$;
comment on function scrapewatch.rollup_take_hours is
  'Rolls up those hours of a part of a day that have changed. Fails only when a lock is in the way: an hour that cannot be read is marked to be read raw.';

create or replace function scrapewatch.rollup_take_day(day timestamptz)
returns text
language plpgsql volatile set search_path = '' as $$
begin
  perform scrapewatch.rollup_write('day', rollup_take_day.day, rollup_take_day.day + interval '1 day');
  return null;
exception
  when lock_not_available then
    raise;
  when others then
    update scrapewatch.rollup_hours h set open_runs = greatest(h.open_runs, 1), fingerprint = null
    where h.hour >= rollup_take_day.day and h.hour < rollup_take_day.day + interval '1 day';
    return sqlerrm;
end
$$;
comment on function scrapewatch.rollup_take_day is 'Rolls up a whole day; what was wrong, else null. Fails only when a lock is in the way, as rollup_take_hours.';

create or replace function scrapewatch.rollup_oldest_day()
returns timestamptz
language sql stable set search_path = '' as $$
  -- Older times than 2000 are nobody's runs; functions read them raw.
  select date_bin('1 day', min(r.queued_at), '2000-01-01 00:00:00+00')
  from scrapewatch.runs r
  where r.queued_at >= '2000-01-01 00:00:00+00' and r.queued_at < now()
$$;
comment on function scrapewatch.rollup_oldest_day is 'Day of the oldest run since 2000 (UTC). Slow: it may read every run.';

create or replace function scrapewatch.rollup_hours_kept_from()
returns timestamptz
language sql stable set search_path = '' as $$
  select date_bin('1 day', now() - make_interval(days => greatest(s.value, 2)::integer), '2000-01-01 00:00:00+00')
  from scrapewatch.settings s
  where s.key = 'rollup_hours_kept_days'
$$;
comment on function scrapewatch.rollup_hours_kept_from is 'Before this day hourly rollups are not kept.';

create or replace function scrapewatch.rollup_keep_state(state scrapewatch.rollup_state)
returns void
language sql volatile set search_path = '' as $$
  insert into scrapewatch.rollup_state as s (rolled_from, watermark, hours_from, backfill_to, refreshed_at)
  values (state.rolled_from, state.watermark, state.hours_from, state.backfill_to, now())
  on conflict (only_row) do update set rolled_from = excluded.rolled_from, watermark = excluded.watermark,
    hours_from = excluded.hours_from, backfill_to = excluded.backfill_to, refreshed_at = excluded.refreshed_at
$$;
comment on function scrapewatch.rollup_keep_state is 'Writes down how far the rollups reach.';

create or replace function scrapewatch.rollup_backfill(state scrapewatch.rollup_state, deadline timestamptz)
returns scrapewatch.rollup_state
language plpgsql volatile set search_path = '' as $$
begin
  while state.backfill_to < state.rolled_from and clock_timestamp() < deadline loop
    state.rolled_from := state.rolled_from - interval '1 day';
    perform scrapewatch.rollup_take_hours(state.rolled_from, state.rolled_from + interval '1 day', state.hours_from);
    perform scrapewatch.rollup_take_day(state.rolled_from);
  end loop;
  if state.rolled_from <= state.backfill_to then
    state.rolled_from := least(state.rolled_from, '2000-01-01 00:00:00+00'); -- before that day there is no run
    state.backfill_to := null;
  end if;
  return state;
end
$$;
comment on function scrapewatch.rollup_backfill is 'Rolls up older days, the newest of them first, until the deadline.';

create or replace function scrapewatch.rollup_follow_up()
returns jsonb
language plpgsql volatile set search_path = '' set lock_timeout = '200ms' as $$
declare
  task text;
  problems jsonb := '{}';
begin
  foreach task in array array['rollup_take_quality', 'record_sizes', 'take_metric_snapshot', 'expire_commands'] loop
    if to_regprocedure(format('scrapewatch.%I()', task)) is not null then
      begin
        execute format('select scrapewatch.%I()', task);
      exception when others then
        problems := problems || jsonb_build_object(task, sqlerrm);
      end;
    end if;
  end loop;
  return problems;
end
$$;
comment on function scrapewatch.rollup_follow_up is 'What is due as often as the rollups: data quality, sizes, slow metrics, commands that expire. An error in one undoes nothing else.';
revoke execute on function scrapewatch.rollup_write, scrapewatch.rollup_take_hours, scrapewatch.rollup_take_day,
  scrapewatch.rollup_oldest_day, scrapewatch.rollup_hours_kept_from, scrapewatch.rollup_keep_state, scrapewatch.rollup_backfill,
  scrapewatch.rollup_follow_up from public, anon, authenticated, service_role;

create or replace function scrapewatch.refresh_rollups(recompute interval default null)
returns jsonb
language plpgsql volatile security definer set search_path = '' set lock_timeout = '400ms' as $$
declare
  origin constant timestamptz := '2000-01-01 00:00:00+00';
  deadline constant timestamptz := clock_timestamp() + interval '4 seconds'; -- a caller over the API is cut off after eight
  state scrapewatch.rollup_state;
  window_from timestamptz;
  reached timestamptz := date_bin('1 hour', now() - interval '1 hour', origin);
  noted timestamptz[];
  part record;
  taken record;
  problem text;
  hours integer := 0;
  runs bigint := 0;
  problems text[] := '{}';
begin
  if not pg_try_advisory_xact_lock(hashtextextended('scrapewatch.rollups', 0)) then
    return jsonb_build_object('busy', true);
  end if;
  -- Taken before the runs are read, by a statement of its own: what is noted from now on stays for the next time.
  with taken as (delete from scrapewatch.rollup_changes c returning c.hour)
  select coalesce(array_agg(distinct t.hour), '{}') into noted from taken t;
  if '-infinity' = any (noted) then -- the runs were truncated
    delete from scrapewatch.run_rollups;
    delete from scrapewatch.rollup_hours;
    delete from scrapewatch.rollup_state;
  end if;

  select s.* into state from scrapewatch.rollup_state s;
  recompute := greatest(coalesce(recompute, make_interval(secs =>
    (select s.value from scrapewatch.settings s where s.key = 'rollup_window_seconds'))), interval '0');
  window_from := date_bin('1 hour', now() - recompute, origin);
  if state.watermark is null then
    state.rolled_from := date_bin('1 day', greatest(least(window_from, reached), origin), origin);
    state.watermark := state.rolled_from;
    state.backfill_to := scrapewatch.rollup_oldest_day();
  end if;
  reached := greatest(reached, state.watermark);
  window_from := greatest(least(window_from, state.watermark), state.rolled_from);
  if scrapewatch.rollup_hours_kept_from() > state.hours_from then
    delete from scrapewatch.run_rollups r
    where r.level = any ('{all,system,place,place_status,client,client_status,scraper,scraper_status}')
      and r.grain = 'hour' and r.bucket < scrapewatch.rollup_hours_kept_from();
  end if;
  state.hours_from := greatest(state.hours_from, scrapewatch.rollup_hours_kept_from());

  for part in
    select min(d.hour) as starts_at, max(d.hour) + interval '1 hour' as ends_at, date_bin('1 day', d.hour, origin) as day,
      d.hour >= window_from as is_recent
    from (
      select hour from generate_series(window_from, reached - interval '1 hour', '1 hour') hour
      union
      select hour from unnest(noted) hour
      union
      select h.hour from scrapewatch.rollup_hours h where h.open_runs > 0
    ) d
    where d.hour >= state.rolled_from and d.hour < reached
    group by 3, 4
    order by 4 desc, 1
  loop
    if clock_timestamp() > deadline then -- the rest is for the next time
      reached := case when part.is_recent then greatest(state.watermark, part.starts_at) else reached end;
      insert into scrapewatch.rollup_changes (hour)
      select hour from unnest(noted) hour where hour >= state.rolled_from and hour < reached;
      exit;
    end if;
    select t.* into taken from scrapewatch.rollup_take_hours(part.starts_at, part.ends_at, state.hours_from) t;
    problem := null;
    if part.day + interval '1 day' <= reached and (taken.hours > 0 or part.day + interval '1 day' > state.watermark) then
      problem := scrapewatch.rollup_take_day(part.day);
    end if;
    hours := hours + taken.hours;
    runs := runs + taken.runs;
    problems := array_remove(problems || taken.problem || problem, null);
  end loop;
  state.watermark := reached;
  state := scrapewatch.rollup_backfill(state, deadline);
  perform scrapewatch.rollup_keep_state(state);

  return jsonb_build_object('hours', hours, 'runs', runs, 'watermark', state.watermark, 'rolled_from', state.rolled_from,
    'complete', state.backfill_to is null, 'problems', to_jsonb(problems), 'failed', scrapewatch.rollup_follow_up());
end
$$;
comment on function scrapewatch.refresh_rollups is 'Rolls up what is new, recent, open or noted, and some of the past until all is; {"busy": true} while another does. Fails (55P03) while somebody locks the tables of the runs.';
revoke execute on function scrapewatch.refresh_rollups from public, anon, authenticated, service_role;
grant execute on function scrapewatch.refresh_rollups to service_role;
