-- The workers' side: claim, renew, finish (docs/workers.md). A claim is a lease: a worker that dies loses it to another.
create or replace function scrapewatch.expire_commands()
returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  most_attempts double precision := coalesce((select s.value from scrapewatch.settings s where s.key = 'command_max_attempts'), 3);
  ended integer;
begin
  with due as (
    -- Whoever holds a row is changing it right now; the next call sees to it.
    select c.command_id, c.status, c.attempts from scrapewatch.commands c
    where c.status in ('requested', 'claimed')
      and coalesce(c.lease_until, c.requested_at) <= now()
      and (c.expires_at <= now() or c.attempts >= most_attempts)
    for update skip locked
  ), over as (
    update scrapewatch.commands c
    set
      status = case when d.attempts >= most_attempts then 'failed' else 'expired' end,
      finished_at = now(),
      result = case
        when d.attempts >= most_attempts
          then format('Given up after %s attempts: no worker finished it in time, the last was %s', d.attempts, c.worker)
        when d.status = 'claimed' then format('Worker %s lost it, and nobody took it over in time', c.worker)
        else 'No worker took it in time'
      end
    from due d
    where d.command_id = c.command_id
    returning c.*
  ), audited as (
    select scrapewatch.write_audit('scrapewatch', case o.status when 'failed' then 'give_up_command' else 'expire_command' end, o.target,
      o.result, jsonb_build_object('command_id', o.command_id, 'kind', o.kind, 'system', o.system, 'environment', o.environment))
    from over o
  )
  select count(*) into ended from audited;
  return ended;
end
$$;
comment on function scrapewatch.expire_commands is
  'Ends commands that nobody took in time, and those that command_max_attempts workers took and lost; says how many. Called by claim_commands and refresh_rollups.';
revoke execute on function scrapewatch.expire_commands from public, anon, authenticated, service_role;
grant execute on function scrapewatch.expire_commands to service_role;

create or replace function scrapewatch.lease_interval(worker text, lease_seconds integer)
returns interval
language plpgsql stable set search_path = '' as $$
begin
  if coalesce(btrim(lease_interval.worker), '') = '' or length(lease_interval.worker) > 200 then
    raise exception 'A worker needs a name of at most 200 characters' using errcode = 'PT422',
      hint = 'One of its own for each process, e.g. host and process id.';
  end if;
  if lease_interval.lease_seconds not between 1 and 3600 then
    raise exception 'A lease of % seconds is not possible', lease_interval.lease_seconds using errcode = 'PT422', hint = 'From 1 to 3600.';
  end if;
  return make_interval(secs => coalesce(lease_interval.lease_seconds,
    (select s.value from scrapewatch.settings s where s.key = 'command_lease_seconds'), 60));
end
$$;
comment on function scrapewatch.lease_interval is 'How long a claim lasts: as asked, or command_lease_seconds. PT422 for a bad worker or lease.';
revoke execute on function scrapewatch.lease_interval from public, anon, authenticated, service_role;

create or replace function scrapewatch.claim_commands(
  worker text,
  max_commands integer default 1,
  lease_seconds integer default null,
  kinds text[] default null
)
returns table (
  command_id bigint,
  kind text,
  target text,
  system text,
  environment text,
  reason text,
  actor text,
  attempts integer,
  lease_until timestamptz
)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  lease interval := scrapewatch.lease_interval(claim_commands.worker, claim_commands.lease_seconds);
begin
  if claim_commands.max_commands is null or claim_commands.max_commands not between 1 and 100 then
    raise exception 'max_commands is %', coalesce(claim_commands.max_commands::text, 'null') using errcode = 'PT422', hint = 'From 1 to 100.';
  end if;
  perform scrapewatch.expire_commands();
  return query
  with due as (
    select c.command_id, c.worker as lost_by from scrapewatch.commands c
    where c.status in ('requested', 'claimed')
      and c.expires_at > now()
      and case c.status when 'requested' then c.not_before else c.lease_until end <= now()
      and (nullif(claim_commands.kinds, '{}') is null or c.kind = any (claim_commands.kinds))
    order by c.requested_at, c.command_id
    limit claim_commands.max_commands
    for update skip locked
  ), taken as (
    update scrapewatch.commands c
    set status = 'claimed', worker = claim_commands.worker, claimed_at = clock_timestamp(), lease_until = clock_timestamp() + lease,
      attempts = c.attempts + 1
    from due d
    where d.command_id = c.command_id
    returning c.*, d.lost_by
  ), audited as (
    select t.command_id, scrapewatch.write_audit('worker:' || t.worker, case when t.lost_by is null then 'claim_command' else 'take_over_command' end,
      t.target, null, jsonb_build_object('command_id', t.command_id, 'kind', t.kind, 'system', t.system, 'environment', t.environment,
        'attempts', t.attempts, 'lost_by', t.lost_by))
    from taken t
  )
  select t.command_id, t.kind, t.target, t.system, t.environment, t.reason, t.actor, t.attempts, t.lease_until
  from taken t
  join audited a on a.command_id = t.command_id
  order by t.requested_at, t.command_id;
end
$$;
comment on function scrapewatch.claim_commands is
  'Gives a worker the oldest commands that are due, each to one worker only, with a lease; also those whose lease ran out. (A4, A9)';
revoke execute on function scrapewatch.claim_commands from public, anon, authenticated, service_role;
grant execute on function scrapewatch.claim_commands to service_role;

create or replace function scrapewatch.renew_command(command_id bigint, worker text, lease_seconds integer default null)
returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  lease interval := scrapewatch.lease_interval(renew_command.worker, renew_command.lease_seconds);
begin
  update scrapewatch.commands c set lease_until = clock_timestamp() + lease
  where c.command_id = renew_command.command_id and c.worker = renew_command.worker and c.status = 'claimed';
  return found;
end
$$;
comment on function scrapewatch.renew_command is
  'Prolongs a worker''s lease, also one that ran out and that nobody took over; false: the command is another''s or has ended, stop. Not audited: it is no change of state.';
revoke execute on function scrapewatch.renew_command from public, anon, authenticated, service_role;
grant execute on function scrapewatch.renew_command to service_role;

create or replace function scrapewatch.finish_command(command_id bigint, worker text, ok boolean, result text default null)
returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  ending text := case when finish_command.ok then 'done' else 'failed' end;
  command scrapewatch.commands;
begin
  if finish_command.ok is null then
    raise exception 'Say whether the command succeeded' using errcode = 'PT422', hint = 'ok: true or false.';
  end if;
  update scrapewatch.commands c set status = ending, finished_at = now(), result = left(finish_command.result, 4000)
  where c.command_id = finish_command.command_id and c.worker = finish_command.worker and c.status = 'claimed'
  returning c.* into command;
  if command.command_id is null then -- told before, or another's by now
    return exists (select from scrapewatch.commands c
      where c.command_id = finish_command.command_id and c.worker = finish_command.worker and c.status = ending);
  end if;
  perform scrapewatch.write_audit('worker:' || command.worker, 'finish_command', command.target, left(command.result, 1000),
    jsonb_build_object('command_id', command.command_id, 'kind', command.kind, 'system', command.system,
      'environment', command.environment, 'status', ending));
  return true;
end
$$;
comment on function scrapewatch.finish_command is
  'Records how a command ended, the result cut at 4000 characters. Repeats are harmless; false: the command is another''s by now.';
revoke execute on function scrapewatch.finish_command from public, anon, authenticated, service_role;
grant execute on function scrapewatch.finish_command to service_role;
