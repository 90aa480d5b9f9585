import type { Aggregate, Embed, Order, SelectedColumn } from '../model';
import { resolveNode, resolvePlace } from './resolveFilter';
import type { Resolver } from './Resolver';

type Selection = Pick<Embed, 'columns' | 'aggregates' | 'filters' | 'order' | 'embeds'>;

/** What a table and an embed have in common, with every variable replaced. */
export function resolveSelection(
  { columns, aggregates, filters, order, embeds }: Selection,
  resolver: Resolver
): Selection {
  return {
    columns: columns.flatMap((column) => resolveColumn(column, resolver)),
    aggregates: aggregates.map((aggregate) => resolveAggregate(aggregate, resolver)),
    filters: filters.flatMap((node) => resolveNode(node, resolver)),
    order: order.map((each) => resolveOrder(each, resolver)),
    embeds: embeds.map((embed) => ({ ...resolveEmbed(embed, resolver), ...resolveSelection(embed, resolver) })),
  };
}

/** A variable with several values selects several columns. */
export function resolveColumn(column: SelectedColumn, resolver: Resolver): SelectedColumn[] {
  const names = resolver.names(column.column);
  return names.map((name) => ({
    ...resolvePlace({ ...column, column: '' }, resolver),
    column: name,
    ...named(column, ['alias', 'cast'], resolver),
  }));
}

export function resolveAggregate(aggregate: Aggregate, resolver: Resolver): Aggregate {
  const { column } = aggregate;
  const place = column === undefined ? {} : resolvePlace({ ...aggregate, column }, resolver);
  return { ...aggregate, ...place, ...named(aggregate, ['columnCast', 'alias', 'cast'], resolver) };
}

export function resolveOrder(order: Order, resolver: Resolver): Order {
  return { ...resolvePlace(order, resolver), ...named(order, ['embed'], resolver) };
}

/** What an embed says of itself. */
export function resolveEmbed<E extends Pick<Embed, 'relation' | 'hint' | 'alias'>>(embed: E, resolver: Resolver): E {
  return { ...embed, ...named(embed, ['relation', 'hint', 'alias'], resolver) };
}

/** These texts, each with its variables replaced, where there are any. */
function named<T extends object, Key extends keyof T>(
  from: T,
  keys: Key[],
  resolver: Resolver
): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const text = from[key];
    if (typeof text === 'string' && text !== '') {
      found[key] = resolver.name(text);
    }
  }
  return found;
}
