import type { DataFrame, DataQueryRequest, QueryResultMetaNotice, ScopedVars } from '@grafana/data';
import type { AdhocFilter } from './adhoc/AdhocFilter';
import { narrow } from './adhoc/narrow';
import type { Settings } from './config/options';
import { FrameBuilder } from './frames/FrameBuilder';
import { toAnnotations } from './frames/toAnnotations';
import { toLogs } from './frames/toLogs';
import { toTimeSeries } from './frames/toTimeSeries';
import type { Column } from './query/columnTypes';
import { interpolate, type Templates } from './query/interpolate';
import type { FilterNode, Format, PresetQuery, RowsQuery, ScrapewatchQuery } from './query/model';
import { parseQuery } from './query/parseQuery';
import { presets, presetSchema } from './query/presets';
import { resolvePreset } from './query/resolvePreset';
import { toPath, toPostgrest } from './query/toPostgrest';
import type { Schema } from './schema/Schema';
import type { Send } from './transport/http';
import { readPages, type CapKnowledge, type Pages } from './transport/readPages';

/** What answering needs of the world around it. */
export interface AnswerContext {
  /** `/api/datasources/proxy/uid/…` */
  baseUrl: string;
  settings: Settings;
  send: Send;
  templates: Templates;
  cap: CapKnowledge;
  scopedVars: ScopedVars;
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  signal: AbortSignal;
  /** Column types that discovery has found already; a query never waits for it. */
  knownColumns: (schema: string, table: string) => Column[] | undefined;
  /** What Grafana asked, where it was Grafana that asked: its interval, its width in points, its time zone. */
  request?: Partial<DataQueryRequest>;
  /** Conditions of the dashboard's ad-hoc variable, for every table that has their column. */
  adhoc?: AdhocFilter[];
  /** Conditions under which every query stands, such as “changed since the last poll”. */
  conditions?: FilterNode[];
  /** What can be read, for what cannot go without knowing it. Never rejects. */
  discover?: () => Promise<Schema>;
  /** The rows are wanted as one table: who keeps them up to date shapes them after each change. */
  unshaped?: true;
}

/** The frames that a saved query stands for. Throws a Fault, or an AbortError when the signal was aborted. */
export async function answer(saved: unknown, context: AnswerContext): Promise<DataFrame[]> {
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    throw parsed.fault;
  }
  const { settings, range } = context;
  if (parsed.query.queryType === 'prometheus') {
    const { answerPrometheus } = await import('./prometheus/answerPrometheus');
    return answerPrometheus(parsed.query, context);
  }
  const plain = toPlainQuery(parsed.query);
  const interpolated = interpolate(plain, context.scopedVars, context.templates);
  const schema = interpolated.query.schema || settings.schemas[0];
  const narrowed = await narrow(interpolated.query, parsed.query, schema, context);
  const { query } = narrowed;
  const notices = [...interpolated.notices, ...narrowed.notices];
  const request = toPostgrest(query, { range, schema });
  request.searchParams.push(...narrowed.searchParams);
  const limits = limitsOf(parsed.query, query, settings);
  const builder = new FrameBuilder({
    refId: query.refId,
    columns: columnsOf(parsed.query, query, schema, context),
    ratios: schema === presetSchema,
    exactIntegers: query.format !== 'timeseries',
  });
  const valueName = query.queryType === 'rpc' ? query.function : 'value';
  const kindOf = (column: string) => builder.kindOf(column);
  const pages = await readPages(request, { ...context, ...limits, keys: settings, valueName, kindOf }, (page) =>
    builder.add(page)
  );
  const table = builder.build();
  table.meta = {
    ...table.meta,
    executedQueryString: `GET ${toPath(request)}\nAccept-Profile: ${schema}`,
    notices: [...(table.meta?.notices ?? []), ...notices.map(info), ...pageNotices(pages, limits.bound, query)],
  };
  return context.unshaped ? [table] : toShape(parsed.query, table);
}

/** The rows of a query's table in the form that the query asks for. Throws `no-time`. */
export function toShape(asked: ScrapewatchQuery, table: DataFrame): DataFrame[] {
  if (asked.queryType === 'prometheus') {
    return [table];
  }
  const isAnnotation = asked.queryType === 'preset' && asked.preset === 'deployments';
  return isAnnotation ? [toAnnotations(table)] : shapes[toPlainQuery(asked).format](table);
}

/** A preset as the table or function that it asks. */
export function toPlainQuery(query: RowsQuery | PresetQuery): RowsQuery {
  return query.queryType === 'preset' ? resolvePreset(query) : query;
}

const shapes: Record<Format, (frame: DataFrame) => DataFrame[]> = {
  table: (frame) => [frame],
  timeseries: toTimeSeries,
  logs: (frame) => [toLogs(frame)],
};

function limitsOf(asked: ScrapewatchQuery, query: RowsQuery, { rowLimit }: Settings) {
  const source = asked.queryType === 'preset' ? presets[asked.preset].source : undefined;
  if (source && 'table' in source) {
    return { bound: Math.min(source.limit, rowLimit), boundIsWish: false };
  }
  const limit = query.queryType === 'table' ? query.limit : undefined;
  // A limit with an order asks for the first few, such as the ten newest; without one it cuts rows off anywhere.
  const boundIsWish = limit !== undefined && limit <= rowLimit && query.queryType === 'table' && query.order.length > 0;
  return { bound: Math.min(limit ?? rowLimit, rowLimit), boundIsWish };
}

function columnsOf(
  asked: ScrapewatchQuery,
  query: RowsQuery,
  schema: string,
  { knownColumns }: AnswerContext
): Column[] {
  if (asked.queryType === 'preset') {
    return presets[asked.preset].columns;
  }
  if (query.queryType !== 'table') {
    return [];
  }
  const known = knownColumns(schema, query.table) ?? [];
  if (query.columns.length === 0) {
    return known;
  }
  const types = new Map(known.map((column) => [column.name, column.type]));
  return query.columns.map(({ column }) => ({ name: column, type: types.get(column) }));
}

function pageNotices(pages: Pages, bound: number, query: RowsQuery): QueryResultMetaNotice[] {
  const notices: QueryResultMetaNotice[] = [];
  if (pages.cut) {
    const text = `Only the first ${bound.toLocaleString('en')} rows are shown, there are more. Add filters, choose a shorter time range, or raise the limit of the query or, above it, the row limit of the data source.`;
    notices.push({ severity: 'warning', text });
  }
  if (pages.requests > 1 && pages.count > 0 && query.queryType === 'table' && query.order.length === 0) {
    notices.push(
      info(
        'The rows came in several pages without an order, so rows that change meanwhile may be missed. Add an order.'
      )
    );
  }
  return notices;
}

function info(text: string): QueryResultMetaNotice {
  return { severity: 'info', text };
}
