import {
  isFilterGroup,
  type Aggregate,
  type FilterNode,
  type Format,
  type Order,
  type TableQuery,
} from '../../query/model';
import { firstLimit } from '../newQuery';
import { columnText } from './columnText';
import { timeColumns, type TableContext } from './TableContext';
import { embedsSummary } from './summaries';

interface Chosen {
  query: TableQuery;
  /** What the old table had and the new one cannot have. */
  dropped: string[];
}

/** The query on another table: what both have stays, and an empty rest is filled so that something is to be seen. */
export function chooseTable(query: TableQuery, table: TableContext): Chosen {
  const isKnown = ({ column }: { column?: string }) => column === undefined || table.isKnown(column);
  const passes = (node: FilterNode): boolean => (isFilterGroup(node) ? node.filters.every(passes) : isKnown(node));
  const { columns, filters, order, aggregates, embeds } = query;
  const timeColumn = query.timeColumn !== undefined && table.isKnown(query.timeColumn) ? query.timeColumn : undefined;
  const kept = {
    columns: columns.filter(isKnown),
    filters: filters.filter(passes),
    order: order.filter((each) => each.embed === undefined && isKnown(each)),
    aggregates: aggregates.filter(isKnown),
  };
  const dropped = [
    ...columns.filter((column) => !isKnown(column)).map((column) => `column ${columnText(column)}`),
    ...filters.filter((node) => !passes(node)).map((node) => `filter on ${columnsOf(node).join(', ')}`),
    ...aggregates.filter((each) => !isKnown(each)).map((each) => `${each.function} of ${each.column}`),
    ...order.filter((each) => !kept.order.includes(each) && !isProposal(each)).map((each) => `order by ${each.column}`),
    ...(embeds.length > 0 ? [`related ${embedsSummary(embeds)}`] : []),
  ];
  const chosen: TableQuery = { ...query, table: table.name, ...kept, timeColumn, embeds: [], live: withoutKey(query) };
  return { query: withReadable(withDefaults(chosen, table), table), dropped };
}

/** The query in another format; for a series it gets the time and the figure that it lacks. */
export function chooseFormat(query: TableQuery, format: Format, table: TableContext): TableQuery {
  return withDefaults({ ...query, format }, table);
}

/** The figures; with the first of them the order goes that was proposed with the table, since single rows have it only. */
export function chooseFigures(query: TableQuery, aggregates: Aggregate[], table: TableContext): Partial<TableQuery> {
  if (query.aggregates.length > 0 || aggregates.length === 0) {
    return { aggregates };
  }
  const isGrouped = ({ column }: Order) => query.columns.some((each) => each.column === column);
  const [proposed] = newestFirst(table);
  const order = query.order.filter((each) => isGrouped(each) || !isSame(each, proposed));
  return { aggregates, order };
}

/** Fills in what a table or panel of this format needs to show something, where the user has not said anything. */
function withDefaults(query: TableQuery, table: TableContext): TableQuery {
  const [time] = timeColumns(table);
  const newest = newestFirst(table);
  const limit = query.limit ?? firstLimit;
  if (query.format === 'table' || time === undefined) {
    const isSummedUp = query.aggregates.length > 0;
    return { ...query, limit, order: query.order.length > 0 || isSummedUp ? query.order : newest };
  }
  const timeColumn = query.timeColumn ?? time.name;
  if (query.format === 'logs') {
    return { ...query, limit, timeColumn, order: query.order.length > 0 ? query.order : newest };
  }
  return query.columns.length > 0 || query.aggregates.length > 0
    ? { ...query, timeColumn }
    : {
        ...query,
        ...chooseFigures(query, [{ function: 'count' }], table),
        timeColumn,
        bucket: { every: 'auto', fill: 'zero' },
        limit: undefined,
      };
}

function newestFirst(table: TableContext): Order[] {
  const [time] = timeColumns(table);
  return time ? [{ column: time.name, direction: 'desc', nulls: 'last' }] : [];
}

/** What stands there without having been chosen is no loss. */
function isProposal({ direction, nulls, embed }: Order): boolean {
  return direction === 'desc' && nulls === 'last' && embed === undefined;
}

function isSame(one: Order, other: Order | undefined): boolean {
  return one.column === other?.column && one.direction === other.direction && one.nulls === other.nulls && !one.embed;
}

// Of a table that the role may read in part only, the server refuses to answer every column.
function withReadable(query: TableQuery, { info }: TableContext): TableQuery {
  const asksAll = query.columns.length === 0 && query.aggregates.length === 0;
  return asksAll && info?.isPartial ? { ...query, columns: info.columns.map(({ name }) => ({ column: name })) } : query;
}

// A key and a column of the old table tell nothing about the new one's rows.
function withoutKey({ live }: TableQuery): TableQuery['live'] {
  return live && { every: live.every };
}

function columnsOf(node: FilterNode): string[] {
  return isFilterGroup(node) ? node.filters.flatMap(columnsOf) : [node.column];
}
