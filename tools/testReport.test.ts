import { describe, expect, it } from 'vitest';
import { addCounts, closingLine, countPlaywright, countVitest } from './testReport';

describe('test report', () => {
  it('counts a suite that broke before its tests as one failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('counts a flaky browser test as failed', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] };
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 2, skipped: 0 });
  });

  it('refuses a report whose format it does not know, rather than reporting zero', () => {
    expect(() => countVitest({})).toThrow(/numPassedTests/);
  });

  it('closes with one plain line', () => {
    const sum = addCounts([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 2, failed: 1, skipped: 3 },
    ]);
    expect(closingLine(sum)).toBe('3 passed, 1 failed, 3 skipped');
  });
});
