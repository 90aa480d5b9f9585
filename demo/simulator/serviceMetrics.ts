import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createRandom, type Random } from './random';
import {
  queueLengthAt,
  requestBuckets,
  serviceLabels,
  serviceLoadAt,
  serviceQueues,
  serviceRoutes,
  serviceTasks,
  taskBuckets,
} from './serviceModel';

export interface ServiceMetricsOptions {
  seed: number;
  /** Default: a free port. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
  now?: () => Date;
}

export interface ServiceMetrics {
  /** Address of the Prometheus text. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Serves the metrics of one pretended service, `deal-scout` of system DSC, as Prometheus text on `/metrics`, and its
 * health on `/health`. Counters move with the time that passed between two scrapes; nothing runs when nobody asks.
 */
export async function serveServiceMetrics(options: ServiceMetricsOptions): Promise<ServiceMetrics> {
  const { seed, port = 0, host = '127.0.0.1', now = () => new Date() } = options;
  const service = createService(seed, now());
  const server = createServer((request, response) => void answer(request, response, service, now));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The metrics server has no TCP address');
  }
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  service: Service,
  now: () => Date
): Promise<void> {
  if (request.url === '/health') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: 'healthy', checks: { database: 'ok', redis: 'ok', celery: 'ok' } }));
    return;
  }
  if (request.url !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Try /metrics or /health.\n');
    return;
  }
  service.advance(now());
  response.writeHead(200, { 'content-type': service.registry.contentType });
  response.end(await service.registry.metrics());
}

interface Service {
  registry: Registry;
  /** Lets everything happen that happens between the last call and `to`. */
  advance(to: Date): void;
}

/** After a pause (a suspended laptop) at most this much is made up for: a counter must not jump by hours. */
const LONGEST_STEP_SECONDS = 120;

function createService(seed: number, startedAt: Date): Service {
  const registry = new Registry();
  registry.setDefaultLabels(serviceLabels);
  const random = createRandom(seed, 'service');
  const advanceRequests = requestMetrics(registry);
  const advanceTasks = taskMetrics(registry);
  const queueLength = new Gauge({
    name: 'celery_queue_length',
    help: 'Tasks waiting in a queue',
    labelNames: ['queue'],
    registers: [registry],
  });
  processMetrics(registry);

  let last = new Date(startedAt.getTime() - 60_000); // a first minute, so that no series is missing from the first scrape
  return {
    registry,
    advance: (to) => {
      const seconds = Math.min(LONGEST_STEP_SECONDS, Math.max(0, (to.getTime() - last.getTime()) / 1000));
      last = to;
      advanceRequests(to, seconds, seed, random);
      advanceTasks(to, seconds, seed, random);
      serviceQueues.forEach((queue) => queueLength.set({ queue: queue.queue }, queueLengthAt(queue, to, seed)));
    },
  };
}

type Advance = (to: Date, seconds: number, seed: number, random: Random) => void;

function requestMetrics(registry: Registry): Advance {
  const requests = new Counter({
    name: 'deal_scout_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'deal_scout_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['route'],
    buckets: requestBuckets,
    registers: [registry],
  });
  serviceRoutes.forEach(({ method, route, refused }) => {
    ['200', '500', ...(refused ? [refused.status] : [])].forEach((status) =>
      requests.inc({ method, route, status }, 0)
    );
    durations.zero({ route });
  });
  return (to, seconds, seed, random) => {
    const load = serviceLoadAt(to, seed);
    for (const { method, route, perSecond, medianSeconds, sigma, refused } of serviceRoutes) {
      for (let left = random.count(perSecond * load.activity * seconds); left > 0; left -= 1) {
        const wellOrRefused = refused && random.chance(refused.ratio) ? refused.status : '200';
        const status = random.chance(load.errorRatio) ? '500' : wellOrRefused;
        requests.inc({ method, route, status });
        durations.observe({ route }, random.logNormal(medianSeconds * load.slowness, sigma));
      }
    }
  };
}

function taskMetrics(registry: Registry): Advance {
  const tasks = new Counter({
    name: 'celery_task_total',
    help: 'Tasks finished',
    labelNames: ['task', 'state'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'celery_task_duration_seconds',
    help: 'Time to finish a task',
    labelNames: ['task'],
    buckets: taskBuckets,
    registers: [registry],
  });
  serviceTasks.forEach(({ task }) => {
    ['SUCCESS', 'FAILURE'].forEach((state) => tasks.inc({ task, state }, 0));
    durations.zero({ task });
  });
  return (to, seconds, seed, random) => {
    const load = serviceLoadAt(to, seed);
    for (const { task, perSecond, medianSeconds, sigma, failureRatio } of serviceTasks) {
      for (let left = random.count(perSecond * load.activity * seconds); left > 0; left -= 1) {
        tasks.inc({ task, state: random.chance(failureRatio) ? 'FAILURE' : 'SUCCESS' });
        durations.observe({ task }, random.logNormal(medianSeconds, sigma));
      }
    }
  };
}

/** The process' own figures, real ones; those of Node are left out: the service is said to be written in Python. */
function processMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  registry
    .getMetricsAsArray()
    .filter((metric) => metric.name.startsWith('nodejs_'))
    .forEach((metric) => registry.removeSingleMetric(metric.name));
}
