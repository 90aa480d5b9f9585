-- More of the teams' figures (catalog/thresholds.ts; a test compares). A value that a team has changed is kept.
alter table scrapewatch.settings drop constraint if exists settings_unit_check;
alter table scrapewatch.settings add constraint settings_unit_check check (unit in ('seconds', 'ratio', 'count', 'bytes', 'days'));
comment on column scrapewatch.settings.unit is 'seconds, ratio (0 to 1), count, bytes or days.';

insert into scrapewatch.settings (key, value, unit, description) values
  ('coverage_min_runs', 1, 'count', 'A client needs this many runs in 24 h before its coverage is judged (C6)'),
  ('processing_slow_factor', 2, 'count', 'Processing slower than this many times its normal time warns (C9)'),
  ('anomaly_score', 3.5, 'count', 'A robust z-score beyond this, either way, is an anomaly (D1)'),
  ('anomaly_min_difference_ratio', 0.05, 'ratio', 'An anomaly also differs from what was expected by this share of it (D1)'),
  ('anomaly_min_weeks', 3, 'count', 'Weeks of the same hour that a comparison needs (D1)'),
  ('forecast_min_days', 7, 'days', 'Days of sizes that a forecast needs (D2)'),
  ('capacity_warn_days', 30, 'days', 'Warn when the database is full within this (D2)'),
  ('database_limit_bytes', 8589934592, 'bytes', 'How large the database may grow: the plan''s disk (C11, D2)'),
  ('storage_used_limit_ratio', 0.8, 'ratio', 'Database size ÷ limit that warns (C11)'),
  ('credits_used_limit_ratio', 0.8, 'ratio', 'Credits used ÷ credits of the month that warns (C19)'),
  ('backup_stale_after_seconds', 93600, 'seconds', 'A last backup older than this warns (B13)'),
  ('account_stale_after_seconds', 86400, 'seconds', 'An account not checked for this long is not known to be well (A16)'),
  ('failed_payment_limit_ratio', 0.05, 'ratio', 'Failed ÷ all payments of 24 h that warns (C13)'),
  ('active_users_low_ratio', 0.5, 'ratio', 'Active users below this share of the same hour last week warn (C18)'),
  ('command_undo_seconds', 5, 'seconds', 'A command may be taken back for this long before a worker gets it (A9)'),
  ('command_lease_seconds', 60, 'seconds', 'A worker that does not finish or renew a command within this loses it (A9)'),
  ('command_expires_seconds', 3600, 'seconds', 'A command that nobody took for this long expires (A9)'),
  ('command_max_attempts', 3, 'count', 'A command that so many workers took and lost has failed (A9)'),
  ('rollup_window_seconds', 172800, 'seconds', 'How far back a refresh recomputes the rollups'),
  ('rollup_hours_kept_days', 400, 'days', 'How long hourly rollups are kept; daily ones stay'),
  ('metrics_series_limit', 500, 'count', 'At most so many series a metric; the rest is counted as dropped')
on conflict (key) do update set unit = excluded.unit, description = excluded.description;
