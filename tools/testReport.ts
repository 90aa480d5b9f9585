export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Sums counts; a step that says nothing counts as nothing. */
export function addCounts(counts: TestCounts[]): TestCounts {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 }
  );
}

/** The plain closing line that CI reads. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Counts of vitest's JSON report (Jest's shape: https://vitest.dev/guide/reporters#json-reporter).
 * A suite that failed before its tests could run counts as one failure.
 */
export function countVitest(report: unknown): TestCounts {
  const passed = numberAt(report, 'numPassedTests');
  const skipped = numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests');
  const suites = listAt(report, 'testResults');
  const broken = suites.filter(
    (suite) => stringAt(suite, 'status') === 'failed' && listAt(suite, 'assertionResults').length === 0
  ).length;
  return { passed, skipped, failed: numberAt(report, 'numFailedTests') + broken };
}

/**
 * Counts of Playwright's JSON report (https://playwright.dev/docs/test-reporters#json-reporter). A test that only passed
 * on a second try counts as failed: a flaky test is a bug.
 */
export function countPlaywright(report: unknown): TestCounts {
  const stats = objectAt(report, 'stats');
  return {
    passed: numberAt(stats, 'expected'),
    failed: numberAt(stats, 'unexpected') + numberAt(stats, 'flaky') + listAt(report, 'errors').length,
    skipped: numberAt(stats, 'skipped'),
  };
}

/** Each failed test of vitest's JSON report, as "file › title: first line of the failure". */
export function failuresOfVitest(report: unknown): string[] {
  return listAt(report, 'testResults').flatMap((suite) => {
    const file = stringAt(suite, 'name') ?? '?';
    const tests = listAt(suite, 'assertionResults');
    if (tests.length === 0) {
      return stringAt(suite, 'status') === 'failed' ? [`${file}: ${firstLine(stringAt(suite, 'message'))}`] : [];
    }
    return tests
      .filter((test) => stringAt(test, 'status') === 'failed')
      .map((test) => `${file} › ${stringAt(test, 'fullName')}: ${firstLine(listAt(test, 'failureMessages')[0])}`);
  });
}

/** Each failed or flaky test of Playwright's JSON report, as "file › title". Suites hold suites: files, then groups. */
export function failuresOfPlaywright(report: unknown): string[] {
  return listAt(report, 'suites').flatMap((suite) => [
    ...listAt(suite, 'specs')
      .filter((spec) => listAt(spec, 'tests').some((test) => failedStatuses.has(stringAt(test, 'status'))))
      .map((spec) => `${stringAt(spec, 'file')} › ${stringAt(spec, 'title')}`),
    ...failuresOfPlaywright(suite),
  ]);
}

const failedStatuses = new Set<string | undefined>(['unexpected', 'flaky']);

function firstLine(text: unknown): string {
  return typeof text === 'string' ? (text.trim().split('\n')[0] ?? '') : 'no message';
}

function objectAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function numberAt(value: unknown, key: string): number {
  const found = objectAt(value, key);
  if (typeof found !== 'number') {
    throw new Error(`The test report has no number "${key}": its format changed`);
  }
  return found;
}

function listAt(value: unknown, key: string): unknown[] {
  const found = objectAt(value, key);
  return Array.isArray(found) ? found : [];
}

function stringAt(value: unknown, key: string): string | undefined {
  const found = objectAt(value, key);
  return typeof found === 'string' ? found : undefined;
}
