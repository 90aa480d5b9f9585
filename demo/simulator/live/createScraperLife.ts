import { scraperErrors } from '../errors';
import { createRandom } from '../random';
import { type Actor, addSeconds, secondsBetween } from './actor';
import type { Pipeline } from './pipeline';
import type { LiveScraper, World } from './world';

const RATE_WINDOW_MS = 3_600_000;

/** What scrapers report of themselves every few seconds: memory, CPU, calls, and how much of the rate limit is left. */
export function createScraperReports(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `reports:${startedAt.getTime()}`);
  let window = Math.floor(startedAt.getTime() / RATE_WINDOW_MS);

  const move = (scraper: LiveScraper, now: Date): void => {
    const busy = [...world.runs.values()].filter((run) => run.scraperId === scraper.id && !run.isLost).length;
    const load = scraper.status === 'running' ? Math.min(1, 0.25 + 0.35 * busy) : 0;
    const target = scraper.restingMemoryMb * (1 + 0.3 * load);
    scraper.memoryMb += (target - scraper.memoryMb) * 0.1 + random.between(-2, 2.4);
    limitRate(world, scraper, now);
    scraper.cpuRatio = load * random.between(0.6, 1) * 0.8;
  };

  return {
    name: 'scraper reports',
    step: async (now) => {
      const current = Math.floor(now.getTime() / RATE_WINDOW_MS);
      const scrapers = [...world.scrapers.values()];
      if (current !== window) {
        window = current;
        scrapers.forEach((scraper) => (scraper.rateLimitRemaining = scraper.rateLimitTotal));
      }
      scrapers.forEach((scraper) => move(scraper, now));
      // Two requests: PostgREST wants the same keys in all rows of one, and only some have run yet.
      const reports = scrapers.map((scraper) => toReport(world, scraper, now));
      const lists = [reports.filter((row) => row.lastRunAt), reports.filter((row) => !row.lastRunAt)];
      for (const rows of lists.filter((list) => list.length > 0)) {
        await pipeline.reportScrapers(rows);
      }
    },
  };
}

/** No calls left: the scraper takes no new runs for three minutes, then some calls are granted. */
function limitRate(world: World, scraper: LiveScraper, now: Date): void {
  if (scraper.limitedUntil && now >= scraper.limitedUntil) {
    scraper.limitedUntil = undefined;
    scraper.rateLimitRemaining = Math.round(scraper.rateLimitTotal * 0.3);
    return;
  }
  if (!scraper.limitedUntil && scraper.rateLimitRemaining === 0) {
    scraper.limitedUntil = addSeconds(now, 180);
    const message = `Rate limit of ${scraper.rateLimitTotal} calls an hour is used up, waiting 180 s`;
    world.log.push({ level: 'warning', message, scraperId: scraper.id, createdAt: now });
  }
}

function toReport(world: World, scraper: LiveScraper, now: Date): Parameters<Pipeline['reportScrapers']>[0][number] {
  return {
    name: scraper.name,
    system: scraper.system,
    environment: scraper.environment,
    lastRunAt: scraper.lastRunAt,
    queueSize: world.queued.filter((run) => run.scraperId === scraper.id).length,
    memoryMb: Math.round(scraper.memoryMb * 10) / 10,
    cpuPercent: Math.round(scraper.cpuRatio * 1000) / 10,
    apiCalls: scraper.apiCalls,
    rateLimitRemaining: scraper.rateLimitRemaining,
    updatedAt: now,
  };
}

/**
 * One scraper of production is nearly always in error. After an hour or so somebody restarts it, and soon another one
 * fails. What people set by hand (stopped, paused, running again) is read from the table and left alone.
 */
export function createScraperTrouble(world: World, pipeline: Pipeline, startedAt: Date): Actor {
  const random = createRandom(world.seed, `trouble:${startedAt.getTime()}`);
  let nextErrorAt = addSeconds(startedAt, 60);
  let minutes = random.between(35, 75);
  let wasBroken = false;

  const readStatus = async (): Promise<void> => {
    for (const row of await pipeline.scrapers()) {
      const scraper = world.scrapers.get(row.id);
      if (scraper && scraper.status !== row.status) {
        scraper.status = row.status;
        scraper.since = row.updatedAt;
      }
    }
  };

  const restart = async (scraper: LiveScraper, now: Date): Promise<void> => {
    await pipeline.setScraper(scraper.name, { status: 'running', startedAt: now, lastError: null, updatedAt: now });
    Object.assign(scraper, { status: 'running', since: now, apiCalls: 0, memoryMb: scraper.restingMemoryMb * 0.8 });
    world.log.push({ level: 'info', message: `${scraper.name} was restarted`, scraperId: scraper.id, createdAt: now });
    minutes = random.between(35, 75);
  };

  const fail = async (scraper: LiveScraper, now: Date): Promise<void> => {
    const lastError = random.pick(scraperErrors);
    await pipeline.setScraper(scraper.name, { status: 'error', startedAt: null, lastError, updatedAt: now });
    Object.assign(scraper, { status: 'error', since: now });
    const message = `${scraper.name} stopped: ${lastError}`;
    world.log.push({ level: 'critical', message, scraperId: scraper.id, createdAt: now });
  };

  return {
    name: 'scraper trouble',
    step: async (now) => {
      await readStatus();
      const scrapers = [...world.scrapers.values()].filter((scraper) => scraper.environment === 'prod');
      const broken = scrapers.filter((scraper) => scraper.status === 'error');
      for (const scraper of broken.filter(({ since }) => secondsBetween(since, now) > minutes * 60)) {
        await restart(scraper, now);
      }
      if (wasBroken && broken.length === 0) {
        nextErrorAt = addSeconds(now, random.between(60, 240)); // whoever mended it
      }
      wasBroken = broken.length > 0;
      const isCalm = ({ calmUntil }: LiveScraper): boolean => calmUntil !== undefined && now < calmUntil;
      const running = scrapers.filter((scraper) => scraper.status === 'running' && !isCalm(scraper));
      if (broken.length === 0 && now >= nextErrorAt && running.length > 0) {
        await fail(random.pick(running), now);
      }
    },
  };
}
