import { describe, expect, it } from 'vitest';
import { createRandom, seededUuid } from './random';

function take(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

describe('createRandom', () => {
  it('repeats itself for the same seed and name, and for no other', () => {
    const draws = (seed: number, name: string): number[] => take(20, createRandom(seed, name).next);
    expect(draws(7, 'a')).toEqual(draws(7, 'a'));
    expect(draws(7, 'a')).not.toEqual(draws(8, 'a'));
    expect(draws(7, 'a')).not.toEqual(draws(7, 'b'));
  });

  it('draws evenly between 0 and 1', () => {
    const draws = take(20_000, createRandom(1).next);
    const inTenths = Array.from({ length: 10 }, (_, tenth) => draws.filter((x) => Math.floor(x * 10) === tenth).length);
    expect(Math.min(...inTenths)).toBeGreaterThan(1_800);
    expect(Math.max(...inTenths)).toBeLessThan(2_200);
  });

  it('counts with the mean it was asked for, small or large', () => {
    for (const mean of [0.4, 12, 300]) {
      const random = createRandom(3, `count ${mean}`);
      const counts = take(5_000, () => random.count(mean));
      const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      expect(average / mean).toBeGreaterThan(0.95);
      expect(average / mean).toBeLessThan(1.05);
    }
  });

  it('gives log-normal draws around their median', () => {
    const random = createRandom(5);
    const sorted = take(4_001, () => random.logNormal(180, 0.3)).sort((a, b) => a - b);
    expect(sorted[2_000]).toBeGreaterThan(170);
    expect(sorted[2_000]).toBeLessThan(190);
  });

  it('refuses to pick from nothing', () => {
    expect(() => createRandom(1).pick([])).toThrow('empty list');
  });
});

describe('seededUuid', () => {
  it('is a version 4 UUID that depends on seed and name', () => {
    expect(seededUuid(1, 'a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(seededUuid(1, 'a')).toBe(seededUuid(1, 'a'));
    expect(seededUuid(1, 'a')).not.toBe(seededUuid(2, 'a'));
  });
});
