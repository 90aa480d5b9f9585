// What the functions over the demo's other tables must answer, written from CONTRACT.md; and random rows for them.
import { at, quote, within } from './naiveRuns';

export interface BusinessAsked {
  from: string;
  to: string;
  zone: string;
  systems: string[];
  /** Seconds, for queue_series. */
  bucket: number;
}

const MAIN = 'EUR'; // nine of ten subscriptions

/** SQL: a few hundred rows of the last 80 days, the same for the same seed (0 to 1) but for the time of day. */
export function randomBusiness(seed: number): string {
  const past = (days: number) => `now() - interval '1 minute' - random() * interval '${days} days'`;
  const place = `(array['OPT', 'IGF'])[1 + floor(random() * 2)::integer], (array['prod', 'dev'])[1 + floor(random() * 2)::integer]`;
  return `
    truncate public.users, public.activity, public.subscriptions, public.payments, public.clients, public.pages, public.client_pages,
      public.queue_samples, public.accounts cascade;
    select setseed(${seed});
    insert into public.users (id, email, system, environment, created_at)
      select md5('user' || n)::uuid, n || '@example.org', ${place}, ${past(80)} from generate_series(1, 60) n;
    insert into public.activity (user_id, system, environment, event, created_at)
      select u.id, u.system, u.environment, (array['visit', 'visit', 'quest_completed'])[1 + floor(random() * 3)::integer], ${past(80)}
      from public.users u, generate_series(1, 6) n where random() < 0.7;
    insert into public.subscriptions (id, user_id, system, environment, plan, status, monthly_price, currency, created_at)
      select 's' || row_number() over (), u.id, u.system, u.environment, 'pro',
        (array['trialing', 'active', 'active', 'past_due', 'cancelled', 'cancelled'])[1 + floor(random() * 6)::integer],
        round((random() * 50)::numeric, 2), case when random() < 0.1 then 'USD' else '${MAIN}' end, ${past(80)}
      from public.users u;
    update public.subscriptions set ended_at = case when status = 'cancelled' then created_at + random() * (now() - created_at)
      when random() < 0.2 then now() + interval '9 days' end;
    insert into public.payments (id, user_id, system, environment, status, amount, currency, created_at)
      select 'p' || n || s.id, s.user_id, s.system, s.environment, (array['succeeded', 'succeeded', 'failed', 'refunded'])[1 + floor(random() * 4)::integer],
        s.monthly_price, s.currency, ${past(60)}
      from public.subscriptions s, generate_series(1, 3) n;
    insert into public.clients (username, system, environment, created_at) select 'c' || n, ${place}, ${past(80)} from generate_series(1, 25) n;
    insert into public.pages (username, system, environment, category, follower_count, created_at)
      select 'p' || n, ${place}, 'x', n, ${past(80)} from generate_series(1, 40) n;
    insert into public.client_pages (client_id, page_id) select c.id, p.id from public.clients c, public.pages p where random() < 0.1;
    insert into public.queue_samples (system, environment, queue, queued, processing, retrying, failed, arrivals, completions, oldest_age_seconds, sampled_at)
      select ${place}, (array['scrapes', 'mails'])[1 + floor(random() * 2)::integer], random() * 40, random() * 5, random() * 5, random() * 5,
        random() * 9, random() * 9, case when random() < 0.8 then random() * 900 end, now() - power(random(), 4) * interval '20 days' - interval '1 second'
      from generate_series(1, 300) n;
    insert into public.accounts (name, system, environment, kind, provider, status, last_checked_at, rate_limit_remaining)
      select 'a' || n, ${place}, (array['account', 'proxy', 'api'])[1 + n % 3], 'instagram',
        (array['valid', 'valid', 'challenged', 'blocked', 'unknown'])[1 + floor(random() * 5)::integer],
        case when random() < 0.9 then ${past(3)} end, n
      from generate_series(1, 30) n`;
}

const scoped = (table: string, { systems }: BusinessAsked) =>
  `(select * from public.${table} where ${within('system', systems)})`;

/** A row a calendar day of the zone: its midnight, the next, and the one 29 days before. */
function days({ from, to, zone }: BusinessAsked): string {
  const midnight = (day: string) => `(${day})::timestamp at time zone ${quote(zone)}`;
  const local = (time: string) => `(${time} at time zone ${quote(zone)})::date`;
  return `
    select ${midnight('d')} as "time", ${midnight("d + interval '1 day'")} as next, ${midnight("d - interval '29 days'")} as month_before
    from generate_series(${local(at(from))}::timestamp, ${local(`(${at(to)} - interval '1 microsecond')`)}::timestamp, interval '1 day') d`;
}

const paying = "s.status in ('active', 'past_due', 'cancelled')";
const hasEnded = (by: string) => `coalesce(s.ended_at < ${by} and s.ended_at <= now(), false)`;

export const naiveBusiness: Record<string, (asked: BusinessAsked) => string> = {
  growth_series: (asked) => `
    select d."time",
      (select count(*) from ${scoped('clients', asked)} c where c.created_at >= d."time" and c.created_at < d.next) as clients_added,
      (select count(*) from ${scoped('pages', asked)} p where p.created_at >= d."time" and p.created_at < d.next) as pages_added,
      (select count(*) from ${scoped('clients', asked)} c where c.created_at < d.next) as clients_total,
      (select count(*) from ${scoped('pages', asked)} p where p.created_at < d.next) as pages_total
    from (${days(asked)}) d order by 1`,

  product_series: (asked) => `
    select d."time",
      (select count(*) from ${scoped('users', asked)} u where u.created_at >= d."time" and u.created_at < d.next) as registrations,
      (select count(distinct a.user_id) from ${scoped('activity', asked)} a where a.created_at >= d."time" and a.created_at < d.next) as active_users,
      (select count(distinct a.user_id) from ${scoped('activity', asked)} a where a.created_at >= d.month_before and a.created_at < d.next) as active_users_30d,
      (select count(*) from ${scoped('activity', asked)} a where a.event = 'quest_completed' and a.created_at >= d."time" and a.created_at < d.next) as quests_completed,
      (select count(*) from ${scoped('subscriptions', asked)} s where ${paying} and s.created_at >= d."time" and s.created_at < d.next) as subscriptions_started,
      (select count(*) from ${scoped('subscriptions', asked)} s where ${paying} and s.ended_at >= d."time" and ${hasEnded('d.next')}) as subscriptions_ended,
      (select count(*) from ${scoped('subscriptions', asked)} s where ${paying} and s.created_at < d.next and not ${hasEnded('d.next')}) as active_subscriptions,
      (select coalesce(sum(s.monthly_price), 0) from ${scoped('subscriptions', asked)} s
        where ${paying} and s.currency = '${MAIN}' and s.created_at < d.next and not ${hasEnded('d.next')}) as mrr,
      (select coalesce(sum(p.amount), 0) from ${scoped('payments', asked)} p
        where p.status = 'succeeded' and p.currency = '${MAIN}' and p.created_at >= d."time" and p.created_at < d.next) as revenue,
      (select count(*) from ${scoped('payments', asked)} p where p.status = 'failed' and p.created_at >= d."time" and p.created_at < d.next) as payments_failed
    from (${days(asked)}) d order by 1`,

  product_stats: (asked) => `
    with t as (select date_trunc('day', now(), ${quote(asked.zone)}) as midnight, now() - interval '720 hours' as month_ago),
    f as (
      select
        (select count(*) from ${scoped('users', asked)} u) as users_total,
        (select count(*) from ${scoped('users', asked)} u where u.created_at >= t.midnight) as registrations_today,
        (select count(distinct a.user_id) from ${scoped('activity', asked)} a where a.created_at >= t.midnight) as active_today,
        (select count(distinct a.user_id) from ${scoped('activity', asked)} a where a.created_at > t.month_ago) as active_30d,
        (select count(*) from ${scoped('activity', asked)} a where a.created_at >= t.midnight and a.event = 'quest_completed') as quests_today,
        (select count(*) from ${scoped('subscriptions', asked)} s where s.status in ('active', 'past_due')) as active_subscriptions,
        (select coalesce(sum(s.monthly_price), 0) from ${scoped('subscriptions', asked)} s where s.status in ('active', 'past_due') and s.currency = '${MAIN}') as mrr,
        (select count(*) from ${scoped('subscriptions', asked)} s where ${paying} and s.created_at <= t.month_ago and (s.ended_at is null or s.ended_at > t.month_ago)) as before,
        (select count(*) from ${scoped('subscriptions', asked)} s where ${paying} and s.created_at <= t.month_ago and s.ended_at > t.month_ago and s.ended_at <= now()) as lost,
        (select count(*) from ${scoped('payments', asked)} p where p.created_at > now() - interval '24 hours') as payments_24h,
        (select count(*) from ${scoped('payments', asked)} p where p.created_at > now() - interval '24 hours' and p.status = 'failed') as failed_payments_24h
      from t
    )
    select users_total, registrations_today, active_today, active_30d, active_today::float8 / nullif(active_30d, 0) as stickiness_ratio, quests_today,
      active_subscriptions, mrr, lost::float8 / nullif(before, 0) as churn_ratio, payments_24h, failed_payments_24h,
      failed_payments_24h::float8 / nullif(payments_24h, 0) as failed_payment_ratio
    from f`,

  product_funnel: (asked) => `
    with u as (select * from ${scoped('users', asked)} u where u.created_at >= ${at(asked.from)} and u.created_at < ${at(asked.to)}),
    s (position, step, users) as (
      values (1, 'registered', (select count(*) from u)),
        (2, 'active', (select count(*) from u where exists (select from public.activity a where a.user_id = u.id and a.created_at > u.created_at))),
        (3, 'quest completed', (select count(*) from u where exists (select from public.activity a where a.user_id = u.id and a.event = 'quest_completed' and a.created_at >= u.created_at))),
        (4, 'subscribed', (select count(*) from u where exists (select from public.subscriptions s where s.user_id = u.id and s.created_at >= u.created_at))),
        (5, 'paid', (select count(*) from u where exists (select from public.payments p where p.user_id = u.id and p.status = 'succeeded' and p.created_at >= u.created_at)))
    )
    select s.step, s.position, s.users,
      s.users::float8 / nullif((select f.users from s f where f.position = 1), 0) as share_of_first,
      s.users::float8 / nullif((select p.users from s p where p.position = s.position - 1), 0) as share_of_previous
    from s order by 2`,

  queue_series: (asked) => `
    select "time", sum(queued) as queued, sum(processing) as processing, sum(retrying) as retrying, sum(failed) as failed,
      sum(arrivals) as arrivals, sum(completions) as completions, max(oldest) as oldest_age_seconds
    from (
      select date_bin(interval '${asked.bucket} seconds', q.sampled_at, '2000-01-01 00:00:00+00') as "time", avg(q.queued) as queued, avg(q.processing) as processing,
        avg(q.retrying) as retrying, avg(q.failed) as failed, sum(q.arrivals) as arrivals, sum(q.completions) as completions, max(q.oldest_age_seconds) as oldest
      from ${scoped('queue_samples', asked)} q
      where q.sampled_at >= ${at(asked.from)} and q.sampled_at < ${at(asked.to)}
      group by 1, q.system, q.environment, q.queue
    ) a_queue group by 1 order by 1`,

  queue_forecast: (asked) => `
    with q as (
      select *, first_value(sampled_at) over newest as newest_at from ${scoped('queue_samples', asked)} q
      window newest as (partition by system, environment, queue order by sampled_at desc)
    ), half as (
      select *, min(sampled_at) over (partition by system, environment, queue) as oldest_at from q
      where newest_at > now() - interval '24 hours' and sampled_at >= newest_at - interval '30 minutes'
    ), f as (
      select system, environment, queue, newest_at as sampled_at,
        max(queued + retrying) filter (where sampled_at = newest_at) as depth,
        coalesce(sum(arrivals) filter (where sampled_at > oldest_at), 0) / nullif(extract(epoch from newest_at - oldest_at)::float8 / 60, 0) as arrivals_per_minute,
        coalesce(sum(completions) filter (where sampled_at > oldest_at), 0) / nullif(extract(epoch from newest_at - oldest_at)::float8 / 60, 0) as completions_per_minute
      from half group by system, environment, queue, newest_at, oldest_at
    )
    select queue, system, environment, sampled_at, depth, arrivals_per_minute, completions_per_minute,
      arrivals_per_minute - completions_per_minute as net_per_minute,
      case when depth = 0 then 0 when arrivals_per_minute < completions_per_minute then depth / (completions_per_minute - arrivals_per_minute) * 60 end as drain_seconds
    from f order by 1, 2, 3`,

  high_value_pages: (asked) => `
    select p.id::text as page_id, p.username as page, p.system, p.environment, p.category, p.follower_count as followers, count(*) as clients_following
    from ${scoped('pages', asked)} p join public.client_pages cp on cp.page_id = p.id
    group by p.id, p.username, p.system, p.environment, p.category, p.follower_count
    having count(*) >= (select value from scrapewatch.settings where key = 'high_value_page_clients') order by 1`,

  account_health: (asked) => `
    select a.name as account, a.kind, a.provider, a.system, a.environment, a.status,
      a.status = 'valid' and coalesce(a.last_checked_at >= now() - interval '86400 seconds', false) as healthy,
      extract(epoch from now() - a.last_checked_at)::float8 as age_seconds, a.rate_limit_remaining
    from ${scoped('accounts', asked)} a order by 3, 1`,
};

/** SQL: the call, its rows in the order of the naive query. */
export function businessCall(name: string, asked: BusinessAsked): string {
  const systems = `systems => array[${asked.systems.map(quote).join(', ')}]::text[]`;
  const window = `from_ts => ${at(asked.from)}, to_ts => ${at(asked.to)}`;
  const calls: Record<string, string> = {
    growth_series: `growth_series(${window}, tz => ${quote(asked.zone)}, ${systems})`,
    product_series: `product_series(${window}, tz => ${quote(asked.zone)}, ${systems})`,
    product_stats: `product_stats(tz => ${quote(asked.zone)}, ${systems})`,
    product_funnel: `product_funnel(${window}, ${systems})`,
    queue_series: `queue_series(${window}, bucket => interval '${asked.bucket} seconds', ${systems})`,
    queue_forecast: `queue_forecast(${systems}) order by queue, system, environment`,
    high_value_pages: `high_value_pages(${systems}) order by page_id`,
    account_health: `account_health(${systems}) order by provider, account`,
  };
  return `select * from scrapewatch.${calls[name] ?? name}`;
}
