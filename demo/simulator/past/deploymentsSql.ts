import { type Period, pickSql, timeLiteral } from './period';

export const deploymentNotes = [
  'Slower back-off after HTTP 429',
  'New parser for followers lists',
  'Dependency updates',
  'Retry budget per client',
  'Session pool shared between workers',
  'Fewer calls per profile',
];

/** Inserts about eighteen deployments a month: on working days, in office hours, of all five systems. */
export function deploymentsSql({ from, now }: Period): string {
  return `
insert into scrapewatch.deployments (deployed_at, system, environment, version, description)
select deployed_at, system, environment, to_char(deployed_at at time zone 'UTC', 'YYYY.MM.DD'),
  ${pickSql(deploymentNotes, 'pg_temp.sim_draw(key, 73)')}
from (values ('IGF', 'prod', 81), ('IGM', 'prod', 82), ('IGF', 'dev', 83), ('DSC', 'prod', 84), ('OPT', 'prod', 85), ('ANI', 'prod', 86))
  as s(system, environment, salt)
cross join generate_series(${Math.floor(from.getTime() / 86_400_000)}, ${Math.floor(now.getTime() / 86_400_000)}) as day
cross join lateral (select day * 100::bigint + salt as key) k
cross join lateral (select to_timestamp(floor((day + (8 + 9 * pg_temp.sim_draw(key, 71)) / 24) * 86400)) as deployed_at) t
where pg_temp.sim_draw(key, 70) < 0.16 and extract(isodow from deployed_at) < 6
  and deployed_at >= ${timeLiteral(from)} and deployed_at < ${timeLiteral(now)}
on conflict do nothing;`;
}
