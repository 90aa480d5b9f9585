import type { Relation, Schema } from '../../schema/Schema';
import type { Embed } from '../model';
import { sqlName } from './sqlText';

/** The table that an embed leads to, and how its rows are joined to those of the table that it stands in. */
export interface JoinedTable {
  table: string;
  /** There is at most one for each row. */
  isOne: boolean;
  /** The condition, given both names with their dots. */
  on: (own: string, parent: string) => string;
}

/** Looks an embed up among the foreign keys; undefined when none is known that fits. */
export function joinedTable(
  { relation, hint }: Pick<Embed, 'relation' | 'hint'>,
  parent: string,
  { relations }: Pick<Schema, 'relations'>,
  schema: string
): JoinedTable | undefined {
  const known = relations.filter((each) => each.schema === schema && each.foreignSchema === schema);
  const isHinted = (key: Relation) => hint === undefined || key.name === hint || key.columns.includes(hint);
  const isCalled = (key: Relation, table: string) => table === relation || key.name === relation;
  const up = known.find(
    (key) =>
      key.table === parent && isHinted(key) && (isCalled(key, key.foreignTable) || key.columns.join() === relation)
  );
  if (up) {
    return { table: up.foreignTable, isOne: true, on: (own, from) => equal(own, up.foreignColumns, from, up.columns) };
  }
  const down = known.find((key) => key.foreignTable === parent && isHinted(key) && isCalled(key, key.table));
  if (down) {
    const on: JoinedTable['on'] = (own, from) => equal(own, down.columns, from, down.foreignColumns);
    return { table: down.table, isOne: down.unique === true, on };
  }
  return throughJunction(relation, hint, parent, known, schema);
}

function throughJunction(
  relation: string,
  hint: string | undefined,
  parent: string,
  known: Relation[],
  schema: string
): JoinedTable | undefined {
  for (const here of known.filter(({ foreignTable, table }) => foreignTable === parent && (!hint || table === hint))) {
    const there = known.find((key) => key.table === here.table && key !== here && key.foreignTable === relation);
    if (there) {
      const junction = `${sqlName(schema)}.${sqlName(here.table)}`;
      const on: JoinedTable['on'] = (own, from) =>
        `exists (select from ${junction} as link where ${equal('link.', here.columns, from, here.foreignColumns)} and ${equal('link.', there.columns, own, there.foreignColumns)})`;
      return { table: relation, isOne: false, on };
    }
  }
  return undefined;
}

function equal(left: string, leftColumns: string[], right: string, rightColumns: string[]): string {
  return leftColumns.map((name, at) => `${left}${sqlName(name)} = ${right}${sqlName(rightColumns[at])}`).join(' and ');
}
