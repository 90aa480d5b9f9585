import type { DataQueryRequest, DataQueryResponse, DataSourceApi } from '@grafana/data';
import { setDataSourceSrv, toDataQueryResponse, type DataSourceSrv } from '@grafana/runtime';
import type { ObservableInput } from 'rxjs';
import recorded from './recordedAnswers.json';

export type Recorded = 'range' | 'instant' | 'error';

/** What Grafana's Prometheus data source makes of an answer that its backend really gave. */
export function recordedAnswer(name: Recorded): DataQueryResponse {
  const { status, body } = recorded[name];
  const answer: unknown = { data: body, status, statusText: '', config: { url: '' } };
  return toDataQueryResponse(answer as Parameters<typeof toDataQueryResponse>[0]);
}

/** Grafana with one Prometheus data source, uid `prometheus`; its requests are kept. */
export function installPrometheus(
  query: (request: DataQueryRequest) => ObservableInput<DataQueryResponse> | Promise<DataQueryResponse>
) {
  const requests: DataQueryRequest[] = [];
  const source = {
    type: 'prometheus',
    uid: 'prometheus',
    query: (request: DataQueryRequest) => {
      requests.push(request);
      return query(request);
    },
  } as unknown as DataSourceApi;
  setDataSourceSrv({
    get: async (ref: { uid: string }) => {
      if (ref.uid !== source.uid) {
        throw new Error(`Datasource ${ref.uid} was not found`);
      }
      return source;
    },
  } as unknown as DataSourceSrv);
  return requests;
}
