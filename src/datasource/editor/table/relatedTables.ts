import type { Embed } from '../../query/model';
import type { Relation, Schema } from '../../schema/Schema';

/** A table that can be embedded, and how PostgREST is told which way to go. */
export interface RelatedTable {
  table: string;
  relation: string;
  hint?: string;
  /** One row, many, or many through a table between the two. */
  kind: 'one' | 'many' | 'through';
  /** Which columns lead there, for people. */
  along: string;
}

/**
 * The tables that a table's foreign keys lead to and come from, itself included. A hint is given where PostgREST could
 * not choose between several. https://docs.postgrest.org/en/v13/references/api/resource_embedding.html
 */
export function relatedTables({ relations, tables }: Schema, schema: string, table: string): RelatedTable[] {
  const inSchema = relations.filter((each) => each.schema === schema && each.foreignSchema === schema);
  const keyOf = (name: string) => tables.find((each) => each.schema === schema && each.name === name)?.primaryKey ?? [];
  const from = inSchema.filter((each) => each.table === table && each.foreignTable !== table);
  const to = inSchema.filter((each) => each.foreignTable === table && each.table !== table);
  const self = inSchema.filter((each) => each.table === table && each.foreignTable === table);
  const found: RelatedTable[] = [
    ...from.map((each) => ({ ...way(each), table: each.foreignTable, kind: 'one' as const })),
    ...to.map((each) => ({
      ...way(each),
      table: each.table,
      kind: each.unique || isSame(each.columns, keyOf(each.table)) ? ('one' as const) : ('many' as const),
    })),
    ...to.flatMap((near) => throughJunction(near, inSchema, keyOf(near.table))),
  ].map((each) => ({ ...each, relation: each.table }));
  const isView = tables.some((each) => each.schema === schema && each.name === table && each.kind?.endsWith('view'));
  return [...withHints(found), ...self.flatMap((each) => itself(each, self.length, isView))];
}

/** The related table that an embed is about, however it names it; undefined when it is not known. */
export function findRelated(related: RelatedTable[], { relation, hint }: Pick<Embed, 'relation' | 'hint'>) {
  return (
    related.find((each) => each.relation === relation && each.hint === hint) ??
    related.find((each) => each.relation === relation) ??
    related.find((each) => each.hint === relation)
  );
}

type Way = Omit<RelatedTable, 'relation'>;

function way({ name, columns, foreignColumns }: Relation) {
  return { hint: name || columns[0], along: `${columns.join(', ')} → ${foreignColumns.join(', ')}` };
}

// PostgREST takes a table for a junction when its primary key holds both foreign keys.
function throughJunction(near: Relation, relations: Relation[], key: string[]): Way[] {
  const holds = (columns: string[]) => columns.every((column) => key.includes(column));
  return relations
    .filter((far) => far.table === near.table && far !== near && far.foreignTable !== near.foreignTable)
    .filter((far) => holds(near.columns) && holds(far.columns))
    .map((far) => ({ table: far.foreignTable, kind: 'through', hint: near.table, along: `through ${near.table}` }));
}

// Where a key leads to a view on its own table, it comes from there too, and no hint tells PostgREST which way is meant.
function withHints(found: RelatedTable[]): RelatedTable[] {
  const isClear = ({ table, hint, kind }: RelatedTable) =>
    !found.some((each) => each.table === table && each.hint === hint && each.kind !== kind);
  return found
    .filter(isClear)
    .map(({ hint, ...each }) =>
      found.filter(({ table }) => table === each.table).length > 1 ? { ...each, hint } : each
    );
}

// Of a table's key to itself the column's name leads to the parent, the table's to the children. Of a view's the column's
// name leads to the table below it.
function itself({ table, columns, foreignColumns }: Relation, count: number, isView: boolean): RelatedTable[] {
  const [column] = columns;
  const parent = { table, relation: column, kind: 'one' as const, along: `${column} → ${foreignColumns.join(', ')}` };
  const children = { table, relation: table, kind: 'many' as const, along: `their ${columns.join(', ')}` };
  if (columns.length > 1 || isView) {
    return count === 1 ? [children] : [];
  }
  return [parent, count > 1 ? { ...children, hint: column } : children];
}

function isSame(columns: string[], key: string[]): boolean {
  return columns.length === key.length && columns.every((column) => key.includes(column));
}
