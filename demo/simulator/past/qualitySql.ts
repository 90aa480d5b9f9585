import { CHECK_MINUTE, datasets } from '../datasets';
import { activitySql } from '../rhythm';
import { type Period, textLiteral, timeLiteral } from './period';

/** Inserts what the hourly checks of the period found. About one check in forty finds a bad load. */
export function qualitySql({ from, now }: Period): string {
  const hourOf = (time: Date): number => Math.floor(time.getTime() / 3_600_000);
  const noise = (nth: number): string => `exp(0.25 * pg_temp.sim_normal(key, ${nth})) * bad`;
  return `
insert into public.quality_checks (system, environment, table_name, rows_checked, required_values, missing_values, invalid_rows,
  duplicate_rows, newest_row_at, created_at)
select system, 'prod', name, n, n * "requiredFields", round(n * "requiredFields" * missing * ${noise(92)}),
  round(n * invalid * ${noise(93)}), round(n * duplicate * ${noise(94)}),
  checked_at - "ageSeconds" * exp(0.4 * pg_temp.sim_normal(key, 95)) * interval '1 second', checked_at
from jsonb_to_recordset(${textLiteral(JSON.stringify(datasets))}::jsonb) as d(name text, system text, "rowsPerHour" integer,
  "requiredFields" integer, missing float8, invalid float8, duplicate float8, "ageSeconds" float8)
cross join generate_series(${hourOf(from)}, ${hourOf(now)}) as hour
cross join lateral (select hashtextextended(name, hour) as key, to_timestamp(hour * 3600 + ${CHECK_MINUTE * 60}) as checked_at) k
cross join lateral (select round("rowsPerHour" * ${activitySql('checked_at')} * (0.9 + 0.2 * pg_temp.sim_draw(key, 91)))::bigint as n,
  case when pg_temp.sim_draw(key, 96) < 0.025 then 3.5 else 1 end as bad) c
where checked_at >= ${timeLiteral(from)} and checked_at < ${timeLiteral(now)}
order by checked_at, name
on conflict do nothing;`;
}
