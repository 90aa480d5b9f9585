import { getDataSourceSrv } from '@grafana/runtime';

export interface TestOutcome {
  status: 'success' | 'warning' | 'error' | 'info';
  message: string;
  /** More to read, as the mend of a fault. */
  details?: string;
}

/** Runs a data source's own health check. A check that throws and one that answers "error" read the same. */
export async function testDataSource(uid: string): Promise<TestOutcome> {
  try {
    const source = await getDataSourceSrv().get(uid);
    const answer: unknown = await source.testDatasource();
    return readOutcome(answer);
  } catch (reason) {
    return { ...readOutcome(reason), status: 'error' };
  }
}

export function readOutcome(answer: unknown): TestOutcome {
  if (typeof answer !== 'object' || answer === null) {
    return { status: 'error', message: answer === undefined ? 'The health check gave no answer' : String(answer) };
  }
  const status = 'status' in answer ? String(answer.status).toLowerCase() : '';
  return {
    status: statuses[status] ?? 'error',
    message: 'message' in answer ? String(answer.message) : 'The health check gave no message',
    details: detailsOf(answer),
  };
}

const statuses: Record<string, TestOutcome['status']> = {
  ok: 'success',
  success: 'success',
  warning: 'warning',
  info: 'info',
  error: 'error',
};

function detailsOf(answer: object): string | undefined {
  const details: unknown = 'details' in answer ? answer.details : undefined;
  if (typeof details !== 'object' || details === null) {
    return undefined;
  }
  return ['message', 'verboseMessage']
    .map((key) => (Object.hasOwn(details, key) ? Reflect.get(details, key) : undefined))
    .filter((text) => typeof text === 'string' && text !== '')
    .join('\n');
}
