import { beforeAll, describe, expect, it } from 'vitest';
import { createMemoryPipeline, type MemoryPipeline, type MemoryRun } from './memoryPipeline';
import { createSimulation, type Simulation } from './createSimulation';

const morning = Date.parse('2026-11-18T09:00:00Z');
const STEP_SECONDS = 5;

/** Lets the team work from one minute to another, and calls `watch` after every step. */
async function work(simulation: Simulation, fromMinute: number, toMinute: number, watch?: (now: Date) => void) {
  for (let second = fromMinute * 60; second < toMinute * 60; second += STEP_SECONDS) {
    const now = new Date(morning + second * 1000);
    await simulation.step(now);
    watch?.(now);
  }
}

function stuckAt(pipeline: MemoryPipeline, now: Date): MemoryRun[] {
  return pipeline.runs.filter(
    ({ status, startedAt }) => status === 'processing' && startedAt && +now - +startedAt > 600_000
  );
}

describe('four hours of the team at work', () => {
  const pipeline = createMemoryPipeline();
  const notices: string[] = [];
  const watched = { steps: 0, withStuck: 0, mostStuck: 0, withError: 0, deadWorkers: 0 };

  beforeAll(async () => {
    const simulation = createSimulation({ pipeline, seed: 1, onNotice: (line) => notices.push(line) });
    await work(simulation, 0, 240, (now) => {
      const isSettled = +now - morning > 45 * 60_000;
      const stuck = stuckAt(pipeline, now).length;
      watched.steps += isSettled ? 1 : 0;
      watched.withStuck += isSettled && stuck > 0 ? 1 : 0;
      watched.mostStuck = Math.max(watched.mostStuck, stuck);
      watched.withError += isSettled && pipeline.scraperRows.some(({ status }) => status === 'error') ? 1 : 0;
      const igf = [...pipeline.beats.values()].filter(({ worker }) => /^worker-[12]$/.test(worker));
      watched.deadWorkers += igf.filter(({ lastSeenAt }) => +now - +lastSeenAt > 10_000).length;
    });
  });

  it('A1 completes most runs, fails some, and has some queued and processing', () => {
    const count = (status: string): number => pipeline.runs.filter((run) => run.status === status).length;
    expect(count('completed')).toBeGreaterThan(250);
    expect(count('failed')).toBeGreaterThan(2);
    expect(count('completed') / (count('completed') + count('failed'))).toBeGreaterThan(0.9);
    expect(count('queued')).toBeGreaterThan(0);
    expect(count('processing')).toBeGreaterThan(2);
    expect(notices).toEqual([]);
  });

  it('A4 nearly always has one or two stuck runs, and resets them in the end', () => {
    expect(watched.withStuck / watched.steps).toBeGreaterThan(0.85);
    expect(watched.mostStuck).toBeLessThanOrEqual(2);
    const resets = pipeline.logs.filter(({ message }) => /was stuck for \d+ minutes/.test(message));
    expect(resets.length).toBeGreaterThan(2);
    const again = pipeline.runs.find(({ id }) => id === resets[0]?.runId);
    expect(again?.retries).toBeGreaterThan(0);
    expect(again?.status).toMatch(/completed|failed/);
  });

  it('A7 nearly always has one scraper in error and restarts it', () => {
    expect(watched.withError / watched.steps).toBeGreaterThan(0.85);
    expect(pipeline.scraperRows.filter(({ status }) => status === 'error').length).toBeLessThanOrEqual(1);
    expect(pipeline.scraperRows.filter(({ status }) => status === 'paused')).toHaveLength(1);
    expect(pipeline.logs.some(({ message }) => message.endsWith('was restarted'))).toBe(true);
  });

  it('A6 hears from both IGF workers all the time', () => {
    expect(watched.deadWorkers).toBe(0);
    expect(pipeline.beats.get('worker-1')?.jobsDone).toBeGreaterThan(20);
    expect(pipeline.beats.get('worker-2')?.jobsDone).toBeGreaterThan(20);
  });

  it('A8 counts in its queue samples every run that came', () => {
    const arrivals = pipeline.samples.reduce((sum, sample) => sum + sample.arrivals, 0);
    expect(Math.abs(arrivals - pipeline.runs.length)).toBeLessThan(5);
    expect(Math.max(...pipeline.samples.map(({ queued }) => queued))).toBeGreaterThan(2);
  });

  it('A5 discovers pages', () => {
    expect(pipeline.pages.length).toBeGreaterThan(3);
  });

  it('gives each worker no more than its slots, lost runs aside', () => {
    const busy = pipeline.runs.filter(({ status, worker }) => status === 'processing' && worker === 'worker-1');
    expect(busy.length).toBeLessThanOrEqual(4 + 2);
  });
});

describe('createSimulation', () => {
  it('does the same for the same seed and moments, and otherwise for another seed', async () => {
    const runs = async (seed: number): Promise<MemoryRun[]> => {
      const pipeline = createMemoryPipeline();
      await work(createSimulation({ pipeline, seed }), 0, 30);
      return pipeline.runs;
    };
    const [first, second, other] = [await runs(1), await runs(1), await runs(2)];
    expect(first.length).toBeGreaterThan(20);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('loses and doubles nothing over an outage, whether answers are lost or requests', async () => {
    for (const afterEffect of [false, true]) {
      const pipeline = createMemoryPipeline();
      const notices: string[] = [];
      const simulation = createSimulation({ pipeline, seed: 1, onNotice: (line) => notices.push(line) });
      await work(simulation, 0, 20);
      const started = pipeline.runs.filter(({ status }) => status === 'processing').map(({ id }) => id);
      expect(started.length).toBeGreaterThan(0);
      pipeline.outage = { afterEffect };
      await work(simulation, 20, 24);
      pipeline.outage = undefined;
      await work(simulation, 24, 60);

      const ended = pipeline.runs.filter(({ id, status }) => started.includes(id) && status !== 'processing');
      expect(ended.length).toBeGreaterThanOrEqual(started.length - 2); // but for runs that are stuck
      const asked = pipeline.runs.map(({ clientId, createdAt }) => `${clientId} ${createdAt.getTime()}`);
      expect(new Set(asked).size).toBe(asked.length);
      expect(notices).toEqual(['Simulator: database: not reachable, trying again', 'Simulator: database: well again']);
    }
  });

  it('goes on with the rest when one thing is refused, and says so once', async () => {
    const pipeline = createMemoryPipeline();
    const notices: string[] = [];
    pipeline.addQueueSamples = () => Promise.reject(new Error('42501: permission denied for table queue_samples'));
    await work(createSimulation({ pipeline, seed: 1, onNotice: (line) => notices.push(line) }), 0, 10);
    expect(notices).toEqual(['Simulator: queue samples: 42501: permission denied for table queue_samples']);
    expect(pipeline.logs.length).toBeGreaterThan(0);
  });

  it('takes on runs that were processing before, and leaves alone what others reset', async () => {
    const pipeline = createMemoryPipeline();
    await work(createSimulation({ pipeline, seed: 1 }), 0, 15);
    const before = pipeline.runs.filter(({ status }) => status === 'processing').length;
    expect(before).toBeGreaterThan(0);
    const cancelled = pipeline.runs.find(({ status }) => status === 'processing');
    Object.assign(cancelled ?? {}, { status: 'cancelled' });

    await work(createSimulation({ pipeline, seed: 1 }), 15, 30);
    expect(cancelled?.status).toBe('cancelled');
    const leftOver = pipeline.runs.filter(
      ({ status, createdAt }) => status === 'processing' && +createdAt < morning + 600_000
    );
    expect(leftOver.length).toBeLessThanOrEqual(2);
  });

  it('takes no run for a scraper that somebody stopped', async () => {
    const pipeline = createMemoryPipeline();
    const simulation = createSimulation({ pipeline, seed: 1 });
    await work(simulation, 0, 1);
    const stopped = pipeline.scraperRows.filter(({ system }) => system === 'IGM');
    stopped.forEach((row) => Object.assign(row, { status: 'stopped' }));
    await work(simulation, 1, 30);
    const theirs = new Set(stopped.map(({ id }) => id));
    const igm = pipeline.runs.filter(
      ({ scraperId, createdAt }) => theirs.has(scraperId) && +createdAt > morning + 60_000
    );
    expect(igm.length).toBeGreaterThan(3);
    expect(igm.every(({ status }) => status === 'queued')).toBe(true);
  });
});
