import { LoadingState, type DataQueryRequest, type DataQueryResponse, type DataSourceApi } from '@grafana/data';
import { defer, from, type ObservableInput } from 'rxjs';
import { Fault } from '../transport/Fault';
import { abortError } from '../transport/http';
import { saidBy } from './saidBy';

/**
 * The last response to a request: a data source may answer with a promise or a stream, which may show what it has so
 * far before it is done, and need not end. Throws the Fault `prometheus-error`, or an AbortError once the signal is
 * aborted, when the request is cancelled as well.
 */
export function wholeAnswer(
  source: DataSourceApi,
  request: DataQueryRequest,
  signal: AbortSignal
): Promise<DataQueryResponse> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortError());
      return;
    }
    let last: DataQueryResponse = { data: [] };
    // A data source may also throw at once.
    const answers = defer(() => from<ObservableInput<DataQueryResponse>>(source.query(request)));
    const subscription = answers.subscribe({
      next: (response) => {
        last = response;
        if (response.state === LoadingState.Done || response.state === LoadingState.Error) {
          stop();
          resolve(last);
        }
      },
      error: (thrown: unknown) => {
        stop();
        reject(new Fault('prometheus-error', { detail: saidBy(thrown) }));
      },
      complete: () => {
        stop();
        resolve(last);
      },
    });
    const cancel = () => {
      stop();
      reject(abortError());
    };
    signal.addEventListener('abort', cancel);

    function stop() {
      signal.removeEventListener('abort', cancel);
      // A stream that answers at once gets here before it has given its subscription.
      queueMicrotask(() => subscription.unsubscribe());
    }
  });
}
