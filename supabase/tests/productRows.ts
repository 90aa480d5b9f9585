// Rows of the tables behind users, activity, subscriptions and payments, as `addRows` takes them: SQL expressions.
export const ago = (hours: number) => `now() - interval '${hours} h'`;
export const user = (id: string, registeredAt: string) => ({ user_id: `'${id}'`, registered_at: registeredAt });
export const visit = (id: string, happenedAt: string, kind = 'visit') => ({
  user_id: `'${id}'`,
  kind: `'${kind}'`,
  happened_at: happenedAt,
});
export const payment = (attemptedAt: string, status: string, amount = '10', currency = 'EUR') => ({
  ...{
    payment_id: 'gen_random_uuid()::text',
    user_id: "'u'",
    status: `'${status}'`,
    amount,
    currency: `'${currency}'`,
  },
  attempted_at: attemptedAt,
});

/** Times are SQL expressions. */
export interface Subscription {
  startedAt: string;
  endedAt?: string;
  status?: string;
  amount?: string;
  currency?: string;
}

export function subscription({
  startedAt,
  endedAt = 'null',
  status = 'active',
  amount = '10',
  currency = 'EUR',
}: Subscription) {
  return {
    ...{ subscription_id: 'gen_random_uuid()::text', user_id: "'u'", status: `'${status}'`, monthly_amount: amount },
    ...{ currency: `'${currency}'`, started_at: startedAt, ended_at: endedAt },
  };
}
