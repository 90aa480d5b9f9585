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
    const { sentence, states, flow, legend } = queueLayout({ width, height, hasFlow: true, sentence: 'Steady.' });
    expect(sentence + states + flow + legend).toBe(height);
    expect(states).toBeGreaterThan(0);
  });

  it.each([
    [690, 248, 24],
    [350, 248, 44],
    [160, 400, 64],
  ])('gives the sentence the lines it takes at %i × %i px', (width, height, expected) => {
    const sentence = 'Steady over 4 h 44 min (0.9/min in, 0.9/min out): 3.3 waiting.';
    expect(queueLayout({ width, height, hasFlow: true, sentence })).toMatchObject({ sentence: expected });
  });

  it('keeps arrivals and completions in a panel of 8 rows, below a sentence of two lines', () => {
    const sentence =
      'Growing by 12/min (140/min in, 128/min out) over 23 h 44 min: 12,345 waiting, not draining, by far.';
    expect(queueLayout({ width: 600, height: 248, hasFlow: true, sentence }).flow).toBeGreaterThan(0);
  });
});
