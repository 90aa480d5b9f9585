import {
  DataSourceApi,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Observable } from 'rxjs';
import { answer } from './answer';
import { parseOptions, type ScrapewatchOptions, type Settings } from './config/options';
import { builtInVariables } from './query/builtInVariables';
import { interpolate, interpolateArgs, type Templates } from './query/interpolate';
import type { ScrapewatchQuery } from './query/model';
import { defaultQuery, isComplete, parseQuery } from './query/parseQuery';
import { presets } from './query/presets';
import { queryText } from './query/queryText';
import { Discovery } from './schema/Discovery';
import { asFault } from './transport/Fault';
import { isAbort, type Send } from './transport/http';
import type { CapKnowledge } from './transport/readPages';
import { sendThroughGrafana } from './transport/sendThroughGrafana';
import { shareRequests } from './transport/shareRequests';
import { withRetry } from './transport/withRetry';
import { toFindValues } from './variables/toFindValues';
import { VariableSupport } from './variables/VariableSupport';

/** Reads a Supabase project or PostgREST server through Grafana's data source proxy. */
export class DataSource extends DataSourceApi<ScrapewatchQuery, ScrapewatchOptions> {
  readonly settings: Settings;
  /** `/api/datasources/proxy/uid/…` */
  readonly baseUrl: string;
  readonly discovery: Discovery;
  readonly send: Send;
  /** The standard annotation support: any query can be one, the preset `deployments` is made for it. */
  override annotations = {};
  private readonly cap: CapKnowledge = { atLeast: 0, whole: false };

  constructor(instance: DataSourceInstanceSettings<ScrapewatchOptions>, send: Send = sendThroughGrafana) {
    super(instance);
    this.settings = parseOptions(instance.jsonData);
    this.baseUrl = instance.url ?? `/api/datasources/proxy/uid/${instance.uid}`;
    this.send = shareRequests(withRetry(send));
    this.discovery = new Discovery({ baseUrl: this.baseUrl, settings: this.settings, send: this.send, cap: this.cap });
    this.variables = new VariableSupport(this);
  }

  /** Every target is asked on its own: one that fails is named in `errors`, the others keep their rows. */
  override query(request: DataQueryRequest<ScrapewatchQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const controller = new AbortController();
      this.answerAll(request, controller.signal).then(
        (response) => {
          subscriber.next(response);
          subscriber.complete();
        },
        (thrown: unknown) => (isAbort(thrown) ? subscriber.complete() : subscriber.error(thrown))
      );
      return () => controller.abort();
    });
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const { checkHealth } = await import('./health/checkHealth');
    return checkHealth(this);
  }

  override async metricFindQuery(query: unknown, options?: Partial<DataQueryRequest>): Promise<MetricFindValue[]> {
    const frames = await this.answerOne(query, options ?? {}, new AbortController().signal);
    return toFindValues(frames, query);
  }

  override filterQuery(query: ScrapewatchQuery): boolean {
    const parsed = parseQuery(query);
    return !query.hide && (!parsed.ok || isComplete(parsed.query));
  }

  override getDefaultQuery(): Partial<ScrapewatchQuery> {
    return defaultQuery;
  }

  override getQueryDisplayText(query: ScrapewatchQuery): string {
    return queryText(query);
  }

  /** The query as it reads in Explore, where the dashboard's variables do not exist; Grafana's own ones stay. */
  applyTemplateVariables(query: ScrapewatchQuery, scopedVars: ScopedVars): ScrapewatchQuery {
    const parsed = parseQuery(query);
    if (!parsed.ok) {
      return query;
    }
    const templates = keepingBuiltIns(grafanaTemplates);
    if (parsed.query.queryType === 'prometheus') {
      return { ...parsed.query, expr: templates.replace(parsed.query.expr, scopedVars, String) };
    }
    if (parsed.query.queryType !== 'preset') {
      return interpolate(parsed.query, scopedVars, templates).query;
    }
    const { preset, args } = parsed.query;
    const all = { ...presets[preset].args, ...args };
    const kept = interpolateArgs(all, scopedVars, templates);
    // An argument that means all must say so, or the preset's default would bring the variable back.
    const dropped = Object.keys(all).filter((name) => !(name in kept));
    return { ...parsed.query, args: { ...kept, ...Object.fromEntries(dropped.map((name) => [name, []])) } };
  }

  override interpolateVariablesInQueries(queries: ScrapewatchQuery[], scopedVars: ScopedVars): ScrapewatchQuery[] {
    return queries.map((query) => this.applyTemplateVariables(query, scopedVars));
  }

  private async answerAll(
    request: DataQueryRequest<ScrapewatchQuery>,
    signal: AbortSignal
  ): Promise<DataQueryResponse> {
    const errors: DataQueryError[] = [];
    const answers = request.targets
      .filter((target) => this.filterQuery(target))
      .map(async (target) => {
        try {
          return await this.answerOne(target, request, signal);
        } catch (thrown) {
          if (isAbort(thrown)) {
            throw thrown;
          }
          const { message, context } = asFault(thrown);
          errors.push({ refId: target.refId, message, status: context.status });
          return [];
        }
      });
    const data = (await Promise.all(answers)).flat();
    // Grafana 10.1 reads `error`, later versions `errors`.
    return errors.length === 0 ? { data } : { data, errors, error: errors[0] };
  }

  private answerOne(target: unknown, request: Partial<DataQueryRequest>, signal: AbortSignal) {
    const to = request.range?.to.valueOf() ?? Date.now();
    const range = { from: request.range?.from.valueOf() ?? to - 6 * 3_600_000, to };
    return answer(target, {
      baseUrl: this.baseUrl,
      settings: this.settings,
      send: this.send,
      templates: grafanaTemplates,
      cap: this.cap,
      scopedVars: { ...builtInVariables({ ...request, range }), ...request.scopedVars },
      range,
      signal,
      knownColumns: (schema, table) => this.discovery.knownColumns(schema, table),
    });
  }
}

const grafanaTemplates: Templates = {
  replace: (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format),
  isAll: (name) => {
    const variable = getTemplateSrv()
      .getVariables()
      .find((candidate) => candidate.name === name);
    const current = variable && 'current' in variable ? variable.current : undefined;
    const value = current && 'value' in current ? current.value : undefined;
    return Array.isArray(value) ? value.includes('$__all') : value === '$__all';
  },
};

function keepingBuiltIns(templates: Templates): Templates {
  return {
    ...templates,
    replace: (text, scopedVars, format) =>
      /^\$\{?__|^\[\[__/.test(text) ? format(text) || text : templates.replace(text, scopedVars, format),
  };
}
