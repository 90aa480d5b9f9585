import {
  DataSourceApi,
  SupplementaryQueryType,
  type AbstractQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type DataSourceWithLogsContextSupport,
  type DataSourceWithQueryImportSupport,
  type DataSourceWithSupplementaryQueriesSupport,
  type DataSourceWithToggleableQueryFiltersSupport,
  type LogRowContextOptions,
  type LogRowModel,
  type MetricFindValue,
  type QueryFilterOptions,
  type QueryFixAction,
  type ScopedVars,
  type SupplementaryQueryOptions,
  type TestDataSourceResponse,
  type ToggleFilterAction,
} from '@grafana/data';
import { from, switchMap, type Observable } from 'rxjs';
import { parseAdhocFilters } from './adhoc/AdhocFilter';
import { adhocFiltersOf } from './adhoc/adhocFiltersOf';
import { annotationSupport } from './annotations/annotationSupport';
import type { AnswerContext } from './answer';
import { parseOptions, type ScrapewatchOptions, type Settings } from './config/options';
import { columnOf } from './explore/columnOf';
import { addFilter, hasFilter, toggleFilter, type FilterKind } from './explore/modifyFilter';
import { volumeQuery } from './explore/volumeQuery';
import { liveOf } from './live/liveOf';
import type { FollowTarget } from './live/startLive';
import { builtInVariables } from './query/builtInVariables';
import type { ScrapewatchQuery } from './query/model';
import { defaultQuery, isComplete, parseQuery } from './query/parseQuery';
import { queryText } from './query/queryText';
import { AlignedRanges } from './requests/AlignedRanges';
import { answerTargets, once } from './requests/answerTargets';
import { grafanaTemplates } from './requests/grafanaTemplates';
import { withValues } from './requests/withValues';
import { Discovery } from './schema/Discovery';
import { answerWithinMs } from './transport/answerWithinMs';
import type { Send } from './transport/http';
import { Densities } from './transport/paging/Densities';
import type { CapKnowledge } from './transport/readPages';
import { sendThroughGrafana } from './transport/sendThroughGrafana';
import { shareRequests } from './transport/shareRequests';
import { withRetry } from './transport/withRetry';
import { CutWarnings } from './variables/CutWarnings';
import { VariableSupport } from './variables/VariableSupport';

/** Reads a Supabase project or PostgREST server through Grafana's data source proxy. */
export class DataSource
  extends DataSourceApi<ScrapewatchQuery, ScrapewatchOptions>
  implements
    DataSourceWithSupplementaryQueriesSupport<ScrapewatchQuery>,
    DataSourceWithLogsContextSupport<ScrapewatchQuery>,
    DataSourceWithToggleableQueryFiltersSupport<ScrapewatchQuery>,
    DataSourceWithQueryImportSupport<ScrapewatchQuery>
{
  readonly settings: Settings;
  /** `/api/datasources/proxy/uid/…` */
  readonly baseUrl: string;
  readonly discovery: Discovery;
  readonly send: Send;
  override annotations = annotationSupport();
  private live?: Promise<FollowTarget>;
  private readonly ranges = new AlignedRanges();
  private readonly cap: CapKnowledge = { atLeast: 0, whole: false };
  private readonly densities = new Densities();
  private readonly cutWarnings = new CutWarnings();

  constructor(instance: DataSourceInstanceSettings<ScrapewatchOptions>, send: Send = sendThroughGrafana) {
    super(instance);
    this.settings = parseOptions(instance.jsonData);
    this.baseUrl = instance.url ?? `/api/datasources/proxy/uid/${instance.uid}`;
    this.send = shareRequests(withRetry(send, { answerWithinMs: answerWithinMs(this.settings) }));
    this.discovery = new Discovery({ baseUrl: this.baseUrl, settings: this.settings, send: this.send, cap: this.cap });
    this.variables = new VariableSupport(this);
  }

  /** Every target is asked on its own: one that fails is named in `errors`, the others keep their rows. */
  override query(asked: DataQueryRequest<ScrapewatchQuery>): Observable<DataQueryResponse> {
    const request = this.ranges.align(asked);
    const targets = request.targets.filter((target) => this.filterQuery(target));
    return answerTargets(targets, (target) => {
      const live = liveOf(target, request);
      return live
        ? from(this.follow()).pipe(switchMap((follow) => follow(target, live, request)))
        : once(async (signal) => {
            const { answerTarget } = await import('./requests/answerTarget');
            return answerTarget(target, this.contextOf(request, signal));
          });
    });
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const { checkHealth } = await import('./health/checkHealth');
    return checkHealth(this);
  }

  override async metricFindQuery(query: unknown, options?: Partial<DataQueryRequest>): Promise<MetricFindValue[]> {
    const { findValues } = await import('./variables/findValues');
    const context = this.contextOf(options ?? {}, new AbortController().signal);
    // A variable's choices are not narrowed by what was chosen on the dashboard, unless its query says so.
    return findValues(query, { ...context, adhoc: [] }, () => this.cutWarnings.give(queryText(query)));
  }

  /** What an ad-hoc filter can name. Grafana 10.1 asks without a word about the dashboard. */
  override async getTagKeys(options?: { queries?: unknown[] }): Promise<MetricFindValue[]> {
    const { tagKeys } = await import('./adhoc/tags');
    return tagKeys(options ?? {}, await this.discovery.load(), this.settings.schemas);
  }

  override async getTagValues(options: {
    key: string;
    queries?: unknown[];
    filters?: unknown;
    timeRange?: DataQueryRequest['range'];
  }): Promise<MetricFindValue[]> {
    const { tagValues } = await import('./adhoc/tags');
    const context = this.contextOf({ range: options.timeRange }, new AbortController().signal);
    const others = parseAdhocFilters(options.filters).filter(({ key }) => key !== options.key);
    return tagValues(options.key, options, await this.discovery.load(), { ...context, adhoc: others });
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
    return withValues(query, scopedVars, grafanaTemplates);
  }

  override interpolateVariablesInQueries(queries: ScrapewatchQuery[], scopedVars: ScopedVars): ScrapewatchQuery[] {
    return queries.map((query) => {
      try {
        return this.applyTemplateVariables(query, scopedVars);
      } catch {
        return query; // its fault is named where it is run; here it would keep Grafana from opening Explore
      }
    });
  }

  getSupportedSupplementaryQueryTypes(): SupplementaryQueryType[] {
    return [SupplementaryQueryType.LogsVolume];
  }

  getSupplementaryQuery({ type }: SupplementaryQueryOptions, query: ScrapewatchQuery): ScrapewatchQuery | undefined {
    return type === SupplementaryQueryType.LogsVolume ? volumeQuery(query, this.knownColumns) : undefined;
  }

  /** The histogram over log lines. Later versions than 10.1 would also take a request, and make the bars themselves. */
  getDataProvider(
    type: SupplementaryQueryType,
    request: DataQueryRequest<ScrapewatchQuery>
  ): Observable<DataQueryResponse> | undefined {
    const targets = request.targets.flatMap((source) => {
      const query = type === SupplementaryQueryType.LogsVolume ? volumeQuery(source, this.knownColumns) : undefined;
      return query ? [{ source, query }] : [];
    });
    return targets.length === 0
      ? undefined
      : from(import('./explore/logVolume')).pipe(switchMap(({ logVolume }) => logVolume(this, request, targets)));
  }

  /** True for log lines of a table, which has others before and after. */
  showContextToggle(row?: LogRowModel): boolean {
    return !row?.dataFrame.meta?.executedQueryString?.startsWith('GET read/rpc/');
  }

  async getLogRowContext(
    row: LogRowModel,
    // Grafana 10.1 has no variables to give.
    options?: LogRowContextOptions & { scopedVars?: ScopedVars },
    query?: ScrapewatchQuery
  ): Promise<DataQueryResponse> {
    const { logContext } = await import('./explore/logContext');
    const context = this.contextOf({ scopedVars: options?.scopedVars }, new AbortController().signal);
    return logContext(row, options ?? {}, query, context);
  }

  async getLogRowContextQuery(
    _row: LogRowModel,
    _options?: LogRowContextOptions,
    query?: ScrapewatchQuery
  ): Promise<ScrapewatchQuery | null> {
    const { contextQuery } = await import('./explore/logContext');
    return contextQuery(query);
  }

  getSupportedQueryModifications(): string[] {
    return ['ADD_FILTER', 'ADD_FILTER_OUT'];
  }

  /** Filters that are chosen at a label of a log line, or at a cell of a table. */
  override modifyQuery(query: ScrapewatchQuery, { type, options }: QueryFixAction): ScrapewatchQuery {
    const kinds: Partial<Record<string, FilterKind>> = { ADD_FILTER: 'for', ADD_FILTER_OUT: 'out' };
    const kind = kinds[type];
    return kind && options?.key !== undefined ? addFilter(query, { ...this.wanted(query, options), kind }) : query;
  }

  toggleQueryFilter(query: ScrapewatchQuery, { type, options }: ToggleFilterAction): ScrapewatchQuery {
    return toggleFilter(query, { ...this.wanted(query, options), kind: type === 'FILTER_FOR' ? 'for' : 'out' });
  }

  queryHasFilter(query: ScrapewatchQuery, options: QueryFilterOptions): boolean {
    return hasFilter(query, this.wanted(query, options));
  }

  async importFromAbstractQueries(queries: AbstractQuery[]): Promise<ScrapewatchQuery[]> {
    const { importQueries } = await import('./explore/importQueries');
    return importQueries(queries);
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
      densities: this.densities,
      scopedVars: { ...builtInVariables({ ...request, range }), ...request.scopedVars },
      range,
      signal,
      knownColumns: this.knownColumns,
      knownTable: (schema, table) => this.discovery.knownTable(schema, table),
      request,
      adhoc: adhocFiltersOf(request, this.uid),
      links: () => {
        const schema = this.discovery.known();
        return schema && { schema, target: { uid: this.uid, name: this.name } };
      },
      discover: () => this.discovery.load(),
    };
  }

  private readonly knownColumns = (schema: string | undefined, table: string) =>
    this.discovery.knownColumns(schema || this.settings.schemas[0], table);

  private wanted(query: ScrapewatchQuery, { key, value }: QueryFilterOptions) {
    return { column: columnOf(key, query, this.knownColumns), value };
  }

  /** What keeps queries up to date, loaded when one asks for it. */
  private async follow() {
    this.live ??= import('./live/startLive').then(({ startLive }) => startLive(this));
    // What could not be loaded now can be at the next refresh.
    this.live.catch(() => (this.live = undefined));
    return this.live;
  }
}
