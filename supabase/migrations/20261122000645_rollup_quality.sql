-- What data_quality needs of the runs, hour by hour: like run_rollups, and kept beside them, because duplicates are found only
-- by sorting. A row holds for as long as its hour's fingerprint in rollup_hours stays the same; an hour without such rows is read raw.
create table if not exists scrapewatch.rollup_quality (
  hour timestamptz not null,
  system text,
  environment text,
  fingerprint numeric not null,
  runs bigint not null,
  completed bigint not null,
  missing_values bigint not null,
  invalid_rows bigint not null,
  duplicate_rows bigint not null,
  last_queued_at timestamptz not null
);
comment on table scrapewatch.rollup_quality is 'Missing, invalid and duplicate values of the runs of an hour (UTC). Read data_quality() instead: it adds what is not counted yet. (A11)';
comment on column scrapewatch.rollup_quality.fingerprint is 'Of the hour in rollup_hours when it was counted.';
comment on column scrapewatch.rollup_quality.missing_values is 'Of expected, found, started and finished of completed runs.';
create index if not exists rollup_quality_hour on scrapewatch.rollup_quality (hour);

alter table scrapewatch.rollup_quality enable row level security;
drop policy if exists readers_see_all on scrapewatch.rollup_quality;
create policy readers_see_all on scrapewatch.rollup_quality for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.rollup_quality from public, anon, authenticated, service_role;
grant select on scrapewatch.rollup_quality to scrapewatch_reader, scrapewatch_operator;

create or replace function scrapewatch.rollup_take_quality()
returns integer
language plpgsql volatile set search_path = '' as $$
declare
  deadline constant timestamptz := clock_timestamp() + interval '2 seconds';
  stale record;
  taken integer := 0;
begin
  delete from scrapewatch.rollup_quality q
  where not exists (select from scrapewatch.rollup_hours h where h.hour = q.hour);
  for stale in
    select date_bin('1 day', h.hour, '2000-01-01 00:00:00+00') as day, array_agg(h.hour) as hours
    from scrapewatch.rollup_hours h
    where h.runs > 0 and h.open_runs = 0 and h.fingerprint is not null
      and not exists (select from scrapewatch.rollup_quality q where q.hour = h.hour and q.fingerprint = h.fingerprint)
    group by 1
    order by 1 desc
  loop
    delete from scrapewatch.rollup_quality q where q.hour = any (stale.hours);
    execute $query$
      insert into scrapewatch.rollup_quality
      select
        d.hour, d.system, d.environment, h.fingerprint, sum(d.runs), sum(d.completed), sum(d.missing), sum(d.invalid),
        sum(d.runs) - count(*), max(d.queued_at)
      from (
        select
          date_bin('1 hour', r.queued_at, '2000-01-01 00:00:00+00') as hour, r.queued_at, r.system, r.environment,
          count(*) as runs,
          count(*) filter (where r.status = 'completed') as completed,
          coalesce(sum(num_nulls(r.expected, r.found, r.started_at, r.finished_at)) filter (where r.status = 'completed'), 0) as missing,
          count(*) filter (where r.found < 0 or r.found > r.expected or r.finished_at < r.started_at) as invalid
        from scrapewatch.runs r
        where r.queued_at >= $1 and r.queued_at < $1 + interval '24 hours'
        group by r.queued_at, r.client_id, r.system, r.environment
      ) d
      join scrapewatch.rollup_hours h on h.hour = d.hour
      where d.hour = any ($2)
      group by d.hour, d.system, d.environment, h.fingerprint
    $query$ using stale.day, stale.hours;
    taken := taken + cardinality(stale.hours);
    exit when clock_timestamp() > deadline; -- the rest next time
  end loop;
  return taken;
end
$$;
comment on function scrapewatch.rollup_take_quality is 'Counts missing, invalid and duplicate values of the hours that have changed since, the newest first, for two seconds; how many hours. Called by refresh_rollups(). (A11)';
revoke execute on function scrapewatch.rollup_take_quality from public, anon, authenticated, service_role;
