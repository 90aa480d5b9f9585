-- What scrapewatch_metrics serves: the names, as catalog/metrics.ts has them (a test compares), and a place for the slow figures.
do $$
begin
  -- PostgREST answers a function that returns this domain with Content-Type text/plain instead of JSON.
  if to_regtype('public."text/plain"') is null then
    create domain public."text/plain" as text;
    comment on domain public."text/plain" is 'Scrapewatch''s: a function that returns it answers with Content-Type text/plain.';
    comment on domain public."text/plain" is 'Made by Scrapewatch, for PostgREST; uninstall.sql drops it unless others use it.';
  end if;
end
$$;

create table if not exists scrapewatch.metric_families (
  metric text primary key,
  part text not null,
  type text not null check (type in ('gauge', 'counter')),
  labels text[] not null check (cardinality(labels) <= 5),
  help text not null,
  template text not null
);
comment on table scrapewatch.metric_families is 'The metrics that scrapewatch_metrics serves; a part is what is asked, and fails, together.';
comment on column scrapewatch.metric_families.template is 'How format() writes the labels.';

create table if not exists scrapewatch.metric_snapshot (
  part text not null,
  metric text not null,
  body text not null,
  dropped bigint not null,
  primary key (part, metric)
);
comment on table scrapewatch.metric_snapshot is 'Slow metrics as take_metric_snapshot() wrote them, ready to be served.';
comment on column scrapewatch.metric_snapshot.body is 'HELP, TYPE and the series.';
comment on column scrapewatch.metric_snapshot.dropped is 'Series beyond metrics_series_limit.';

create table if not exists scrapewatch.metric_parts (
  part text primary key,
  taken_at timestamptz not null,
  error text
);
comment on table scrapewatch.metric_parts is 'When each part of the snapshot was taken, and what went wrong.';

create table if not exists scrapewatch.metric_scopes (
  system text not null,
  environment text not null,
  newest_run_at timestamptz,
  seen_at timestamptz not null,
  primary key (system, environment)
);
comment on table scrapewatch.metric_scopes is 'Systems and environments of the last 28 days: they get a zero when nothing happens.';

create table if not exists scrapewatch.metric_totals (
  metric text not null,
  l1 text not null,
  l2 text not null,
  total bigint not null,
  primary key (metric, l1, l2)
);
comment on table scrapewatch.metric_totals is 'Counters up to metric_totals_upto; what came later is counted when it is asked for.';

create table if not exists scrapewatch.metric_totals_upto (
  metric text primary key,
  upto bigint not null
);
comment on table scrapewatch.metric_totals_upto is 'The last audit_id or event_id that metric_totals holds.';

alter table scrapewatch.metric_families enable row level security;
alter table scrapewatch.metric_snapshot enable row level security;
alter table scrapewatch.metric_parts enable row level security;
alter table scrapewatch.metric_scopes enable row level security;
alter table scrapewatch.metric_totals enable row level security;
alter table scrapewatch.metric_totals_upto enable row level security;
revoke all on scrapewatch.metric_families, scrapewatch.metric_snapshot, scrapewatch.metric_parts, scrapewatch.metric_scopes,
  scrapewatch.metric_totals, scrapewatch.metric_totals_upto from public, anon, authenticated, service_role;

delete from scrapewatch.metric_families;
insert into scrapewatch.metric_families (part, metric, type, labels, help, template)
select
  f.part, f.metric, f.type, f.labels::text[],
  replace(replace(f.help, '\', '\\'), E'\n', '\n'),
  case when f.labels = '{}' then '' else
    '{' || (select string_agg(l.name || '="%s"', ',' order by l.place) from unnest(f.labels::text[]) with ordinality l(name, place)) || '}'
  end
from (values
  ('runs', 'scrapewatch_runs_1h', 'gauge', '{system,environment,status}', 'Runs queued within the last hour (A1, C4)'),
  ('scrapes', 'scrapewatch_scraper_failed_1h_ratio', 'gauge', '{system,environment,scraper}',
    'Failed ÷ (completed + failed) of the runs queued within the last hour; absent when none has ended (A7, C4)'),
  ('scrapes', 'scrapewatch_run_duration_median_1h_seconds', 'gauge', '{system,environment,scraper}',
    'Median duration of the runs queued within the last hour; absent when none has ended (A3, C9)'),
  ('scrapes', 'scrapewatch_run_duration_p95_1h_seconds', 'gauge', '{system,environment,scraper}',
    '95th percentile of the durations of the runs queued within the last hour; absent when none has ended (A3, C9)'),
  ('durations', 'scrapewatch_run_duration_normal_seconds', 'gauge', '{system,environment,scraper}',
    'Median duration over 28 days, the normal that slow processing is compared with; absent when none has ended (A3, C9)'),
  ('open', 'scrapewatch_runs_open', 'gauge', '{system,environment,status}', 'Runs queued and processing now (A8)'),
  ('open', 'scrapewatch_runs_stuck', 'gauge', '{system,environment}', 'Runs processing for longer than stuck_after_seconds (A4, C7)'),
  ('open', 'scrapewatch_processing_oldest_age_seconds', 'gauge', '{system,environment}',
    'For how long the oldest run that is processing has been; 0 when none is (A4)'),
  ('day', 'scrapewatch_runs_24h', 'gauge', '{system,environment,status}', 'Runs queued within 24 hours (A1)'),
  ('coverage', 'scrapewatch_client_coverage_ratio', 'gauge', '{system,environment,client}',
    'Accounts found ÷ expected over 24 hours, of clients with at least coverage_min_runs runs (A2, C6)'),
  ('coverage', 'scrapewatch_coverage_ratio', 'gauge', '{system,environment}', 'Accounts found ÷ expected over 24 hours, all clients (A2)'),
  ('anomalies', 'scrapewatch_anomalies_3h', 'gauge', '{system,environment,figure,direction}',
    'Hours of the last three whole ones in which a figure was far from the same hour of earlier weeks (D1, C18)'),
  ('scrapers', 'scrapewatch_scraper_state', 'gauge', '{system,environment,scraper,state}',
    '1 for the state that the scraper is in (A7, C1)'),
  ('scrapers', 'scrapewatch_scraper_last_run_timestamp_seconds', 'gauge', '{system,environment,scraper}',
    'When the scraper ran last, as seconds since 1970 (A7, C1)'),
  ('scrapers', 'scrapewatch_scraper_updated_timestamp_seconds', 'gauge', '{system,environment,scraper}',
    'When the scraper reported last, as seconds since 1970 (A7, C1)'),
  ('scrapers', 'scrapewatch_scraper_memory_bytes', 'gauge', '{system,environment,scraper}', 'Memory of the scraper (A7, C11)'),
  ('scrapers', 'scrapewatch_scraper_cpu_ratio', 'gauge', '{system,environment,scraper}', 'CPU of the scraper, 1 is a whole core (A7, C11)'),
  ('scrapers', 'scrapewatch_scraper_rate_limit_remaining_ratio', 'gauge', '{system,environment,scraper}',
    'Calls left ÷ calls allowed; absent where no limit is known (A7, C3)'),
  ('scrapers', 'scrapewatch_scraper_queue_size', 'gauge', '{system,environment,scraper}', 'Queue of the scraper, as it reports it (A7)'),
  ('workers', 'scrapewatch_worker_alive', 'gauge', '{system,environment,worker}',
    '1 when the worker was seen within worker_stale_after_seconds (A6, C1)'),
  ('workers', 'scrapewatch_worker_last_seen_timestamp_seconds', 'gauge', '{system,environment,worker}',
    'When the worker was seen last, as seconds since 1970 (A6, C1)'),
  ('queues', 'scrapewatch_queue_depth', 'gauge', '{system,environment,queue}',
    'Jobs queued and retrying at the newest sample of the last two hours (A8, C8)'),
  ('queues', 'scrapewatch_queue_oldest_age_seconds', 'gauge', '{system,environment,queue}',
    'Age of the oldest queued job at the newest sample of the last two hours (A8, C8)'),
  ('forecast', 'scrapewatch_queue_growth_per_second', 'gauge', '{system,environment,queue}',
    'Jobs that arrive beyond those completed, over 30 minutes of samples; negative while the queue shrinks (A8, C8)'),
  ('forecast', 'scrapewatch_queue_growing', 'gauge', '{system,environment,queue}', '1 while depth and growth both rise (A8, C8)'),
  ('forecast', 'scrapewatch_queue_drain_seconds', 'gauge', '{system,environment,queue}',
    'Until the queue is empty at this rate; absent while it does not shrink (A8)'),
  ('accounts', 'scrapewatch_accounts', 'gauge', '{system,environment,kind,provider,status}',
    'Accounts, proxies and APIs by their state (A16)'),
  ('accounts', 'scrapewatch_accounts_unhealthy', 'gauge', '{system,environment,kind,provider}',
    'Those that are not valid, or were not checked within account_stale_after_seconds (A16, C3)'),
  ('quality', 'scrapewatch_data_newest_timestamp_seconds', 'gauge', '{system,environment,dataset}',
    'When the newest row of a data set was written, as seconds since 1970 (A11, C10)'),
  ('quality', 'scrapewatch_data_completeness_ratio', 'gauge', '{system,environment,dataset}', '1 − missing ÷ required values (A11, C3)'),
  ('quality', 'scrapewatch_data_accuracy_ratio', 'gauge', '{system,environment,dataset}', '1 − invalid rows ÷ rows checked (A11, C3)'),
  ('quality', 'scrapewatch_data_duplicate_ratio', 'gauge', '{system,environment,dataset}', 'Duplicate rows ÷ rows checked (A11)'),
  ('backups', 'scrapewatch_backup_last_success_timestamp_seconds', 'gauge', '{system,environment}',
    'When the newest good backup finished, as seconds since 1970; absent when there was none (B13)'),
  ('backups', 'scrapewatch_backup_ok', 'gauge', '{system,environment}',
    '1 when the newest backup succeeded and was younger than backup_stale_after_seconds (B13)'),
  ('database', 'scrapewatch_database_size_bytes', 'gauge', '{}', 'Size of the database (B10, C11)'),
  ('database', 'scrapewatch_database_limit_bytes', 'gauge', '{}', 'Size that the database may have, database_limit_bytes (C11, D2)'),
  ('database', 'scrapewatch_database_full_seconds', 'gauge', '{}',
    'Until the database reaches its limit at the present growth; absent while it does not grow or too few days are known (C11, D2)'),
  ('slo', 'scrapewatch_slo_objective_ratio', 'gauge', '{system,environment,slo}', 'Objective: good ÷ all that was promised (D3)'),
  ('slo', 'scrapewatch_slo_budget_remaining_ratio', 'gauge', '{system,environment,slo}',
    'Error budget of 30 days that is left; negative when overspent (D3)'),
  ('slo', 'scrapewatch_slo_burn_rate', 'gauge', '{system,environment,slo,window}',
    'Errors ÷ errors allowed, over 1h, 6h and 3d; 1 spends exactly the budget (D3)'),
  ('costs', 'scrapewatch_cost_month_amount', 'gauge', '{provider,currency}',
    'Billed since the first of the month (UTC), in the currency (C19, D4)'),
  ('costs', 'scrapewatch_budget_used_ratio', 'gauge', '{provider,currency}',
    'Billed this month ÷ budget; absent without a budget (C19, D4)'),
  ('costs', 'scrapewatch_credits_used_ratio', 'gauge', '{provider}',
    'Credits used this month ÷ credits of the plan; absent without a plan (C19, D4)'),
  ('product', 'scrapewatch_registrations_24h', 'gauge', '{system,environment}', 'Users registered within 24 hours (B6, C14)'),
  ('product', 'scrapewatch_active_users_24h', 'gauge', '{system,environment}', 'Distinct users with activity within 24 hours (DAU) (B6)'),
  ('product', 'scrapewatch_active_users_30d', 'gauge', '{system,environment}', 'Distinct users with activity within 30 days (MAU) (B6)'),
  ('product', 'scrapewatch_active_users_1h', 'gauge', '{system,environment}', 'Distinct users with activity within the last hour (C18)'),
  ('product', 'scrapewatch_active_users_1h_week_ago', 'gauge', '{system,environment}',
    'Distinct users with activity within the same hour a week ago (C18)'),
  ('product', 'scrapewatch_quests_completed_24h', 'gauge', '{system,environment}', 'Quests completed within 24 hours (B6)'),
  ('product', 'scrapewatch_subscriptions_active', 'gauge', '{system,environment}', 'Subscriptions that are active or past due (B6, C14)'),
  ('product', 'scrapewatch_mrr_amount', 'gauge', '{system,environment,currency}',
    'Monthly recurring revenue, in the currency that most subscriptions have (B6)'),
  ('product', 'scrapewatch_churn_30d_ratio', 'gauge', '{system,environment}',
    'Subscriptions ended within 30 days ÷ active 30 days ago; absent when none was (B6)'),
  ('product', 'scrapewatch_payments_24h', 'gauge', '{system,environment,status}', 'Payments attempted within 24 hours (B6, C13)'),
  ('alerts', 'scrapewatch_alerts_firing', 'gauge', '{severity}', 'Alerts of the inbox that fire (A12, C17)'),
  ('alerts', 'scrapewatch_maintenance_active', 'gauge', '{system,environment}', '1 while a maintenance window covers it (A15, C14)'),
  ('totals', 'scrapewatch_commands_total', 'counter', '{kind,outcome}',
    'Commands asked for, and how they ended, since the beginning (A9, D6)'),
  ('totals', 'scrapewatch_alert_events_total', 'counter', '{status,severity}', 'Alert events received since the beginning (C17)'),
  ('about', 'scrapewatch_rollup_watermark_timestamp_seconds', 'gauge', '{}',
    'Up to when the runs are rolled up, as seconds since 1970; absent before the first refresh'),
  ('about', 'scrapewatch_snapshot_timestamp_seconds', 'gauge', '{}',
    'When the slow metrics were taken, as seconds since 1970; absent when they are read at each scrape'),
  ('about', 'scrapewatch_family_errors', 'gauge', '{family}', '1 when this part of the metrics could not be read and is left out'),
  ('about', 'scrapewatch_series_dropped', 'gauge', '{metric}', 'Series of a metric that are left out because of metrics_series_limit'),
  ('about', 'scrapewatch_metrics_duration_seconds', 'gauge', '{}', 'How long the database took for these metrics'),
  ('about', 'scrapewatch_info', 'gauge', '{version,postgres}', 'Always 1; the versions are labels')
) f(part, metric, type, labels, help);
