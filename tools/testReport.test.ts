import { describe, expect, it } from 'vitest';
import {
  addCounts,
  closingLine,
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
} from './testReport';

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

  it('names each test that failed, with the first line of why', () => {
    const report = {
      testResults: [
        { name: 'a.test.ts', status: 'failed', message: 'Cannot find b\n at c', assertionResults: [] },
        {
          name: 'd.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'failed', fullName: 'd says e', failureMessages: ['expected 1\n at f'] },
            { status: 'passed', fullName: 'd says g', failureMessages: [] },
          ],
        },
      ],
    };
    expect(failuresOfVitest(report)).toEqual(['a.test.ts: Cannot find b', 'd.test.ts › d says e: expected 1']);
  });

  it('names each browser test that failed or was flaky, in groups too', () => {
    const spec = (title: string, status: string) => ({ title, file: 'h.spec.ts', tests: [{ status }] });
    const report = {
      suites: [
        {
          specs: [spec('passes', 'expected'), spec('fails', 'unexpected')],
          suites: [{ specs: [spec('wavers', 'flaky')] }],
        },
      ],
    };
    expect(failuresOfPlaywright(report)).toEqual(['h.spec.ts › fails', 'h.spec.ts › wavers']);
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
