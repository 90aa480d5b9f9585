import { createRandom, type Random } from './random';
import {
  logNormalShare,
  queueLengthAt,
  requestBuckets,
  serviceLabels,
  serviceLoadAt,
  serviceQueues,
  serviceRoutes,
  serviceTasks,
  taskBuckets,
} from './serviceModel';

export interface ServiceHistoryOptions {
  from: Date;
  to: Date;
  /** Distance of samples in the last hour; before that five times as much. 48 h at 30 s are below 20 MB. */
  stepSeconds: number;
  seed: number;
  /** Labels that the scrape adds, e.g. `{ job: 'deal-scout', instance: '127.0.0.1:9100' }`. */
  labels?: Record<string, string>;
}

/**
 * Returns the service's past as OpenMetrics text for `promtool tsdb create-blocks-from openmetrics`: the series that
 * `serveServiceMetrics` serves, at the same level, series by series in time order, and `# EOF` at the end.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 */
export function serviceHistoryOpenMetrics({ from, to, stepSeconds, seed, labels = {} }: ServiceHistoryOptions): string {
  if (!(stepSeconds > 0)) {
    throw new Error(`stepSeconds must be above 0, not ${stepSeconds}`);
  }
  const past: Past = { times: sampleTimes(from, to, stepSeconds), seed, labels: { ...labels, ...serviceLabels } };
  return [
    ...requestFamilies(past),
    ...taskFamilies(past),
    ...queueFamily(past),
    ...processFamilies(past),
    '# EOF\n',
  ].join('\n');
}

interface Past {
  /** Unix seconds, ascending. */
  times: number[];
  seed: number;
  labels: Record<string, string>;
}

const FINE_SECONDS = 3600;
const COARSER = 5;

function sampleTimes(from: Date, to: Date, stepSeconds: number): number[] {
  const first = Math.ceil(from.getTime() / 1000);
  const end = Math.floor(to.getTime() / 1000);
  const times: number[] = [];
  for (let time = first; time <= end; time += end - time > FINE_SECONDS ? stepSeconds * COARSER : stepSeconds) {
    times.push(time);
  }
  return times;
}

function requestFamilies(past: Past): string[] {
  const requests: string[] = [];
  const durations: string[] = [];
  for (const { method, route, perSecond, medianSeconds, sigma, refused } of serviceRoutes) {
    const random = createRandom(past.seed, `history:${route}`);
    const ok = new Series(past, 'deal_scout_requests_total', { method, route, status: '200' });
    const failed = new Series(past, 'deal_scout_requests_total', { method, route, status: '500' });
    const wrong = refused && new Series(past, 'deal_scout_requests_total', { method, route, status: refused.status });
    const histogram = new HistogramSeries(past, 'deal_scout_request_duration_seconds', { route }, requestBuckets);
    eachStep(past, ({ time, seconds }) => {
      const load = serviceLoadAt(time, past.seed);
      const all = random.count(perSecond * load.activity * seconds);
      const failures = Math.min(all, random.count(all * load.errorRatio));
      const refusals = Math.min(all - failures, random.count(all * (refused?.ratio ?? 0)));
      failed.add(failures);
      wrong?.add(refusals);
      ok.add(all - failures - refusals);
      histogram.add(all, medianSeconds * load.slowness, sigma, random);
    });
    requests.push(ok.text(), ...(wrong ? [wrong.text()] : []), failed.text());
    durations.push(histogram.text());
  }
  return [
    ...family('deal_scout_requests', 'counter', 'Requests answered', requests),
    ...family('deal_scout_request_duration_seconds', 'histogram', 'Time to answer a request', durations),
  ];
}

function taskFamilies(past: Past): string[] {
  const tasks: string[] = [];
  const durations: string[] = [];
  for (const { task, perSecond, medianSeconds, sigma, failureRatio } of serviceTasks) {
    const random = createRandom(past.seed, `history:${task}`);
    const done = new Series(past, 'celery_task_total', { task, state: 'SUCCESS' });
    const failed = new Series(past, 'celery_task_total', { task, state: 'FAILURE' });
    const histogram = new HistogramSeries(past, 'celery_task_duration_seconds', { task }, taskBuckets);
    eachStep(past, ({ time, seconds }) => {
      const all = random.count(perSecond * serviceLoadAt(time, past.seed).activity * seconds);
      const failures = Math.min(all, random.count(all * failureRatio));
      failed.add(failures);
      done.add(all - failures);
      histogram.add(all, medianSeconds, sigma, random);
    });
    tasks.push(done.text(), failed.text());
    durations.push(histogram.text());
  }
  return [
    ...family('celery_task', 'counter', 'Tasks finished', tasks),
    ...family('celery_task_duration_seconds', 'histogram', 'Time to finish a task', durations),
  ];
}

function queueFamily(past: Past): string[] {
  const samples = serviceQueues.map((queue) => {
    const series = new Series(past, 'celery_queue_length', { queue: queue.queue });
    eachStep(past, ({ time }) => series.set(queueLengthAt(queue, time, past.seed)));
    return series.text();
  });
  return family('celery_queue_length', 'gauge', 'Tasks waiting in a queue', samples);
}

function processFamilies(past: Past): string[] {
  const random = createRandom(past.seed, 'history:process');
  const memory = new Series(past, 'process_resident_memory_bytes', {});
  const cpu = new Series(past, 'process_cpu_seconds_total', {});
  const started = new Series(past, 'process_start_time_seconds', {});
  eachStep(past, ({ time, seconds }) => {
    const { activity } = serviceLoadAt(time, past.seed);
    memory.set(Math.round((150 + 40 * activity + random.between(0, 8)) * 1024 * 1024));
    cpu.add(Number((0.04 * activity * seconds).toFixed(2)));
    started.set(past.times[0] ?? 0);
  });
  return [
    ...family('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes', [memory.text()]),
    ...family('process_cpu_seconds', 'counter', 'CPU time spent', [cpu.text()]),
    ...family('process_start_time_seconds', 'gauge', 'Start time since the epoch', [started.text()]),
  ];
}

function eachStep({ times }: Past, visit: (step: { time: Date; seconds: number }) => void): void {
  times.forEach((time, index) => visit({ time: new Date(time * 1000), seconds: time - (times[index - 1] ?? time) }));
}

function family(name: string, type: 'counter' | 'gauge' | 'histogram', help: string, series: string[]): string[] {
  return [`# HELP ${name} ${help}.`, `# TYPE ${name} ${type}`, ...series];
}

/** One series: a value a sample time, added to or set in time order. */
class Series {
  private readonly head: string;
  private readonly lines: string[] = [];
  private value = 0;

  constructor(
    private readonly past: Past,
    name: string,
    labels: Record<string, string>
  ) {
    const pairs = Object.entries({ ...labels, ...past.labels }).map(([key, value]) => `${key}="${escapeLabel(value)}"`);
    this.head = `${name}{${pairs.join(',')}}`;
  }

  add(amount: number): void {
    this.set(this.value + amount);
  }

  set(value: number): void {
    this.value = value;
    this.lines.push(`${this.head} ${Number(value.toFixed(6))} ${this.past.times[this.lines.length]}`);
  }

  text(): string {
    return this.lines.join('\n');
  }
}

class HistogramSeries {
  private readonly buckets: Series[];
  private readonly sum: Series;
  private readonly count: Series;

  constructor(
    past: Past,
    name: string,
    labels: Record<string, string>,
    private readonly limits: number[]
  ) {
    const bounds = [...limits.map(String), '+Inf'];
    this.buckets = bounds.map((le) => new Series(past, `${name}_bucket`, { ...labels, le }));
    this.sum = new Series(past, `${name}_sum`, labels);
    this.count = new Series(past, `${name}_count`, labels);
  }

  /** Spreads `observations` over the buckets as a log-normal would; what does not divide is rounded by chance. */
  add(observations: number, median: number, sigma: number, random: Random): void {
    const carry = random.next();
    this.limits.forEach((limit, index) =>
      this.buckets[index]?.add(Math.floor(observations * logNormalShare(limit, median, sigma) + carry * 0.999))
    );
    this.buckets.at(-1)?.add(observations);
    this.sum.add(observations * median * Math.exp(sigma ** 2 / 2));
    this.count.add(observations);
  }

  text(): string {
    return [...this.buckets, this.count, this.sum].map((series) => series.text()).join('\n');
  }
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
