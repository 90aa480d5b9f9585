import { apifyUnit, bills, budgets } from '../bills';
import { type Period, RUNS_PER_SLOT, RUN_SLOT_SECONDS, textLiteral, timeLiteral } from './period';

/**
 * Inserts the bills of the period's days, the present day's as far as it has come. Apify's follow the runs of the day. A
 * first fill begins with the month, so that every month's sum is whole; days before the first run cost what a day costs.
 */
export function costsSql({ from, now }: Period, isFirst: boolean): string {
  const rows = bills.map(
    ({ system, environment, provider, item, amount, per }) =>
      `(${[system, environment, provider, item].map(textLiteral).join(', ')}, ${amount}, ${textLiteral(per)})`
  );
  const utc = (time: Date): string => `(${timeLiteral(time)} at time zone 'UTC')::date`;
  const firstDay = isFirst ? `date_trunc('month', ${utc(from)})::date` : utc(from);
  const usualRuns = `(select count(*) from sim_clients c where c.system = b.system and c.environment = b.environment)
    * ${(RUNS_PER_SLOT * 86_400) / RUN_SLOT_SECONDS}`;
  return `
insert into public.costs as known (day, system, environment, provider, item, amount, currency, units, unit)
select day, b.system, b.environment, b.provider, b.item, round(cost::numeric, 4), 'USD',
  case when b.provider = 'apify' then round(cost::numeric, 3) end, case when b.provider = 'apify' then '${apifyUnit}' end
from (values ${rows.join(',\n  ')}) as b(system, environment, provider, item, amount, per)
cross join (select d::date as day, least(1, extract(epoch from ${timeLiteral(now)} at time zone 'UTC' - d) / 86400) as passed
  from generate_series(${firstDay}::timestamp, ${utc(now)}, interval '1 day') d) days
left join (
  select s.system, s.environment, (r.created_at at time zone 'UTC')::date as day, count(*) as runs
  from public.scrape_runs r join public.scrapers s on s.id = r.scraper_id
  where r.created_at >= date_trunc('day', ${timeLiteral(from)}, 'UTC')
  group by 1, 2, 3
) done using (day, system, environment)
cross join lateral (select amount * case per when 'day' then passed when 'month' then 1
  when 'run' then case when day <= ${utc(from)} and ${isFirst} then greatest(done.runs, 0.94 * ${usualRuns}) else coalesce(done.runs, 0) end end as cost) c
where per <> 'month' or extract(day from day) = 1
order by day, b.system, b.environment, b.provider, b.item
on conflict (day, system, environment, provider, item) do update set amount = excluded.amount, units = excluded.units;
${isFirst ? budgetsSql() : ''}`;
}

function budgetsSql(): string {
  const rows = budgets.map((b) => `(${textLiteral(b.provider)}, ${b.monthlyAmount}, 'USD', ${b.monthlyUnits})`);
  return `
insert into scrapewatch.budgets (provider, monthly_amount, currency, monthly_units) values ${rows.join(', ')}
on conflict do nothing;`;
}
