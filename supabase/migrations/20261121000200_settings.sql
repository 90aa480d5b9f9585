-- The teams' figures. The numbers are those of catalog/thresholds.ts (a test compares); a value that a team has changed is kept.
create table if not exists scrapewatch.settings (
  key text primary key,
  value double precision not null,
  unit text not null check (unit in ('seconds', 'ratio', 'count')),
  description text not null
);
comment on table scrapewatch.settings is 'Thresholds that functions and colours use. Change a value here, not in a function.';
comment on column scrapewatch.settings.key is 'Name of the threshold.';
comment on column scrapewatch.settings.value is 'In the unit beside it.';
comment on column scrapewatch.settings.unit is 'seconds, ratio (0 to 1) or count.';

insert into scrapewatch.settings (key, value, unit, description) values
  ('success_target_ratio', 0.95, 'ratio', 'Completed ÷ (completed + failed) should be above this (A1)'),
  ('failed_limit_ratio', 0.05, 'ratio', 'Failed ÷ (completed + failed) should be below this (A1, C4)'),
  ('coverage_target_ratio', 0.95, 'ratio', 'Accounts found ÷ expected should be above this (A2, C6)'),
  ('coverage_low_ratio', 0.85, 'ratio', 'Coverage below this is shown in red (A2)'),
  ('duration_target_min_seconds', 120, 'seconds', 'A scrape normally takes at least this long (A3)'),
  ('duration_target_max_seconds', 300, 'seconds', 'A scrape normally takes at most this long (A3)'),
  ('stuck_after_seconds', 600, 'seconds', 'A run processing for longer than this is stuck (A4, C7)'),
  ('worker_stale_after_seconds', 180, 'seconds', 'A worker not seen for this long counts as dead (A6, C1)'),
  ('high_value_page_clients', 3, 'count', 'A page followed by this many clients is of high value (A5)'),
  ('queue_depth_limit', 1000, 'count', 'Queue depth that warns (C8)'),
  ('stale_after_seconds', 86400, 'seconds', 'Data older than this is stale (C10)'),
  ('service_error_limit_ratio', 0.05, 'ratio', '5xx ÷ all requests that is critical (C4)'),
  ('service_error_target_ratio', 0.001, 'ratio', '5xx ÷ all requests should be below this (B1)'),
  ('service_p95_limit_seconds', 0.5, 'seconds', 'p95 latency that warns (C12)')
on conflict (key) do update set unit = excluded.unit, description = excluded.description;

alter table scrapewatch.settings enable row level security;
drop policy if exists readers_see_all on scrapewatch.settings;
create policy readers_see_all on scrapewatch.settings for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.settings from public, anon, authenticated, service_role;
grant select on scrapewatch.settings to scrapewatch_reader, scrapewatch_operator;
