-- Which versions of Scrapewatch this database has had, the newest of which is in force. The number is told here only;
-- health() and tests read it from the table.
create table if not exists scrapewatch.versions (
  version text primary key,
  installed_at timestamptz not null default now()
);
comment on table scrapewatch.versions is 'Versions of Scrapewatch''s SQL that were installed here, from 0.2.0 on.';
comment on column scrapewatch.versions.version is 'As in CHANGELOG.md.';
comment on column scrapewatch.versions.installed_at is 'When it was first applied.';

insert into scrapewatch.versions (version) values ('0.2.0') on conflict do nothing;

alter table scrapewatch.versions enable row level security;
drop policy if exists readers_see_all on scrapewatch.versions;
create policy readers_see_all on scrapewatch.versions for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.versions from public, anon, authenticated, service_role;
grant select on scrapewatch.versions to scrapewatch_reader, scrapewatch_operator;
