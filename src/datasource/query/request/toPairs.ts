import type { Embed, FilterNode, Order, SelectedColumn, TableQuery } from '../model';
import { isEmptyGroup } from './filterText';
import type { Pair, SelectItem } from './Pair';

export interface PairContext {
  /** The start and end of the time range, as they are sent. */
  from: string;
  to: string;
  /** The last point of time before the end; absent where the ends are variables. */
  last?: string;
}

/** The pairs of a table query, in a fixed order; the number of rows is not among them: paging says it. */
export function toPairs(query: TableQuery, range: PairContext): Pair[] {
  const { timeColumn } = query;
  return [
    { kind: 'select', items: selectItems(query) },
    ...filterPairs(query.filters, []),
    ...(timeColumn ? timePairs(timeColumn, range) : []),
    ...orderPairs(query.order, []),
    ...query.embeds.flatMap((embed) => embedPairs(embed, [])),
  ];
}

/**
 * Rows from the start of the range on and before its end. Where the last point before the end is known it is compared with
 * that: for times it is the same, and of dates it keeps the day that the end is in, which PostgreSQL would cut off as a
 * whole, because it compares a date with the day of a time.
 */
export function timePairs(column: string, { from, to, last }: PairContext): Pair[] {
  const end =
    last === undefined ? ({ operator: 'lt', value: to } as const) : ({ operator: 'lte', value: last } as const);
  return [
    { kind: 'filter', at: [], node: { column, operator: 'gte', value: from } },
    { kind: 'filter', at: [], node: { column, ...end } },
  ];
}

/** A time range in epoch milliseconds as it is sent. PostgreSQL's times have six digits of a second, and no more. */
export function rangePairs({ from, to }: { from: number; to: number }): PairContext {
  const iso = (epochMs: number) => new Date(epochMs).toISOString();
  return { from: iso(from), to: iso(to), last: iso(to - 1).replace('Z', '999Z') };
}

function selectItems({ columns, aggregates, embeds }: Pick<Embed, 'columns' | 'aggregates' | 'embeds'>): SelectItem[] {
  const everything: SelectedColumn[] = aggregates.length === 0 ? [{ column: '*' }] : [];
  const selected = columns.length === 0 ? everything : columns;
  return [
    ...selected.map((column) => ({ kind: 'column' as const, column })),
    ...aggregates.map((aggregate) => ({ kind: 'aggregate' as const, aggregate })),
    ...embeds.map((embed) => ({ kind: 'embed' as const, embed, items: selectItems(embed) })),
  ];
}

function embedPairs(embed: Embed, above: string[]): Pair[] {
  const at = [...above, embedName(embed)];
  return [
    ...filterPairs(embed.filters, at),
    ...orderPairs(embed.order, at),
    ...(embed.limit === undefined ? [] : [{ kind: 'limit' as const, at, count: String(embed.limit) }]),
    ...embed.embeds.flatMap((inner) => embedPairs(inner, at)),
  ];
}

/** The name by which pairs speak of an embed: its alias where it has one. */
export function embedName({ alias, relation, spread }: Pick<Embed, 'alias' | 'relation' | 'spread'>): string {
  return alias && !spread ? alias : relation;
}

function filterPairs(filters: FilterNode[], at: string[]): Pair[] {
  return filters.filter((node) => !isEmptyGroup(node)).map((node) => ({ kind: 'filter', at, node }));
}

function orderPairs(order: Order[], at: string[]): Pair[] {
  return order.length === 0 ? [] : [{ kind: 'order', at, terms: order }];
}
