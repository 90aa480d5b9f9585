import { LoadingState, type DataQueryRequest, type DataQueryResponse, type DataSourceApi } from '@grafana/data';
import {
  defer,
  from,
  fromEvent,
  lastValueFrom,
  takeUntil,
  takeWhile,
  type ObservableInput,
  throwError,
  timeout,
} from 'rxjs';
import { Fault } from '../transport/Fault';
import { abortError } from '../transport/http';
import { saidBy } from './saidBy';

/**
 * The last response to a request: a data source may answer with a promise or a stream, which may show what it has so
 * far before it is done, and need not end. Throws the Fault `prometheus-error`, or an AbortError once the signal is
 * aborted, when the request is cancelled as well.
 */
export async function wholeAnswer(
  source: DataSourceApi,
  request: DataQueryRequest,
  signal: AbortSignal,
  withinMs = 120_000
): Promise<DataQueryResponse> {
  if (signal.aborted) {
    throw abortError();
  }
  // Deferred, because a data source may also throw at once.
  const answers = defer(() => from<ObservableInput<DataQueryResponse>>(source.query(request))).pipe(
    takeUntil(fromEvent(signal, 'abort')),
    timeout({ each: withinMs, with: () => throwError(() => new Error(`no answer within ${withinMs / 1000} s`)) }),
    takeWhile(({ state }) => state !== LoadingState.Done && state !== LoadingState.Error, true)
  );
  const last = await lastValueFrom(answers, { defaultValue: { data: [] } }).catch((thrown: unknown) => {
    throw signal.aborted ? abortError() : new Fault('prometheus-error', { detail: saidBy(thrown) });
  });
  if (signal.aborted) {
    throw abortError();
  }
  return last;
}
