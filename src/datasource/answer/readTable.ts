import type { DataFrame } from '@grafana/data';
import { narrow } from '../adhoc/narrow';
import type { RowSums, SumRowsOptions } from '../aggregate/sumRows';
import type { AnswerContext } from '../answer';
import { FrameBuilder, type FrameOptions } from '../frames/FrameBuilder';
import { interpolate } from '../query/interpolate';
import type { RowsQuery, ScrapewatchQuery, TableQuery } from '../query/model';
import { presetSchema } from '../query/presets';
import { loadRawLanguage } from '../query/rawLanguage';
import { isSummedUpHere, toRowsQuery } from '../query/toRowsQuery';
import { toPath, toPostgrest, type PostgrestRequest } from '../query/toPostgrest';
import { smallestCap } from '../transport/paging/RowCap';
import { readPages } from '../transport/readPages';
import { columnsOf, embedsOf } from './columnsOf';
import { CutLists } from './CutLists';
import { limitsOf } from './limitsOf';
import { info, pageNotices } from './notices';
import { noRowsNotice } from './noRowsNotice';
import { planPages } from './planPages';
import { toCustomMeta } from './RowsMeta';

/**
 * The rows of a query as one table, with what the user should know of them: `asked` as it was saved, `plain` as it is asked
 * of PostgREST, with variables. Throws a Fault, or an AbortError when the signal was aborted.
 */
export async function readTable(asked: ScrapewatchQuery, plain: RowsQuery, context: AnswerContext): Promise<DataFrame> {
  const { settings, range } = context;
  await loadRawLanguage(plain);
  const interpolated = interpolate(plain, context.scopedVars, context.templates);
  const schema = interpolated.query.schema || settings.schemas[0];
  const narrowed = await narrow(interpolated.query, asked, schema, context);
  const { query } = narrowed;
  const request = toPostgrest(query, { range, schema });
  request.searchParams.push(...narrowed.searchParams);
  const limits = limitsOf(asked, query, request, settings);
  const frame = frameOptions(asked, toRows(query), schema, context);
  const builder = new FrameBuilder(frame);
  const sums = await sumsOf(query, (summed) => ({
    query: summed,
    written: plain.queryType === 'table' ? plain : undefined,
    schema,
    context,
    frame,
  }));
  const planned = planPages(toRows(query), request, {
    range,
    table: context.knownTable?.(schema, tableOf(query, request)),
    isOnePage: limits.bound <= settings.rowCap,
    isShort: limits.bound < smallestCap,
  });
  const options = {
    ...context,
    ...limits,
    plan: planned.plan,
    configuredCap: settings.rowCap,
    keys: settings,
    valueName: query.queryType === 'rpc' ? query.function : 'value',
    kindOf: (column: string) => builder.kindOf(column),
  };
  const related = query.queryType === 'table' ? query.embeds : [];
  const lists = related.length > 0 ? new CutLists(related, context.cap.hit ?? settings.rowCap) : undefined;
  const pages = await readPages(planned.request, options, (page) => {
    lists?.look(page);
    (sums ?? builder).add(page);
  });
  const kept = query.queryType === 'table' ? query.count : undefined;
  const table = sums ? sums.build(pages) : builder.build();
  // A named question names variables that a dashboard may well lack; it asks for everything then.
  const ofVariables = asked.queryType === 'preset' ? [] : interpolated.notices;
  const notices = [...ofVariables, ...narrowed.notices].map(info);
  table.meta = {
    ...table.meta,
    custom: toCustomMeta(pages, limits.bound, kept),
    executedQueryString: queryString(planned.request, schema),
    notices: [
      ...(table.meta?.notices ?? []),
      ...notices,
      // The order of a named question's rows is its function's own, and no user can add another.
      ...(sums ? [] : pageNotices({ ...pages, isUnsteady: pages.isUnsteady && asked.queryType !== 'preset' }, kept)),
      ...(lists?.notices() ?? []),
      ...(table.length === 0 ? [noRowsNotice(planned.request, settings)] : []),
    ],
  };
  return table;
}

/** The query whose rows are read. */
function toRows(query: RowsQuery): RowsQuery {
  return query.queryType === 'table' ? toRowsQuery(query) : query;
}

/** What sums the rows up here, if the query wants that; loaded when it is needed. */
async function sumsOf(query: RowsQuery, options: (query: TableQuery) => SumRowsOptions): Promise<RowSums | undefined> {
  if (query.queryType !== 'table' || !isSummedUpHere(query)) {
    return undefined;
  }
  const { sumRows } = await import('../aggregate/sumRows');
  return sumRows(options(query));
}

/** What a frame shows of its query in the inspector. */
export function queryString(request: PostgrestRequest, schema: string): string {
  return `GET ${toPath(request)}\nAccept-Profile: ${schema}`;
}

function frameOptions(
  asked: ScrapewatchQuery,
  query: RowsQuery,
  schema: string,
  { knownColumns }: AnswerContext
): FrameOptions {
  return {
    refId: query.refId,
    columns: columnsOf(asked, query, schema, knownColumns),
    embeds: embedsOf(query),
    ratios: schema === presetSchema,
    exactIntegers: query.format !== 'timeseries',
  };
}

function tableOf(query: RowsQuery, { path }: PostgrestRequest): string {
  return query.queryType === 'table' ? query.table : path.replace(/^read\//, '');
}
