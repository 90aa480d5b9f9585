-- Stuck runs reset by policy: off until somebody switches it on, then only told about until somebody ends the dry run. (D6)
create table if not exists scrapewatch.remediation_policies (
  name text primary key check (length(name) between 1 and 100),
  enabled boolean not null default false,
  dry_run boolean not null default true,
  system text,
  environment text,
  min_age_seconds double precision not null default 1800 check (min_age_seconds >= 0),
  max_per_hour integer not null default 5 check (max_per_hour between 0 and 1000),
  description text
);
comment on table scrapewatch.remediation_policies is 'Which stuck runs run_remediation() may ask to reset. Off, and a dry run, unless set otherwise. (D6)';
comment on column scrapewatch.remediation_policies.dry_run is 'Says in the audit log what it would do, and does nothing.';
comment on column scrapewatch.remediation_policies.system is 'Null: all. Also environment.';
comment on column scrapewatch.remediation_policies.min_age_seconds is 'Only runs that process for at least this long; never before stuck_after_seconds.';
comment on column scrapewatch.remediation_policies.max_per_hour is 'Commands, or in a dry run proposals, of this policy in an hour.';
alter table scrapewatch.remediation_policies enable row level security;
drop policy if exists operators_see_all on scrapewatch.remediation_policies;
create policy operators_see_all on scrapewatch.remediation_policies for select to scrapewatch_operator using (true);
revoke all on scrapewatch.remediation_policies from public, anon, authenticated, service_role;
grant select on scrapewatch.remediation_policies to scrapewatch_operator;
grant select, insert, update, delete on scrapewatch.remediation_policies to service_role;

create or replace function scrapewatch.audit_policy()
returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform scrapewatch.write_audit(scrapewatch.request_actor(), lower(tg_op) || '_remediation_policy', coalesce(new.name, old.name), null,
    jsonb_build_object('before', to_jsonb(old), 'after', to_jsonb(new)));
  return null;
end
$$;
comment on function scrapewatch.audit_policy is 'Records who switched a policy on, off or to something else.';
revoke execute on function scrapewatch.audit_policy from public, anon, authenticated, service_role;
create or replace trigger remediation_policies_are_audited
  after insert or update or delete on scrapewatch.remediation_policies
  for each row execute function scrapewatch.audit_policy();

create index if not exists audit_log_proposals on scrapewatch.audit_log (actor, happened_at) where action = 'propose_reset_run';

create or replace function scrapewatch.run_remediation()
returns table (
  policy text,
  action text,
  run_id text,
  client text,
  scraper text,
  system text,
  environment text,
  age_seconds double precision,
  command_id bigint,
  detail text
)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  rule scrapewatch.remediation_policies;
  stuck record;
  command scrapewatch.commands;
  asked integer;
  is_known boolean;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('scrapewatch.run_remediation', 0)) then
    return; -- another worker is at it
  end if;
  perform scrapewatch.expire_commands();
  for rule in select p.* from scrapewatch.remediation_policies p where p.enabled order by p.name loop
    policy := rule.name;
    if rule.dry_run then
      select count(*) into asked from scrapewatch.audit_log l
      where l.action = 'propose_reset_run' and l.actor = 'policy:' || rule.name and l.happened_at > now() - interval '1 hour';
    else
      select count(*) into asked from scrapewatch.commands c
      where c.actor = 'policy:' || rule.name and c.requested_at > now() - interval '1 hour';
    end if;

    for stuck in
      select s.* from scrapewatch.stuck_runs(
        case when rule.system is not null then array[rule.system] end,
        case when rule.environment is not null then array[rule.environment] end) s
      where s.age_seconds >= rule.min_age_seconds
      order by s.age_seconds desc
    loop
      run_id := stuck.run_id;
      client := stuck.client;
      scraper := stuck.scraper;
      system := stuck.system;
      environment := stuck.environment;
      age_seconds := stuck.age_seconds;
      action := 'skipped';
      command_id := null;
      is_known := rule.dry_run and exists (
        select from scrapewatch.audit_log l
        where l.action = 'propose_reset_run' and l.actor = 'policy:' || rule.name and l.happened_at >= stuck.started_at
          and l.target = stuck.run_id and (l.details ->> 'started_at')::timestamptz = stuck.started_at
      );

      if exists (
        select from scrapewatch.maintenance_windows w
        where now() >= w.starts_at and now() < w.ends_at
          and (w.system is null or w.system = stuck.system) and (w.environment is null or w.environment = stuck.environment)
      ) then
        detail := 'maintenance';
        return next;
        continue;
      end if;

      command := scrapewatch.open_command_on('reset_run', stuck.run_id, stuck.system, stuck.environment);
      if command.command_id is null then
        -- Once an episode, whoever asked: what failed or was taken back is for people to look at. What no worker took is not.
        select c.* into command from scrapewatch.commands c
        where c.kind = 'reset_run' and c.target = stuck.run_id and c.system is not distinct from stuck.system
          and c.environment is not distinct from stuck.environment and c.requested_at > stuck.started_at and c.status <> 'expired'
        order by c.requested_at desc
        limit 1;
      end if;
      if command.command_id is not null then
        command_id := command.command_id;
        detail := format('command %s is %s', command.command_id, command.status);
        return next;
        continue;
      end if;

      if asked >= rule.max_per_hour and not is_known then
        detail := format('%s an hour is the most', rule.max_per_hour);
        return next;
        continue;
      end if;

      detail := format('Stuck for %s minutes: policy %s', floor(stuck.age_seconds / 60), rule.name);
      if rule.dry_run then
        action := 'would request';
        if not is_known then -- a call every few seconds must not fill the log
          perform scrapewatch.write_audit('policy:' || rule.name, 'propose_reset_run', stuck.run_id, detail,
            jsonb_build_object('started_at', stuck.started_at, 'system', stuck.system, 'environment', stuck.environment));
          asked := asked + 1;
        end if;
      else
        action := 'requested';
        command := scrapewatch.add_command('reset_run', stuck.run_id, stuck.system, stuck.environment, detail,
          gen_random_uuid()::text, 'policy:' || rule.name, null);
        command_id := command.command_id;
        asked := asked + 1;
      end if;
      return next;
    end loop;
  end loop;
end
$$;
comment on function scrapewatch.run_remediation is
  'Asks for resets of stuck runs by remediation_policies and says, a row a run, what it did, would do or left alone and why. Audited with actor policy:<name>; a second call at the same time does nothing. (D6)';
revoke execute on function scrapewatch.run_remediation from public, anon, authenticated, service_role;
grant execute on function scrapewatch.run_remediation to service_role;
