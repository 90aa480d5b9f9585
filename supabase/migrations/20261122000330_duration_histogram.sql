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
  level constant text := scrapewatch.rollup_level(from_ts, to_ts, systems, environments, clients, scrapers, statuses);
  part record;
begin
  select s.* into part from scrapewatch.rollup_segments(from_ts, to_ts, level => level) s;
  return query execute $query$
    with edge (from_seconds, to_seconds, label) as (
      values (0::double precision, 30::double precision, '0–30 s'), (30, 60, '30–60 s'), (60, 120, '1–2 min'),
        (120, 180, '2–3 min'), (180, 240, '3–4 min'), (240, 300, '4–5 min'), (300, 420, '5–7 min'), (420, 600, '7–10 min'),
        (600, 900, '10–15 min'), (900, 1800, '15–30 min'), (1800, null, '30 min and more')
    ), duration as ( -- the bins have these edges too, so that no bin lies in two of the rows
      select (scrapewatch.rollup_middles())[u.bin + 1] as seconds, u.total - u.before as runs
      from scrapewatch.rollup_read($1, $2, $3, $5, $6, $7, $8, $9) p
      cross join lateral unnest(p.duration_bins, p.duration_totals, array[0] || p.duration_totals) u(bin, total, before)
      where u.bin is not null
      union all
      select r.duration_seconds, 1
      from scrapewatch.rollup_runs($4, $5, $6, $7, $8, $9) r
      where r.duration_seconds is not null
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
  $query$
  using level, part.days, part.hours, part.raw, systems, environments, clients, scrapers, statuses;
end
$$;
comment on function scrapewatch.duration_histogram is 'How long the finished runs of a window took, by fixed edges around the 2–5 minute target. (A3)';
revoke execute on function scrapewatch.duration_histogram from public, anon, authenticated, service_role;
grant execute on function scrapewatch.duration_histogram to scrapewatch_reader, scrapewatch_operator;
