import type { EmbedShape } from '../frames/flattenEmbeds';
import type { Column } from '../query/columnTypes';
import type { Aggregate, Embed, RowsQuery, ScrapewatchQuery, SelectedColumn } from '../query/model';
import { presets } from '../query/presets';
import type { AnswerContext } from '../answer';

type KnownColumns = AnswerContext['knownColumns'];

/** The columns that the rows of a query will have, as far as they are known before they come. */
export function columnsOf(
  asked: ScrapewatchQuery,
  query: RowsQuery,
  schema: string,
  knownColumns: KnownColumns
): Column[] {
  if (asked.queryType === 'preset') {
    return presets[asked.preset].columns;
  }
  if (query.queryType !== 'table') {
    return [];
  }
  return selectionOf(query, query.table, schema, knownColumns);
}

/** The related tables of a query, by the names that their rows have in the answer. */
export function embedsOf(query: RowsQuery): EmbedShape[] {
  return query.queryType === 'table' ? query.embeds.flatMap(shapeOf) : [];
}

interface Selection {
  columns: SelectedColumn[];
  aggregates: Aggregate[];
  embeds: Embed[];
}

function selectionOf(
  { columns, aggregates, embeds }: Selection,
  table: string,
  schema: string,
  knownColumns: KnownColumns
): Column[] {
  const known = knownColumns(schema, table) ?? [];
  const types = new Map(known.map((column) => [column.name, 'baseType' in column ? baseTypeOf(column) : column.type]));
  const isEverything = columns.length === 0 && aggregates.length === 0;
  const own = isEverything
    ? known.map(({ name }) => ({ name, type: types.get(name) }))
    : columns.map((column) => ({ name: nameOf(column), type: typeOf(column, types) }));
  const sums = aggregates.map((aggregate) => ({
    name: aggregateName(aggregate),
    type: aggregate.cast ?? aggregateType(aggregate, types),
  }));
  const related = embeds.flatMap((embed) =>
    selectionOf(embed, embed.relation, schema, knownColumns).map(({ name, type }) => ({
      name: embed.spread ? name : `${embedName(embed)}.${name}`,
      type,
    }))
  );
  return [...own, ...sums, ...related];
}

function shapeOf(embed: Embed): EmbedShape[] {
  const inner = embed.embeds.flatMap(shapeOf);
  if (embed.spread) {
    return inner;
  }
  const columns = [...embed.columns.map(nameOf), ...embed.aggregates.map(aggregateName)];
  return [{ name: embedName(embed), columns, embeds: inner }];
}

/** The name under which a selected column comes back: a json path ends in its last key. */
export function nameOf({ column, path = [], alias }: SelectedColumn): string {
  const keys = path.filter((key) => !/^\d+$/.test(key));
  return alias || (keys[keys.length - 1] ?? column);
}

/** The name under which a figure comes back. */
export function aggregateName({ function: fn, alias }: Aggregate): string {
  return alias || fn;
}

function embedName({ relation, alias }: Embed): string {
  return alias || relation;
}

function typeOf({ column, path, asJson, cast }: SelectedColumn, types: Map<string, string | undefined>) {
  if (cast) {
    return cast;
  }
  if (path && path.length > 0) {
    return asJson ? 'jsonb' : 'text';
  }
  return types.get(column);
}

function aggregateType({ function: fn, column, path }: Aggregate, types: Map<string, string | undefined>) {
  if (fn === 'count') {
    return 'bigint';
  }
  const isOwn = column !== undefined && (path === undefined || path.length === 0);
  return isOwn && (fn === 'min' || fn === 'max') ? types.get(column) : undefined;
}

/** A domain is read as what it stands for. */
function baseTypeOf(column: Column): string | undefined {
  const base: unknown = 'baseType' in column ? column.baseType : undefined;
  return typeof base === 'string' ? base : column.type;
}
