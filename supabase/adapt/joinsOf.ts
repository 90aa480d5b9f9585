import type { Choice } from './chooseTables';
import { isSameTable } from './Introspection';
import { nameScore } from './names';
import { ALIAS, type JoinedView } from './viewSpec';

export interface Join {
  to: JoinedView;
  alias: string;
  choice: Choice;
  /** Column of the joined table. */
  keyColumn: string;
  /** The row may belong to nobody. */
  isOptional: boolean;
  sql: string;
  notes: string[];
}

/** Left joins on unique columns, which PostgreSQL leaves out of a query that does not ask for them. */
export function joinsOf({ spec, table }: Choice, choices: Map<string, Choice>): Join[] {
  return (spec.joins ?? []).flatMap(({ to, names }) => {
    const target = choices.get(to);
    if (!target) {
      return [];
    }
    const declared = table.foreignKeys
      .filter((key) => isSameTable(target.table, { schema: key.toSchema, name: key.toTable }))
      .sort((a, b) => nameScore(b.column, names) - nameScore(a.column, names))[0];
    const keys = target.table.columns.filter((column) => column.isPrimaryKey);
    const named = table.columns
      .filter((column) => nameScore(column.name, names) > 0.5 && keys.length === 1 && keys[0]?.type === column.type)
      .sort((a, b) => nameScore(b.name, names) - nameScore(a.name, names))[0];
    const column = declared ? table.columns.find(({ name }) => name === declared.column) : named;
    const key = declared ? target.table.columns.find(({ name }) => name === declared.toColumn) : keys[0];
    if (!column || !key) {
      return [];
    }
    const alias = to === 'clients' ? 'c' : 's';
    return [
      {
        to,
        alias,
        choice: target,
        keyColumn: key.sql,
        isOptional: column.isNullable || !declared,
        sql: `left join ${target.table.sql} ${alias} on ${alias}.${key.sql} = ${ALIAS}.${column.sql}`,
        notes: declared
          ? []
          : [`no foreign key says so, but ${table.sql}.${column.sql} looks like ${target.table.sql}.${key.sql}`],
      },
    ];
  });
}
