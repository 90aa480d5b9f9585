import { describe, expect, it } from 'vitest';
import { titlesIn } from './testTitles';

describe('titlesIn', () => {
  it('joins groups and tests, in plain strings, templates and tables', () => {
    const text = `
      describe('runs', () => {
        it('A4 lists a stuck run', () => { expect(1).toBe(1); });
        it.each([1, 2])('A1 counts %i', () => {});
        for (const x of y) { test(\`D8 reads at \${x} px\`, async () => {}); }
      });
      test.describe('panel', () => { test('draws', async () => {}); });
      notATest('A9 never');
    `;
    expect(titlesIn(text)).toEqual([
      'runs › A4 lists a stuck run',
      'runs › A1 counts %i',
      'runs › D8 reads at … px',
      'panel › draws',
    ]);
  });
});
