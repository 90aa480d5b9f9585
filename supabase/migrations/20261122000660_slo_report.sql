-- Objectives and how much of their error budget is left.
create table if not exists scrapewatch.slos (
  system text not null,
  slo text not null check (slo in ('runs', 'availability')),
  objective double precision not null check (objective > 0 and objective < 1),
  primary key (system, slo)
);
comment on table scrapewatch.slos is 'Service level objectives, seeded from the teams'' own; change, add and remove rows as you like. (D3)';
comment on column scrapewatch.slos.slo is 'runs (completed ÷ (completed + failed)) or availability (time without an open critical alert that says down).';
comment on column scrapewatch.slos.objective is 'Ratio of good to all, between 0 and 1.';
insert into scrapewatch.slos (system, slo, objective)
select s.system, s.slo, s.objective
from (values
  ('IGF', 'availability', 0.995), ('OPT', 'availability', 0.999), ('ANI', 'availability', 0.999),
  ('IGF', 'runs', 0.95), ('IGM', 'runs', 0.95)
) s(system, slo, objective)
where not exists (select from scrapewatch.slos); -- what a team has removed stays away

alter table scrapewatch.slos enable row level security;
drop policy if exists readers_see_all on scrapewatch.slos;
create policy readers_see_all on scrapewatch.slos for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.slos from public, anon, authenticated, service_role;
grant select on scrapewatch.slos to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.slo_report(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null
)
returns table (
  system text,
  environment text,
  slo text,
  objective double precision,
  good double precision,
  total double precision,
  ratio double precision,
  budget_remaining_ratio double precision,
  burn_rate_1h double precision,
  burn_rate_6h double precision,
  burn_rate_3d double precision,
  met boolean
)
language plpgsql stable set search_path = '' as $$
declare
  end_ts constant timestamptz := least(to_ts, now()); -- what is still to come is neither good nor bad
  read_from constant timestamptz := least(from_ts, end_ts - interval '72 hours');
  cuts constant timestamptz[] := array[from_ts, end_ts - interval '1 hour', end_ts - interval '6 hours', end_ts - interval '72 hours'];
  judged constant text[] := array(
    select s.system from scrapewatch.slos s where s.slo = 'runs' and (nullif(systems, '{}') is null or s.system = any (systems)));
  days tstzmultirange;
  hours tstzmultirange;
  raw tstzmultirange := '{}';
begin
  if from_ts is null or to_ts is null or from_ts >= end_ts then
    return;
  end if;
  if cardinality(judged) = 0 then
    null; -- nothing is read: to a filter, no system means all
  elsif scrapewatch.rollup_level(read_from, end_ts, judged, environments, null, null, null) is null then
    raw := tstzmultirange(tstzrange(read_from, end_ts));
  else
    select s.days, s.hours, s.raw into days, hours, raw from scrapewatch.rollup_segments(read_from, end_ts, cuts) s;
  end if;
  return query execute $query$
    with span (number, starts_at) as (
      values (0, $1), (1, $2 - interval '1 hour'), (2, $2 - interval '6 hours'), (3, $2 - interval '72 hours')
    ), run as materialized (
      select p.system, p.environment, p.bucket as at, p.completed as good, p.completed + p.failed as total
      from scrapewatch.rollup_parts('place', $3, $4, $8, $5, $7, null, null, null) p
    ), runs as (
      select r.system, r.environment, s.number, sum(r.good) as good, sum(r.total) as total
      from span s
      join run r on r.at >= s.starts_at
      group by r.system, r.environment, s.number
    ), known as ( -- where a system lives, as far as anything tells
      select c.system, c.environment from scrapewatch.clients c
      union select s.system, s.environment from scrapewatch.scrapers s
      union select h.system, h.environment from scrapewatch.heartbeats h
      union select d.system, d.environment from scrapewatch.deployments d
      union select b.system, b.environment from scrapewatch.backups b
      union select a.system, a.environment from scrapewatch.accounts a
      union select c.system, c.environment from scrapewatch.costs c
      union select a.system, a.environment from scrapewatch.alerts a
      union select r.system, r.environment from run r
    ), objective as (
      select o.system, coalesce(k.environment, 'prod') as environment, o.slo, o.objective, k.system is not null as is_known
      from scrapewatch.slos o
      left join (select distinct k.system, k.environment from known k where k.system is not null and k.environment is not null) k
        on k.system = o.system
      where (nullif($6, '{}') is null or o.system = any ($6))
        and (nullif($7, '{}') is null or coalesce(k.environment, 'prod') = any ($7))
    ), episode as ( -- an end that was never told is taken from the next beginning of the same alert
      select
        e.fingerprint, e.starts_at,
        coalesce(
          greatest(max(e.ends_at), max(a.ends_at) filter (where a.starts_at = e.starts_at)),
          lead(e.starts_at) over (partition by e.fingerprint order by e.starts_at),
          'infinity') as ends_at,
        max(a.system) as system,
        max(a.environment) as environment
      from scrapewatch.alerts a
      join scrapewatch.alert_events e on e.fingerprint = a.fingerprint
      where a.severity = 'critical' and e.starts_at < $2 and a.system in (select o.system from objective o where o.slo = 'availability')
        and (a.labels ->> 'slo' = 'availability' or a.alertname in ('ServiceDown', 'ScraperStopped', 'WorkerMissing', 'DatabaseDown'))
      group by e.fingerprint, e.starts_at
    ), down as ( -- alerts that overlap are down once
      select o.system, o.environment, range_agg(tstzrange(e.starts_at, e.ends_at)) as times
      from objective o
      join episode e on e.system = o.system and (e.environment is null or e.environment = o.environment)
      where o.slo = 'availability'
      group by o.system, o.environment
    ), counted as (
      select
        o.system, o.environment, o.slo, o.objective, s.number,
        coalesce(r.good, 0)::double precision as good,
        coalesce(r.total, 0)::double precision as total
      from objective o
      cross join span s
      left join runs r on r.system = o.system and r.environment = o.environment and r.number = s.number
      where o.slo = 'runs'
      union all
      select
        o.system, o.environment, o.slo, o.objective, s.number,
        t.seconds - coalesce((
          select sum(extract(epoch from upper(x.part) - lower(x.part)))
          from unnest(d.times * tstzmultirange(tstzrange(s.starts_at, $2))) x(part)
        ), 0)::double precision,
        t.seconds
      from objective o
      cross join span s
      cross join lateral (
        select case when o.is_known then extract(epoch from $2 - s.starts_at) else 0 end::double precision as seconds
      ) t
      left join down d on d.system = o.system and d.environment = o.environment
      where o.slo = 'availability'
    ), summed as (
      select
        c.system, c.environment, c.slo, c.objective,
        sum(c.good) filter (where c.number = 0) as good,
        sum(c.total) filter (where c.number = 0) as total,
        sum((1 - c.good / nullif(c.total, 0)) / (1 - c.objective)) filter (where c.number = 0) as used,
        sum((1 - c.good / nullif(c.total, 0)) / (1 - c.objective)) filter (where c.number = 1) as burn_1h,
        sum((1 - c.good / nullif(c.total, 0)) / (1 - c.objective)) filter (where c.number = 2) as burn_6h,
        sum((1 - c.good / nullif(c.total, 0)) / (1 - c.objective)) filter (where c.number = 3) as burn_3d
      from counted c
      group by c.system, c.environment, c.slo, c.objective
    )
    select
      s.system, s.environment, s.slo, s.objective, s.good, s.total, s.good / nullif(s.total, 0), 1 - s.used,
      s.burn_1h, s.burn_6h, s.burn_3d, s.good / nullif(s.total, 0) >= s.objective
    from summed s
    order by 8 nulls last, 1, 2, 3
  $query$
  using from_ts, end_ts, days, hours, judged, systems, environments, raw;
end
$$;
comment on function scrapewatch.slo_report is 'Each objective by environment in a window, up to now; least error budget left first. runs: good = completed, total = completed + failed. '
  'availability: seconds, good = without an open critical alert of the system''s that has the label slo="availability" or is named ServiceDown, ScraperStopped, WorkerMissing or DatabaseDown. '
  'Burn rate = (1 − good ÷ total) ÷ (1 − objective) over 1 h, 6 h, 3 days before the end; budget_remaining_ratio = 1 − the same over the window (Google, The Site Reliability Workbook, chapter 5). '
  'A system that no table knows has total 0 and no ratio. (D3)';
revoke execute on function scrapewatch.slo_report from public, anon, authenticated, service_role;
grant execute on function scrapewatch.slo_report to scrapewatch_reader, scrapewatch_operator;
