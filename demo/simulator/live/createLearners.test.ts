import { describe, expect, it } from 'vitest';
import { learners } from '../learners';
import { createLearners } from './createLearners';
import { createMemoryBusiness, type MemoryBusiness } from './memoryBusiness';

const midnight = Date.parse('2026-11-18T00:00:00Z');

function withUsers(count: number): MemoryBusiness {
  const business = createMemoryBusiness();
  for (let nth = 0; nth < count; nth += 1) {
    const created_at = new Date(midnight - 86_400_000).toISOString();
    const names = { id: `user-${nth}`, email: `${nth}@opt.example`, display_name: '' };
    business.rows.users.push({ ...names, system: 'OPT', environment: 'prod', created_at });
  }
  return business;
}

async function live(business: MemoryBusiness, seed: number, hours: number): Promise<MemoryBusiness> {
  const actor = createLearners(business, seed, new Date(midnight));
  for (let second = 0; second < hours * 3_600; second += 20) {
    await actor.step(new Date(midnight + second * 1000)).catch(() => undefined);
  }
  return business;
}

describe('createLearners', () => {
  it('B6 has as many visits and registrations in a day as history, most in the evening', async () => {
    const { rows } = await live(withUsers(900), 1, 24);
    const visits = rows.activity.filter(({ event }) => event === 'visit');
    expect(Math.abs(visits.length - learners.visitsPerDay)).toBeLessThan(90);
    expect(Math.abs(rows.users.length - 900 - learners.registrationsPerDay)).toBeLessThan(18);
    const hour = ({ created_at }: { created_at: string }): number => Number(created_at.slice(11, 13));
    const evening = visits.filter((row) => hour(row) >= 15 && hour(row) < 20).length;
    const night = visits.filter((row) => hour(row) >= 2 && hour(row) < 7).length;
    expect(evening).toBeGreaterThan(1.7 * night);
  });

  it('B6 counts each visitor of a day once, and quests only of visitors', async () => {
    const { rows } = await live(withUsers(300), 1, 24);
    const visitors = rows.activity.filter(({ event }) => event === 'visit').map(({ user_id }) => user_id);
    expect(new Set(visitors).size).toBe(visitors.length);
    const quests = rows.activity.filter(({ event }) => event === 'quest_completed');
    expect(quests.length).toBeGreaterThan(50);
    expect(quests.every(({ user_id }) => visitors.includes(user_id))).toBe(true);
  });

  it('does the same for the same seed, and writes nothing twice when answers are lost', async () => {
    const first = await live(withUsers(300), 1, 3);
    const second = await live(withUsers(300), 1, 3);
    expect(second.rows).toEqual(first.rows);

    const lossy = withUsers(300);
    const actor = createLearners(lossy, 1, new Date(midnight));
    await actor.step(new Date(midnight));
    for (let second = 20; second < 6 * 3_600; second += 20) {
      lossy.losesAnswers = second % 60 === 0;
      await actor.step(new Date(midnight + second * 1000)).catch(() => undefined);
    }
    const visits = lossy.rows.activity.filter(({ event }) => event === 'visit').map(({ user_id }) => user_id);
    expect(visits.length).toBeGreaterThan(20);
    expect(new Set(visits).size).toBe(visits.length);
  });
});
