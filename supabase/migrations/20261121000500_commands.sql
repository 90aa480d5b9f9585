-- Commands (asked for in Grafana, carried out by the team's own workers) and the record of who asked for what.
create table if not exists scrapewatch.commands (
  command_id bigint generated always as identity primary key,
  kind text not null check (kind in ('reset_run', 'start_scraper', 'stop_scraper', 'restart_scraper')),
  target text not null,
  reason text not null,
  actor text,
  idempotency_key text not null unique,
  status text not null default 'requested' check (status in ('requested', 'claimed', 'done', 'failed', 'expired')),
  requested_at timestamptz not null default now(),
  claimed_by text,
  claimed_at timestamptz,
  finished_at timestamptz,
  result text
);
comment on table scrapewatch.commands is 'What operators asked for; written only by functions. (A4, A9)';
comment on column scrapewatch.commands.actor is 'Grafana log-in from the proxy''s X-Grafana-User header; null when Grafana does not send it.';
create index if not exists commands_open on scrapewatch.commands (requested_at) where status in ('requested', 'claimed');

create table if not exists scrapewatch.audit_log (
  audit_id bigint generated always as identity primary key,
  happened_at timestamptz not null default now(),
  actor text,
  role text not null,
  action text not null,
  target text,
  reason text,
  details jsonb not null default '{}'
);
comment on table scrapewatch.audit_log is 'Who did what, append-only: no role may change or delete a row, and a trigger refuses the owner too.';

create or replace function scrapewatch.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'scrapewatch.% is append-only', tg_table_name using errcode = '42501';
end
$$;
comment on function scrapewatch.refuse_change is 'Refuses to change or delete history.';
revoke execute on function scrapewatch.refuse_change from public, anon, authenticated, service_role;
create or replace trigger audit_log_is_append_only
  before update or delete or truncate on scrapewatch.audit_log
  for each statement execute function scrapewatch.refuse_change();
create or replace trigger alert_events_are_append_only
  before update or delete or truncate on scrapewatch.alert_events
  for each statement execute function scrapewatch.refuse_change();

alter table scrapewatch.commands enable row level security;
alter table scrapewatch.audit_log enable row level security;
revoke all on scrapewatch.commands, scrapewatch.audit_log from public, anon, authenticated, service_role;
