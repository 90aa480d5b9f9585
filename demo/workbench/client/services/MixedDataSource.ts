import {
  DataSourceApi,
  PluginType,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type DataSourceRef,
} from '@grafana/data';
import { groupBy } from 'lodash';
import { catchError, from, map, merge, mergeMap, of, isObservable, type Observable } from 'rxjs';
import { toDataQueryError } from '@grafana/runtime';

const uid = '-- Mixed --';

export const mixedSettings = builtIn(uid, 'mixed');
/** Listed as Grafana lists it; the workbench has no such source. */
export const grafanaSettings = builtIn('-- Grafana --', 'grafana');

function builtIn(name: string, id: string): DataSourceInstanceSettings {
  return {
    id: 0,
    uid: name,
    name,
    type: 'datasource',
    access: 'direct',
    readOnly: true,
    jsonData: {},
    meta: {
      id,
      name,
      type: PluginType.datasource,
      module: '',
      baseUrl: '',
      info: {
        author: { name: '' },
        description: '',
        links: [],
        logos: { small: '', large: '' },
        screenshots: [],
        updated: '',
        version: '',
      },
    },
  };
}

export function isMixed(candidate: string): boolean {
  return candidate === uid;
}

/** A panel whose queries go to different data sources: one request each, answered as they come. */
export class MixedDataSource extends DataSourceApi {
  constructor(private readonly resolve: (reference: DataSourceRef | undefined) => Promise<DataSourceApi>) {
    super(mixedSettings);
  }

  query(request: DataQueryRequest): Observable<DataQueryResponse> {
    const targets = request.targets.filter(({ datasource }) => !isMixed(datasource?.uid ?? ''));
    const groups = Object.values(groupBy(targets, ({ datasource }) => datasource?.uid));
    return merge(
      ...groups.map((group, index) => {
        const key = `mixed-${index}-`;
        return from(this.resolve(group[0]?.datasource ?? undefined)).pipe(
          mergeMap((source) =>
            toObservable(source.query({ ...request, targets: group, requestId: key + request.requestId }))
          ),
          map((response) => ({ ...response, key: key + (response.key ?? '') })),
          // One source that fails must not take the others' rows with it.
          catchError((error: unknown) => of({ data: [], error: toDataQueryError(error), key }))
        );
      })
    );
  }

  async testDatasource(): Promise<{ status: string; message: string }> {
    return { status: 'success', message: '' };
  }
}

function toObservable(
  answer: Observable<DataQueryResponse> | Promise<DataQueryResponse>
): Observable<DataQueryResponse> {
  return isObservable(answer) ? answer : from(answer);
}
