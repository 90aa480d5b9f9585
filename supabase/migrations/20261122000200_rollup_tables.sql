-- Rollups: runs counted by hour and by day (UTC), so that a month of ten million runs is answered from some hundred rows.
-- A level says which dimensions a row keeps; the others are null in it. Client together with scraper is kept nowhere, and
-- either together with status by day only: by hour there are nearly as many such groups as runs. What is not kept is read
-- from the runs.
create table if not exists scrapewatch.run_rollups (
  grain text not null check (grain in ('hour', 'day')),
  bucket timestamptz not null,
  level text not null check (level in
    ('all', 'system', 'place', 'place_status', 'client', 'client_status', 'scraper', 'scraper_status')),
  system text,
  environment text,
  client_id text,
  client text,
  scraper text,
  status text,
  runs integer not null,
  queued integer not null,
  processing integer not null,
  completed integer not null,
  failed integer not null,
  cancelled integer not null,
  coverage_runs integer not null,
  coverage_sum double precision not null,
  expected_sum bigint,
  found_sum bigint,
  duration_runs integer not null,
  duration_sum double precision not null,
  duration_bins smallint[],
  duration_totals integer[],
  profiles_scraped bigint not null,
  posts_collected bigint not null,
  api_calls bigint not null,
  last_queued_at timestamptz,
  last_covered_at timestamptz,
  last_coverage double precision
);
comment on table scrapewatch.run_rollups is 'Runs counted by hour and day (UTC). Read the functions instead: they add what is not rolled up yet.';
comment on column scrapewatch.run_rollups.grain is 'hour or day.';
comment on column scrapewatch.run_rollups.bucket is 'Its start, UTC; runs belong to it by queued_at.';
comment on column scrapewatch.run_rollups.level is 'Which dimensions are kept: place is system and environment, client and scraper have their place too.';
comment on column scrapewatch.run_rollups.coverage_runs is 'Runs that have a coverage; expected_sum and found_sum are of these only.';
comment on column scrapewatch.run_rollups.duration_bins is 'Bins of scrapewatch.rollup_edges() that hold runs, ascending; a bin may be named again.';
comment on column scrapewatch.run_rollups.duration_totals is 'Runs up to and in the bin at the same place.';
comment on column scrapewatch.run_rollups.last_covered_at is 'Newest queued_at of a run that has a coverage; last_coverage is its coverage.';
create index if not exists run_rollups_level on scrapewatch.run_rollups (level, grain, bucket);

-- What every hour held when it was rolled up. An hour whose fingerprint is still the same is not written again.
create table if not exists scrapewatch.rollup_hours (
  hour timestamptz primary key,
  runs bigint not null,
  open_runs bigint not null,
  fingerprint numeric
);
comment on table scrapewatch.rollup_hours is 'Hours that are rolled up. Where a run was still open, functions read the runs themselves.';
comment on column scrapewatch.rollup_hours.fingerprint is 'Sum of hashes of its runs; null where they could not be read.';
create index if not exists rollup_hours_open on scrapewatch.rollup_hours (hour) where open_runs > 0;

-- Append-only for writers, without a key: two of them never wait for each other. Emptied by a refresh.
create table if not exists scrapewatch.rollup_changes (
  hour timestamptz not null,
  noted_at timestamptz not null default clock_timestamp()
);
comment on table scrapewatch.rollup_changes is 'Hours in which a run changed after they were rolled up, as noted by the optional triggers; -infinity: all.';
create index if not exists rollup_changes_hour on scrapewatch.rollup_changes (hour);

create table if not exists scrapewatch.rollup_state (
  only_row boolean primary key default true check (only_row),
  rolled_from timestamptz not null,
  watermark timestamptz not null,
  hours_from timestamptz not null,
  backfill_to timestamptz,
  refreshed_at timestamptz not null
);
comment on table scrapewatch.rollup_state is 'How far the rollups reach; no row: nothing is rolled up yet.';
comment on column scrapewatch.rollup_state.rolled_from is 'Midnight UTC; older runs are read themselves.';
comment on column scrapewatch.rollup_state.watermark is 'A whole hour; runs queued from then on are read themselves.';
comment on column scrapewatch.rollup_state.hours_from is 'Midnight UTC; hourly rows older than this are gone, daily ones stay.';
comment on column scrapewatch.rollup_state.backfill_to is 'Oldest day still to be rolled up, a little by every refresh; null when done.';

alter table scrapewatch.run_rollups enable row level security;
alter table scrapewatch.rollup_hours enable row level security;
alter table scrapewatch.rollup_changes enable row level security;
alter table scrapewatch.rollup_state enable row level security;
drop policy if exists readers_see_all on scrapewatch.run_rollups;
create policy readers_see_all on scrapewatch.run_rollups for select to scrapewatch_reader, scrapewatch_operator using (true);
drop policy if exists readers_see_all on scrapewatch.rollup_hours;
create policy readers_see_all on scrapewatch.rollup_hours for select to scrapewatch_reader, scrapewatch_operator using (true);
drop policy if exists readers_see_all on scrapewatch.rollup_changes;
create policy readers_see_all on scrapewatch.rollup_changes for select to scrapewatch_reader, scrapewatch_operator using (true);
drop policy if exists readers_see_all on scrapewatch.rollup_state;
create policy readers_see_all on scrapewatch.rollup_state for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.run_rollups, scrapewatch.rollup_hours, scrapewatch.rollup_changes, scrapewatch.rollup_state
  from public, anon, authenticated, service_role;
grant select on scrapewatch.run_rollups, scrapewatch.rollup_hours, scrapewatch.rollup_changes, scrapewatch.rollup_state
  to scrapewatch_reader, scrapewatch_operator;
