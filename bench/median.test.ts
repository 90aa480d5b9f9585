import { describe, expect, it } from 'vitest';
import { median, pairedRatio } from './median';

describe('median', () => {
  it('takes the middle, and the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow();
  });

  it('runs the pairs in turn, each action after what comes before it', () => {
    const calls: string[] = [];
    pairedRatio(
      2,
      () => calls.push('a'),
      () => calls.push('b'),
      () => calls.push('-')
    );
    expect(calls.join('')).toBe('-a-b'.repeat(5));
  });
});
