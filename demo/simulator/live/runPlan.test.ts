import { describe, expect, it } from 'vitest';
import { planRun, type PlanContext, type RunPlan } from './runPlan';

const context: PlanContext = {
  seed: 1,
  runId: 1,
  attempt: 0,
  character: { coverage: 0.985, slowness: 1 },
  system: 'IGF',
  activity: 1,
  failureBurst: 0,
};

function plans(change: Partial<PlanContext> = {}): RunPlan[] {
  return Array.from({ length: 4_000 }, (_, runId) => planRun({ ...context, ...change, runId }));
}

function quantile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? NaN;
}

describe('planRun', () => {
  it('decides the same for the same run, and anew after a reset', () => {
    expect(planRun(context)).toEqual(planRun(context));
    expect(planRun({ ...context, attempt: 1 })).not.toEqual(planRun(context));
  });

  it('A1 lets about 3 % of the runs fail', () => {
    const failed = plans().filter(({ outcome }) => outcome === 'failed').length / 4_000;
    expect(failed).toBeGreaterThan(0.02);
    expect(failed).toBeLessThan(0.04);
  });

  it('A3 takes two to five minutes for most clients, more for a slow one, and never as long as a stuck run', () => {
    const seconds = plans()
      .filter(({ outcome }) => outcome === 'completed')
      .map(({ workSeconds }) => workSeconds);
    expect(quantile(seconds, 0.1)).toBeGreaterThan(110);
    expect(quantile(seconds, 0.9)).toBeLessThan(300);
    expect(Math.max(...seconds)).toBeLessThan(600);
    const slow = plans({ character: { coverage: 0.985, slowness: 2.1 } }).map(({ workSeconds }) => workSeconds);
    expect(quantile(slow, 0.5)).toBeGreaterThan(300);
  });

  it('A2 finds what its client lets it find', () => {
    const mean = (list: RunPlan[]): number => list.reduce((sum, { coverage }) => sum + coverage, 0) / list.length;
    expect(mean(plans())).toBeGreaterThan(0.97);
    expect(mean(plans({ character: { coverage: 0.745, slowness: 1 } }))).toBeLessThan(0.76);
  });

  it('waits longer when the pipeline is busy, and fails more in a burst', () => {
    const wait = (activity: number): number =>
      quantile(
        plans({ activity }).map(({ waitSeconds }) => waitSeconds),
        0.5
      );
    expect(wait(1.5)).toBeGreaterThan(3 * wait(0.6));
    const failed = plans({ failureBurst: 0.4 }).filter(({ outcome }) => outcome === 'failed').length;
    expect(failed).toBeGreaterThan(1_500);
  });
});
