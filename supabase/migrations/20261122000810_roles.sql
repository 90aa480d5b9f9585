-- What each role is for, now that the metrics function is there, and how to take a role's tokens out of use: a signed token
-- cannot be called back, but PostgREST can be kept from switching to the role that it names.
comment on role scrapewatch_reader is 'Reads schema scrapewatch for Grafana. What it may read, every Viewer may read.';
comment on role scrapewatch_operator is 'Reads as scrapewatch_reader, asks for commands and works on alerts: Grafana''s Editors.';
comment on role scrapewatch_metrics is 'Prometheus: may execute public.scrapewatch_metrics and nothing else.';
comment on role scrapewatch_ingest is 'Webhooks: may execute public.scrapewatch_ingest_alerts and nothing else.';

-- A scrape has to answer before Prometheus gives up (10 s by default); a screen may take a little longer.
alter role scrapewatch_reader set statement_timeout = '10s';
alter role scrapewatch_operator set statement_timeout = '10s';
alter role scrapewatch_metrics set statement_timeout = '8s';
alter role scrapewatch_ingest set statement_timeout = '10s';
-- Nobody of ours waits for a lock for long, nor leaves a transaction open.
alter role scrapewatch_reader set lock_timeout = '5s';
alter role scrapewatch_operator set lock_timeout = '5s';
alter role scrapewatch_metrics set lock_timeout = '2s';
alter role scrapewatch_ingest set lock_timeout = '5s';

create or replace function scrapewatch.revoke_role(role_name name, reason text)
returns text
language plpgsql volatile set search_path = '' as $$
begin
  if role_name <> all (array['scrapewatch_reader', 'scrapewatch_operator', 'scrapewatch_metrics', 'scrapewatch_ingest']) then
    raise exception '% is not a role of Scrapewatch', role_name using errcode = '22023';
  end if;
  if coalesce(trim(reason), '') = '' then
    raise exception 'Revoking a role needs a reason' using errcode = '22023', hint = 'It is kept in the audit log.';
  end if;
  execute format('revoke %I from authenticator', role_name);
  if pg_has_role('authenticator', role_name, 'member') then
    raise exception '% is still granted to authenticator', role_name using errcode = '42501',
      hint = 'Somebody else granted it: run this as that role, or as a superuser.';
  end if;
  insert into scrapewatch.audit_log (actor, role, action, target, reason)
  values (session_user, current_user, 'revoke_role', role_name, trim(reason));
  return format('Every token of %s is refused from now on, also after an upgrade. Back again: select scrapewatch.restore_role(%L, ''why'')',
    role_name, role_name);
end
$$;
comment on function scrapewatch.revoke_role is 'Refuses every token of one of our roles from now on, audited; for the owner only. Undone by restore_role.';
revoke execute on function scrapewatch.revoke_role from public, anon, authenticated, service_role;

create or replace function scrapewatch.restore_role(role_name name, reason text)
returns text
language plpgsql volatile set search_path = '' as $$
begin
  if role_name <> all (array['scrapewatch_reader', 'scrapewatch_operator', 'scrapewatch_metrics', 'scrapewatch_ingest']) then
    raise exception '% is not a role of Scrapewatch', role_name using errcode = '22023';
  end if;
  if coalesce(trim(reason), '') = '' then
    raise exception 'Restoring a role needs a reason' using errcode = '22023', hint = 'It is kept in the audit log.';
  end if;
  execute format('grant %I to authenticator', role_name);
  insert into scrapewatch.audit_log (actor, role, action, target, reason)
  values (session_user, current_user, 'restore_role', role_name, trim(reason));
  return format('Tokens of %s that have not expired work again, old ones too: rotate the signing key when one of them leaked.', role_name);
end
$$;
comment on function scrapewatch.restore_role is 'Lets tokens of one of our roles work again, audited; for the owner only.';
revoke execute on function scrapewatch.restore_role from public, anon, authenticated, service_role;

-- The first migration grants every role to authenticator, also when it is applied again: what was revoked stays so.
do $$
declare
  revoked text;
begin
  for revoked in
    select latest.target
    from (
      select distinct on (a.target) a.target, a.action
      from scrapewatch.audit_log a
      where a.action in ('revoke_role', 'restore_role')
      order by a.target, a.audit_id desc
    ) latest
    where latest.action = 'revoke_role' and to_regrole(latest.target) is not null and to_regrole('authenticator') is not null
  loop
    execute format('revoke %I from authenticator', revoked);
  end loop;
end
$$;
