import type { Discovered } from '../schema/Discovery';
import type { ColumnInfo, Relation, TableInfo } from '../schema/Schema';

/** A stranger's database, as discovery finds it. */
export const shopSchema: Discovered = {
  tables: [
    table(
      'orders',
      'id uuid!, client_id bigint, referrer_id bigint, amount numeric, paid boolean, created_at timestamptz, updated_at timestamptz, payload jsonb, tags text[], period daterange, note text, words tsvector',
      {
        comment: 'What was bought',
        states: { name: 'state', type: 'order_state', values: ['open', 'paid', 'void'], comment: 'Where it is' },
      }
    ),
    table('clients', 'id bigint!, name text, plan text, joined date, parent_id bigint'),
    table('labels', 'id bigint!, label text'),
    table('order_labels', 'order_id uuid!, label_id bigint!'),
    table('settings', 'key text!, value text'),
    { ...table('daily', 'day date, sales numeric'), kind: 'view' },
  ],
  functions: [],
  relations: [
    relation('orders_client_id_fkey', 'orders.client_id', 'clients.id'),
    relation('orders_referrer_id_fkey', 'orders.referrer_id', 'clients.id'),
    relation('clients_parent_id_fkey', 'clients.parent_id', 'clients.id'),
    relation('order_labels_order_id_fkey', 'order_labels.order_id', 'orders.id'),
    relation('order_labels_label_id_fkey', 'order_labels.label_id', 'labels.id'),
  ],
  source: 'describe',
};

interface Extra {
  comment?: string;
  states?: ColumnInfo;
}

/** A table of `name type` pairs; `!` marks the columns of the primary key. */
function table(name: string, columns: string, { comment, states }: Extra = {}): TableInfo {
  const parsed = columns.split(', ').map((column) => {
    const [columnName, type] = column.split(' ');
    return { name: columnName, type: type.replace('!', '') };
  });
  const primaryKey = columns.split(', ').flatMap((column) => (column.endsWith('!') ? [column.split(' ')[0]] : []));
  return { schema: 'public', name, kind: 'table', comment, columns: states ? [...parsed, states] : parsed, primaryKey };
}

function relation(name: string, from: string, to: string): Relation {
  const [fromTable, column] = from.split('.');
  const [toTable, foreignColumn] = to.split('.');
  return {
    name,
    schema: 'public',
    table: fromTable,
    columns: [column],
    foreignSchema: 'public',
    foreignTable: toTable,
    foreignColumns: [foreignColumn],
  };
}
