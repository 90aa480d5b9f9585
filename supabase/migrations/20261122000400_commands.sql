-- Commands get time to be taken back, leases of workers, and who the browser says asked. 0.1.0 had the table, but nothing
-- that could claim a command; its `claimed_by` was the place of the worker.
do $$
begin
  if not exists (
    select from pg_catalog.pg_attribute a
    where a.attrelid = 'scrapewatch.commands'::regclass and a.attname = 'worker' and not a.attisdropped
  ) then
    alter table scrapewatch.commands rename column claimed_by to worker;
  end if;
end
$$;
alter table scrapewatch.commands add column if not exists claimed_by text;
alter table scrapewatch.commands add column if not exists system text;
alter table scrapewatch.commands add column if not exists environment text;
alter table scrapewatch.commands add column if not exists not_before timestamptz;
alter table scrapewatch.commands add column if not exists expires_at timestamptz;
alter table scrapewatch.commands add column if not exists lease_until timestamptz;
alter table scrapewatch.commands add column if not exists attempts integer not null default 0;
update scrapewatch.commands set not_before = requested_at, expires_at = requested_at + interval '1 hour' where not_before is null;
alter table scrapewatch.commands alter column not_before set not null;
alter table scrapewatch.commands alter column expires_at set not null;
alter table scrapewatch.commands drop constraint if exists commands_status_check;
alter table scrapewatch.commands add constraint commands_status_check
  check (status in ('requested', 'claimed', 'done', 'failed', 'expired', 'undone'));
comment on column scrapewatch.commands.claimed_by is 'Who the browser says asked; nobody has checked it.';
comment on column scrapewatch.commands.system is 'Of the run or scraper; null in commands of 0.1.0.';
comment on column scrapewatch.commands.not_before is 'Until then the command may be taken back, and no worker gets it.';
comment on column scrapewatch.commands.expires_at is 'After that no worker gets it any more.';
comment on column scrapewatch.commands.worker is 'Who took it last.';
comment on column scrapewatch.commands.lease_until is 'After that another worker may take it.';
create index if not exists commands_target on scrapewatch.commands (target, requested_at desc);
create index if not exists commands_requested_at on scrapewatch.commands (requested_at desc);

create or replace view scrapewatch.command_log with (security_barrier = true) as
select
  c.command_id,
  c.kind,
  c.target,
  c.system,
  c.environment,
  c.reason,
  c.actor,
  c.claimed_by,
  c.status,
  c.requested_at,
  c.not_before,
  c.expires_at,
  c.worker,
  c.claimed_at,
  c.lease_until,
  c.attempts,
  c.finished_at,
  c.result
from scrapewatch.commands c;
comment on view scrapewatch.command_log is 'Every command ever asked for, without its idempotency key. (A4, A9)';
revoke all on scrapewatch.command_log from public, anon, authenticated, service_role;
grant select on scrapewatch.command_log to scrapewatch_reader, scrapewatch_operator;

-- The operator may look things up in the record; nobody may change it.
drop policy if exists operators_see_all on scrapewatch.audit_log;
create policy operators_see_all on scrapewatch.audit_log for select to scrapewatch_operator using (true);
grant select on scrapewatch.audit_log to scrapewatch_operator;
create index if not exists audit_log_happened_at on scrapewatch.audit_log (happened_at desc);

-- Grafana's proxy removes the header from what a browser sends and sets its own, so it can be believed; an argument cannot.
create or replace function scrapewatch.request_actor()
returns text
language plpgsql stable set search_path = '' as $$
begin
  return nullif(left(btrim(regexp_replace(
    nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-grafana-user', '[[:cntrl:]]', '', 'g')), 200), '');
exception
  when others then -- no JSON: then nobody is named, which must not stop what is being done
    return null;
end
$$;
comment on function scrapewatch.request_actor is
  'Log-in name that Grafana''s proxy sends as X-Grafana-User, at most 200 characters; null without one. No other header is looked at.';
revoke execute on function scrapewatch.request_actor from public, anon, authenticated, service_role;

create or replace function scrapewatch.write_audit(actor text, action text, target text, reason text, details jsonb)
returns void
language sql volatile set search_path = '' as $$
  insert into scrapewatch.audit_log (actor, role, action, target, reason, details)
  values (write_audit.actor, coalesce(nullif(current_setting('role', true), 'none'), session_user), write_audit.action,
    write_audit.target, write_audit.reason, jsonb_strip_nulls(write_audit.details))
$$;
comment on function scrapewatch.write_audit is 'Adds a row to the audit log, with the role that PostgREST switched to; only for functions of this schema.';
revoke execute on function scrapewatch.write_audit from public, anon, authenticated, service_role;
