// @vitest-environment jsdom
import { ThresholdsMode } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { angleOf, arcPath, scaleOf, thresholdSpans } from './gaugeGeometry';

describe('the arc of a gauge', () => {
  it.each([
    [0, -120],
    [50, 0],
    [100, 120],
    [-5, -120],
    [500, 120],
  ])('%i of 0 to 100 lies at %i°', (value, degrees) => {
    expect(angleOf(value, { min: 0, max: 100 })).toBe(degrees);
  });

  it('has a scale even without, or with impossible, limits', () => {
    expect(scaleOf({})).toEqual({ min: 0, max: 100 });
    expect(scaleOf({ min: 5, max: 5 })).toEqual({ min: 5, max: 6 });
  });

  it('takes the long way round past 180°', () => {
    expect(arcPath({ x: 0, y: 0 }, 10, -120, 120)).toContain(' 1 1 ');
    expect(arcPath({ x: 0, y: 0 }, 10, 0, 90)).toBe('M0,-10A10,10 0 0 1 10,0');
  });

  const steps = [
    { value: -Infinity, color: 'red' },
    { value: 50, color: 'orange' },
    { value: 200, color: 'green' },
  ];

  it('shows thresholds inside the scale only', () => {
    const absolute = { thresholds: { mode: ThresholdsMode.Absolute, steps } };
    expect(thresholdSpans(absolute, { min: 0, max: 100 })).toEqual([
      { from: 0, to: 50, color: 'red' },
      { from: 50, to: 100, color: 'orange' },
    ]);
  });

  it('reads percentages as shares of the scale', () => {
    const percentage = { thresholds: { mode: ThresholdsMode.Percentage, steps: steps.slice(0, 2) } };
    expect(thresholdSpans(percentage, { min: 0, max: 10 })[1]).toEqual({ from: 5, to: 10, color: 'orange' });
  });
});
