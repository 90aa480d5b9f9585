-- Eight more adapter views, for what only some teams have: costs, data checks, accounts, backups, users and their money.
-- Empty until a team (or connect_adapters) writes them over its own table; everything that reads them works meanwhile.
-- As with the first seven: the owner's rights, an explicit column list, no name, no e-mail, no token.
do $$
begin
  if to_regclass('scrapewatch.costs') is null then
    create view scrapewatch.costs with (security_barrier = true) as select
      null::date as day,
      null::text as system,
      null::text as environment,
      null::text as provider,
      null::text as item,
      null::double precision as amount,
      null::text as currency,
      null::double precision as units,
      null::text as unit
    where false;
  end if;
  if to_regclass('scrapewatch.quality_checks') is null then
    create view scrapewatch.quality_checks with (security_barrier = true) as select
      null::timestamptz as checked_at,
      null::text as system,
      null::text as environment,
      null::text as dataset,
      null::bigint as rows_checked,
      null::bigint as required_values,
      null::bigint as missing_values,
      null::bigint as invalid_rows,
      null::bigint as duplicate_rows,
      null::timestamptz as newest_row_at
    where false;
  end if;
  if to_regclass('scrapewatch.accounts') is null then
    create view scrapewatch.accounts with (security_barrier = true) as select
      null::text as account,
      null::text as system,
      null::text as environment,
      null::text as kind,
      null::text as provider,
      null::text as status,
      null::timestamptz as checked_at,
      null::integer as rate_limit_remaining,
      null::text as detail
    where false;
  end if;
  if to_regclass('scrapewatch.backups') is null then
    create view scrapewatch.backups with (security_barrier = true) as select
      null::text as backup_id,
      null::text as system,
      null::text as environment,
      null::timestamptz as finished_at,
      null::boolean as ok,
      null::bigint as size_bytes,
      null::timestamptz as verified_at
    where false;
  end if;
  if to_regclass('scrapewatch.users') is null then
    create view scrapewatch.users with (security_barrier = true) as select
      null::text as user_id,
      null::text as system,
      null::text as environment,
      null::timestamptz as registered_at
    where false;
  end if;
  if to_regclass('scrapewatch.activity') is null then
    create view scrapewatch.activity with (security_barrier = true) as select
      null::text as user_id,
      null::text as system,
      null::text as environment,
      null::text as kind,
      null::timestamptz as happened_at
    where false;
  end if;
  if to_regclass('scrapewatch.subscriptions') is null then
    create view scrapewatch.subscriptions with (security_barrier = true) as select
      null::text as subscription_id,
      null::text as user_id,
      null::text as system,
      null::text as environment,
      null::text as status,
      null::double precision as monthly_amount,
      null::text as currency,
      null::timestamptz as started_at,
      null::timestamptz as ended_at
    where false;
  end if;
  if to_regclass('scrapewatch.payments') is null then
    create view scrapewatch.payments with (security_barrier = true) as select
      null::text as payment_id,
      null::text as user_id,
      null::text as system,
      null::text as environment,
      null::text as status,
      null::double precision as amount,
      null::text as currency,
      null::timestamptz as attempted_at
    where false;
  end if;
end
$$;

comment on view scrapewatch.costs is 'What a provider billed, one row a day and item; optional. (D4, C19)';
comment on column scrapewatch.costs.day is 'Of the bill, in UTC.';
comment on column scrapewatch.costs.provider is 'For example apify, render.';
comment on column scrapewatch.costs.currency is 'ISO 4217.';
comment on column scrapewatch.costs.units is 'Credits or the like used that day.';
comment on column scrapewatch.costs.unit is 'What units counts.';
comment on view scrapewatch.quality_checks is 'Results of data checks, one row a check and data set; optional. (A11)';
comment on column scrapewatch.quality_checks.dataset is 'What was checked.';
comment on column scrapewatch.quality_checks.required_values is 'Rows × required fields.';
comment on column scrapewatch.quality_checks.missing_values is 'Required values that are missing.';
comment on column scrapewatch.quality_checks.invalid_rows is 'Rows that failed validation.';
comment on view scrapewatch.accounts is 'Scraping accounts, proxies and APIs with their last look; optional. (A16)';
comment on column scrapewatch.accounts.account is 'Name, no e-mail.';
comment on column scrapewatch.accounts.kind is 'account, proxy or api.';
comment on column scrapewatch.accounts.provider is 'For example instagram, apify.';
comment on column scrapewatch.accounts.status is 'valid, challenged, blocked or unknown.';
comment on column scrapewatch.accounts.checked_at is 'Last look.';
comment on view scrapewatch.backups is 'Backups, one row each; optional. (B13)';
comment on column scrapewatch.backups.verified_at is 'Last restore check.';
comment on view scrapewatch.users is 'Registered users, without name or e-mail; optional. (B6)';
comment on column scrapewatch.users.user_id is 'The team''s own id: no e-mail, no name.';
comment on view scrapewatch.activity is 'What users did and when; optional. (B6)';
comment on column scrapewatch.activity.kind is 'visit, quest_completed, or other words.';
comment on view scrapewatch.subscriptions is 'Subscriptions with their monthly amount; optional. (B6)';
comment on column scrapewatch.subscriptions.status is 'trialing, active, past_due or cancelled.';
comment on column scrapewatch.subscriptions.currency is 'ISO 4217.';
comment on view scrapewatch.payments is 'Attempted payments; optional. (B6)';
comment on column scrapewatch.payments.status is 'succeeded, failed or refunded.';
comment on column scrapewatch.payments.currency is 'ISO 4217.';

revoke all on scrapewatch.costs, scrapewatch.quality_checks, scrapewatch.accounts, scrapewatch.backups, scrapewatch.users,
  scrapewatch.activity, scrapewatch.subscriptions, scrapewatch.payments from public, anon, authenticated, service_role;
grant select on scrapewatch.costs, scrapewatch.quality_checks, scrapewatch.accounts, scrapewatch.backups, scrapewatch.users,
  scrapewatch.activity, scrapewatch.subscriptions, scrapewatch.payments to scrapewatch_reader, scrapewatch_operator;
