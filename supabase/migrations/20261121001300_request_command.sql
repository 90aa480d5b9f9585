-- The only way from Grafana to a change: a request, which the team's workers carry out.
create or replace function scrapewatch.request_command(
  kind text,
  target text,
  reason text,
  idempotency_key text default null
)
returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  actor text := nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-grafana-user';
  key text := coalesce(nullif(request_command.idempotency_key, ''), gen_random_uuid()::text);
  command scrapewatch.commands;
begin
  if request_command.kind is null
    or request_command.kind not in ('reset_run', 'start_scraper', 'stop_scraper', 'restart_scraper') then
    raise exception 'Unknown command %', coalesce(request_command.kind, '(none)') using errcode = 'PT422',
      hint = 'One of reset_run, start_scraper, stop_scraper, restart_scraper.';
  end if;
  if coalesce(trim(request_command.reason), '') = '' then
    raise exception 'A command needs a reason' using errcode = 'PT422', hint = 'Say why, in a few words: it is kept in the audit log.';
  end if;
  if request_command.kind = 'reset_run' and not exists (
    select from scrapewatch.runs r where r.run_id = request_command.target
  ) then
    raise exception 'There is no run %', coalesce(request_command.target, '(none)') using errcode = 'PT404';
  end if;
  if request_command.kind <> 'reset_run' and not exists (
    select from scrapewatch.scrapers s where s.scraper = request_command.target
  ) then
    raise exception 'There is no scraper %', coalesce(request_command.target, '(none)') using errcode = 'PT404';
  end if;

  insert into scrapewatch.commands as c (kind, target, reason, actor, idempotency_key)
  values (request_command.kind, request_command.target, trim(request_command.reason), actor, key)
  on conflict do nothing
  returning c.* into command;

  if command.command_id is null then -- asked for already
    select c.* into strict command from scrapewatch.commands c where c.idempotency_key = key;
    if (command.kind, command.target) is distinct from (request_command.kind, request_command.target) then
      raise exception 'This idempotency key belongs to another command' using errcode = 'PT409', hint = 'Use a new key.';
    end if;
    return jsonb_build_object('command_id', command.command_id, 'status', command.status, 'repeated', true);
  end if;

  insert into scrapewatch.audit_log (actor, role, action, target, reason, details)
  values (actor, coalesce(nullif(current_setting('role', true), 'none'), session_user), 'request_' || command.kind,
    command.target, command.reason, jsonb_build_object('command_id', command.command_id));
  return jsonb_build_object('command_id', command.command_id, 'status', command.status, 'repeated', false);
end
$$;
comment on function scrapewatch.request_command is 'Asks for reset_run, start_scraper, stop_scraper or restart_scraper; audited, once an idempotency key. (A4, A9)';
revoke execute on function scrapewatch.request_command from public, anon, authenticated, service_role;
grant execute on function scrapewatch.request_command to scrapewatch_operator;
