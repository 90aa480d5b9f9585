/** OPT, the learning platform: how many people it has and what they do on a day. History and the live team share it. */
export const learners = {
  registrationsPerDay: 26,
  /** Share of those who register and look around at once. */
  firstVisit: 0.6,
  /** Visits a day, at most one a person, once the platform is as old as history makes it. */
  visitsPerDay: 375,
  /** Chances that a visit ends with one quest done, or with two. */
  oneQuest: 0.3,
  twoQuests: 0.2,
  subscriptionsPerDay: 4,
  trialDays: 7,
  trialShare: 0.6,
  /** Share of trials that end without a payment. */
  trialLossShare: 0.25,
  /** Mean days between a subscription's first payment and its end. */
  subscriptionDays: 420,
  paymentFailureShare: 0.025,
  refundShare: 0.006,
  /** A payment that failed is tried again after this long, and then succeeds. */
  retryHours: 20,
  devShare: 0.015,
} as const;

/** What a subscription costs a month, in EUR, and the share of subscribers that take it. */
export const plans = [
  { plan: 'basic', price: 9.9, share: 0.62 },
  { plan: 'plus', price: 14.9, share: 0.3 },
  { plan: 'family', price: 24.9, share: 0.08 },
] as const;

export const paymentFailures = ['card_declined', 'insufficient_funds', 'expired_card'] as const;

const BUSIEST_HOUR = 17;
const DAY_SWING = 0.5;

/** How many people learn at a moment, relative to the day's mean of 1: most in the early evening, UTC. */
export function learningAt(time: Date): number {
  const hour = time.getUTCHours() + time.getUTCMinutes() / 60 + time.getUTCSeconds() / 3600;
  return 1 + DAY_SWING * Math.cos((2 * Math.PI * (hour - BUSIEST_HOUR)) / 24);
}

/** The SQL expression that gives `learningAt` of a timestamptz expression. */
export function learningSql(time: string): string {
  const seconds = `extract(epoch from (${time} at time zone 'UTC')::time)::float8`;
  return `(1 + ${DAY_SWING} * cos(2 * pi() * (${seconds} / 3600 - ${BUSIEST_HOUR}) / 24))`;
}

/**
 * The SQL expression of a share of the day that is distributed as `learningAt`, from three uniform draws: the first is
 * kept with chance (1 + cos) / 2, else the third stands in. The density is then 1 + cos / 2, which fits a swing of 0.5.
 */
export function learningHourSql([first, keep, other]: [string, string, string]): string {
  return `case when ${keep} < (1 + cos(2 * pi() * (${first} - ${BUSIEST_HOUR} / 24.0))) / 2 then ${first} else ${other} end`;
}
