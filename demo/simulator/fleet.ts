import { createRandom, seededUuid, type Random } from './random';

export type System = 'IGF' | 'IGM';
export type Environment = 'prod' | 'dev';

/** A worker process: it claims queued runs and sends heartbeats. */
export interface FleetWorker {
  name: string;
  system: System;
  environment: Environment;
  /** Runs that it works on at the same time. */
  slots: number;
  version: string;
}

/** A scraper process with its rate limit, as the teams' dashboards show it. */
export interface FleetScraper {
  id: string;
  name: string;
  system: System;
  environment: Environment;
  memoryBytes: number;
  /** CPU share when it works, between 0 and 1. */
  cpuRatio: number;
  rateLimitTotal: number;
  /** `paused`: by its team, for the whole demo. `shaky`: the one that is in error when history ends. */
  habit: 'steady' | 'shaky' | 'paused';
}

/** A client whose accounts are scraped. */
export interface FleetClient {
  id: string;
  name: string;
  email: string;
  system: System;
  environment: Environment;
  scraper: string;
  status: 'active' | 'paused';
  /** Accounts expected a run; null when nobody has said. */
  expected: number | null;
  /** Mean share of accounts that a run finds. */
  coverage: number;
  /** Change of the mean coverage over 30 days; negative when it gets worse. */
  coverageDrift: number;
  /** How long its runs take, relative to the others. */
  slowness: number;
  /** Age in days when history ends; below 30 it joins while history runs. */
  ageDays: number;
}

export interface Fleet {
  seed: number;
  workers: FleetWorker[];
  scrapers: FleetScraper[];
  clients: FleetClient[];
}

/**
 * Returns the cast of the demo: 46 clients, 14 scrapers and 6 workers of systems IGF and IGM. The same seed gives the same
 * cast; another seed gives the same names other clients' figures, so that screenshots stay comparable.
 */
export function createFleet(seed: number): Fleet {
  const random = createRandom(seed, 'fleet');
  const scrapers = SCRAPERS.map((scraper) => toScraper(scraper, seed, random));
  const clients = CLIENT_NAMES.map((name, index) => toClient({ name, index, seed, random }));
  return { seed, workers: WORKERS, scrapers, clients: giveCharacter(clients) };
}

/** A paused scraper gets no client: its runs would wait for ever. */
function scrapersFor(system: System, environment: Environment): string[] {
  return SCRAPERS.filter(
    (scraper) => scraper.system === system && scraper.environment === environment && scraper.habit !== 'paused'
  ).map((scraper) => scraper.name);
}

function toScraper(scraper: (typeof SCRAPERS)[number], seed: number, random: Random): FleetScraper {
  return {
    id: seededUuid(seed, `scraper:${scraper.name}`),
    ...scraper,
    memoryBytes: Math.round(random.between(180, 720)) * 1024 * 1024,
    cpuRatio: random.between(0.15, 0.55),
    rateLimitTotal: scraper.system === 'IGF' ? 600 : 400,
  };
}

function toClient({
  name,
  index,
  seed,
  random,
}: {
  name: string;
  index: number;
  seed: number;
  random: Random;
}): FleetClient {
  const system: System = index % 3 === 2 ? 'IGM' : 'IGF';
  const environment: Environment = index >= CLIENT_NAMES.length - DEV_CLIENTS ? 'dev' : 'prod';
  return {
    id: seededUuid(seed, `client:${name}`),
    name,
    email: `team@${name.replace(/[^a-z0-9]/g, '-')}.example`,
    system,
    environment,
    scraper: random.pick(scrapersFor(system, environment)),
    status: 'active',
    expected: Math.round(random.logNormal(420, 0.7)) + 40,
    coverage: random.between(0.978, 0.996),
    coverageDrift: 0,
    slowness: random.between(0.82, 1.15),
    ageDays: index % 8 === 3 ? random.between(1, 29) : random.between(50, 420),
  };
}

/** A few clients have a story to tell; they are established ones, so that every chart of 30 days shows it. */
function giveCharacter(clients: FleetClient[]): FleetClient[] {
  return clients.map((client) => ({ ...client, ...CHARACTERS[client.name] }));
}

const established = { ageDays: 180, environment: 'prod', status: 'active' } as const;

const CHARACTERS: Record<string, Partial<FleetClient>> = {
  'velvet.vinyl': { ...established, coverage: 0.745 },
  harbor_and_hearth: { ...established, coverage: 0.872 },
  'northpeak.outdoor': { ...established, coverage: 0.966, coverageDrift: -0.05 },
  'slowbloom.florals': { ...established, slowness: 2.1 },
  'studio.kintsugi': { ...established, expected: null },
  'old.mill.bakery': { ...established, status: 'paused' },
};

const WORKERS: FleetWorker[] = [
  { name: 'worker-1', system: 'IGF', environment: 'prod', slots: 4, version: '2.14.0' },
  { name: 'worker-2', system: 'IGF', environment: 'prod', slots: 4, version: '2.14.0' },
  { name: 'igm-worker-1', system: 'IGM', environment: 'prod', slots: 3, version: '1.9.3' },
  { name: 'igm-worker-2', system: 'IGM', environment: 'prod', slots: 3, version: '1.9.3' },
  { name: 'dev-worker', system: 'IGF', environment: 'dev', slots: 2, version: '2.15.0-rc1' },
  { name: 'igm-dev-worker', system: 'IGM', environment: 'dev', slots: 1, version: '1.10.0-rc2' },
];

const SCRAPERS: Array<Pick<FleetScraper, 'name' | 'system' | 'environment' | 'habit'>> = [
  { name: 'follower-scan-a', system: 'IGF', environment: 'prod', habit: 'steady' },
  { name: 'follower-scan-b', system: 'IGF', environment: 'prod', habit: 'steady' },
  { name: 'following-scan-a', system: 'IGF', environment: 'prod', habit: 'steady' },
  { name: 'following-scan-b', system: 'IGF', environment: 'prod', habit: 'steady' },
  { name: 'mutuals-scan', system: 'IGF', environment: 'prod', habit: 'steady' },
  { name: 'profile-scraper-1', system: 'IGM', environment: 'prod', habit: 'steady' },
  { name: 'profile-scraper-2', system: 'IGM', environment: 'prod', habit: 'steady' },
  { name: 'post-scraper-1', system: 'IGM', environment: 'prod', habit: 'steady' },
  { name: 'post-scraper-2', system: 'IGM', environment: 'prod', habit: 'steady' },
  { name: 'story-scraper', system: 'IGM', environment: 'prod', habit: 'shaky' },
  { name: 'hashtag-scraper', system: 'IGM', environment: 'prod', habit: 'paused' },
  { name: 'reel-scraper', system: 'IGM', environment: 'prod', habit: 'steady' },
  { name: 'follower-scan-dev', system: 'IGF', environment: 'dev', habit: 'steady' },
  { name: 'profile-scraper-dev', system: 'IGM', environment: 'dev', habit: 'steady' },
];

const DEV_CLIENTS = 4;

const CLIENT_NAMES = `
  northpeak.outdoor luma_skincare velvet.vinyl casa.terracotta harbor_and_hearth kite.coffee.lab studio.kintsugi
  slowbloom.florals fernandfig old.mill.bakery maison.oregano tidal.surfboards ember_ceramics citrus.cycling
  paperboat.books moss.and.stone aurora.knits brightside.dental copper.kettle.tea driftwood.yoga elderflower.gin
  foxglove.garden granite.climbing honeycomb.toys indigo.denim.co juniper.interiors kestrel.optics lantern.theatre
  meadow.creamery nimbus.audio olive.and.thread pebble.running quartz.jewellery russet.leather saltmarsh.seafood
  thistle.whisky umbra.lighting verdant.vegan willow.and.wool xylo.music.school yonder.travel zephyr.sailing
  qa.sandbox.one qa.sandbox.two qa.sandbox.three qa.sandbox.four`
  .trim()
  .split(/\s+/);
