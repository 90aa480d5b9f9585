import { describe, expect, it } from 'vitest';
import { inBackground } from './inBackground';
import { PipelineOutage } from './pipeline';

const now = new Date('2026-11-18T09:00:00Z');

describe('inBackground', () => {
  it('does not wait, and begins nothing while something is under way', async () => {
    let begun = 0;
    let end = (): void => undefined;
    const actor = inBackground('slow', () => {
      begun += 1;
      return new Promise((resolve) => (end = resolve));
    });
    await actor.step(now);
    await actor.step(now);
    expect(begun).toBe(1);
    end();
    await actor.settled();
    await actor.step(now);
    expect(begun).toBe(2);
  });

  it('tells a failure in the next step, once, and no outage', async () => {
    const failures = [new Error('refused'), new PipelineOutage('down')];
    const actor = inBackground('failing', () => {
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    });
    await actor.step(now);
    await actor.settled();
    await expect(actor.step(now)).rejects.toThrow('refused');
    await actor.settled();
    await actor.step(now);
  });
});
