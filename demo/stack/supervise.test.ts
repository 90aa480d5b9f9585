import { describe, expect, it } from 'vitest';
import type { Exit } from './childProcess';
import { supervise, type Supervised } from './supervise';

class FakeProcess implements Supervised {
  end: (exit: Exit) => void = () => undefined;
  stopped = 0;
  exited = new Promise<Exit>((resolve) => (this.end = resolve));

  stop(): Promise<void> {
    this.stopped += 1;
    this.end({ code: 0, signal: null });
    return Promise.resolve();
  }
}

function superviseFake(restarts: Array<() => Promise<FakeProcess>>) {
  const first = new FakeProcess();
  const notices: string[] = [];
  const restart = () => restarts.shift()?.() ?? Promise.reject(new Error('no more'));
  const options = { name: 'Thing', first, restart, onNotice: (line: string) => notices.push(line), delaysMs: [1] };
  return { first, notices, supervision: supervise(options) };
}

describe('supervise', () => {
  it('says how a process ended and starts it again', async () => {
    const second = new FakeProcess();
    const { first, notices, supervision } = superviseFake([() => Promise.resolve(second)]);
    first.end({ code: null, signal: 'SIGKILL' });
    await expect.poll(() => supervision.current()).toBe(second);
    expect(notices).toEqual(['Thing ended (SIGKILL); starting it again.', 'Thing runs again.']);
    await supervision.stop();
    expect(second.stopped).toBeGreaterThan(0);
  });

  it('tries again when a restart fails, saying why', async () => {
    const third = new FakeProcess();
    const { first, notices, supervision } = superviseFake([
      () => Promise.reject(new Error('port taken')),
      () => Promise.resolve(third),
    ]);
    first.end({ code: 1, signal: null });
    await expect.poll(() => supervision.current()).toBe(third);
    expect(notices).toContain('Thing did not start: port taken');
    await supervision.stop();
  });

  it('does not restart what was stopped, and stops a restart that was under way', async () => {
    const second = new FakeProcess();
    let finish: (process: FakeProcess) => void = () => undefined;
    let asked: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => (asked = resolve));
    const { first, supervision } = superviseFake([
      () => {
        asked();
        return new Promise((resolve) => (finish = resolve));
      },
    ]);
    first.end({ code: 1, signal: null });
    await underWay;
    const stopped = supervision.stop();
    finish(second);
    await stopped;
    expect(second.stopped).toBe(1);
  });
});
