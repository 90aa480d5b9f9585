-- What scrapewatch_metrics serves: the names, as catalog/metrics.ts has them (a test compares), and a place for the slow figures.
do $$
begin
  -- PostgREST answers a function that returns this domain with Content-Type text/plain instead of JSON.
  if to_regtype('public."text/plain"') is null then
    create domain public."text/plain" as text;
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
  primary key (system, environment)
);
comment on table scrapewatch.metric_scopes is 'Systems and environments that had runs of late: they get a zero when nothing happens.';

alter table scrapewatch.metric_families enable row level security;
alter table scrapewatch.metric_snapshot enable row level security;
alter table scrapewatch.metric_parts enable row level security;
alter table scrapewatch.metric_scopes enable row level security;
revoke all on scrapewatch.metric_families, scrapewatch.metric_snapshot, scrapewatch.metric_parts, scrapewatch.metric_scopes
  from public, anon, authenticated, service_role;

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
  ('runs', 'scrapewatch_scraper_failed_1h_ratio', 'gauge', '{system,environment,scraper}',
    'Failed ÷ (completed + failed) of the runs queued within the last hour; absent when none has ended (A7, C4)'),
  ('runs', 'scrapewatch_run_duration_median_1h_seconds', 'gauge', '{system,environment,scraper}',
    'Median duration of the runs queued within the last hour; absent when none has ended (A3, C9)'),
  ('runs', 'scrapewatch_run_duration_p95_1h_seconds', 'gauge', '{system,environment,scraper}',
    '95th percentile of the durations of the runs queued within the last hour; absent when none has ended (A3, C12)'),
  ('open', 'scrapewatch_runs_open', 'gauge', '{system,environment,status}', 'Runs queued and processing now (A8)'),
  ('open', 'scrapewatch_runs_stuck', 'gauge', '{system,environment}', 'Runs processing for longer than stuck_after_seconds (A4, C7)'),
  ('open', 'scrapewatch_processing_oldest_age_seconds', 'gauge', '{system,environment}',
    'For how long the oldest run that is processing has been; 0 when none is (A4)'),
  ('coverage', 'scrapewatch_client_coverage_ratio', 'gauge', '{system,environment,client}',
    'Accounts found ÷ expected over 24 hours, of clients with at least coverage_min_runs runs (A2, C6)'),
  ('coverage', 'scrapewatch_coverage_ratio', 'gauge', '{system,environment}', 'Accounts found ÷ expected over 24 hours, all clients (A2)'),
  ('about', 'scrapewatch_family_errors', 'gauge', '{family}', '1 when this part of the metrics could not be read and is left out'),
  ('about', 'scrapewatch_series_dropped', 'gauge', '{metric}', 'Series of a metric that are left out because of metrics_series_limit'),
  ('about', 'scrapewatch_metrics_duration_seconds', 'gauge', '{}', 'How long the database took for these metrics'),
  ('about', 'scrapewatch_snapshot_timestamp_seconds', 'gauge', '{}', 'When the slow metrics were taken last, as seconds since 1970'),
  ('about', 'scrapewatch_info', 'gauge', '{version,postgres}', 'Always 1; the versions are labels')
) f(part, metric, type, labels, help);
