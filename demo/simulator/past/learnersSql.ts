import { learners, learningHourSql, learningSql } from '../learners';
import { type Period, timeLiteral } from './period';

const SIGN_UP_SLOT_SECONDS = 1_800;
const DAYS_BEFORE = 380;
/** Active users of 30 days are counted from the first day that is shown. */
export const ACTIVITY_DAYS_BEFORE = 30;

/**
 * Inserts OPT's users of the period and what they did; on a first fill also those who registered in the year before, when
 * the platform was smaller. Leaves `sim_learners`: everybody, with what kind of user they are.
 */
export function learnersSql(period: Period, isFirst: boolean): string {
  return `${users(period, isFirst)}${learnersTable()}${activity(period, isFirst)}`;
}

function users({ seed, from, now }: Period, isFirst: boolean): string {
  const slotOf = (time: number): number => Math.floor(time / 1000 / SIGN_UP_SLOT_SECONDS);
  const begin = isFirst ? from.getTime() - DAYS_BEFORE * 86_400_000 : from.getTime();
  const perSlot = (learners.registrationsPerDay * SIGN_UP_SLOT_SECONDS) / 86_400;
  return `
insert into public.users (id, email, display_name, system, environment, created_at)
select id, 'learner-' || left(id::text, 13) || '@opt.example', 'Learner ' || left(id::text, 4), 'OPT',
  case when pg_temp.sim_draw(key, 3) < ${learners.devShare} then 'dev' else 'prod' end, created_at
from generate_series(${slotOf(begin)}, ${slotOf(now.getTime())}) as slot
cross join lateral (select hashint8extended(slot, 4711) as key) k
cross join lateral (
  select md5(key::text || '${seed}')::uuid as id, to_timestamp((slot + pg_temp.sim_draw(key, 2)) * ${SIGN_UP_SLOT_SECONDS}) as created_at
) u
where pg_temp.sim_draw(key, 1) < ${perSlot} * ${learningSql('created_at')}
    * least(1, 1 + 0.7 * extract(epoch from created_at - ${timeLiteral(from)}) / ${DAYS_BEFORE * 86_400})
  and created_at >= ${timeLiteral(new Date(begin))} and created_at < ${timeLiteral(now)}
order by created_at
on conflict do nothing;`;
}

/** Four kinds: those who look once, casual, regular and keen ones; how long they stay, and how often they come. */
function learnersTable(): string {
  return `
create temp table sim_learners on commit drop as
select kind.*, kind.joined_day + case when habit = 0 then 0
    else ceil(-(array[20, 110, 400])[habit] * ln(1 - pg_temp.sim_draw(key, 6)))::integer end as last_day,
  (array[0, 0.18, 0.42, 0.75])[habit + 1] as daily_chance, (array[0.02, 0.12, 0.5, 0.75])[habit + 1] as buys
from (
  select u.id, u.environment, u.created_at, hashtextextended(u.id::text, 0) as key,
    floor(extract(epoch from u.created_at) / 86400)::integer as joined_day,
    width_bucket(pg_temp.sim_draw(hashtextextended(u.id::text, 0), 5), array[0.35, 0.8, 0.96]::float8[]) as habit
  from public.users u where u.system = 'OPT'
) kind;
analyze sim_learners;`;
}

function activity({ from, now }: Period, isFirst: boolean): string {
  const begin = isFirst ? new Date(from.getTime() - ACTIVITY_DAYS_BEFORE * 86_400_000) : from;
  const [firstDay, today] = [begin, now].map((time) => Math.floor(time.getTime() / 86_400_000));
  const draw = (nth: number): string => `pg_temp.sim_draw(k.day_key, ${nth})`;
  return `
with visits as materialized (
  select u.id, u.environment, k.day_key, case day when u.joined_day then u.created_at + interval '1 minute'
      else to_timestamp((day + ${learningHourSql([draw(8), draw(9), draw(10)])}) * 86400) end as came_at
  from sim_learners u
  cross join lateral generate_series(greatest(u.joined_day, ${firstDay}), least(u.last_day, ${today})) as day
  cross join lateral (select hashint8extended(u.key, day) as day_key) k
  where ${draw(7)} < case day when u.joined_day then ${learners.firstVisit} else u.daily_chance end
)
insert into public.activity (user_id, system, environment, event, created_at)
select id, 'OPT', environment, event, happened_at
from (
  select id, environment, 'visit' as event, came_at as happened_at from visits
  union all
  select id, environment, 'quest_completed', came_at + nth * (6 + 25 * pg_temp.sim_draw(day_key, 11 + nth)) * interval '1 minute'
  from visits cross join generate_series(1, 2) as nth
  where pg_temp.sim_draw(day_key, 11) < case nth when 1 then ${learners.oneQuest + learners.twoQuests} else ${learners.twoQuests} end
) happened
where happened_at >= ${timeLiteral(begin)} and happened_at < ${timeLiteral(now)}
order by happened_at, id
on conflict do nothing;`;
}
