-- The adapter views: the one place that names a team's own tables. Everything else reads only these.
-- Here they get their columns and are empty; the next file connects them to tables that look like the demo's, and a team
-- whose columns have other names replaces them (README.md). They run with their owner's rights on purpose, so that row
-- level security of the team's tables stays as it is: list columns one by one, never an e-mail, a token or a raw payload.
do $$
begin
  if to_regclass('scrapewatch.runs') is null then
    create view scrapewatch.runs with (security_barrier = true) as select
      null::text as run_id,
      null::text as system,
      null::text as environment,
      null::text as client_id,
      null::text as client,
      null::text as scraper,
      null::text as worker,
      null::text as status,
      null::timestamptz as queued_at,
      null::timestamptz as started_at,
      null::timestamptz as finished_at,
      null::double precision as duration_seconds,
      null::integer as expected,
      null::integer as found,
      null::double precision as coverage,
      null::integer as profiles_scraped,
      null::integer as posts_collected,
      null::integer as api_calls,
      null::integer as retries,
      null::text as error
    where false;
  end if;
  if to_regclass('scrapewatch.clients') is null then
    create view scrapewatch.clients with (security_barrier = true) as select
      null::text as client_id,
      null::text as client,
      null::text as system,
      null::text as environment,
      null::text as status,
      null::integer as expected,
      null::timestamptz as created_at
    where false;
  end if;
  if to_regclass('scrapewatch.pages') is null then
    create view scrapewatch.pages with (security_barrier = true) as select
      null::text as page_id,
      null::text as page,
      null::text as system,
      null::text as environment,
      null::text as category,
      null::bigint as followers,
      null::integer as clients_following,
      null::timestamptz as discovered_at
    where false;
  end if;
  if to_regclass('scrapewatch.scrapers') is null then
    create view scrapewatch.scrapers with (security_barrier = true) as select
      null::text as scraper,
      null::text as system,
      null::text as environment,
      null::text as status,
      null::timestamptz as started_at,
      null::timestamptz as last_run_at,
      null::integer as queue_size,
      null::bigint as memory_bytes,
      null::double precision as cpu_ratio,
      null::bigint as api_calls,
      null::integer as rate_limit_remaining,
      null::integer as rate_limit_total,
      null::text as last_error,
      null::timestamptz as updated_at
    where false;
  end if;
  if to_regclass('scrapewatch.queue_samples') is null then
    create view scrapewatch.queue_samples with (security_barrier = true) as select
      null::timestamptz as sampled_at,
      null::text as system,
      null::text as environment,
      null::text as queue,
      null::integer as queued,
      null::integer as processing,
      null::integer as retrying,
      null::integer as failed,
      null::integer as arrivals,
      null::integer as completions,
      null::double precision as oldest_age_seconds
    where false;
  end if;
  if to_regclass('scrapewatch.logs') is null then
    create view scrapewatch.logs with (security_barrier = true) as select
      null::text as log_id,
      null::timestamptz as logged_at,
      null::text as system,
      null::text as environment,
      null::text as scraper,
      null::text as client,
      null::text as run_id,
      null::text as level,
      null::text as message
    where false;
  end if;
  if to_regclass('scrapewatch.heartbeats') is null then
    create view scrapewatch.heartbeats with (security_barrier = true) as select
      null::text as worker,
      null::text as system,
      null::text as environment,
      null::text as state,
      null::timestamptz as last_seen_at,
      null::timestamptz as started_at,
      null::bigint as jobs_done,
      null::text as version
    where false;
  end if;
end
$$;

comment on view scrapewatch.runs is 'One row a scrape.';
comment on column scrapewatch.runs.run_id is 'The users'' own id, as text.';
comment on column scrapewatch.runs.client is 'Name.';
comment on column scrapewatch.runs.scraper is 'Name.';
comment on column scrapewatch.runs.worker is 'Who claimed it.';
comment on column scrapewatch.runs.status is 'Run status word.';
comment on column scrapewatch.runs.queued_at is 'When it was asked for.';
comment on column scrapewatch.runs.duration_seconds is 'Finished − started.';
comment on column scrapewatch.runs.expected is 'Accounts expected.';
comment on column scrapewatch.runs.found is 'Accounts found.';
comment on column scrapewatch.runs.coverage is 'Found ÷ expected of an ended run.';
comment on column scrapewatch.runs.error is 'Last error.';
comment on view scrapewatch.clients is 'Customers whose accounts are scraped.';
comment on column scrapewatch.clients.client is 'Name.';
comment on column scrapewatch.clients.status is 'Active or paused.';
comment on column scrapewatch.clients.expected is 'Accounts expected a run.';
comment on view scrapewatch.pages is 'Pages that clients follow, each once.';
comment on column scrapewatch.pages.page is 'Name.';
comment on column scrapewatch.pages.category is 'Null until categorised.';
comment on column scrapewatch.pages.clients_following is 'Distinct clients that follow it; high-value from high_value_page_clients.';
comment on view scrapewatch.scrapers is 'Scraper processes as they report themselves.';
comment on column scrapewatch.scrapers.scraper is 'Name.';
comment on column scrapewatch.scrapers.status is 'Scraper status word.';
comment on column scrapewatch.scrapers.started_at is 'Since when it runs; null when stopped.';
comment on column scrapewatch.scrapers.api_calls is 'Since it started.';
comment on view scrapewatch.queue_samples is 'The queues, counted at intervals.';
comment on column scrapewatch.queue_samples.failed is 'Failed and not retried, at the sample.';
comment on column scrapewatch.queue_samples.arrivals is 'Since the previous sample.';
comment on column scrapewatch.queue_samples.completions is 'Since the previous sample.';
comment on column scrapewatch.queue_samples.oldest_age_seconds is 'Age of the oldest queued job.';
comment on view scrapewatch.logs is 'What the workers had to say.';
comment on column scrapewatch.logs.level is 'Log level word.';
comment on view scrapewatch.heartbeats is 'When each worker was last seen.';
comment on column scrapewatch.heartbeats.state is 'Worker state word.';
comment on column scrapewatch.heartbeats.jobs_done is 'Since it started.';

revoke all on scrapewatch.runs, scrapewatch.clients, scrapewatch.pages, scrapewatch.scrapers, scrapewatch.queue_samples,
  scrapewatch.logs, scrapewatch.heartbeats from public, anon, authenticated, service_role;
grant select on scrapewatch.runs, scrapewatch.clients, scrapewatch.pages, scrapewatch.scrapers, scrapewatch.queue_samples,
  scrapewatch.logs, scrapewatch.heartbeats to scrapewatch_reader, scrapewatch_operator;
