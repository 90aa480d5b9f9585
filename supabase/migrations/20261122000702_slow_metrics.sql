-- Figures that read much: taken by take_metric_snapshot(), and read anew by a scrape only when the snapshot is missing or old.

create or replace function scrapewatch.coverage_metric_samples()
returns table (metric text, l1 text, l2 text, l3 text, l4 text, l5 text, value double precision, rank double precision)
language plpgsql stable set search_path = '' as $$
declare
  min_runs double precision := (select s.value from scrapewatch.settings s where s.key = 'coverage_min_runs');
begin
  return query
  with client as materialized (
    select c.system, c.environment, c.client, c.runs, c.expected, c.found, c.coverage
    from scrapewatch.coverage_by_client(now() - interval '24 hours', now()) c
    where c.coverage is not null
  )
  select 'scrapewatch_client_coverage_ratio', c.system, c.environment, c.client, null, null, c.coverage, c.coverage
  from client c
  where c.runs >= min_runs
  union all
  select 'scrapewatch_coverage_ratio', c.system, c.environment, null, null, null,
    sum(c.found)::double precision / sum(c.expected)::double precision, sum(c.found)::double precision / sum(c.expected)::double precision
  from client c
  group by c.system, c.environment;
end
$$;
comment on function scrapewatch.coverage_metric_samples is 'Coverage of 24 hours by client and by system. (A2, C6)';
revoke execute on function scrapewatch.coverage_metric_samples from public, anon, authenticated, service_role;
