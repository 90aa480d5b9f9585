import { LoadingState, type DataFrame, type DataQueryError, type DataQueryResponse } from '@grafana/data';
import { catchError, combineLatest, defer, map, Observable, of } from 'rxjs';
import type { ScrapewatchQuery } from '../query/model';
import { asFault } from '../transport/Fault';
import { isAbort } from '../transport/http';
import type { TargetAnswer } from './TargetAnswer';

/**
 * The answers to all targets, each asked on its own: one that fails is named in `errors`, the others keep their rows. They
 * come together, in the order of the targets, and again whenever a live one has changed.
 */
export function answerTargets(
  targets: ScrapewatchQuery[],
  answerOne: (target: ScrapewatchQuery) => Observable<TargetAnswer>
): Observable<DataQueryResponse> {
  if (targets.length === 0) {
    return of({ data: [] });
  }
  const apart = (target: ScrapewatchQuery) =>
    defer(() => answerOne(target)).pipe(catchError((thrown: unknown) => of({ frames: [], thrown, isLive: false })));
  return combineLatest(targets.map(apart)).pipe(map((answers) => toResponse(targets, answers)));
}

/** One answer, or its failure; unsubscribing aborts it. */
export function once(ask: (signal: AbortSignal) => Promise<DataFrame[]>): Observable<TargetAnswer> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const done = (answer: TargetAnswer) => {
      subscriber.next(answer);
      subscriber.complete();
    };
    ask(controller.signal).then(
      (frames) => done({ frames, isLive: false }),
      (thrown: unknown) => (isAbort(thrown) ? subscriber.complete() : done({ frames: [], thrown, isLive: false }))
    );
    return () => controller.abort();
  });
}

function toResponse(targets: ScrapewatchQuery[], answers: TargetAnswer[]): DataQueryResponse {
  const data = answers.flatMap(({ frames }) => frames);
  const errors = answers.flatMap(({ thrown }, i) => (thrown === undefined ? [] : [toError(thrown, targets[i].refId)]));
  const isLive = answers.some((answer) => answer.isLive);
  return {
    data,
    // Grafana 10.1 reads `error`, later versions `errors`.
    ...(errors.length > 0 ? { errors, error: errors[0] } : {}),
    ...(isLive ? { state: LoadingState.Streaming, key: targets[0].refId } : {}),
  };
}

/** Whatever was thrown, as Grafana shows it beside the panel. */
function toError(thrown: unknown, refId: string): DataQueryError {
  const { message, context } = asFault(thrown);
  return { refId, message, status: context.status };
}
