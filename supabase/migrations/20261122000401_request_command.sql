-- The only way from Grafana to a change: a request, which the team's workers carry out.
drop function if exists scrapewatch.request_command(text, text, text, text); -- of 0.1.0

create or replace function scrapewatch.command_targets(kind text, target text, system text, environment text)
returns table (system text, environment text, status text)
language sql stable set search_path = '' as $$
  select r.system, r.environment, r.status from scrapewatch.runs r
  where command_targets.kind = 'reset_run' and r.run_id = command_targets.target
    and (nullif(command_targets.system, '') is null or r.system = command_targets.system)
    and (nullif(command_targets.environment, '') is null or r.environment = command_targets.environment)
  union all
  select s.system, s.environment, s.status from scrapewatch.scrapers s
  where command_targets.kind <> 'reset_run' and s.scraper = command_targets.target
    and (nullif(command_targets.system, '') is null or s.system = command_targets.system)
    and (nullif(command_targets.environment, '') is null or s.environment = command_targets.environment)
$$;
comment on function scrapewatch.command_targets is 'Runs or scrapers that a command may mean; more than one when a name is used twice.';
revoke execute on function scrapewatch.command_targets from public, anon, authenticated, service_role;

create or replace function scrapewatch.open_command_on(kind text, target text, system text, environment text)
returns scrapewatch.commands
language plpgsql volatile set search_path = '' as $$
declare
  command scrapewatch.commands;
begin
  -- One at a time for a target, so that two requests at once cannot both find it free.
  perform pg_advisory_xact_lock(hashtextextended(
    'scrapewatch command on ' || case open_command_on.kind when 'reset_run' then 'run ' else 'scraper ' end || open_command_on.target, 0));
  select c.* into command from scrapewatch.commands c
  where c.target = open_command_on.target
    and (c.kind = 'reset_run') = (open_command_on.kind = 'reset_run')
    and (c.system is null or c.system is not distinct from open_command_on.system)
    and (c.environment is null or c.environment is not distinct from open_command_on.environment)
    and c.status in ('requested', 'claimed')
  limit 1;
  return command;
end
$$;
comment on function scrapewatch.open_command_on is 'The command that is under way on this run or scraper, if any; until the transaction ends nobody else adds one.';
revoke execute on function scrapewatch.open_command_on from public, anon, authenticated, service_role;

create or replace function scrapewatch.add_command(
  kind text, target text, system text, environment text, reason text, idempotency_key text, actor text, claimed_by text
)
returns scrapewatch.commands
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare
  command scrapewatch.commands;
  undo_seconds double precision := coalesce((select s.value from scrapewatch.settings s where s.key = 'command_undo_seconds'), 5);
  lasts_seconds double precision := coalesce((select s.value from scrapewatch.settings s where s.key = 'command_expires_seconds'), 3600);
begin
  insert into scrapewatch.commands as c
    (kind, target, system, environment, reason, idempotency_key, actor, claimed_by, not_before, expires_at)
  values (add_command.kind, add_command.target, add_command.system, add_command.environment, add_command.reason,
    add_command.idempotency_key, add_command.actor, add_command.claimed_by,
    now() + make_interval(secs => undo_seconds), now() + make_interval(secs => undo_seconds + lasts_seconds))
  on conflict (idempotency_key) do nothing
  returning c.* into command;
  if command.command_id is not null then
    perform scrapewatch.write_audit(command.actor, 'request_' || command.kind, command.target, command.reason,
      jsonb_build_object('command_id', command.command_id, 'system', command.system, 'environment', command.environment,
        'claimed_by', command.claimed_by));
  end if;
  return command;
end
$$;
comment on function scrapewatch.add_command is 'Writes a command and its audit row; null when the idempotency key is taken.';
revoke execute on function scrapewatch.add_command from public, anon, authenticated, service_role;

create or replace function scrapewatch.request_command(
  kind text,
  target text,
  reason text,
  idempotency_key text default null,
  claimed_by text default null,
  system text default null,
  environment text default null
)
returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  why text := btrim(request_command.reason, E' \t\r\n');
  key text := coalesce(nullif(request_command.idempotency_key, ''), gen_random_uuid()::text);
  thing text := case request_command.kind when 'reset_run' then 'run ' else 'scraper ' end || request_command.target;
  wanted record;
  other scrapewatch.commands;
  command scrapewatch.commands;
begin
  if request_command.kind is null
    or request_command.kind not in ('reset_run', 'start_scraper', 'stop_scraper', 'restart_scraper') then
    raise exception 'Unknown command %', coalesce(left(request_command.kind, 100), '(none)') using errcode = 'PT422',
      hint = 'One of reset_run, start_scraper, stop_scraper, restart_scraper.';
  end if;
  if coalesce(why, '') = '' then
    raise exception 'A command needs a reason' using errcode = 'PT422', hint = 'Say why, in a few words: it is kept in the audit log.';
  end if;
  if length(why) > 1000 then
    raise exception 'The reason has % characters', length(why) using errcode = 'PT422', hint = 'At most 1000.';
  end if;
  if length(key) > 200 then
    raise exception 'The idempotency key has % characters', length(key) using errcode = 'PT422', hint = 'At most 200.';
  end if;

  perform scrapewatch.expire_commands();
  -- A repeat is answered before anything else is looked at: the first may have changed the state of its target by now.
  select c.* into command from scrapewatch.commands c where c.idempotency_key = key;
  if command.command_id is null then
    -- min() of the one that is left: two rows of the same name, system and environment are one scraper.
    select count(distinct (t.system, t.environment)) as candidates, min(t.system) as system, min(t.environment) as environment,
      min(t.status) as status, string_agg(distinct concat_ws(' ', t.system, t.environment), ', ') as names
    into wanted
    from scrapewatch.command_targets(request_command.kind, request_command.target, request_command.system, request_command.environment) t;
    if wanted.candidates = 0 then
      raise exception 'There is no %', coalesce(left(thing, 300), 'such target: none is given')
        || coalesce(' in ' || nullif(concat_ws(' ', nullif(request_command.system, ''), nullif(request_command.environment, '')), ''), '')
        using errcode = 'PT404';
    end if;
    if wanted.candidates > 1 then
      raise exception 'There is more than one %: %', thing, left(wanted.names, 500) using errcode = 'PT409',
        hint = 'Say which with system and environment.';
    end if;

    other := scrapewatch.open_command_on(request_command.kind, request_command.target, wanted.system, wanted.environment);
    if other.idempotency_key = key then
      command := other; -- asked for by a repeat of this request while it waited
    elsif other.command_id is not null then
      raise exception '% has an open command: % (number %), % since %Z', upper(left(thing, 1)) || substr(thing, 2), other.kind, other.command_id,
        other.status, to_char(coalesce(other.claimed_at, other.requested_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
        using errcode = 'PT409', hint = 'Wait for it, or take it back while that is still possible.';
    elsif (request_command.kind, wanted.status) in (('start_scraper', 'running'), ('stop_scraper', 'stopped')) then
      raise exception '% is % already', upper(left(thing, 1)) || substr(thing, 2), wanted.status using errcode = 'PT409',
        hint = 'Nothing needs to be done.';
    elsif request_command.kind = 'reset_run' and wanted.status is distinct from 'processing' then
      raise exception '% is %: only a run that is processing can be reset', upper(left(thing, 1)) || substr(thing, 2),
        coalesce(wanted.status, 'of unknown status') using errcode = 'PT409';
    else
      command := scrapewatch.add_command(request_command.kind, request_command.target, wanted.system, wanted.environment, why, key,
        scrapewatch.request_actor(), nullif(left(btrim(request_command.claimed_by), 200), ''));
      if command.command_id is not null then
        return jsonb_build_object('command_id', command.command_id, 'status', command.status, 'repeated', false,
          'undo_until', command.not_before);
      end if;
      select c.* into strict command from scrapewatch.commands c where c.idempotency_key = key;
    end if;
  end if;

  if (command.kind, command.target) is distinct from (request_command.kind, request_command.target)
    or coalesce(nullif(request_command.system, ''), command.system) is distinct from command.system
    or coalesce(nullif(request_command.environment, ''), command.environment) is distinct from command.environment then
    raise exception 'This idempotency key belongs to another command' using errcode = 'PT409', hint = 'Use a new key.';
  end if;
  return jsonb_build_object('command_id', command.command_id, 'status', command.status, 'repeated', true,
    'undo_until', command.not_before);
end
$$;
comment on function scrapewatch.request_command is
  'Asks for reset_run, start_scraper, stop_scraper or restart_scraper; audited, once an idempotency key. PT404: no such target; PT409: it is in that state, has an open command, or its name is not unique; PT422: bad input. (A4, A9)';
revoke execute on function scrapewatch.request_command from public, anon, authenticated, service_role;
grant execute on function scrapewatch.request_command to scrapewatch_operator;

create or replace function scrapewatch.undo_command(command_id bigint, claimed_by text default null)
returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  command scrapewatch.commands;
begin
  select c.* into command from scrapewatch.commands c where c.command_id = undo_command.command_id for update;
  if command.command_id is null then
    raise exception 'There is no command %', coalesce(undo_command.command_id::text, '(none)') using errcode = 'PT404';
  end if;
  if command.status = 'undone' then
    return jsonb_build_object('command_id', command.command_id, 'status', command.status, 'repeated', true);
  end if;
  if command.status <> 'requested' or clock_timestamp() >= command.not_before then
    raise exception 'Command % cannot be taken back: it is %', command.command_id,
      case command.status when 'requested' then 'free for workers' else command.status end
      || case when command.worker is not null then ' by ' || command.worker else '' end
      using errcode = 'PT409', hint = 'A command can be taken back until its undo_until.';
  end if;
  update scrapewatch.commands c set status = 'undone', finished_at = now() where c.command_id = command.command_id;
  perform scrapewatch.write_audit(scrapewatch.request_actor(), 'undo_command', command.target, null,
    jsonb_build_object('command_id', command.command_id, 'kind', command.kind, 'system', command.system,
      'environment', command.environment, 'claimed_by', nullif(left(btrim(undo_command.claimed_by), 200), '')));
  return jsonb_build_object('command_id', command.command_id, 'status', 'undone', 'repeated', false);
end
$$;
comment on function scrapewatch.undo_command is 'Takes a command back until its not_before; PT409 afterwards, PT404 when there is none. Repeats are harmless. (A9)';
revoke execute on function scrapewatch.undo_command from public, anon, authenticated, service_role;
grant execute on function scrapewatch.undo_command to scrapewatch_operator;
