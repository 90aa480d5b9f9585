-- How functions over runs read: rollup rows where they are right, the runs themselves everywhere else.
create or replace function scrapewatch.rollup_level(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[],
  environments text[],
  clients text[],
  scrapers text[],
  statuses text[],
  by_client boolean default false,
  by_scraper boolean default false
)
returns text
language sql stable set search_path = '' as $$
  select
    case
      when by_client or nullif(clients, '{}') is not null then case when by_status then 'client_status' else 'client' end
      when by_scraper or nullif(scrapers, '{}') is not null then case when by_status then 'scraper_status' else 'scraper' end
      when by_status then 'place_status'
      when nullif(environments, '{}') is not null then 'place'
      when nullif(systems, '{}') is not null then 'system'
      else 'all'
    end
  from scrapewatch.rollup_state s
  cross join (select nullif(statuses, '{}') is not null) f(by_status)
  where from_ts < to_ts - interval '2 days' -- below that the runs themselves are fast enough, and percentiles exact
    and from_ts < s.watermark and to_ts > s.rolled_from
    and not ((by_client or nullif(clients, '{}') is not null) and (by_scraper or nullif(scrapers, '{}') is not null))
    and not exists (select from scrapewatch.rollup_changes c where c.hour = '-infinity')
$$;
comment on function scrapewatch.rollup_level is 'The coarsest level of run_rollups that can answer; null when the runs themselves must.';

create or replace function scrapewatch.rollup_segments(
  from_ts timestamptz,
  to_ts timestamptz,
  cuts timestamptz[] default null,
  use_days boolean default true
)
returns table (source text, starts_at timestamptz, ends_at timestamptz)
language sql stable set search_path = '' rows 10 as $$
  with reach as materialized (
    select
      date_bin('1 hour', greatest(from_ts, s.rolled_from) + interval '1 hour' - interval '1 microsecond', '2000-01-01 00:00:00+00') as lo,
      date_bin('1 hour', least(to_ts, s.watermark), '2000-01-01 00:00:00+00') as hi,
      s.hours_from
    from scrapewatch.rollup_state s
  ), raw_hour as materialized (
    select h.hour from reach r join scrapewatch.rollup_hours h on h.open_runs > 0 and h.hour >= r.lo and h.hour < r.hi
    union
    select c.hour from reach r join scrapewatch.rollup_changes c on c.hour >= r.lo and c.hour < r.hi
    union -- a cut within an hour splits it
    select date_bin('1 hour', cut, '2000-01-01 00:00:00+00')
    from reach r
    join unnest(cuts) cut on cut > r.lo and cut < r.hi
    where cut <> date_bin('1 hour', cut, '2000-01-01 00:00:00+00')
  ), point as (
    select from_ts as at where from_ts < to_ts
    union
    select p.at
    from reach r
    cross join lateral (
      select r.lo as at
      union all select r.hi
      union all select r.hours_from
      union all select h.hour from raw_hour h
      union all select h.hour + interval '1 hour' from raw_hour h
      union all select cut from unnest(cuts) cut where cut = date_bin('1 hour', cut, '2000-01-01 00:00:00+00')
    ) p
    where p.at > from_ts and p.at < to_ts
  ), piece as (
    select p.at as starts_at, lead(p.at, 1, to_ts) over (order by p.at) as ends_at from point p
  ), told as (
    select
      p.starts_at, p.ends_at, r.hours_from,
      r.lo is not null and p.starts_at >= r.lo and p.ends_at <= r.hi
        and not exists (select from raw_hour h where h.hour = p.starts_at) as is_rolled
    from piece p
    left join reach r on r.lo < r.hi
  ), split as (
    select 'raw' as source, t.starts_at, t.ends_at from told t where not t.is_rolled
    union all
    select case when part.source = 'hour' and part.starts_at < t.hours_from then 'raw' else part.source end, part.starts_at, part.ends_at
    from told t
    cross join lateral (
      select
        date_bin('1 day', t.starts_at + interval '1 day' - interval '1 microsecond', '2000-01-01 00:00:00+00') as first_day,
        date_bin('1 day', t.ends_at, '2000-01-01 00:00:00+00') as last_day
    ) d
    cross join lateral (
      select use_days and d.first_day < d.last_day as has_days
    ) u
    cross join lateral (
      select 'hour' as source, t.starts_at, case when u.has_days then d.first_day else t.ends_at end as ends_at
      union all
      select 'day', d.first_day, d.last_day where u.has_days
      union all
      select 'hour', d.last_day, t.ends_at where u.has_days
    ) part
    where t.is_rolled and part.starts_at < part.ends_at
  ), marked as (
    select s.*, s.source is distinct from lag(s.source) over (order by s.starts_at) as is_new from split s
  ), numbered as (
    select m.*, count(*) filter (where m.is_new) over (order by m.starts_at) as number from marked m
  )
  select n.source, min(n.starts_at), max(n.ends_at) from numbered n group by n.source, n.number order by 2
$$;
comment on function scrapewatch.rollup_segments is 'Which parts of a range are read from day rows, hour rows and the runs (raw). Rows do not reach across a cut.';

-- No search_path of its own: only so is it planned as part of the query that calls it, with the filters known. It runs with
-- the caller's rights, and its callers have an empty search_path.
create or replace function scrapewatch.rollup_parts(
  level text,
  from_ts timestamptz,
  to_ts timestamptz,
  cuts timestamptz[],
  use_days boolean,
  systems text[],
  environments text[],
  clients text[],
  scrapers text[],
  statuses text[]
)
returns setof scrapewatch.run_rollups
language sql stable as $$
  select p.*
  from scrapewatch.rollup_segments(from_ts, to_ts, cuts, use_days) s
  cross join lateral (
    select r.*
    from scrapewatch.run_rollups r
    where r.level = rollup_parts.level and r.grain = s.source and r.bucket >= s.starts_at and r.bucket < s.ends_at
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
    offset 0
  ) p
  where s.source <> 'raw'
  union all
  select
    'run', p.queued_at, rollup_parts.level, p.system, p.environment, p.client_id, p.client, p.scraper, p.status,
    1, (p.status = 'queued')::integer, (p.status = 'processing')::integer, (p.status = 'completed')::integer,
    (p.status = 'failed')::integer, (p.status = 'cancelled')::integer,
    case when p.coverage is null then 0 else 1 end, coalesce(p.coverage, 0),
    case when p.coverage is not null then p.expected end, case when p.coverage is not null then p.found end,
    case when p.duration_seconds is null then 0 else 1 end, coalesce(p.duration_seconds, 0),
    case when p.duration_seconds is not null
      then array[width_bucket(p.duration_seconds, scrapewatch.rollup_edges())::smallint] end,
    case when p.duration_seconds is not null then array[1] end,
    coalesce(p.profiles_scraped, 0), coalesce(p.posts_collected, 0), coalesce(p.api_calls, 0),
    p.queued_at, case when p.coverage is not null then p.queued_at end, p.coverage
  from scrapewatch.rollup_segments(from_ts, to_ts, cuts, use_days) s
  cross join lateral (
    select
      r.system, r.environment, r.client_id, r.client, r.scraper, r.status, r.queued_at, r.coverage, r.expected, r.found,
      r.duration_seconds, r.profiles_scraped, r.posts_collected, r.api_calls
    from scrapewatch.runs r
    where r.queued_at >= s.starts_at and r.queued_at < s.ends_at
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
    offset 0
  ) p
  where s.source = 'raw'
$$;
comment on function scrapewatch.rollup_parts is 'What answers a question about a range: rollup rows of a level, and the other runs as rows of one run each (grain run).';

create or replace function scrapewatch.rollup_percentile(bins smallint[], totals integer[], fraction double precision)
returns double precision
language sql immutable parallel safe set search_path = '' as $$
  select low.seconds + (high.seconds - low.seconds) * (p.place - floor(p.place))
  from (select fraction * (totals[cardinality(totals)] - 1) as place) p
  cross join lateral (
    select scrapewatch.rollup_middles() as middles
  ) m
  cross join lateral (
    select m.middles[bins[width_bucket(floor(p.place)::integer, totals) + 1] + 1] as seconds
  ) low
  cross join lateral (
    select m.middles[bins[width_bucket(ceil(p.place)::integer, totals) + 1] + 1] as seconds
  ) high
$$;
comment on function scrapewatch.rollup_percentile is 'As percentile_cont over the durations that were counted: at most 2.5 % off.';
revoke execute on function scrapewatch.rollup_level, scrapewatch.rollup_segments, scrapewatch.rollup_parts,
  scrapewatch.rollup_percentile from public, anon, authenticated, service_role;
grant execute on function scrapewatch.rollup_level, scrapewatch.rollup_segments, scrapewatch.rollup_parts,
  scrapewatch.rollup_percentile to scrapewatch_reader, scrapewatch_operator;
