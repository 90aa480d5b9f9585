import type { DataFrame, DataQueryError, DataQueryResponse } from '@grafana/data';
import type { ScrapewatchQuery } from '../query/model';
import { asFault } from '../transport/Fault';
import { isAbort } from '../transport/http';

/**
 * Every target asked on its own: one that fails is named in `errors`, the others keep their rows. Rejects with an
 * `AbortError` only.
 */
export async function answerTargets(
  targets: ScrapewatchQuery[],
  answerOne: (target: ScrapewatchQuery) => Promise<DataFrame[]>
): Promise<DataQueryResponse> {
  const errors: DataQueryError[] = [];
  const answers = targets.map(async (target) => {
    try {
      return await answerOne(target);
    } catch (thrown) {
      if (isAbort(thrown)) {
        throw thrown;
      }
      errors.push(toQueryError(thrown, target.refId));
      return [];
    }
  });
  const data = (await Promise.all(answers)).flat();
  // Grafana 10.1 reads `error`, later versions `errors`.
  return errors.length === 0 ? { data } : { data, errors, error: errors[0] };
}

/** Whatever was thrown, as Grafana shows it beside the panel. */
export function toQueryError(thrown: unknown, refId: string): DataQueryError {
  const { message, context } = asFault(thrown);
  return { refId, message, status: context.status };
}
