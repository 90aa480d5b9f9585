import { drawSql, type Period, textLiteral, timeLiteral } from './period';

/** What a database of Supabase's free plan may hold; of 8 GB the demo would need centuries. */
const DEMO_LIMIT_BYTES = 500 * 2 ** 20;
/** How large an empty database is, and a table with no more than its first rows. */
const EMPTY_BYTES = { database: 14 * 2 ** 20, table: 64 * 2 ** 10 };
const GROWING = [
  'database',
  'public.scrape_runs',
  'public.scrape_logs',
  'public.queue_samples',
  'public.activity',
  'public.quality_checks',
  'public.payments',
  'scrapewatch.run_rollups',
];

/**
 * Records the present sizes and gives the days since `from` theirs where they are missing: between two known days they lie on
 * a line; before the first they follow from how many runs there were by then.
 */
export function sizesSql(period: Period): string {
  return `
${drawSql(period)}
select scrapewatch.record_sizes();
${betweenKnown()}${beforeKnown(period)}`;
}

function beforeKnown({ from }: Period): string {
  return `
update scrapewatch.settings set value = ${DEMO_LIMIT_BYTES} where key = 'database_limit_bytes' and value = 8589934592;

insert into scrapewatch.size_samples (day, subject, size_bytes)
select d.day, now.subject, round(case when now.subject in (${GROWING.map(textLiteral).join(', ')})
  then least(now.size_bytes, empty.bytes + (now.size_bytes - empty.bytes) * d.share * (1 + 0.004 * pg_temp.sim_normal(hashtextextended(now.subject, d.day - date '2000-01-01'), 66)))
  else now.size_bytes end)
from scrapewatch.size_samples now
cross join lateral (select least(now.size_bytes, case now.subject when 'database' then ${EMPTY_BYTES.database} else ${EMPTY_BYTES.table} end) as bytes) empty
cross join (
  select day, sum(runs) over (order by day) / sum(runs) over () as share
  from (
    select (created_at at time zone 'UTC')::date as day, count(*) as runs
    from public.scrape_runs where created_at >= ${timeLiteral(from)} group by 1
  ) daily
) d
where now.day = (current_timestamp at time zone 'UTC')::date
  and d.day < (select min(s.day) from scrapewatch.size_samples s where s.subject = now.subject)
on conflict do nothing;`;
}

function betweenKnown(): string {
  return `
insert into scrapewatch.size_samples (day, subject, size_bytes)
select before.day + nth, now.subject, before.size_bytes + (now.size_bytes - before.size_bytes) * nth / (now.day - before.day)
from scrapewatch.size_samples now
cross join lateral (
  select s.day, s.size_bytes from scrapewatch.size_samples s where s.subject = now.subject and s.day < now.day order by s.day desc limit 1
) before
cross join lateral generate_series(1, now.day - before.day - 1) as nth
where now.day = (current_timestamp at time zone 'UTC')::date
on conflict do nothing;`;
}
