import type { DataFrame, DataSourceApi } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { AnswerContext } from '../answer';
import { answerWithinMs } from '../transport/answerWithinMs';
import { Fault } from '../transport/Fault';
import { saidBy } from './saidBy';
import { toRequest, type Question } from './toRequest';
import { wholeAnswer } from './wholeAnswer';

/**
 * The frames with which the configured Prometheus data source answers; it fills in variables, and its limits and
 * permissions hold. Throws the Fault `no-prometheus`, `prometheus-gone` or
 * `prometheus-error`, or an AbortError.
 */
export async function askPrometheus(question: Question, context: AnswerContext): Promise<DataFrame[]> {
  const source = await findPrometheus(context.settings.prometheusUid);
  const response = await wholeAnswer(
    source,
    toRequest(question, source, context),
    context.signal,
    answerWithinMs(context.settings)
  );
  const failed = response.error ?? response.errors?.[0];
  if (failed) {
    throw new Fault('prometheus-error', { detail: saidBy(failed), status: failed.status });
  }
  return response.data.map((frame: DataFrame) => ({ ...frame, refId: question.refId }));
}

async function findPrometheus(uid: string | undefined): Promise<DataSourceApi> {
  if (!uid) {
    throw new Fault('no-prometheus');
  }
  try {
    return await getDataSourceSrv().get({ uid });
  } catch {
    throw new Fault('prometheus-gone', { detail: uid });
  }
}
