import type { DataFrame } from '@grafana/data';
import { toPlainQuery } from '../answer/toPlainQuery';
import type { Settings } from '../config/options';
import type { Live, Order, RowsQuery, ScrapewatchQuery, TableQuery } from '../query/model';
import { presets } from '../query/presets';
import { tableQuery } from '../query/tableQuery';
import type { LiveRowsOptions } from './LiveRows';

export interface Following {
  /** The query as it is polled: with the columns that keeping up needs. */
  query: ScrapewatchQuery;
  /** How to keep up; absent: the whole answer is read every time. */
  options?: LiveRowsOptions;
  /** Asks for the key of every row, whether the query wants it or not: a row that changed may be none of the answer any more. */
  keys?: TableQuery;
  /** The frame as the query asked for it. */
  strip: (frame: DataFrame) => DataFrame;
}

/**
 * How the rows of a query are kept up to date, as its `live` says and its rows permit. Sums are always read again; so are
 * rows that change where nobody can tell which of them are none of the answer any more: those of functions and of requests
 * by hand, and those with related rows. `isNarrowed`: conditions of the dashboard leave some rows out.
 */
export function follow(asked: ScrapewatchQuery, live: Live, settings: Settings, isNarrowed = false): Following {
  const whole: Following = { query: asked, strip: (frame) => frame };
  if (asked.queryType === 'prometheus' || live.column === undefined) {
    return whole;
  }
  const plain = toPlainQuery(asked);
  const needed = [live.column, ...(live.key ?? [])];
  const missing = plain.queryType === 'table' && plain.columns.length > 0 ? lacking(plain.columns, needed) : [];
  const key = live.key ?? [];
  const rowsChange = key.length > 0;
  if (
    sumsUp(plain) ||
    (missing.length > 0 && asked.queryType !== 'table') ||
    (rowsChange && (plain.queryType !== 'table' || plain.embeds.length > 0))
  ) {
    return whole;
  }
  const query: ScrapewatchQuery =
    asked.queryType === 'table'
      ? { ...asked, columns: [...asked.columns, ...missing.map((column) => ({ column }))] }
      : asked;
  return {
    query,
    options: {
      column: live.column,
      key,
      order: orderOf(plain),
      bound: boundOf(asked, plain, settings),
      timeColumn: plain.queryType === 'rpc' ? undefined : plain.timeColumn,
    },
    keys: rowsChange && plain.queryType === 'table' ? keysOf(plain, key, live.column, isNarrowed) : undefined,
    strip: (frame) => ({ ...frame, fields: frame.fields.filter(({ name }) => !missing.includes(name)) }),
  };
}

/** Undefined where every row of the table is one of the answer. */
function keysOf(
  { refId, schema, table, filters, timeColumn }: TableQuery,
  key: string[],
  liveColumn: string,
  isNarrowed: boolean
): TableQuery | undefined {
  const mayLeave = isNarrowed || filters.length > 0 || (timeColumn !== undefined && timeColumn !== liveColumn);
  return mayLeave ? tableQuery({ refId, schema, table, columns: key.map((column) => ({ column })) }) : undefined;
}

/** Also true of a request by hand that sums up, or that says which rows come first: where new ones belong is not known. */
function sumsUp(query: RowsQuery): boolean {
  if (query.queryType === 'postgrest') {
    return /\(\)|[?&](order|limit|offset)=/.test(query.path);
  }
  return query.queryType === 'table' && (query.aggregates.length > 0 || query.bucket !== undefined);
}

/** The order in which the rows are read: without one of its own, lines and series come newest first. */
function orderOf(query: RowsQuery): Order[] {
  const order = query.queryType === 'table' ? query.order : [];
  const isNewestFirst = order.length === 0 && query.queryType !== 'rpc' && query.format !== 'table';
  return isNewestFirst && query.timeColumn ? [{ column: query.timeColumn, direction: 'desc' }] : order;
}

function lacking(columns: Array<{ column: string; alias?: string; cast?: string; path?: string[] }>, needed: string[]) {
  const plain = columns.filter(({ alias, cast, path }) => !alias && !cast && !path?.length).map(({ column }) => column);
  return needed.filter((name) => !plain.includes(name));
}

function boundOf(asked: ScrapewatchQuery, plain: RowsQuery, { rowLimit }: Settings): number {
  const source = asked.queryType === 'preset' ? presets[asked.preset].source : undefined;
  const ownLimit = plain.queryType === 'table' ? plain.limit : undefined;
  return Math.min(source && 'table' in source ? source.limit : (ownLimit ?? rowLimit), rowLimit);
}
