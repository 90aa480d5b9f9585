-- The newest jobs of some statuses. A view with a security barrier cannot hand its rows over in order, so that all failed runs
-- of years would be sorted for the newest five hundred: a window that holds enough of them is looked for first.
create or replace function scrapewatch.job_queue(
  systems text[] default null,
  environments text[] default null,
  clients text[] default null,
  scrapers text[] default null,
  statuses text[] default null,
  max_rows integer default 500
)
returns table (
  run_id text,
  client text,
  scraper text,
  system text,
  environment text,
  status text,
  queued_at timestamptz,
  started_at timestamptz,
  age_seconds double precision,
  retries integer,
  last_error text
)
language plpgsql stable set search_path = '' as $$
declare
  wanted constant text[] := coalesce(nullif(statuses, '{}'), array['queued', 'processing', 'failed']);
  rows_wanted constant integer := greatest(0, least(coalesce(max_rows, 500), 10000));
  days integer := 1;
  since timestamptz := now() - interval '1 day';
  found_rows bigint;
begin
  loop
    execute $query$
      select count(*)
      from (
        select from scrapewatch.runs r
        where r.status = any ($5) and r.queued_at >= $7
          and (nullif($1, '{}') is null or r.system = any ($1))
          and (nullif($2, '{}') is null or r.environment = any ($2))
          and (nullif($3, '{}') is null or r.client = any ($3))
          and (nullif($4, '{}') is null or r.scraper = any ($4))
        limit $6
      ) r
    $query$
    into found_rows
    using systems, environments, clients, scrapers, wanted, rows_wanted, since;
    exit when found_rows >= rows_wanted;
    days := days * 8;
    since := case when days > 600 then '-infinity' else now() - make_interval(days => days) end;
    exit when days > 600;
  end loop;
  return query execute $query$
    select
      r.run_id, r.client, r.scraper, r.system, r.environment, r.status, r.queued_at, r.started_at,
      extract(epoch from now() - r.queued_at)::double precision, r.retries, r.error
    from scrapewatch.runs r
    where r.status = any ($5) and r.queued_at >= $7
      and (nullif($1, '{}') is null or r.system = any ($1))
      and (nullif($2, '{}') is null or r.environment = any ($2))
      and (nullif($3, '{}') is null or r.client = any ($3))
      and (nullif($4, '{}') is null or r.scraper = any ($4))
    order by r.queued_at desc, r.run_id desc
    limit $6
  $query$
  using systems, environments, clients, scrapers, wanted, rows_wanted, since;
end
$$;
comment on function scrapewatch.job_queue is 'Jobs with age, retries and last error, newest first; without statuses those queued, processing and failed. (A17)';
revoke execute on function scrapewatch.job_queue from public, anon, authenticated, service_role;
grant execute on function scrapewatch.job_queue to scrapewatch_reader, scrapewatch_operator;
