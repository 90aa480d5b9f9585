import { thresholds } from '../../../catalog/thresholds';
import { alertKinds, fingerprintSql } from '../alertKinds';
import { scraperErrors, stuckError } from '../errors';
import { type Period, pickSql, textLiteral, timeLiteral } from './period';

/**
 * Inserts the alerts of the period as if they had been delivered then: one event when each began and one when it ended.
 * Conditions that still hold at the end are left firing on a first fill; later the live simulator tells of them.
 */
export function alertsSql(period: Period, isFirst: boolean): string {
  const kinds = Object.entries(alertKinds).map(
    ([name, { severity, summary }]) => `(${textLiteral(name)}, ${textLiteral(severity)}, ${textLiteral(summary)})`
  );
  return `
create temp table sim_alerts on commit drop as
with told as (${[...pastAlerts(period), ...(isFirst ? openAlerts(period) : [])].join('\nunion all')}
), kind (alertname, severity, summary) as (values ${kinds.join(', ')})
select ${fingerprintSql} as fingerprint, told.*, kind.severity,
  jsonb_strip_nulls(jsonb_build_object('alertname', alertname, 'severity', kind.severity, 'system', system,
    'environment', environment, 'client', client, 'scraper', scraper, 'worker', worker, 'scrapewatch', 'true')) as labels,
  jsonb_build_object('summary', kind.summary, 'description', description) as annotations
from told join kind using (alertname)
where starts_at < ${timeLiteral(period.now)};
update sim_alerts set ends_at = null where ends_at >= ${timeLiteral(period.now)};

insert into scrapewatch.alert_events (source, fingerprint, starts_at, status, ends_at, alertname, labels, annotations, receiver, received_at)
select 'alertmanager', fingerprint, starts_at, state, case state when 'resolved' then ends_at end, alertname, labels, annotations,
  'scrapewatch', case state when 'resolved' then ends_at else starts_at end + interval '20 seconds'
from sim_alerts, unnest(array['firing', 'resolved']) as state
where state = 'firing' or ends_at is not null
order by case state when 'resolved' then ends_at else starts_at end, fingerprint
on conflict do nothing;

insert into scrapewatch.alerts as known (fingerprint, status, severity, alertname, system, environment, summary, description,
  labels, annotations, starts_at, ends_at, last_received_at)
select distinct on (fingerprint) fingerprint, case when ends_at is null then 'firing' else 'resolved' end, severity, alertname,
  system, environment, annotations ->> 'summary', description, labels, annotations, starts_at, ends_at,
  coalesce(ends_at, starts_at) + interval '20 seconds'
from sim_alerts order by fingerprint, starts_at desc
on conflict (fingerprint) do update set status = excluded.status, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
  description = excluded.description, annotations = excluded.annotations, last_received_at = excluded.last_received_at
where known.status = 'resolved' and known.starts_at < excluded.starts_at;`;
}

function pastAlerts({ from, now }: Period): string[] {
  const days = [from, now].map((time) => Math.floor(time.getTime() / 86_400_000));
  return [
    `
  select 'ScrapeErrorRateHigh' as alertname, system, 'prod' as environment, null::text as client, null::text as scraper,
    null::text as worker, format('%s %% of the last hour''s scrapes of %s failed', round(100 * ratio), system) as description,
    starts_at + interval '6 minutes' as starts_at, ends_at + interval '9 minutes' as ends_at
  from sim_bursts where starts_at >= ${timeLiteral(from)}`,
    `
  select 'ScrapeRunStuck', s.system, s.environment, c.username, s.name, null,
    format('Run %s of %s made no progress and was reset', r.id, c.username), r.started_at + interval '10 minutes', r.finished_at
  from public.scrape_runs r join public.scrapers s on s.id = r.scraper_id join public.clients c on c.id = r.client_id
  where r.error = ${textLiteral(stuckError)} and r.created_at >= ${timeLiteral(from)}`,
    `
  select 'ScraperInError', system, environment, null, name, null, ${pickSql(scraperErrors, 'pg_temp.sim_draw(key, 92)')},
    starts_at, starts_at + (8 + 30 * pg_temp.sim_draw(key, 93)) * interval '1 minute'
  from public.scrapers cross join generate_series(${days.join(', ')}) as day
  cross join lateral (select hashtextextended(name, day) as key) k
  cross join lateral (select to_timestamp(floor((day + pg_temp.sim_draw(key, 91)) * 86400)) as starts_at) t
  where pg_temp.sim_draw(key, 90) < 0.05 and starts_at >= ${timeLiteral(from)} and starts_at < ${timeLiteral(now)} - interval '2 hours'`,
    `
  select 'NewVersionDeployed', system, environment, null, null, null, format('Version %s of %s: %s', version, system, description),
    deployed_at, deployed_at + interval '1 hour'
  from scrapewatch.deployments where deployed_at >= ${timeLiteral(from)}`,
  ];
}

function openAlerts({ now }: Period): string[] {
  const target = thresholds.coverage_target_ratio.value;
  return [
    `
  select 'ClientCoverageLow', system, environment, username, null, null,
    format('Coverage of %s over 24 h is %s %%, the target is ${target * 100} %%', username, round(100.0 * found / expected, 1)),
    to_timestamp(floor(extract(epoch from ${timeLiteral(now)} - (0.2 + 5 * pg_temp.sim_draw(key, 94)) * interval '1 day'))), null
  from (
    select c.key, c.username, c.system, c.environment, sum(r.accounts_found) as found, sum(r.expected_accounts) as expected
    from public.scrape_runs r join sim_clients c on c.id = r.client_id
    where r.created_at >= ${timeLiteral(now)} - interval '24 hours' and r.accounts_found is not null
    group by c.key, c.username, c.system, c.environment
  ) day where found < ${target} * expected`,
    `
  select 'ScrapeRunStuck', s.system, s.environment, c.username, s.name, null,
    format('Run %s of %s has been processing since %s UTC', r.id, c.username, to_char(r.started_at at time zone 'UTC', 'HH24:MI')),
    date_trunc('second', r.started_at) + interval '10 minutes', null
  from public.scrape_runs r join public.scrapers s on s.id = r.scraper_id join public.clients c on c.id = r.client_id
  where r.status = 'processing' and r.started_at < ${timeLiteral(now)} - interval '10 minutes'`,
    `
  select 'ScraperInError', system, environment, null, name, null, last_error, date_trunc('second', updated_at), null
  from public.scrapers where status = 'error'`,
  ];
}
