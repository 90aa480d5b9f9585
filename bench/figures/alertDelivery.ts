import { deliverAlerts } from '../deliverAlerts.ts';
import type { Figure } from '../Figure.ts';

/** R5: what a webhook's notifications come to when the database is killed under them. */
export const alertDelivery: Figure = {
  id: 'R5',
  async measure() {
    const { sent, repeated, events, lost, double, wrongState, seconds } = await deliverAlerts({
      notifications: 10_000,
      duplicated: 0.2,
      kills: 3,
      seed: 20261121,
    });
    const reference = `${events.toLocaleString('en')} events sent; ${repeated} requests sent again; ${seconds.toFixed(0)} s`;
    const measured = (what: string, value: number) => ({
      what,
      value,
      goal: 0,
      unit: 'count' as const,
      reference,
      samples: sent,
    });
    const what = '10,000 notifications, a fifth of them twice, shuffled, PostgreSQL killed three times';
    return [
      measured(`${what}: lost + double`, lost + double),
      measured(`${what}: alerts in a wrong state`, wrongState),
    ];
  },
};
