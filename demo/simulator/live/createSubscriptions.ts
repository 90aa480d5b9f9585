import { learners, paymentFailures, plans } from '../learners';
import { createRandom, seededUuid } from '../random';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { Business, BusinessRows } from './business';
import { createOutbox } from './createOutbox';

type Subscription = BusinessRows['subscriptions'];

const DAY_SECONDS = 86_400;
const LONGEST_STEP_SECONDS = 120;

/**
 * OPT's payment provider: people subscribe, trials end, months are charged, some payments fail and are tried again, and some
 * subscriptions end; each as often as in history.
 */
export function createSubscriptions(business: Business, seed: number, startedAt: Date): Actor {
  const random = createRandom(seed, `subscriptions:${startedAt.getTime()}`);
  const outbox = createOutbox();
  const retryAt = new Map<string, Date>();
  let running: Subscription[] | undefined;
  let candidates: Array<{ id: string; environment: string }> = [];
  let last = startedAt;

  const load = async (now: Date): Promise<Subscription[]> => {
    const found = await business.subscriptions();
    const subscribers = new Set(found.map(({ user_id }) => user_id));
    candidates = (await business.users()).filter(({ id }) => !subscribers.has(id));
    found
      .filter(({ status }) => status === 'past_due')
      .forEach(({ id }) => retryAt.set(id, addSeconds(now, random.between(600, learners.retryHours * 3_600))));
    return found;
  };

  const change = (subscription: Subscription, status: Subscription['status'], endedAt?: Date): void => {
    subscription.status = status;
    const ended = endedAt ? { ended_at: endedAt.toISOString() } : {};
    outbox.add(() => business.changeSubscription(subscription.id, { status, ...ended }));
  };

  const charge = (subscription: Subscription, now: Date, isRetry = false): void => {
    const hasFailed = !isRetry && random.chance(learners.paymentFailureShare);
    const row: BusinessRows['payments'] = {
      id: `pay_${seededUuid(seed, `${subscription.id}:${now.getTime()}`).replaceAll('-', '').slice(0, 20)}`,
      subscription_id: subscription.id,
      user_id: subscription.user_id,
      system: 'OPT',
      environment: subscription.environment,
      status: hasFailed ? 'failed' : 'succeeded',
      amount: subscription.monthly_price,
      currency: subscription.currency,
      failure_reason: hasFailed ? random.pick(paymentFailures) : null,
      created_at: now.toISOString(),
    };
    outbox.add(() => business.add('payments', [row]));
    if (hasFailed) {
      retryAt.set(subscription.id, addSeconds(now, learners.retryHours * 3_600));
    }
    const status = hasFailed ? 'past_due' : 'active';
    if (subscription.status !== status) {
      change(subscription, status);
    }
  };

  const subscribe = (list: Subscription[], now: Date): void => {
    const [user] = candidates.splice(random.integer(0, candidates.length - 1), 1);
    const plan = pickPlan(random.next());
    if (!user) {
      return;
    }
    const subscription: Subscription = {
      id: `sub_${seededUuid(seed, `subscription:${user.id}`).replaceAll('-', '').slice(0, 16)}`,
      user_id: user.id,
      system: 'OPT',
      environment: user.environment,
      plan: plan.plan,
      status: 'trialing',
      monthly_price: plan.price,
      currency: 'EUR',
      created_at: now.toISOString(),
    };
    list.push(subscription);
    outbox.add(() => business.add('subscriptions', [{ ...subscription, status: 'trialing' }]));
    if (!random.chance(learners.trialShare)) {
      charge(subscription, now);
    }
  };

  const live = (list: Subscription[], now: Date): Subscription[] => {
    const days = Math.min(LONGEST_STEP_SECONDS, secondsBetween(last, now)) / DAY_SECONDS;
    const active = list.filter(({ status }) => status === 'active');
    for (let left = random.count(learners.subscriptionsPerDay * days); left > 0; left -= 1) {
      subscribe(list, now);
    }
    for (let left = random.count((active.length / 30) * days); left > 0; left -= 1) {
      charge(random.pick(active), now);
    }
    for (let left = random.count((active.length / learners.subscriptionDays) * days); left > 0; left -= 1) {
      change(random.pick(active), 'cancelled', now);
    }
    for (const subscription of list.filter(({ id }) => (retryAt.get(id) ?? now) < now)) {
      retryAt.delete(subscription.id);
      charge(subscription, now, true);
    }
    const trialOver = addSeconds(now, -learners.trialDays * DAY_SECONDS);
    for (const trial of list.filter((row) => row.status === 'trialing' && new Date(row.created_at) < trialOver)) {
      if (random.chance(learners.trialLossShare)) {
        change(trial, 'cancelled', now);
      } else {
        charge(trial, now);
      }
    }
    return list.filter(({ status }) => status !== 'cancelled');
  };

  return {
    name: 'subscriptions',
    step: async (now) => {
      running ??= await load(now);
      if (outbox.isEmpty) {
        running = live(running, now);
        last = now;
      }
      await outbox.send();
    },
  };
}

function pickPlan(luck: number): { plan: string; price: number } {
  let share = 0;
  return plans.find((candidate) => luck < (share += candidate.share)) ?? plans[0];
}
