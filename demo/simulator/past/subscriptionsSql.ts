import { learners, paymentFailures, plans } from '../learners';
import { ACTIVITY_DAYS_BEFORE } from './learnersSql';
import { type Period, pickSql, textLiteral, timeLiteral } from './period';

/**
 * Inserts OPT's subscriptions of the period, ends those whose time has come, and inserts the payments that were due: one
 * when a trial ends, then one every 30 days. Needs `sim_learners`. What happens follows from a hash of the subscription.
 */
export function subscriptionsSql(period: Period, isFirst: boolean): string {
  return `${started(period, isFirst)}${ended(period)}${payments(period, isFirst)}${states(period)}`;
}

function started({ from, now }: Period, isFirst: boolean): string {
  const draw = 'pg_temp.sim_draw(u.key, 22)';
  const limits = plans.map((_, index) => plans.slice(0, index).reduce((sum, { share }) => sum + share, 0));
  const planOf = (values: string[]): string =>
    `(array[${values.join(', ')}])[width_bucket(${draw}, array[${limits.join(', ')}]::float8[])]`;
  return `
insert into public.subscriptions (id, user_id, system, environment, plan, status, monthly_price, currency, created_at)
select 'sub_' || left(md5(u.id::text), 16), u.id, 'OPT', u.environment, ${planOf(plans.map(({ plan }) => textLiteral(plan)))}, 'active',
  ${planOf(plans.map(({ price }) => String(price)))}, 'EUR', t.starts_at
from sim_learners u
cross join lateral (
  select u.created_at + interval '10 minutes' + power(pg_temp.sim_draw(u.key, 21), 2) * interval '25 days' as starts_at
) t
where pg_temp.sim_draw(u.key, 20) < u.buys and t.starts_at < ${timeLiteral(now)}
  ${isFirst ? '' : `and t.starts_at >= ${timeLiteral(from)}`}
order by t.starts_at
on conflict do nothing;

create temp table sim_subscriptions on commit drop as
select s.id, s.user_id, s.environment, s.monthly_price, s.created_at, s.ended_at, key, t.paid_from,
  case when has_trial and pg_temp.sim_draw(key, 24) < ${learners.trialLossShare} then t.paid_from
    else t.paid_from + interval '1 day' - ${learners.subscriptionDays} * ln(1 - pg_temp.sim_draw(key, 25)) * interval '1 day' end as ends_at
from public.subscriptions s
cross join lateral (select hashtextextended(s.id, 0) as key) k
cross join lateral (select pg_temp.sim_draw(key, 23) < ${learners.trialShare} as has_trial) trial
cross join lateral (select s.created_at + case when has_trial then interval '${learners.trialDays} days' else interval '0' end as paid_from) t
where s.system = 'OPT';`;
}

function ended({ from, now }: Period): string {
  return `
update sim_subscriptions set ended_at = ends_at where ended_at is null and ends_at < ${timeLiteral(now)};
update public.subscriptions s set status = 'cancelled', ended_at = done.ended_at
from sim_subscriptions done where done.id = s.id and s.ended_at is null and done.ended_at is not null;
delete from sim_subscriptions where ended_at < ${timeLiteral(from)} - interval '${ACTIVITY_DAYS_BEFORE} days';`;
}

/** A payment that fails is tried once more, and then succeeds. */
function payments({ from, now }: Period, isFirst: boolean): string {
  const begin = isFirst ? `${timeLiteral(from)} - interval '${ACTIVITY_DAYS_BEFORE} days'` : timeLiteral(from);
  const { paymentFailureShare, refundShare, retryHours } = learners;
  return `
insert into public.payments (id, subscription_id, user_id, system, environment, status, amount, currency, failure_reason, created_at)
select 'pay_' || left(md5(s.id || '/' || nth || '/' || attempt), 20), s.id, s.user_id, 'OPT', s.environment,
  case when attempt = 1 and fails then 'failed' when fate < ${paymentFailureShare + refundShare} and not fails then 'refunded' else 'succeeded' end,
  s.monthly_price, 'EUR', case when attempt = 1 and fails then ${pickSql(paymentFailures, 'pg_temp.sim_draw(s.key, 400 + nth)')} end, tried_at
from sim_subscriptions s
cross join lateral generate_series(0, floor(extract(epoch from ${timeLiteral(now)} - s.paid_from) / 2592000)::integer) as nth
cross join lateral (select pg_temp.sim_draw(s.key, 100 + nth) as fate) f
cross join lateral (select fate < ${paymentFailureShare} as fails) l
cross join generate_series(1, 2) as attempt
cross join lateral (
  select s.paid_from + nth * interval '30 days' + (attempt - 1) * interval '${retryHours} hours' as tried_at) t
where (attempt = 1 or fails) and (s.ended_at is null or s.paid_from + nth * interval '30 days' < s.ended_at)
  and tried_at >= ${begin} and tried_at < ${timeLiteral(now)}
order by tried_at, s.id
on conflict do nothing;`;
}

function states({ now }: Period): string {
  return `
update public.subscriptions s set status = state.word
from (
  select r.id, case when r.paid_from > ${timeLiteral(now)} then 'trialing' when newest.status = 'failed' then 'past_due' else 'active' end as word
  from sim_subscriptions r
  left join lateral (
    select p.status from public.payments p where p.subscription_id = r.id order by p.created_at desc, p.id limit 1) newest on true
  where r.ended_at is null
) state
where state.id = s.id and s.status <> state.word;`;
}
