-- What people do to alerts: acknowledge, assign, note, snooze. The alert shows the present state, alert_actions how it came about.
alter table scrapewatch.alerts add column if not exists assigned_to text;
alter table scrapewatch.alerts add column if not exists snoozed_until timestamptz;
comment on column scrapewatch.alerts.acknowledged_by is 'Grafana log-in; "(unverified)" behind it when only the browser says so. Of this episode.';
comment on column scrapewatch.alerts.assigned_to is 'Who looks after this episode.';
comment on column scrapewatch.alerts.snoozed_until is 'Until then the alert stays open and does not decide the overall status; it outlives the episode.';

create table if not exists scrapewatch.alert_actions (
  action_id bigint generated always as identity primary key,
  fingerprint text not null,
  starts_at timestamptz not null,
  action text not null check (action in ('acknowledge', 'unacknowledge', 'assign', 'note', 'snooze', 'unsnooze')),
  actor text,
  claimed_by text,
  note text,
  assignee text,
  snoozed_until timestamptz,
  acted_at timestamptz not null default now()
);
comment on table scrapewatch.alert_actions is 'What people did to alerts, append-only. (C17)';
comment on column scrapewatch.alert_actions.starts_at is 'The episode it was done to.';
comment on column scrapewatch.alert_actions.actor is 'Grafana log-in from X-Grafana-User; null: unverified.';
comment on column scrapewatch.alert_actions.claimed_by is 'Who the browser says it was; nobody has checked it.';
create index if not exists alert_actions_fingerprint on scrapewatch.alert_actions (fingerprint, starts_at desc);
create or replace trigger alert_actions_are_append_only
  before update or delete or truncate on scrapewatch.alert_actions
  for each statement execute function scrapewatch.refuse_change();

alter table scrapewatch.alert_actions enable row level security;
drop policy if exists readers_see_all on scrapewatch.alert_actions;
create policy readers_see_all on scrapewatch.alert_actions for select to scrapewatch_reader, scrapewatch_operator using (true);
drop policy if exists readers_see_all on scrapewatch.alert_events;
create policy readers_see_all on scrapewatch.alert_events for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.alert_actions from public, anon, authenticated, service_role;
grant select on scrapewatch.alert_actions, scrapewatch.alert_events to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.act_on_alert(
  wish text, fingerprint text, note text, claimed_by text, assignee text default null, until timestamptz default null
)
returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  verified text := scrapewatch.request_actor();
  claimed text := nullif(left(btrim(act_on_alert.claimed_by), 200), '');
  words text := nullif(btrim(act_on_alert.note, E' \t\r\n'), '');
  assigned text := nullif(btrim(act_on_alert.assignee), '');
  done text := act_on_alert.wish;
  alert scrapewatch.alerts;
  action bigint;
begin
  if length(words) > 2000 then
    raise exception 'The note has % characters', length(words) using errcode = 'PT422', hint = 'At most 2000.';
  end if;
  if done = 'note' and words is null then
    raise exception 'The note is empty' using errcode = 'PT422';
  end if;
  if length(assigned) > 200 then
    raise exception 'The assignee''s name has % characters', length(assigned) using errcode = 'PT422', hint = 'At most 200.';
  end if;
  if done = 'snooze' and act_on_alert.until not between clock_timestamp() and clock_timestamp() + interval '31 days' then
    raise exception 'An alert cannot be snoozed until %', act_on_alert.until using errcode = 'PT422', hint = 'A time from now to 31 days ahead.';
  end if;

  -- Everybody waits here for who came first, the ingest of notifications too.
  select a.* into alert from scrapewatch.alerts a where a.fingerprint = act_on_alert.fingerprint for update;
  if alert.fingerprint is null then
    raise exception 'There is no alert %', coalesce(left(act_on_alert.fingerprint, 100), '(none)') using errcode = 'PT404';
  end if;

  -- What changes nothing (a repeat, or two people at once: the first stays) is not recorded, except for its note.
  if (case done
    when 'acknowledge' then alert.acknowledged_at is not null
    when 'unacknowledge' then alert.acknowledged_at is null
    when 'assign' then alert.assigned_to is not distinct from assigned
    when 'snooze' then alert.snoozed_until is not distinct from act_on_alert.until
    when 'unsnooze' then alert.snoozed_until is null
    else false
  end) then
    done := case when words is not null then 'note' end;
  end if;
  if done = 'note' and exists ( -- a repeat
    select from scrapewatch.alert_actions a
    where a.fingerprint = alert.fingerprint and a.starts_at = alert.starts_at and a.note = words
      and a.actor is not distinct from verified and a.claimed_by is not distinct from claimed
      and a.acted_at > now() - interval '1 minute'
  ) then
    done := null;
  end if;

  if done is not null then
    update scrapewatch.alerts a
    set
      acknowledged_at = case done when 'acknowledge' then now() when 'unacknowledge' then null else a.acknowledged_at end,
      acknowledged_by = case done
        when 'acknowledge' then coalesce(verified, claimed || ' (unverified)', 'unverified')
        when 'unacknowledge' then null
        else a.acknowledged_by
      end,
      assigned_to = case done when 'assign' then assigned else a.assigned_to end,
      snoozed_until = case done when 'snooze' then act_on_alert.until when 'unsnooze' then null else a.snoozed_until end
    where a.fingerprint = alert.fingerprint
    returning a.* into alert;
    insert into scrapewatch.alert_actions as a (fingerprint, starts_at, action, actor, claimed_by, note, assignee, snoozed_until)
    values (alert.fingerprint, alert.starts_at, done, verified, claimed, words,
      case done when 'assign' then assigned end, case done when 'snooze' then act_on_alert.until end)
    returning a.action_id into action;
    perform scrapewatch.write_audit(verified, done || '_alert', alert.fingerprint, words, jsonb_build_object(
      'action_id', action, 'alertname', alert.alertname, 'starts_at', alert.starts_at, 'claimed_by', claimed,
      'assignee', case done when 'assign' then assigned end, 'snoozed_until', case done when 'snooze' then act_on_alert.until end));
  end if;
  return jsonb_build_object(
    'fingerprint', alert.fingerprint, 'starts_at', alert.starts_at, 'action_id', action, 'repeated', done is null,
    'acknowledged_by', alert.acknowledged_by, 'acknowledged_at', alert.acknowledged_at,
    'assigned_to', alert.assigned_to, 'snoozed_until', alert.snoozed_until);
end
$$;
comment on function scrapewatch.act_on_alert is
  'What the five functions below have in common. PT404: no such alert; PT422: bad input. Answers with the alert''s state after it.';
revoke execute on function scrapewatch.act_on_alert from public, anon, authenticated, service_role;

create or replace function scrapewatch.acknowledge_alert(fingerprint text, note text default null, claimed_by text default null)
returns jsonb
language sql volatile security definer set search_path = '' as $$
  select scrapewatch.act_on_alert('acknowledge', acknowledge_alert.fingerprint, acknowledge_alert.note, acknowledge_alert.claimed_by)
$$;
comment on function scrapewatch.acknowledge_alert is 'Says who looks at the present episode of an alert; the first stays. (C17)';
revoke execute on function scrapewatch.acknowledge_alert from public, anon, authenticated, service_role;
grant execute on function scrapewatch.acknowledge_alert to scrapewatch_operator;

create or replace function scrapewatch.unacknowledge_alert(fingerprint text, note text default null, claimed_by text default null)
returns jsonb
language sql volatile security definer set search_path = '' as $$
  select scrapewatch.act_on_alert('unacknowledge', unacknowledge_alert.fingerprint, unacknowledge_alert.note, unacknowledge_alert.claimed_by)
$$;
comment on function scrapewatch.unacknowledge_alert is 'Takes an acknowledgement back, whoever gave it. (C17)';
revoke execute on function scrapewatch.unacknowledge_alert from public, anon, authenticated, service_role;
grant execute on function scrapewatch.unacknowledge_alert to scrapewatch_operator;

create or replace function scrapewatch.assign_alert(
  fingerprint text, assignee text default null, note text default null, claimed_by text default null
)
returns jsonb
language sql volatile security definer set search_path = '' as $$
  select scrapewatch.act_on_alert('assign', assign_alert.fingerprint, assign_alert.note, assign_alert.claimed_by, assign_alert.assignee)
$$;
comment on function scrapewatch.assign_alert is 'Gives the present episode of an alert to somebody; an empty assignee takes it back. (C17)';
revoke execute on function scrapewatch.assign_alert from public, anon, authenticated, service_role;
grant execute on function scrapewatch.assign_alert to scrapewatch_operator;

create or replace function scrapewatch.note_alert(fingerprint text, note text, claimed_by text default null)
returns jsonb
language sql volatile security definer set search_path = '' as $$
  select scrapewatch.act_on_alert('note', note_alert.fingerprint, note_alert.note, note_alert.claimed_by)
$$;
comment on function scrapewatch.note_alert is 'Adds a note to the present episode of an alert; the same one within a minute is kept once. (C17)';
revoke execute on function scrapewatch.note_alert from public, anon, authenticated, service_role;
grant execute on function scrapewatch.note_alert to scrapewatch_operator;

create or replace function scrapewatch.snooze_alert(
  fingerprint text, until timestamptz default null, note text default null, claimed_by text default null
)
returns jsonb
language sql volatile security definer set search_path = '' as $$
  select scrapewatch.act_on_alert(case when snooze_alert.until is null then 'unsnooze' else 'snooze' end, snooze_alert.fingerprint,
    snooze_alert.note, snooze_alert.claimed_by, null, snooze_alert.until)
$$;
comment on function scrapewatch.snooze_alert is 'Keeps an alert from deciding the overall status until a time, at most 31 days ahead; null ends it. (C17)';
revoke execute on function scrapewatch.snooze_alert from public, anon, authenticated, service_role;
grant execute on function scrapewatch.snooze_alert to scrapewatch_operator;
