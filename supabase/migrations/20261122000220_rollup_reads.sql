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
  use_days boolean default true,
  level text default 'all',
  out days tstzmultirange,
  out hours tstzmultirange,
  out raw tstzmultirange
)
language plpgsql stable set search_path = '' as $$
declare
  origin constant timestamptz := '2000-01-01 00:00:00+00';
  state scrapewatch.rollup_state;
  first_hour timestamptz;
  last_hour timestamptz;
  rolled tstzmultirange := '{}';
  gone tstzmultirange;
begin
  days := '{}';
  hours := '{}';
  raw := case when from_ts < to_ts then tstzmultirange(tstzrange(from_ts, to_ts)) else '{}' end;
  select s.* into state from scrapewatch.rollup_state s;
  first_hour := date_bin('1 hour', greatest(from_ts, state.rolled_from) + interval '59 minutes 59.999999 seconds', origin);
  last_hour := date_bin('1 hour', least(to_ts, state.watermark), origin);
  if level is null or state.watermark is null or first_hour >= last_hour then
    return;
  end if;
  select tstzmultirange(tstzrange(first_hour, last_hour)) - coalesce(range_agg(tstzrange(h.hour, h.hour + interval '1 hour')), '{}')
  into rolled
  from (
    select k.hour from scrapewatch.rollup_hours k where k.open_runs > 0 and k.hour >= first_hour and k.hour < last_hour
    union all
    select c.hour from scrapewatch.rollup_changes c where c.hour >= first_hour and c.hour < last_hour
    union all -- a cut within an hour splits it
    select date_bin('1 hour', cut, origin) from unnest(cuts) cut where cut <> date_bin('1 hour', cut, origin)
  ) h;
  if use_days then
    select coalesce(range_agg(tstzrange(d.first_day, d.last_day)), '{}') into days
    from (
      select date_bin('1 day', lower(r) + interval '23:59:59.999999', origin) as first_day, date_bin('1 day', upper(r), origin) as last_day
      from unnest(rolled) r
    ) d
    where d.first_day < d.last_day;
    select days - coalesce(range_agg(tstzrange(c.day, c.day + interval '1 day')), '{}') into days
    from (select cut, date_bin('1 day', cut, origin) as day from unnest(cuts) cut) c
    where c.cut <> c.day;
  end if;
  hours := rolled - days;
  gone := hours * tstzmultirange(tstzrange(null, state.hours_from));
  if level in ('client_status', 'scraper_status') then
    gone := hours; -- by day only
  end if;
  hours := hours - gone;
  raw := raw - rolled + gone;
end
$$;
comment on function scrapewatch.rollup_segments is
  'Which parts of a range a level answers from day rows, from hour rows, and not at all (raw). No row reaches across a cut.';

-- The next three have no search_path of their own: only so are they planned as part of the query that calls them, with the
-- filters known and nothing read that is not asked for. They run with the caller's rights; their callers' search_path is empty.
create or replace function scrapewatch.rollup_read(
  level text,
  days tstzmultirange,
  hours tstzmultirange,
  systems text[],
  environments text[],
  clients text[],
  scrapers text[],
  statuses text[]
)
returns setof scrapewatch.run_rollups
language sql stable as $$
  select p.*
  from (select 'day' as grain, d as during from unnest(days) d union all select 'hour', h from unnest(hours) h) s
  cross join lateral (
    select r.*
    from scrapewatch.run_rollups r
    where r.level = rollup_read.level and r.grain = s.grain and r.bucket >= lower(s.during) and r.bucket < upper(s.during)
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
    offset 0
  ) p
$$;
comment on function scrapewatch.rollup_read is 'Rollup rows of a level for the days and hours given.';

create or replace function scrapewatch.rollup_runs(
  raw tstzmultirange,
  systems text[],
  environments text[],
  clients text[],
  scrapers text[],
  statuses text[]
)
returns table (
  queued_at timestamptz,
  system text,
  environment text,
  client_id text,
  client text,
  scraper text,
  status text,
  coverage double precision,
  expected integer,
  found integer,
  duration_seconds double precision,
  profiles_scraped integer,
  posts_collected integer,
  api_calls integer
)
language sql stable as $$
  select
    p.queued_at, p.system, p.environment, p.client_id, p.client, p.scraper, p.status, p.coverage, p.expected, p.found,
    p.duration_seconds, p.profiles_scraped, p.posts_collected, p.api_calls
  from unnest(raw) during
  cross join lateral (
    select r.*
    from scrapewatch.runs r
    where r.queued_at >= lower(during) and r.queued_at < upper(during)
      and (nullif(systems, '{}') is null or r.system = any (systems))
      and (nullif(environments, '{}') is null or r.environment = any (environments))
      and (nullif(clients, '{}') is null or r.client = any (clients))
      and (nullif(scrapers, '{}') is null or r.scraper = any (scrapers))
      and (nullif(statuses, '{}') is null or r.status = any (statuses))
    offset 0 -- a range of a lateral subquery reaches an index behind the view's barrier only so
  ) p
$$;
comment on function scrapewatch.rollup_runs is 'The runs queued in the ranges given.';

create or replace function scrapewatch.rollup_parts(
  level text,
  days tstzmultirange,
  hours tstzmultirange,
  raw tstzmultirange,
  systems text[],
  environments text[],
  clients text[],
  scrapers text[],
  statuses text[]
)
returns setof scrapewatch.run_rollups
language sql stable as $$
  select p.* from scrapewatch.rollup_read(level, days, hours, systems, environments, clients, scrapers, statuses) p
  union all
  select
    'run', r.queued_at, rollup_parts.level, r.system, r.environment, r.client_id, r.client, r.scraper, r.status,
    1, (r.status = 'queued')::integer, (r.status = 'processing')::integer, (r.status = 'completed')::integer,
    (r.status = 'failed')::integer, (r.status = 'cancelled')::integer,
    case when r.coverage is null then 0 else 1 end, coalesce(r.coverage, 0),
    case when r.coverage is not null then r.expected end, case when r.coverage is not null then r.found end,
    case when r.duration_seconds is null then 0 else 1 end, coalesce(r.duration_seconds, 0),
    case when r.duration_seconds is not null
      then array[width_bucket(r.duration_seconds, scrapewatch.rollup_edges())::smallint] end,
    case when r.duration_seconds is not null then array[1] end,
    coalesce(r.profiles_scraped, 0), coalesce(r.posts_collected, 0), coalesce(r.api_calls, 0),
    r.queued_at, case when r.coverage is not null then r.queued_at end, r.coverage
  from scrapewatch.rollup_runs(raw, systems, environments, clients, scrapers, statuses) r
$$;
comment on function scrapewatch.rollup_parts is 'rollup_read and rollup_runs in one shape: a run is a row of its own (grain run).';

create or replace function scrapewatch.rollup_percentile(bins smallint[], totals integer[], fraction double precision)
returns double precision
language plpgsql immutable strict parallel safe set search_path = '' as $$
declare
  place constant double precision := fraction * (totals[cardinality(totals)] - 1);
  low constant double precision := (scrapewatch.rollup_middles())[bins[width_bucket(floor(place)::integer, totals) + 1] + 1];
  high constant double precision := (scrapewatch.rollup_middles())[bins[width_bucket(ceil(place)::integer, totals) + 1] + 1];
begin
  return low + (high - low) * (place - floor(place));
end
$$;
comment on function scrapewatch.rollup_percentile is 'As percentile_cont over the durations that were counted: at most 2.5 % off.';
revoke execute on function scrapewatch.rollup_level, scrapewatch.rollup_segments, scrapewatch.rollup_read,
  scrapewatch.rollup_runs, scrapewatch.rollup_parts, scrapewatch.rollup_percentile from public, anon, authenticated, service_role;
grant execute on function scrapewatch.rollup_level, scrapewatch.rollup_segments, scrapewatch.rollup_read,
  scrapewatch.rollup_runs, scrapewatch.rollup_parts, scrapewatch.rollup_percentile to scrapewatch_reader, scrapewatch_operator;
