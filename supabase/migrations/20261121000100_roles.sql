-- Roles and the schema. Every file here may be applied again: it changes nothing the second time.
-- Plain PostgreSQL has no Supabase roles; they are made only where they are missing, without any right of their own.
do $$
declare
  missing text;
begin
  foreach missing in array array['anon', 'authenticated'] loop
    if to_regrole(missing) is null then
      execute format('create role %I nologin noinherit', missing);
    end if;
  end loop;
  if to_regrole('service_role') is null then
    create role service_role nologin noinherit bypassrls;
  end if;
  foreach missing in array array['scrapewatch_reader', 'scrapewatch_operator', 'scrapewatch_metrics', 'scrapewatch_ingest'] loop
    if to_regrole(missing) is null then
      execute format('create role %I nologin noinherit', missing);
    end if;
    -- PostgREST connects as authenticator and switches to the role that the token names.
    if to_regrole('authenticator') is not null and not pg_has_role('authenticator', missing, 'member') then
      execute format('grant %I to authenticator', missing);
    end if;
  end loop;
end
$$;

comment on role scrapewatch_reader is 'Reads schema scrapewatch for Grafana. What it may read, every Viewer may read.';
comment on role scrapewatch_operator is 'Reads as scrapewatch_reader and asks for commands.';
comment on role scrapewatch_metrics is 'Prometheus: kept for the metrics function; may do nothing else.';
comment on role scrapewatch_ingest is 'Webhooks: may execute public.scrapewatch_ingest_alerts and nothing else.';

-- PostgREST applies these when it switches to the role, so a careless query ends by itself.
alter role scrapewatch_reader set statement_timeout = '10s';
alter role scrapewatch_operator set statement_timeout = '10s';
alter role scrapewatch_metrics set statement_timeout = '10s';
alter role scrapewatch_ingest set statement_timeout = '10s';

create schema if not exists scrapewatch;
comment on schema scrapewatch is 'Scrapewatch: adapter views over the team''s tables, functions for Grafana, alerts and commands.';
revoke all on schema scrapewatch from public, anon, authenticated;
grant usage on schema scrapewatch to scrapewatch_reader, scrapewatch_operator, service_role;
grant usage on schema public to scrapewatch_metrics, scrapewatch_ingest;
