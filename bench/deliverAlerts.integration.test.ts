import { expect, it } from 'vitest';
import { deliverAlerts } from './deliverAlerts';

it('C17 R5 a hundred notifications, some twice, in any order, past a killed PostgreSQL: none lost, none double', async () => {
  const delivery = await deliverAlerts({ notifications: 100, duplicated: 0.2, kills: 1, seed: 5 });
  expect(delivery).toMatchObject({ sent: 120, lost: 0, double: 0, wrongState: 0 });
  expect(delivery.events).toBeGreaterThanOrEqual(100);
});
