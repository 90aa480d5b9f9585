import {
  CustomVariableSupport,
  FieldType,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { DataSource } from '../DataSource';
import { lazyForm } from '../editor/lazyComponent';
import type { ScrapewatchOptions } from '../config/options';
import type { ScrapewatchQuery, VariableQuery } from '../query/model';
import type { VariableEditorProps } from './VariableEditor';

/** Dashboard variables from any query, with an editor of their own. */
export class VariableSupport extends CustomVariableSupport<
  DataSource,
  VariableQuery,
  ScrapewatchQuery,
  ScrapewatchOptions
> {
  override editor = lazyForm<VariableEditorProps>(async () => (await import('./VariableEditor')).VariableEditor);

  constructor(private readonly dataSource: DataSource) {
    super();
    // Dashboards before Scenes take this method off its object and call it alone.
    this.query = this.query.bind(this);
  }

  /** Throws the Fault of a query that fails, so that Grafana shows it beside the variable. */
  override query(request: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    const found = this.dataSource.metricFindQuery(request.targets[0], request);
    return from(found).pipe(map((choices) => ({ data: [toFrame(choices)] })));
  }
}

function toFrame(choices: MetricFindValue[]): DataFrame {
  const texts = choices.map(({ text }) => text);
  const values = choices.map(({ value }) => value);
  return {
    length: choices.length,
    fields: [
      { name: 'text', type: FieldType.string, config: {}, values: texts },
      { name: 'value', type: FieldType.string, config: {}, values },
    ],
  };
}
