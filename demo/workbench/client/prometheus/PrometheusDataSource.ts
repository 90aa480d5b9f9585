import {
  DataSourceApi,
  getDefaultTimeRange,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type LegacyMetricFindQueryOptions,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import { getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { InstantVector } from 'prometheus-query';
import { Observable } from 'rxjs';
import { formatVariable } from './formatVariable';
import { alignedRange, intervalVariables, stepSeconds } from './interval';
import { emptyQuery, type PrometheusJsonData, type PrometheusQuery } from './model';
import { PrometheusClient } from './PrometheusClient';
import { resultToFrames } from './resultToFrames';
import { parseVariableQuery } from './variableQuery';

/** Prometheus for the workbench: PromQL over the data source proxy. Grafana's own is AGPL, so this one is new. */
export class PrometheusDataSource extends DataSourceApi<PrometheusQuery, PrometheusJsonData> {
  private readonly client: PrometheusClient;
  private readonly scrapeInterval?: string;

  constructor(
    settings: DataSourceInstanceSettings<PrometheusJsonData>,
    client = new PrometheusClient(settings.url ?? ''),
    private readonly templates: () => TemplateSrv = getTemplateSrv
  ) {
    super(settings);
    this.client = client;
    this.scrapeInterval = settings.jsonData.timeInterval;
    // Lets dashboards ask it for annotations with Grafana's standard mapping.
    this.annotations = {};
  }

  query(request: DataQueryRequest<PrometheusQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.filter((query) => this.filterQuery(query));
    return new Observable((subscriber) => {
      const controller = new AbortController();
      Promise.all(targets.map((query) => this.answer(query, request, controller.signal))).then(
        (answers) => {
          const errors = answers.flatMap(({ error }) => (error ? [error] : []));
          const [error] = errors;
          subscriber.next({ data: answers.flatMap(({ data }) => data), ...(error ? { error, errors } : {}) });
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(error)
      );
      return () => controller.abort();
    });
  }

  override filterQuery({ expr, hide }: PrometheusQuery): boolean {
    return !hide && Boolean(expr?.trim());
  }

  override getDefaultQuery(): Partial<PrometheusQuery> {
    return emptyQuery;
  }

  override interpolateVariablesInQueries(queries: PrometheusQuery[], scopedVars: ScopedVars): PrometheusQuery[] {
    return queries.map((query) => ({ ...query, expr: this.interpolate(query.expr, scopedVars) }));
  }

  override async metricFindQuery(
    query: unknown,
    options: LegacyMetricFindQueryOptions = {}
  ): Promise<MetricFindValue[]> {
    const range = options.range ?? getDefaultTimeRange();
    const [start, end] = [range.from.valueOf(), range.to.valueOf()];
    const text = this.interpolate(queryText(query), {
      ...options.scopedVars,
      ...intervalVariables(60, range, this.scrapeInterval),
    });
    const question = parseVariableQuery(text);
    switch (question.kind) {
      case 'label_values':
        return toOptions(await this.client.labelValues(question.label, question.selector, start, end));
      case 'label_names':
        return toOptions(await this.client.labelNames(question.selector, start, end));
      case 'metrics': {
        const pattern = new RegExp(question.pattern);
        return toOptions(
          (await this.client.labelValues('__name__', undefined, start, end)).filter((name) => pattern.test(name))
        );
      }
      case 'query_result': {
        const { result } = await this.client.instantQuery(question.expr, end);
        return toOptions((result as InstantVector[]).map(({ metric, value }) => `${metric} ${value.value}`));
      }
    }
  }

  async testDatasource(): Promise<{ status: 'success' | 'error'; message: string }> {
    try {
      await this.client.instantQuery('1+1', Date.now());
      return { status: 'success', message: 'Prometheus answers queries.' };
    } catch (error) {
      return { status: 'error', message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** One target; its failure is told beside the others' rows. */
  private async answer(
    query: PrometheusQuery,
    request: DataQueryRequest<PrometheusQuery>,
    signal: AbortSignal
  ): Promise<DataQueryResponse> {
    const { range, intervalMs, scopedVars } = request;
    const step = stepSeconds({ range, intervalMs, minInterval: this.interpolate(query.interval ?? '', scopedVars) });
    const executed = this.interpolate(query.expr, {
      ...scopedVars,
      ...intervalVariables(step, range, this.scrapeInterval),
    });
    try {
      const result = query.instant
        ? await this.client.instantQuery(executed, range.to.valueOf(), signal)
        : await this.client.rangeQuery({ expr: executed, step, ...alignedRange(range, step) }, signal);
      return { data: resultToFrames(result, { query, executed, step }) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { data: [], error: { refId: query.refId, message } };
    }
  }

  private interpolate(text: string, scopedVars: ScopedVars = {}): string {
    return this.templates().replace(text, scopedVars, formatVariable);
  }
}

/** A variable's query is a text, or an object that holds one. */
function queryText(query: unknown): string {
  if (typeof query === 'object' && query !== null && 'query' in query) {
    return String(query.query ?? '');
  }
  return String(query ?? '');
}

function toOptions(texts: string[]): MetricFindValue[] {
  return texts.map((text) => ({ text }));
}
