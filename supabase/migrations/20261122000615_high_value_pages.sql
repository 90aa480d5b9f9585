-- Pages that many clients follow: each is scraped once and serves them all.
create or replace function scrapewatch.high_value_pages(
  systems text[] default null,
  environments text[] default null,
  max_rows integer default 100
)
returns table (
  page_id text,
  page text,
  system text,
  environment text,
  category text,
  followers bigint,
  clients_following integer,
  discovered_at timestamptz
)
language sql stable set search_path = '' as $$
  select p.page_id, p.page, p.system, p.environment, p.category, p.followers, p.clients_following, p.discovered_at
  from scrapewatch.pages p
  where p.clients_following >= (select s.value from scrapewatch.settings s where s.key = 'high_value_page_clients')
    and (nullif(systems, '{}') is null or p.system = any (systems))
    and (nullif(environments, '{}') is null or p.environment = any (environments))
  order by p.clients_following desc, p.followers desc nulls last, p.page, p.page_id
  limit greatest(0, least(coalesce(max_rows, 100), 10000))
$$;
comment on function scrapewatch.high_value_pages is 'Pages that at least high_value_page_clients clients follow, most followed first; at most max_rows (default 100). '
  'clients_following counts clients, followers the page''s own followers. (A5)';
revoke execute on function scrapewatch.high_value_pages from public, anon, authenticated, service_role;
grant execute on function scrapewatch.high_value_pages to scrapewatch_reader, scrapewatch_operator;
