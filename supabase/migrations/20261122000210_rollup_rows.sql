-- How runs become rollup rows. Functions named rollup_… serve the others; nothing outside the database calls them.
-- The two lists are computed once, here, so that a query plans with the finished list.
do $$
declare
  edges double precision[];
  middles double precision[];
begin
  select array_agg(e.edge order by e.edge) into edges
  from (
    select 0::double precision as edge
    union
    select 0.01 * power(1.05::double precision, n) from generate_series(0, 398) n -- 10 ms to 32 days
    union
    select unnest(array[30, 60, 120, 180, 240, 300, 420, 600, 900, 1800]) -- those of duration_histogram, which stays exact
  ) e;
  -- 2ab ÷ (a + b) is at most (b − a) ÷ (a + b) = 2.44 % from anything between a and b. Negative and enormous ones stay at the ends.
  select 0::double precision || array_agg(coalesce(2 * e.edge * e.next / (e.edge + e.next), e.edge) order by e.edge) into middles
  from (select edge, lead(edge) over (order by edge) as next from unnest(edges) edge) e;
  execute format($make$
    create or replace function scrapewatch.rollup_edges() returns double precision[]
    language sql immutable parallel safe set search_path = '' as $list$ select %L::double precision[] $list$
  $make$, edges);
  execute format($make$
    create or replace function scrapewatch.rollup_middles() returns double precision[]
    language sql immutable parallel safe set search_path = '' as $list$ select %L::double precision[] $list$
  $make$, middles);
end
$$;
comment on function scrapewatch.rollup_edges is 'Lower edges of the bins that durations are counted in, seconds: 5 % wide from 10 ms to 32 days. Bin 0 is below the first.';
comment on function scrapewatch.rollup_middles is 'The duration that stands for bins 0, 1, 2 …, seconds (DDSketch, Masson et al. 2019, section 2.1).';

create or replace function scrapewatch.rollup_histogram(sorted smallint[], out bins smallint[], out totals integer[])
language plpgsql immutable strict parallel safe set search_path = '' as $$
declare
  size constant integer := cardinality(sorted);
  bin smallint;
  place integer := 0;
  seen integer := 0;
begin
  while seen < size loop -- from bin to bin by binary search: a day has thousands of runs, in some forty bins
    place := place + 1;
    bin := sorted[seen + 1];
    seen := width_bucket(bin, sorted);
    bins[place] := bin;
    totals[place] := seen;
  end loop;
end
$$;
comment on function scrapewatch.rollup_histogram is 'Counts an ascending list of bins: each bin once, and how many there are up to and in it.';

create or replace function scrapewatch.rollup_rows(grain text, from_ts timestamptz, to_ts timestamptz)
returns setof scrapewatch.run_rollups
language plpgsql stable
set search_path = ''
set work_mem = '32MB' -- a day of 27,000 runs is sorted in memory
as $$
begin
  return query execute format($query$
    with run as (
      select
        date_bin($4, r.queued_at, '2000-01-01 00:00:00+00') as bucket,
        r.system, r.environment, r.client_id, r.client, r.scraper, r.status, r.queued_at, r.coverage,
        case when r.coverage is not null then r.expected end as expected,
        case when r.coverage is not null then r.found end as found,
        case when r.coverage is not null
          then array[date_part('epoch', r.queued_at), -r.coverage] end as newest,
        r.duration_seconds,
        width_bucket(r.duration_seconds, scrapewatch.rollup_edges())::smallint as bin,
        r.profiles_scraped, r.posts_collected, r.api_calls
      from scrapewatch.runs r
      where r.queued_at >= $2 and r.queued_at < $3
    ), counted as (
      select
        r.bucket, r.system, r.environment, r.client_id, r.client, r.scraper, r.status,
        grouping(r.system, r.environment, r.client_id, r.scraper, r.status) as collapsed,
        count(*) as runs,
        count(*) filter (where r.status = 'queued') as queued,
        count(*) filter (where r.status = 'processing') as processing,
        count(*) filter (where r.status = 'completed') as completed,
        count(*) filter (where r.status = 'failed') as failed,
        count(*) filter (where r.status = 'cancelled') as cancelled,
        count(r.coverage) as coverage_runs,
        coalesce(sum(r.coverage), 0) as coverage_sum,
        sum(r.expected) as expected_sum,
        sum(r.found) as found_sum,
        count(r.duration_seconds) as duration_runs,
        coalesce(sum(r.duration_seconds), 0) as duration_sum,
        array_agg(r.bin order by r.bin) filter (where r.bin is not null) as bins,
        coalesce(sum(r.profiles_scraped), 0) as profiles_scraped,
        coalesce(sum(r.posts_collected), 0) as posts_collected,
        coalesce(sum(r.api_calls), 0) as api_calls,
        max(r.queued_at) as last_queued_at,
        max(r.newest) as newest -- lists compare element by element: the newest, of these the lowest coverage
      from run r
      group by grouping sets (
        (r.bucket),
        (r.bucket, r.system),
        (r.bucket, r.system, r.environment),
        (r.bucket, r.system, r.environment, r.status),
        (r.bucket, r.system, r.environment, r.client_id, r.client),
        (r.bucket, r.system, r.environment, r.scraper)
        %s
      )
    )
    select
      $1, c.bucket,
      case c.collapsed
        when 31 then 'all' when 15 then 'system' when 7 then 'place' when 6 then 'place_status'
        when 3 then 'client' when 2 then 'client_status' when 5 then 'scraper' when 4 then 'scraper_status'
      end,
      c.system, c.environment, c.client_id, c.client, c.scraper, c.status,
      c.runs::integer, c.queued::integer, c.processing::integer, c.completed::integer, c.failed::integer, c.cancelled::integer,
      c.coverage_runs::integer, c.coverage_sum, c.expected_sum, c.found_sum, c.duration_runs::integer, c.duration_sum,
      coalesce((c.histogram).bins, c.bins),
      coalesce((c.histogram).totals, (array[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16])[1:cardinality(c.bins)]),
      c.profiles_scraped, c.posts_collected, c.api_calls, c.last_queued_at, to_timestamp(c.newest[1]), -c.newest[2]
    from (
      select g.*, scrapewatch.rollup_histogram(case when cardinality(g.bins) > 16 then g.bins end) as histogram
      from counted g offset 0 -- a short list is its own histogram: a bin may stand in it several times
    ) c
  $query$,
  case rollup_rows.grain when 'day' then $sets$,
        (r.bucket, r.system, r.environment, r.client_id, r.client, r.status),
        (r.bucket, r.system, r.environment, r.scraper, r.status)
  $sets$ end)
  using rollup_rows.grain, rollup_rows.from_ts, rollup_rows.to_ts,
    case rollup_rows.grain when 'hour' then interval '1 hour' else interval '1 day' end;
end
$$;
comment on function scrapewatch.rollup_rows is 'The rollup rows of grain hour or day that the runs of a range make.';

create or replace function scrapewatch.rollup_fingerprints(from_ts timestamptz, to_ts timestamptz)
returns setof scrapewatch.rollup_hours
language plpgsql stable set search_path = '' as $$
begin
  return query execute $query$
    select
      date_bin('1 hour', r.queued_at, '2000-01-01 00:00:00+00'),
      count(*),
      count(*) filter (where r.status in ('queued', 'processing')),
      sum(hash_record_extended(row(r.system, r.environment, r.client_id, r.client, r.scraper, r.status, r.queued_at, r.coverage,
        r.expected, r.found, r.started_at, r.finished_at, r.duration_seconds, r.profiles_scraped, r.posts_collected, r.api_calls), 0))
    from scrapewatch.runs r
    where r.queued_at >= $1 and r.queued_at < $2
    group by 1
  $query$
  using from_ts, to_ts;
end
$$;
comment on function scrapewatch.rollup_fingerprints is 'What the hours of a range hold, so that those which have not changed can be told.';
revoke execute on function scrapewatch.rollup_edges, scrapewatch.rollup_middles, scrapewatch.rollup_histogram,
  scrapewatch.rollup_rows, scrapewatch.rollup_fingerprints from public, anon, authenticated, service_role;
grant execute on function scrapewatch.rollup_edges, scrapewatch.rollup_middles, scrapewatch.rollup_histogram,
  scrapewatch.rollup_rows, scrapewatch.rollup_fingerprints to scrapewatch_reader, scrapewatch_operator;
