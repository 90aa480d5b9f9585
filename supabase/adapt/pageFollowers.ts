import type { Surroundings } from './buildView';
import type { Choice } from './chooseTables';
import { isSameTable } from './Introspection';
import type { ColumnProposal } from './proposeAdapters';
import { ALIAS, type ColumnSpec } from './viewSpec';

interface Followers {
  join: string;
  column(ours: ColumnSpec): ColumnProposal | undefined;
}

/** How many clients follow a page, from the table that has a foreign key to both; undefined when there is none. */
export function followers({ table, matches }: Choice, { introspection, choices }: Surroundings): Followers | undefined {
  const clients = choices.get('clients')?.table;
  if (!clients || matches.best.has('clients_following')) {
    return undefined;
  }
  for (const between of introspection.tables) {
    const toPage = between.foreignKeys.find((key) => isSameTable(table, { schema: key.toSchema, name: key.toTable }));
    const toClient = between.foreignKeys.find((key) =>
      isSameTable(clients, { schema: key.toSchema, name: key.toTable })
    );
    const [page, client, id] = [
      between.columns.find(({ name }) => name === toPage?.column)?.sql,
      between.columns.find(({ name }) => name === toClient?.column)?.sql,
      table.columns.find(({ name }) => name === toPage?.toColumn)?.sql,
    ];
    if (page && client && id) {
      return {
        join: `left join (select b.${page} as page, count(distinct b.${client}) as clients from ${between.sql} b group by b.${page}) f on f.page = ${ALIAS}.${id}`,
        column: (ours) =>
          ours.name === 'clients_following'
            ? {
                name: ours.name,
                sql: 'coalesce(f.clients, 0)::integer',
                source: between.sql,
                confidence: 'likely',
                notes: [],
              }
            : undefined,
      };
    }
  }
  return undefined;
}
