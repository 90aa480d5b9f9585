-- One row an alert with its present state, and one row for every event ever told. Written only by scrapewatch_ingest_alerts.
create table if not exists scrapewatch.alerts (
  fingerprint text primary key,
  status text not null check (status in ('firing', 'resolved')),
  severity text not null check (severity in ('critical', 'warning', 'info')),
  alertname text not null,
  system text,
  environment text,
  summary text,
  description text,
  labels jsonb not null default '{}',
  annotations jsonb not null default '{}',
  starts_at timestamptz not null,
  ends_at timestamptz,
  last_received_at timestamptz not null default now(),
  runbook_url text,
  dashboard_url text,
  panel_url text,
  acknowledged_by text,
  acknowledged_at timestamptz
);
comment on table scrapewatch.alerts is 'Alerts as last told by Grafana or Alertmanager, one row a fingerprint. (C17)';
comment on column scrapewatch.alerts.ends_at is 'Null while the alert fires.';
comment on column scrapewatch.alerts.last_received_at is 'When a notification last named this alert in its present state.';
create index if not exists alerts_starts_at on scrapewatch.alerts (starts_at desc);
create index if not exists alerts_firing on scrapewatch.alerts (system, environment) where status = 'firing';

create table if not exists scrapewatch.alert_events (
  event_id bigint generated always as identity primary key,
  source text not null check (source in ('grafana', 'alertmanager')),
  fingerprint text not null,
  starts_at timestamptz not null,
  status text not null check (status in ('firing', 'resolved')),
  ends_at timestamptz,
  alertname text not null,
  labels jsonb not null,
  annotations jsonb not null,
  "values" jsonb,
  generator_url text,
  receiver text,
  received_at timestamptz not null default now(),
  unique (source, fingerprint, starts_at, status)
);
comment on table scrapewatch.alert_events is 'Every alert event once, in the order of arrival; never changed, never deleted by a screen. (C17)';
create index if not exists alert_events_fingerprint on scrapewatch.alert_events (fingerprint, starts_at desc);

alter table scrapewatch.alerts enable row level security;
alter table scrapewatch.alert_events enable row level security;
drop policy if exists readers_see_all on scrapewatch.alerts;
create policy readers_see_all on scrapewatch.alerts for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.alerts, scrapewatch.alert_events from public, anon, authenticated, service_role;
grant select on scrapewatch.alerts to scrapewatch_reader, scrapewatch_operator;
