import { activityAt } from './rhythm';
import { createRandom } from './random';

/** One route of the pretended service `deal-scout` (system DSC), with its load on an average minute. */
export interface ServiceRoute {
  method: 'GET' | 'POST';
  route: string;
  perSecond: number;
  medianSeconds: number;
  sigma: number;
  /** Requests that the caller got wrong: a status and their share. */
  refused?: { status: '401' | '404' | '422'; ratio: number };
}

/** One kind of background task and the queue that it waits in. */
export interface ServiceTask {
  task: string;
  perSecond: number;
  medianSeconds: number;
  sigma: number;
  failureRatio: number;
}

export const serviceRoutes: ServiceRoute[] = [
  { method: 'GET', route: '/api/v1/deals', perSecond: 3.2, medianSeconds: 0.06, sigma: 0.55 },
  {
    method: 'GET',
    route: '/api/v1/deals/{id}',
    perSecond: 2.1,
    medianSeconds: 0.03,
    sigma: 0.5,
    refused: { status: '404', ratio: 0.02 },
  },
  { method: 'GET', route: '/api/v1/search', perSecond: 1.4, medianSeconds: 0.16, sigma: 0.6 },
  {
    method: 'POST',
    route: '/api/v1/deals/{id}/valuation',
    perSecond: 0.5,
    medianSeconds: 0.24,
    sigma: 0.5,
    refused: { status: '422', ratio: 0.03 },
  },
  {
    method: 'POST',
    route: '/api/v1/auth/login',
    perSecond: 0.25,
    medianSeconds: 0.12,
    sigma: 0.3,
    refused: { status: '401', ratio: 0.06 },
  },
];

export const serviceTasks: ServiceTask[] = [
  { task: 'scrape_listing', perSecond: 0.8, medianSeconds: 2.4, sigma: 0.6, failureRatio: 0.012 },
  { task: 'value_deal', perSecond: 0.5, medianSeconds: 0.8, sigma: 0.5, failureRatio: 0.004 },
  { task: 'notify_user', perSecond: 0.3, medianSeconds: 0.2, sigma: 0.4, failureRatio: 0.002 },
];

export const serviceQueues = [
  { queue: 'scrape', mean: 42 },
  { queue: 'default', mean: 9 },
  { queue: 'notify', mean: 3 },
] as const;

export const requestBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
export const taskBuckets = [0.5, 2.5, 10];

/** Labels that every series of the service carries. */
export const serviceLabels = { system: 'DSC', environment: 'prod' } as const;

/** What the service goes through at a moment. It depends on the moment and the seed alone, so history and live agree. */
export interface ServiceLoad {
  /** Requests relative to an average minute. */
  activity: number;
  /** Share of requests answered with a 5xx: 0.05 % on a good day, some percent in a burst. */
  errorRatio: number;
  /** Latency relative to an idle service. */
  slowness: number;
}

export function serviceLoadAt(time: Date, seed: number): ServiceLoad {
  const burst = burstAt(time, seed);
  const activity = activityAt(time) * (1 + 0.12 * wave(time, seed, 'load'));
  return {
    activity,
    errorRatio: burst ?? 0.0005,
    slowness: (0.8 + 0.25 * activity) * (burst === undefined ? 1 : 2.2),
  };
}

/** Tasks waiting in a queue at a moment: a whole number, deepest in the afternoon. */
export function queueLengthAt(queue: (typeof serviceQueues)[number], time: Date, seed: number): number {
  const crowd = activityAt(time) ** 2 * (1 + 0.35 * wave(time, seed, queue.queue));
  return Math.max(0, Math.round(queue.mean * crowd));
}

/** The share of a log-normal's draws that are at most `limit`. */
export function logNormalShare(limit: number, median: number, sigma: number): number {
  return normalShare(Math.log(limit / median) / sigma);
}

/** One ten-minute window in forty is a burst of errors. */
function burstAt(time: Date, seed: number): number | undefined {
  const random = createRandom(seed, `burst:${Math.floor(time.getTime() / 600_000)}`);
  return random.chance(1 / 40) ? random.between(0.01, 0.06) : undefined;
}

/** A smooth, aperiodic wave between −1 and 1. */
function wave(time: Date, seed: number, name: string): number {
  const random = createRandom(seed, `wave:${name}`);
  const minutes = time.getTime() / 60_000;
  const parts = [7, 23, 61].map((period) => Math.sin(2 * Math.PI * (minutes / period + random.next())));
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

/** Abramowitz and Stegun 26.2.17: error below 7.5e-8. */
function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x >= 0 ? 1 - upper : upper;
}
