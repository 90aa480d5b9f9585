-- connect_adapters() knows the optional tables too (seed/20_optional_tables.sql). As before, only views that are still empty
-- are touched: a view that reads a table belongs to the team that wrote it. Applying this again connects what was missing.
create or replace function scrapewatch.connect_adapters()
returns table (adapter text, connected boolean, problem text)
language plpgsql volatile set search_path = '' as $function$
declare
  mapping text;
begin
  for adapter, mapping in values
    -- Left joins on unique columns: what a query does not ask for is not joined.
    ('runs', $view$
      select
        r.id::text as run_id,
        s.system,
        s.environment,
        r.client_id::text as client_id,
        c.username as client,
        s.name as scraper,
        r.worker,
        r.status,
        r.created_at as queued_at,
        r.started_at,
        r.finished_at,
        extract(epoch from r.finished_at - r.started_at)::double precision as duration_seconds,
        r.expected_accounts as expected,
        r.accounts_found as found,
        case
          when r.expected_accounts > 0 and r.status not in ('queued', 'processing')
          then r.accounts_found::double precision / r.expected_accounts
        end as coverage,
        r.profiles_scraped,
        r.posts_collected,
        r.api_calls,
        r.retries,
        r.error
      from public.scrape_runs r
      left join public.scrapers s on s.id = r.scraper_id
      left join public.clients c on c.id = r.client_id
    $view$),
    ('clients', $view$
      select
        c.id::text as client_id,
        c.username as client,
        c.system,
        c.environment,
        c.status,
        c.expected_accounts as expected,
        c.created_at
      from public.clients c
    $view$),
    ('pages', $view$
      select
        p.id::text as page_id,
        p.username as page,
        p.system,
        p.environment,
        p.category,
        p.follower_count as followers,
        coalesce(f.clients, 0)::integer as clients_following,
        p.created_at as discovered_at
      from public.pages p
      left join (
        select cp.page_id, count(distinct cp.client_id) as clients from public.client_pages cp group by cp.page_id
      ) f on f.page_id = p.id
    $view$),
    ('scrapers', $view$
      select
        s.name as scraper,
        s.system,
        s.environment,
        s.status,
        case when s.status <> 'stopped' then s.started_at end as started_at,
        s.last_run_at,
        s.queue_size,
        (s.memory_mb * 1048576)::bigint as memory_bytes,
        (s.cpu_percent / 100)::double precision as cpu_ratio,
        s.api_calls,
        s.rate_limit_remaining,
        s.rate_limit_total,
        s.last_error,
        s.updated_at
      from public.scrapers s
    $view$),
    ('queue_samples', $view$
      select
        q.sampled_at,
        q.system,
        q.environment,
        q.queue,
        q.queued,
        q.processing,
        q.retrying,
        q.failed,
        q.arrivals,
        q.completions,
        q.oldest_age_seconds
      from public.queue_samples q
    $view$),
    ('logs', $view$
      select
        l.id::text as log_id,
        l.created_at as logged_at,
        coalesce(s.system, c.system) as system,
        coalesce(s.environment, c.environment) as environment,
        s.name as scraper,
        c.username as client,
        l.run_id::text as run_id,
        l.level,
        l.message
      from public.scrape_logs l
      left join public.scrapers s on s.id = l.scraper_id
      left join public.clients c on c.id = l.client_id
    $view$),
    ('heartbeats', $view$
      select
        w.worker,
        w.system,
        w.environment,
        w.state,
        w.last_seen_at,
        w.started_at,
        w.jobs_done,
        w.version
      from public.worker_heartbeats w
    $view$),
    ('costs', $view$
      select
        c.day,
        c.system,
        c.environment,
        c.provider,
        c.item,
        c.amount::double precision as amount,
        c.currency,
        c.units::double precision as units,
        c.unit
      from public.costs c
    $view$),
    ('quality_checks', $view$
      select
        q.created_at as checked_at,
        q.system,
        q.environment,
        q.table_name as dataset,
        q.rows_checked,
        q.required_values,
        q.missing_values,
        q.invalid_rows,
        q.duplicate_rows,
        q.newest_row_at
      from public.quality_checks q
    $view$),
    ('accounts', $view$
      select
        a.name as account,
        a.system,
        a.environment,
        a.kind,
        a.provider,
        a.status,
        a.last_checked_at as checked_at,
        a.rate_limit_remaining,
        a.note as detail
      from public.accounts a
    $view$),
    ('backups', $view$
      select
        b.id::text as backup_id,
        b.system,
        b.environment,
        b.finished_at,
        b.succeeded as ok,
        b.size_bytes,
        b.verified_at
      from public.backups b
    $view$),
    ('users', $view$
      select
        u.id::text as user_id,
        u.system,
        u.environment,
        u.created_at as registered_at
      from public.users u
    $view$),
    ('activity', $view$
      select
        a.user_id::text as user_id,
        a.system,
        a.environment,
        a.event as kind,
        a.created_at as happened_at
      from public.activity a
    $view$),
    ('subscriptions', $view$
      select
        s.id as subscription_id,
        s.user_id::text as user_id,
        s.system,
        s.environment,
        s.status,
        s.monthly_price::double precision as monthly_amount,
        s.currency,
        s.created_at as started_at,
        s.ended_at
      from public.subscriptions s
    $view$),
    ('payments', $view$
      select
        p.id as payment_id,
        p.user_id::text as user_id,
        p.system,
        p.environment,
        p.status,
        p.amount::double precision as amount,
        p.currency,
        p.created_at as attempted_at
      from public.payments p
    $view$)
  loop
    problem := null;
    if pg_catalog.pg_get_viewdef(format('scrapewatch.%I', adapter)::regclass) ~ 'WHERE false;\s*$' then
      begin
        execute format('create or replace view scrapewatch.%I with (security_barrier = true) as %s', adapter, mapping);
        if adapter = 'runs' then -- what was rolled up of an empty view says nothing about these runs
          insert into scrapewatch.rollup_changes (hour) values ('-infinity');
        end if;
      exception
        when undefined_table or undefined_column or undefined_function or invalid_table_definition or insufficient_privilege
          or cannot_coerce or wrong_object_type then
          problem := sqlerrm;
      end;
    end if;
    connected := problem is null;
    return next;
  end loop;
end
$function$;
comment on function scrapewatch.connect_adapters is 'Connects empty adapter views to the tables of the demo (seed/*.sql) where there are such; for the owner only.';
revoke execute on function scrapewatch.connect_adapters from public, anon, authenticated, service_role;

select scrapewatch.connect_adapters();
