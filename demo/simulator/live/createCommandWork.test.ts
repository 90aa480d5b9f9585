import { describe, expect, it } from 'vitest';
import type { ClaimedCommand } from '../../../docs/examples/claimCommands';
import { type CommandSource, createCommandWork } from './createCommandWork';
import { createMemoryPipeline } from './memoryPipeline';
import { loadWorld } from './world';

const morning = new Date('2026-11-18T09:00:00Z');

/** A source that hands out the commands one after the other and keeps how each ended. */
function sourceOf(...commands: Array<Pick<ClaimedCommand, 'kind' | 'target'>>) {
  const ends: Array<{ ok: boolean; result: string }> = [];
  const source: CommandSource = async (carryOut) => {
    for (let next = commands.shift(); next; next = commands.shift()) {
      const command = {
        command_id: 1,
        system: null,
        environment: null,
        reason: 'test',
        actor: 'ada',
        attempts: 1,
        ...next,
      };
      const end = await carryOut(command).then(
        (result) => ({ ok: true, result }),
        (error: unknown) => ({ ok: false, result: String(error) })
      );
      ends.push(end);
    }
  };
  return { source, ends };
}

async function setUp(...commands: Array<Pick<ClaimedCommand, 'kind' | 'target'>>) {
  const pipeline = createMemoryPipeline();
  const world = await loadWorld(pipeline, 1, morning);
  const { source, ends } = sourceOf(...commands);
  const work = createCommandWork(world, pipeline, source);
  const passSeconds = async (count: number): Promise<void> => {
    for (let second = 0; second < count; second += 1) {
      await work.step(new Date(morning.getTime() + (passed += 1) * 1000));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  let passed = 0;
  const statusOf = (name: string) => pipeline.scraperRows.find((row) => row.name === name)?.status;
  return { pipeline, world, work, ends, passSeconds, statusOf };
}

describe('createCommandWork', () => {
  it('A9 stops a scraper two seconds later, and says so in its log', async () => {
    const { world, ends, passSeconds, statusOf } = await setUp({ kind: 'stop_scraper', target: 'follower-scan-a' });
    await passSeconds(2);
    expect(statusOf('follower-scan-a')).toBe('running');
    await passSeconds(2);
    expect(statusOf('follower-scan-a')).toBe('stopped');
    expect(ends).toEqual([{ ok: true, result: 'follower-scan-a has stopped' }]);
    expect(world.log.map(({ message }) => message)).toContain('follower-scan-a was stopped: test');
  });

  it('A9 restarts a scraper by stopping it first, with its calls counted anew', async () => {
    const { pipeline, world, ends, passSeconds, statusOf } = await setUp({
      kind: 'restart_scraper',
      target: 'mutuals-scan',
    });
    const scraper = [...world.scrapers.values()].find(({ name }) => name === 'mutuals-scan');
    Object.assign(scraper ?? {}, { apiCalls: 500 });
    await passSeconds(3);
    expect(statusOf('mutuals-scan')).toBe('stopped');
    await passSeconds(4);
    expect(statusOf('mutuals-scan')).toBe('running');
    expect(scraper?.apiCalls).toBe(0);
    expect(pipeline.scraperRows.find(({ name }) => name === 'mutuals-scan')?.startedAt).not.toEqual(morning);
    expect(ends).toEqual([{ ok: true, result: 'mutuals-scan runs again' }]);
  });

  it('A4 queues a stuck run again, which nobody loses a second time', async () => {
    const { pipeline, world, ends, passSeconds } = await setUp({ kind: 'reset_run', target: '1' });
    const [client] = [...world.clients.values()];
    const run = {
      id: 1,
      clientId: client?.id ?? '',
      scraperId: client?.scraperId ?? '',
      status: 'processing' as const,
    };
    pipeline.runs.push({
      ...run,
      retries: 0,
      createdAt: morning,
      startedAt: morning,
      updatedAt: morning,
      worker: 'worker-1',
    });
    await passSeconds(3);
    expect(pipeline.runs[0]).toMatchObject({ status: 'queued', worker: null, startedAt: null, retries: 1 });
    expect(world.resetRuns.has(1)).toBe(true);
    expect(ends).toEqual([{ ok: true, result: 'Run 1 is queued again' }]);
  });

  it('A9 fails, and says why, when the run or scraper is gone or in no state for it', async () => {
    const { pipeline, world, ends, passSeconds } = await setUp(
      { kind: 'reset_run', target: '7' },
      { kind: 'reset_run', target: 'x' },
      { kind: 'start_scraper', target: 'gone' },
      { kind: 'reset_run', target: '1' }
    );
    const [client] = [...world.clients.values()];
    const run = { id: 1, clientId: client?.id ?? '', scraperId: client?.scraperId ?? '', status: 'completed' as const };
    pipeline.runs.push({ ...run, retries: 0, createdAt: morning, updatedAt: morning });
    await passSeconds(12);
    expect(ends).toEqual([
      { ok: false, result: 'Error: There is no run 7 any more' },
      { ok: false, result: 'Error: There is no run x any more' },
      { ok: false, result: 'Error: There is no scraper gone any more' },
      { ok: false, result: 'Error: Run 1 is completed: only a run that is processing can be reset' },
    ]);
  });

  it('carries out at once what is in hand when it must end', async () => {
    const { work, ends, passSeconds, statusOf } = await setUp({ kind: 'restart_scraper', target: 'mutuals-scan' });
    await passSeconds(1);
    await work.finish();
    expect(statusOf('mutuals-scan')).toBe('running');
    expect(ends).toHaveLength(1);
  });
});
