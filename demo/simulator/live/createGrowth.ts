import type { System } from '../fleet';
import { pageCategories, pageFirstWords, pageSecondWords } from '../past/pagesSql';
import { createRandom, seededUuid } from '../random';
import { activityAt } from '../rhythm';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { NewPage, Pipeline } from './pipeline';
import { refreshClients, type World } from './world';

const PAGES_PER_SECOND = 0.45 / 600;

/** The business grows: scrapes discover pages, somebody categorises them, and every some hours a client joins. */
export function createGrowth(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `growth:${startedAt.getTime()}`);
  let last = startedAt;
  let due: Array<{ page: NewPage; clientIds: string[] }> = [];
  let nextClientAt = addSeconds(startedAt, random.between(1_800, 5 * 3_600));

  const discover = (now: Date): void => {
    const seconds = Math.min(60, secondsBetween(last, now));
    last = now;
    const count = random.count(PAGES_PER_SECOND * activityAt(now) * seconds);
    for (let left = count; left > 0; left -= 1) {
      const first = random.pick([...world.clients.values()].filter(({ environment }) => environment === 'prod'));
      const others = [...world.clients.values()].filter(
        (client) => client.system === first.system && client.environment === 'prod' && random.chance(0.03)
      );
      due.push({
        page: {
          id: seededUuid(world.seed, `page:${now.getTime()}:${left}`),
          name: `${random.pick(pageFirstWords)}.${random.pick(pageSecondWords)}.${now.getTime().toString(36)}${left}`,
          system: first.system === 'IGM' ? 'IGM' : 'IGF',
          environment: 'prod',
          followers: Math.round(random.logNormal(9_000, 1.7)) + 40,
          createdAt: now,
        },
        clientIds: [...new Set([first.id, ...others.map(({ id }) => id)])],
      });
    }
  };

  const joinClient = async (now: Date): Promise<void> => {
    const name = `${random.pick(pageFirstWords)}-${random.pick(pageSecondWords)}.${now.getTime().toString(36).slice(-4)}`;
    const system: System = random.chance(0.65) ? 'IGF' : 'IGM';
    await pipeline.addClients([
      {
        id: seededUuid(world.seed, `client:${name}`),
        name,
        email: `team@${name}.example`,
        system,
        environment: 'prod',
        isActive: true,
        expected: Math.round(random.logNormal(420, 0.7)) + 40,
        createdAt: now,
      },
    ]);
    nextClientAt = addSeconds(now, random.between(3, 9) * 3_600);
    await refreshClients(world, pipeline);
  };

  return {
    name: 'growth',
    step: async (now) => {
      if (due.length === 0 && world.clients.size > 0) {
        discover(now);
      }
      while (due[0]) {
        await pipeline.addPage(due[0].page, due[0].clientIds);
        due = due.slice(1);
      }
      if (random.chance(0.02)) {
        await pipeline.categorise(random.pick(pageCategories));
      }
      if (now >= nextClientAt) {
        await joinClient(now);
      }
    },
  };
}
