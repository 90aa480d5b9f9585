import { describe, expect, it } from 'vitest';
import { formatAge } from './formatAge';

describe('formatAge', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [45, '45 s'],
    [59.6, '1 min'],
    [754, '12 min'],
    [11_100, '3 h 5 min'],
    [7_200, '2 h'],
    [187_200, '2 d 4 h'],
  ])('reads %d seconds as %s', (seconds, text) => {
    expect(formatAge(seconds)).toBe(text);
  });
});
