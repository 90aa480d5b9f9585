export interface TestResult {
  ok: boolean;
  message: string;
  detail?: string;
}

interface Testable {
  testDatasource?: () => Promise<unknown>;
}

/** Runs a data source's health check. One that answers with an error and one that throws it read the same. */
export async function testDataSource(load: () => Promise<Testable>): Promise<TestResult> {
  try {
    const source = await load();
    if (!source.testDatasource) {
      return { ok: false, message: 'This data source has no health check.' };
    }
    return parseAnswer(await source.testDatasource());
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : messageOf(error) };
  }
}

function parseAnswer(answer: unknown): TestResult {
  if (typeof answer !== 'object' || answer === null || !('status' in answer)) {
    return { ok: false, message: 'The health check gave no answer.' };
  }
  const ok = answer.status === 'success' || answer.status === 'OK';
  return { ok, message: messageOf(answer), detail: detailOf(answer) };
}

function messageOf(answer: unknown): string {
  const has =
    typeof answer === 'object' && answer !== null && 'message' in answer && typeof answer.message === 'string';
  return has ? String(answer.message) : 'The health check gave no message.';
}

function detailOf(answer: object): string | undefined {
  const details: unknown = 'details' in answer ? answer.details : undefined;
  const has = typeof details === 'object' && details !== null && 'message' in details;
  return has && typeof details.message === 'string' ? details.message : undefined;
}
