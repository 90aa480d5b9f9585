-- Tables, functions and roles with which supabase.integration.test.ts compares the local stack with PostgREST.
create role reader nologin;
alter role reader set statement_timeout = '1500ms';
grant reader to authenticator;
create role stranger nologin; -- not granted to authenticator
create schema scrapewatch;
create schema hidden;
grant usage on schema scrapewatch, hidden, public to reader;
create table public.runs (
  id bigint primary key, status text not null, score numeric, ratio double precision, at timestamptz, local_at timestamp,
  span interval, day date, payload jsonb, raw bytea
);
comment on table public.runs is 'One row a run.';
insert into public.runs
select n, case when n % 5 = 0 then 'failed' else 'completed' end, n + 0.50, n / 4.0,
  timestamptz '2026-05-01 00:00:00+00' + n * interval '1 hour', timestamp '2026-05-01 00:00:00.25', '90 minutes', '2026-05-01', '{"a": [1, null]}', '\x00ff'
from generate_series(1, 1500) n;
insert into public.runs (id, status, score, ratio, at) values (9007199254740993, 'a "b", (c)', 12345678901234567890.5, 'infinity', '2026-05-01 00:00:00.123456+02');
revoke all on public.runs from anon, authenticated;
grant select on public.runs to reader, service_role;
create table public.secrets (id int);
revoke all on public.secrets from anon, authenticated;
create table public.guarded (id int);
insert into public.guarded values (1);
alter table public.guarded enable row level security;
revoke all on public.guarded from anon, authenticated;
grant select on public.guarded to reader;
create table hidden.things (id int);
grant select on hidden.things to reader;
create table public.notes (id bigint primary key, note text, flag boolean, tags text[]);
grant select on public.notes to reader;
create view scrapewatch.runs as select id as run_id, status from public.runs;
grant select on scrapewatch.runs to reader;

create function scrapewatch.echo(systems text[] default null, from_ts timestamptz default null, bucket interval default '1 hour')
returns table ("time" timestamptz, item text, bucket_seconds double precision) language sql stable set search_path = '' as $$
  select from_ts, item, extract(epoch from bucket)::double precision from unnest(systems) with ordinality as u(item, n) order by n
$$;
create function scrapewatch.numbers(up_to int) returns table (n int, label text) language sql stable set search_path = '' as $$
  select n, 'n' || n from generate_series(1, up_to) n
$$;
create function scrapewatch.say(what text, flag boolean default null, items text[] default null) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('what', what, 'flag', flag, 'items', items)
$$;
create function public.request() returns jsonb language sql stable as $$
  select jsonb_build_object('role', current_user, 'claims', current_setting('request.jwt.claims')::jsonb,
    'headers', current_setting('request.headers')::jsonb, 'cookies', current_setting('request.cookies')::jsonb,
    'method', current_setting('request.method'), 'path', current_setting('request.path'),
    'timeout', current_setting('statement_timeout'))
$$;
create view public.request_view as select public.request() as request;
create function public.slow(seconds double precision) returns text language sql stable as $$ select 'done' from pg_sleep(seconds) $$;
create function public.count_up() returns int language plpgsql volatile as $$ begin insert into public.counter values (1); return (select count(*) from public.counter); end $$;
create table public.counter (n int);
create function public.fail() returns void language plpgsql stable as $$ begin raise 'no luck' using detail = 'the detail', hint = 'the hint'; end $$;
create function public.too_many() returns void language plpgsql stable as $$ begin raise sqlstate 'PT429' using message = 'slow down'; end $$;
create domain public."text/plain" as text;
create function public.page_metrics(apikey text default null) returns public."text/plain" language sql stable as $$ select E'up 1\n'::text $$;
create function public.ingest(jsonb) returns jsonb language sql stable as $$ select jsonb_build_object('got', $1) $$;
revoke execute on all functions in schema public, scrapewatch from public, anon, authenticated;
grant execute on all functions in schema public, scrapewatch to reader;
grant select on public.request_view to reader;
grant select, insert on public.counter to reader;
