import { LogRowContextQueryDirection, type DataFrame, type DataQueryResponse, type LogRowModel } from '@grafana/data';
import { answer, type AnswerContext } from '../answer';
import { toShape } from '../answer/toShape';
import { bodyNames, severityNames } from '../frames/toLogs';
import { isFilterGroup, type Filter, type FilterNode } from '../query/model';
import { columnNames, idColumn, logsQuery, type LogsQuery } from './logsQuery';

export interface ContextOptions {
  direction?: LogRowContextQueryDirection;
  limit?: number;
}

/** Lines of the same millisecond as the one that is looked at, which its time alone does not tell from those before it. */
const mostEqual = 100;
const defaultLimit = 10;

/**
 * The query that shows a line among its neighbours: the same table under the same conditions, but for those on its text and
 * its level. Null where there is no table to ask.
 */
export function contextQuery(saved: unknown): LogsQuery | null {
  const query = logsQuery(saved);
  return query ? { ...query, filters: query.filters.flatMap(withoutSearch), live: undefined } : null;
}

/** The lines before or after one, newest first. Throws a Fault. */
export async function logContext(
  row: Pick<LogRowModel, 'timeEpochMs' | 'dataFrame' | 'rowIndex'>,
  { direction, limit = defaultLimit }: ContextOptions,
  saved: unknown,
  context: AnswerContext
): Promise<DataQueryResponse> {
  const query = contextQuery(saved);
  if (!query) {
    return { data: [] };
  }
  const { timeColumn } = query;
  const id = idColumn(
    columnNames(query, context.knownColumns(query.schema ?? context.settings.schemas[0], query.table))
  );
  const isForward = direction === LogRowContextQueryDirection.Forward;
  const order = isForward ? 'asc' : 'desc';
  const near: Filter = isForward
    ? { column: timeColumn, operator: 'gte', value: new Date(row.timeEpochMs).toISOString() }
    : { column: timeColumn, operator: 'lt', value: new Date(row.timeEpochMs + 1).toISOString() };
  const asked: LogsQuery = {
    ...query,
    filters: [...query.filters, near],
    order: [timeColumn, ...(id ? [id] : [])].map((column) => ({ column, direction: order })),
    limit: limit + mostEqual,
  };
  const [table] = await answer({ ...asked, timeColumn: undefined }, { ...context, unshaped: true });
  const lines = toShape(asked, table).map((frame) => {
    const at = indexOf(frame, row);
    const rows = Array.from({ length: frame.length }, (_, i) => i).slice(at + 1, at + 1 + limit);
    return pick(frame, isForward ? rows.reverse() : rows);
  });
  return { data: lines };
}

/** Conditions that say which lines belong together stay; those that single lines out by what they say go. */
function withoutSearch(node: FilterNode): FilterNode[] {
  if (isFilterGroup(node)) {
    const filters = node.filters.flatMap(withoutSearch);
    return filters.length === node.filters.length ? [node] : [];
  }
  return [...bodyNames, ...severityNames].includes(node.column) ? [] : [node];
}

/** Where the line itself stands among its neighbours; -1: it is not there. */
function indexOf(frame: DataFrame, row: Pick<LogRowModel, 'timeEpochMs' | 'dataFrame' | 'rowIndex'>): number {
  const own = (name: string): unknown =>
    row.dataFrame.fields.find((field) => field.name === name)?.values[row.rowIndex];
  const values = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const ids = values('id');
  if (ids.length > 0 && own('id') !== undefined) {
    return ids.indexOf(own('id'));
  }
  const times = values('timestamp');
  return values('body').findIndex((body, i) => body === own('body') && times[i] === row.timeEpochMs);
}

function pick(frame: DataFrame, rows: number[]): DataFrame {
  const fields = frame.fields.map((field) => ({ ...field, values: rows.map((row): unknown => field.values[row]) }));
  return { ...frame, fields, length: rows.length };
}
