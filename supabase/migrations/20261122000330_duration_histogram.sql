create or replace function scrapewatch.duration_histogram(
  from_ts timestamptz,
  to_ts timestamptz,
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null
)
returns table (from_seconds double precision, to_seconds double precision, label text, runs bigint)
language plpgsql stable set search_path = '' as $$
declare
  level text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, clients, scrapers, statuses);
  part record;
begin
  select s.* into part from scrapewatch.rollup_segments(from_ts, to_ts, level => level) s where level is not null;
  if part.raw = tstzmultirange(tstzrange(from_ts, to_ts)) then
    level := null;
  end if;
  return query execute format($query$
    with edge (from_seconds, to_seconds, label) as (
      values (0::double precision, 30::double precision, '0–30 s'), (30, 60, '30–60 s'), (60, 120, '1–2 min'),
        (120, 180, '2–3 min'), (180, 240, '3–4 min'), (240, 300, '4–5 min'), (300, 420, '5–7 min'), (420, 600, '7–10 min'),
        (600, 900, '10–15 min'), (900, 1800, '15–30 min'), (1800, null, '30 min and more')
    ), duration as (%s
    ), counted as (
      select
        width_bucket(d.seconds, array[30, 60, 120, 180, 240, 300, 420, 600, 900, 1800]::double precision[]) as place,
        sum(d.runs)::bigint as runs
      from duration d
      group by 1
    )
    select e.from_seconds, e.to_seconds, e.label, coalesce(c.runs, 0)
    from edge e
    left join counted c
      on c.place = width_bucket(e.from_seconds, array[30, 60, 120, 180, 240, 300, 420, 600, 900, 1800]::double precision[])
    order by e.from_seconds
  $query$,
  case when level is null then $raw$
      select r.duration_seconds as seconds, 1 as runs
      from scrapewatch.runs r
      where r.queued_at >= $1 and r.queued_at < $2
        and r.duration_seconds is not null
        and (nullif($3, '{}') is null or r.system = any ($3))
        and (nullif($4, '{}') is null or r.environment = any ($4))
        and (nullif($5, '{}') is null or r.client = any ($5))
        and (nullif($6, '{}') is null or r.scraper = any ($6))
        and (nullif($7, '{}') is null or r.status = any ($7))
  $raw$ else $rolled$ -- the bins have these edges too, so that no bin lies in two of the rows
      select (scrapewatch.rollup_middles())[u.bin + 1] as seconds, u.total - u.before as runs
      from scrapewatch.rollup_parts($8, $9, $10, $11, $3, $4, $5, $6, $7) p
      cross join lateral unnest(p.duration_bins, p.duration_totals, array[0] || p.duration_totals) u(bin, total, before)
      where u.bin is not null
  $rolled$ end)
  using from_ts, to_ts, systems, environments, clients, scrapers, statuses, level, part.days, part.hours, part.raw;
end
$$;
comment on function scrapewatch.duration_histogram is 'How long the finished runs of a window took, by fixed edges around the 2–5 minute target. (A3)';
revoke execute on function scrapewatch.duration_histogram from public, anon, authenticated, service_role;
grant execute on function scrapewatch.duration_histogram to scrapewatch_reader, scrapewatch_operator;
