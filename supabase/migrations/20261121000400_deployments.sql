-- What explains a change in the figures: deployments and planned work.
create table if not exists scrapewatch.deployments (
  deployed_at timestamptz not null default now(),
  system text not null,
  environment text not null,
  version text not null,
  description text,
  primary key (system, environment, version, deployed_at)
);
comment on table scrapewatch.deployments is 'New versions, shown as annotations. CI or the workers insert with the secret key.';
create index if not exists deployments_deployed_at on scrapewatch.deployments (deployed_at desc);

create table if not exists scrapewatch.maintenance_windows (
  window_id bigint generated always as identity primary key,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  system text,
  environment text,
  reason text not null,
  created_by text,
  created_at timestamptz not null default now()
);
comment on table scrapewatch.maintenance_windows is 'Planned work; a null system or environment means all.';

alter table scrapewatch.deployments enable row level security;
alter table scrapewatch.maintenance_windows enable row level security;
drop policy if exists readers_see_all on scrapewatch.deployments;
create policy readers_see_all on scrapewatch.deployments for select to scrapewatch_reader, scrapewatch_operator using (true);
revoke all on scrapewatch.deployments, scrapewatch.maintenance_windows from public, anon, authenticated, service_role;
grant select on scrapewatch.deployments to scrapewatch_reader, scrapewatch_operator;
grant select, insert on scrapewatch.deployments to service_role;
