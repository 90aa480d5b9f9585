import { BACKUP_RETRY_MINUTES, BACKUP_TRIAL_MINUTES, backupPlans } from '../backupPlans';
import { type Period, textLiteral, timeLiteral } from './period';

/** Inserts the nights' backups: about one in thirty fails and is made again; Mondays' are restored on trial. */
export function backupsSql({ seed, from, now }: Period): string {
  const [first, last] = [from, now].map((time) => Math.floor(time.getTime() / 86_400_000) - 1);
  return `
insert into public.backups (id, system, environment, succeeded, size_bytes, finished_at, verified_at)
select md5(key::text || '/' || attempt || '/${seed}')::uuid, system, environment, succeeded,
  case when succeeded then round("sizeBytes" * (1 + "growthPerDay" * (day - ${last}) + 0.001 * pg_temp.sim_normal(key, 86))) end, finished_at,
  case when succeeded and extract(isodow from to_timestamp(day * 86400) at time zone 'UTC') = 1 and tried_at < ${timeLiteral(now)} then tried_at end
from jsonb_to_recordset(${textLiteral(JSON.stringify(backupPlans))}::jsonb) as p(system text, environment text, "minuteOfDay" integer,
  "sizeBytes" float8, "growthPerDay" float8)
cross join generate_series(${first}, ${last + 1}) as day
cross join lateral (select hashtextextended(system || environment, day) as key) k
cross join lateral (select pg_temp.sim_draw(key, 85) < 0.035 as is_hard) h
cross join generate_series(1, 2) as attempt
cross join lateral (select attempt = 2 or not is_hard as succeeded, to_timestamp(floor(day * 86400 + "minuteOfDay" * 60
  + (attempt - 1) * ${BACKUP_RETRY_MINUTES * 60} + 600 * pg_temp.sim_draw(key, 86 + attempt))) as finished_at) f
cross join lateral (select finished_at + interval '${BACKUP_TRIAL_MINUTES} minutes' as tried_at) t
where (attempt = 1 or is_hard) and finished_at < ${timeLiteral(now)} and finished_at >= ${timeLiteral(from)}
order by finished_at, system;`;
}
