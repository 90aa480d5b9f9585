import { describe, expect, it } from 'vitest';
import { plotData, sampleAt, stack } from './plotData';
import { queueLayout } from './queueLayout';

describe('stack', () => {
  it('A8 sums from the bottom up', () => {
    expect(
      stack([
        [1, 2],
        [10, 20],
        [100, 200],
      ])
    ).toEqual([
      [1, 2],
      [11, 22],
      [111, 222],
    ]);
  });

  it('takes one missing value as nothing, and a moment without any as a gap', () => {
    expect(
      stack([
        [1, null, 3],
        [null, null, 4],
      ])
    ).toEqual([
      [1, null, 3],
      [1, null, 7],
    ]);
  });
});

describe('plotData', () => {
  it('spans the time range that was asked for', () => {
    expect(plotData([20, 30], [[1, 2]], true, { from: 10, to: 40 })).toEqual([
      [10, 20, 30, 40],
      [null, 1, 2, null],
    ]);
  });

  it('keeps times ascending when samples lie outside the range', () => {
    expect(plotData([5, 45], [[1, 2]], false, { from: 10, to: 40 })[0]).toEqual([5, 45]);
  });
});

describe('sampleAt', () => {
  const times = [100, 200, 300];

  it.each([
    [149, 0],
    [151, 1],
    [300, 2],
    [390, 2],
    [401, null],
    [-1, null],
    [null, null],
  ])('at %j is sample %j', (time, index) => {
    expect(sampleAt(time, times)).toBe(index);
  });

  it('finds the only sample from anywhere', () => {
    expect(sampleAt(9_999, [100])).toBe(0);
  });
});

describe('queueLayout', () => {
  it.each([
    [600, 400],
    [390, 300],
    [600, 150],
    [300, 60],
  ])('fills %i × %i px exactly and always keeps the chart', (width, height) => {
    const { sentence, states, flow, legend } = queueLayout({ width, height, hasFlow: true, hasSentence: true });
    expect(sentence + states + flow + legend).toBe(height);
    expect(states).toBeGreaterThan(0);
  });
});
