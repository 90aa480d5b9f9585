import {
  DataTopic,
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import {
  catchError,
  connect,
  defer,
  from,
  isObservable,
  map,
  merge,
  of,
  takeUntil,
  timer,
  type Observable,
} from 'rxjs';

/** Before this a panel keeps looking as it is: most answers come sooner, and a bar that flashes is worse than none. */
const showLoadingAfterMs = 200;

type QueryFunction = (request: DataQueryRequest) => Observable<DataQueryResponse> | Promise<DataQueryResponse>;

/**
 * Runs one request and tells its progress. An error becomes a PanelData in state Error, never an Observable error;
 * unsubscribing unsubscribes the data source's own observable, which aborts its requests.
 */
export function runRequest(
  dataSource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: QueryFunction
): Observable<PanelData> {
  const loading: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  request.startTime = Date.now();
  if (request.targets.length === 0) {
    request.endTime = Date.now();
    return of({ ...loading, state: LoadingState.Done });
  }

  const packets = new Map<string, DataQueryResponse>();
  const answers = defer(() => toObservable(queryFunction ? queryFunction(request) : dataSource.query(request))).pipe(
    map((packet) => {
      request.endTime = Date.now();
      packets.set(packet.key ?? 'A', packet);
      return toPanelData(loading, packet, [...packets.values()]);
    }),
    catchError((error: unknown) => of(toFailure(loading, error)))
  );
  const showLoading = timer(showLoadingAfterMs).pipe(map(() => loading));
  // connect() subscribes the data source once, also when it answers synchronously.
  return answers.pipe(connect((shared) => merge(showLoading.pipe(takeUntil(shared)), shared)));
}

function toObservable(
  answer: Observable<DataQueryResponse> | Promise<DataQueryResponse>
): Observable<DataQueryResponse> {
  return isObservable(answer) ? answer : from(answer);
}

function toPanelData(loading: PanelData, latest: DataQueryResponse, all: DataQueryResponse[]): PanelData {
  const frames = all.flatMap(({ data }) => data.map((item): DataFrame => toDataFrame(item)));
  const errors = all.flatMap(({ error, errors: several }) => several ?? (error ? [error] : []));
  const [error] = errors;
  return {
    ...loading,
    state: error ? LoadingState.Error : (latest.state ?? LoadingState.Done),
    ...(error ? { error, errors } : {}),
    series: frames.filter((frame) => !isAnnotation(frame)),
    annotations: frames.filter(isAnnotation),
  };
}

function isAnnotation({ meta }: DataFrame): boolean {
  return meta?.dataTopic === DataTopic.Annotations;
}

function toFailure(loading: PanelData, reason: unknown): PanelData {
  if (isCancelled(reason)) {
    return { ...loading, state: LoadingState.Done };
  }
  const error = toDataQueryError(reason);
  return { ...loading, state: LoadingState.Error, error, errors: [error] };
}

function isCancelled(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && 'cancelled' in reason && reason.cancelled === true;
}
