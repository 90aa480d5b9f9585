import { activitySql } from '../rhythm';
import { type Period, pickSql, timeLiteral } from './period';

export const pageCategories = [
  'food',
  'fashion',
  'travel',
  'music',
  'sport',
  'beauty',
  'art',
  'tech',
  'local',
  'family',
];
export const pageFirstWords = [
  'urban',
  'wild',
  'golden',
  'little',
  'nordic',
  'velvet',
  'salty',
  'sunny',
  'paper',
  'mellow',
];
export const pageSecondWords = [
  'kitchen',
  'atelier',
  'trails',
  'records',
  'garden',
  'studio',
  'market',
  'travels',
  'bikes',
  'lens',
];

const PAGE_SLOT_SECONDS = 600;
const PAGES_BEFORE = 3_200;

/**
 * Inserts pages and who follows them: on a first fill some thousand that were known before, and about 65 a day since.
 * Older pages are mostly categorised, the last days' mostly not.
 */
export function pagesSql(period: Period, isFirst: boolean): string {
  const slotOf = (time: Date): number => Math.floor(time.getTime() / 1000 / PAGE_SLOT_SECONDS);
  const { from, now } = period;
  const before = `
  select k.key, ${timeLiteral(from)} - power(pg_temp.sim_draw(k.key, 31), 0.8) * interval '300 days' as created_at
  from generate_series(1, ${PAGES_BEFORE}) as n cross join lateral (select hashint8(n)::bigint * 65537 + n as key) k
  union all`;
  return `
create temp table sim_pages on commit drop as
with discovered as (${isFirst ? before : ''}
  select k.key, to_timestamp((slot + pg_temp.sim_draw(k.key, 31)) * ${PAGE_SLOT_SECONDS}) as created_at
  from generate_series(${slotOf(from)}, ${slotOf(now)}) as slot
  cross join lateral (select hashint8(slot)::bigint * 65537 + slot as key) k
  where pg_temp.sim_draw(k.key, 30) < 0.45 * ${activitySql(`to_timestamp(slot * ${PAGE_SLOT_SECONDS})`)}
)
select d.key, md5(d.key::text || ${period.seed})::uuid as id, d.created_at,
  ${pickSql(pageFirstWords, 'pg_temp.sim_draw(d.key, 32)')} || '.' || ${pickSql(pageSecondWords, 'pg_temp.sim_draw(d.key, 33)')}
    || '.' || to_hex(d.key & 1048575) as username,
  case when pg_temp.sim_draw(d.key, 34) < 0.72 then 'IGF' else 'IGM' end as system,
  case when pg_temp.sim_draw(d.key, 35) < 0.97 then 'prod' else 'dev' end as environment,
  case when pg_temp.sim_draw(d.key, 36) < case when d.created_at > ${timeLiteral(now)} - interval '3 days' then 0.4 else 0.92 end
    then ${pickSql(pageCategories, 'pg_temp.sim_draw(d.key, 37)')} end as category,
  round(9000 * exp(1.7 * pg_temp.sim_normal(d.key, 38)))::bigint + 40 as followers,
  least(9, 1 + floor(-1.1 * ln(1 - pg_temp.sim_draw(d.key, 39))))::integer as followed_by
from discovered d
where d.created_at < ${timeLiteral(now)} ${isFirst ? '' : `and d.created_at >= ${timeLiteral(from)}`};

insert into public.pages (id, username, system, environment, category, follower_count, created_at)
select id, username, system, environment, category, followers, created_at
from sim_pages order by created_at on conflict do nothing;

insert into public.client_pages (client_id, page_id, created_at)
select client.id, page.id, greatest(page.created_at, client.created_at)
from sim_pages p
join public.pages page on page.id = p.id
cross join generate_series(1, p.followed_by) as follower
join (
  select id, created_at, system, environment,
    row_number() over (partition by system, environment order by created_at, username) - 1 as place,
    count(*) over (partition by system, environment) as many
  from public.clients
) client on client.system = p.system and client.environment = p.environment
  and client.place = floor(client.many * pg_temp.sim_draw(p.key, 40 + follower))
on conflict do nothing;`;
}
