import type { Schema } from '../../schema/Schema';
import { fieldName } from '../fieldName';
import type { Aggregate, Embed, Order, SelectedColumn } from '../model';
import { embedName } from '../request/toPairs';
import { joinedTable } from './joinedTable';
import { castSql, conditionSql, placeSql, sqlName } from './sqlText';

export interface SelectContext {
  schema: string;
  relations: Pick<Schema, 'relations'>;
  /** Embeds whose foreign key is not known are added here. */
  unknown: string[];
}

export interface Parts {
  select: string[];
  joins: string[];
  where: string[];
  orderBy: string[];
  /** By how many columns rows are grouped: they stand first in the selection. */
  groupedBy: number;
}

type Selection = Pick<Embed, 'columns' | 'aggregates' | 'filters' | 'order' | 'embeds'>;

/** The parts of the select that answers what is selected of a table, called `alias`. */
export function selectParts(selection: Selection, table: string, alias: string, context: SelectContext): Parts {
  const { columns, aggregates, filters, order, embeds } = selection;
  const prefix = embeds.length > 0 || alias !== table ? `${sqlName(alias)}.` : '';
  const every = aggregates.length === 0 ? [`${prefix}*`] : [];
  const embedded = embeds.map((embed, at) =>
    embedParts(embed, table, `${sqlName(alias)}.`, `${alias}_${at + 1}`, context)
  );
  return {
    select: [
      ...(columns.length === 0 ? every : columns.map((column) => columnSql(column, prefix))),
      ...aggregates.map((aggregate) => aggregateSql(aggregate, prefix)),
      ...embedded.flatMap(({ select }) => select),
    ],
    joins: embedded.map(({ join }) => join),
    where: filters.map((node) => conditionSql(node, prefix)),
    orderBy: order.map((term) => orderSql(term, prefix)),
    groupedBy: aggregates.length > 0 ? columns.length : 0,
  };
}

/** A figure in a selection; what is summed up out of a json value is a number, unless it is turned into something else. */
export function aggregateSql({ function: name, cast, alias, columnCast, ...place }: Aggregate, prefix: string): string {
  const isNumeric = place.path !== undefined && (name === 'sum' || name === 'avg');
  const { column } = place;
  const of =
    column === undefined
      ? '*'
      : castSql(placeSql({ ...place, column }, prefix), columnCast ?? (isNumeric ? 'numeric' : undefined));
  return named(castSql(`${name}(${of})`, cast), alias ?? (cast ? name : undefined));
}

/** A select in lines; `depth` is how far it stands to the right. */
export function writeSelect(parts: Parts, from: string, limit: number | undefined, depth = 0): string {
  const indent = '  '.repeat(depth);
  const { select, joins, where, orderBy, groupedBy } = parts;
  const lines = [
    `select ${select.join(', ')}`,
    `from ${from}`,
    ...joins,
    ...(where.length > 0 ? [`where ${where.join(`\n${indent}  and `)}`] : []),
    ...(groupedBy > 0 ? [`group by ${Array.from({ length: groupedBy }, (_, at) => at + 1).join(', ')}`] : []),
    ...(orderBy.length > 0 ? [`order by ${orderBy.join(', ')}`] : []),
    ...(limit === undefined ? [] : [`limit ${limit}`]),
  ];
  return lines.map((line) => `${indent}${line}`).join('\n');
}

/** A column in a selection, under the name that it has in the answer. */
export function columnSql({ cast, ...column }: SelectedColumn, prefix: string): string {
  const name = column.alias || column.path ? fieldName(column) : undefined;
  return named(castSql(placeSql(column, prefix), cast), name ?? (cast ? column.column : undefined));
}

function named(expression: string, name: string | undefined): string {
  return name ? `${expression} as ${sqlName(name)}` : expression;
}

function orderSql({ embed, ...term }: Order, prefix: string): string {
  return `${placeSql(term, embed ? `${sqlName(embed)}.` : prefix)}${directionSql(term)}`;
}

/** What stands behind what rows are sorted by; nothing where that is the default. */
export function directionSql({ direction, nulls }: Pick<Order, 'direction' | 'nulls'>): string {
  return `${direction === 'desc' ? ' desc' : ''}${nulls ? ` nulls ${nulls}` : ''}`;
}

function embedParts(embed: Embed, parentTable: string, parent: string, alias: string, context: SelectContext) {
  const joined = joinedTable(embed, parentTable, context.relations, context.schema);
  if (!joined) {
    context.unknown.push(`${embed.relation} and ${parentTable}`);
  }
  const { table, isOne, on } = joined ?? { table: embed.relation, isOne: true, on: () => 'true /* a foreign key */' };
  const parts = selectParts(embed, table, alias, context);
  parts.where.unshift(on(`${sqlName(alias)}.`, parent));
  const rows = writeSelect(parts, `${sqlName(context.schema)}.${sqlName(table)} as ${sqlName(alias)}`, embed.limit, 2);
  const name = sqlName(embedName(embed));
  const kind = embed.join === 'inner' ? 'join' : 'left join';
  if (isOne) {
    return { select: ownColumns(embed, name), join: `${kind} lateral (\n${rows}\n  ) as ${name} on true` };
  }
  const isThere = embed.join === 'inner' ? `${name}."rows" is not null` : 'true';
  const join = `${kind} lateral (\n    select json_agg("row") as "rows" from (\n${rows}\n    ) as "row"\n  ) as ${name} on ${isThere}`;
  return { select: [`coalesce(${name}."rows", '[]') as ${name}`], join };
}

/** The row as an object, or its columns beside the others. */
function ownColumns({ spread, columns }: Embed, name: string): string[] {
  if (!spread) {
    return [`to_json(${name}) as ${name}`];
  }
  return columns.length === 0 ? [`${name}.*`] : columns.map((column) => `${name}.${sqlName(fieldName(column))}`);
}
