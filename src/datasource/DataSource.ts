import {
  DataSourceApi,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { from, switchMap, type Observable } from 'rxjs';
import { adhocFiltersOf } from './adhoc/adhocFiltersOf';
import { answer, type AnswerContext } from './answer';
import { parseOptions, type ScrapewatchOptions, type Settings } from './config/options';
import { builtInVariables } from './query/builtInVariables';
import type { ScrapewatchQuery } from './query/model';
import { defaultQuery, isComplete, parseQuery } from './query/parseQuery';
import { queryText } from './query/queryText';
import type { FollowTarget } from './live/startLive';
import { liveOf } from './live/liveOf';
import { answerTargets, once } from './requests/answerTargets';
import { grafanaTemplates } from './requests/grafanaTemplates';
import { withValues } from './requests/withValues';
import { Discovery } from './schema/Discovery';
import { answerWithinMs } from './transport/answerWithinMs';
import type { Send } from './transport/http';
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
  private live?: Promise<FollowTarget>;
  private readonly cap: CapKnowledge = { atLeast: 0, whole: false };

  constructor(instance: DataSourceInstanceSettings<ScrapewatchOptions>, send: Send = sendThroughGrafana) {
    super(instance);
    this.settings = parseOptions(instance.jsonData);
    this.baseUrl = instance.url ?? `/api/datasources/proxy/uid/${instance.uid}`;
    this.send = shareRequests(withRetry(send, { answerWithinMs: answerWithinMs(this.settings) }));
    this.discovery = new Discovery({ baseUrl: this.baseUrl, settings: this.settings, send: this.send, cap: this.cap });
    this.variables = new VariableSupport(this);
  }

  /** Every target is asked on its own: one that fails is named in `errors`, the others keep their rows. */
  override query(request: DataQueryRequest<ScrapewatchQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.filter((target) => this.filterQuery(target));
    return answerTargets(targets, (target) => {
      const live = liveOf(target, request);
      return live
        ? from(this.follow()).pipe(switchMap((follow) => follow(target, live, request)))
        : once((signal) => answer(target, this.contextOf(request, signal)));
    });
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const { checkHealth } = await import('./health/checkHealth');
    return checkHealth(this);
  }

  override async metricFindQuery(query: unknown, options?: Partial<DataQueryRequest>): Promise<MetricFindValue[]> {
    const frames = await answer(query, this.contextOf(options ?? {}, new AbortController().signal));
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
    return withValues(query, scopedVars);
  }

  override interpolateVariablesInQueries(queries: ScrapewatchQuery[], scopedVars: ScopedVars): ScrapewatchQuery[] {
    return queries.map((query) => this.applyTemplateVariables(query, scopedVars));
  }

  /** What answering a query needs, as of now. */
  contextOf(request: Partial<DataQueryRequest>, signal: AbortSignal): AnswerContext {
    const to = request.range?.to.valueOf() ?? Date.now();
    const range = { from: request.range?.from.valueOf() ?? to - 6 * 3_600_000, to };
    return {
      baseUrl: this.baseUrl,
      settings: this.settings,
      send: this.send,
      templates: grafanaTemplates,
      cap: this.cap,
      scopedVars: { ...builtInVariables({ ...request, range }), ...request.scopedVars },
      range,
      signal,
      knownColumns: (schema, table) => this.discovery.knownColumns(schema, table),
      request,
      adhoc: adhocFiltersOf(request, this.uid),
      discover: () => this.discovery.load(),
    };
  }

  /** What keeps queries up to date, loaded when one asks for it. */
  private async follow() {
    this.live ??= import('./live/startLive').then(({ startLive }) => startLive(this));
    return this.live;
  }
}
