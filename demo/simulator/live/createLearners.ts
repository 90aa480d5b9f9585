import { learners, learningAt } from '../learners';
import { createRandom, seededUuid } from '../random';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { Business, BusinessRows } from './business';
import { createOutbox } from './createOutbox';

interface Learner {
  id: string;
  environment: string;
}

/** After a nap the platform does not make up for what it missed. */
const LONGEST_STEP_SECONDS = 120;

/** OPT's users: some register, some come by (each at most once a day), and half of those get a quest or two done. */
export function createLearners(business: Business, seed: number, startedAt: Date): Actor {
  const random = createRandom(seed, `learners:${startedAt.getTime()}`);
  const outbox = createOutbox();
  let everybody: Learner[] | undefined;
  let today = '';
  let seenToday = new Set<string>();
  let quests: Array<{ learner: Learner; at: Date }> = [];
  let last = startedAt;

  const load = async (now: Date): Promise<Learner[]> => {
    const found = await business.users();
    const midnight = new Date(now.toISOString().slice(0, 10));
    seenToday = new Set(await business.visitorsSince(midnight));
    today = dayOf(now);
    return found;
  };

  const act = (learner: Learner, event: string, at: Date): void => {
    const row = { user_id: learner.id, system: 'OPT', environment: learner.environment, event };
    outbox.add(() => business.add('activity', [{ ...row, created_at: at.toISOString() }]));
  };

  const visit = (learner: Learner, now: Date): void => {
    seenToday.add(learner.id);
    act(learner, 'visit', now);
    const luck = random.next();
    const done = Number(luck < learners.twoQuests) + Number(luck < learners.twoQuests + learners.oneQuest);
    for (let nth = 1; nth <= done; nth += 1) {
      quests.push({ learner, at: addSeconds(now, nth * random.between(360, 1_860)) });
    }
  };

  const register = (now: Date, nth: number): Learner => {
    const id = seededUuid(seed, `learner:${now.getTime()}:${nth}`);
    const environment = random.chance(learners.devShare) ? 'dev' : 'prod';
    const row: BusinessRows['users'] = {
      id,
      email: `learner-${id.slice(0, 13)}@opt.example`,
      display_name: `Learner ${id.slice(0, 4)}`,
      system: 'OPT',
      environment,
      created_at: now.toISOString(),
    };
    outbox.add(() => business.add('users', [row]));
    return { id, environment };
  };

  const live = (known: Learner[], now: Date): void => {
    const seconds = Math.min(LONGEST_STEP_SECONDS, secondsBetween(last, now));
    const share = (learningAt(now) * seconds) / 86_400;
    for (let left = random.count(learners.registrationsPerDay * share); left > 0; left -= 1) {
      const learner = register(now, left);
      known.push(learner);
      if (random.chance(learners.firstVisit)) {
        visit(learner, now);
      }
    }
    const absent = known.filter(({ id }) => !seenToday.has(id));
    for (let left = random.count(learners.visitsPerDay * share); left > 0 && absent.length > 0; left -= 1) {
      const [learner] = absent.splice(random.integer(0, absent.length - 1), 1);
      if (learner) {
        visit(learner, now);
      }
    }
    quests.filter(({ at }) => at <= now).forEach(({ learner, at }) => act(learner, 'quest_completed', at));
    quests = quests.filter(({ at }) => at > now);
  };

  return {
    name: 'learners',
    step: async (now) => {
      everybody ??= await load(now);
      if (dayOf(now) !== today) {
        today = dayOf(now);
        seenToday = new Set();
      }
      if (outbox.isEmpty) {
        live(everybody, now);
        last = now;
      }
      await outbox.send();
    },
  };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
