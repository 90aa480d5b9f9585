import { FieldType, type DataFrame, type DataLink, type Field } from '@grafana/data';
import { fieldName } from '../query/fieldName';
import type { Filter, RowsQuery, TableQuery } from '../query/model';
import { tableQuery } from '../query/tableQuery';
import type { Relation, Schema } from './Schema';

export interface LinkTarget {
  uid: string;
  name: string;
}

/**
 * Gives each field that holds a foreign key a link to the row that it refers to, in Explore; of a key of several columns
 * the last field. Of a key that a table and views on it show, the link leads to the table.
 */
export function addForeignKeyLinks(
  frame: DataFrame,
  query: RowsQuery,
  defaultSchema: string,
  { relations, tables }: Schema,
  target: LinkTarget
): void {
  if (query.queryType !== 'table') {
    return;
  }
  const schema = query.schema || defaultSchema;
  const isTable = (name: string) =>
    tables.some((table) => table.name === name && table.schema === schema && !table.kind?.endsWith('view'));
  const own = relations.filter((each) => each.schema === schema && each.table === query.table && canBeAsked(each));
  const keys = own.filter(
    (each) => isTable(each.foreignTable) || !own.some((other) => isSameKey(each, other) && isTable(other.foreignTable))
  );
  const chosen = keys.filter((each, at) => keys.findIndex((other) => isSameKey(each, other)) === at);
  for (const relation of chosen) {
    const fields = relation.columns.map((column) => fieldOf(frame, query, column));
    const last = fields.at(-1);
    if (last && fields.every((field) => field !== undefined && isPlain(field))) {
      const link = toLink(relation, fields.filter(isField), target);
      last.config = { ...last.config, links: [...(last.config.links ?? []), link] };
    }
  }
}

/** The field that holds a column of the table as it is. */
function fieldOf(frame: DataFrame, { columns, aggregates }: TableQuery, column: string): Field | undefined {
  const selected = columns.filter((each) => each.column === column && !each.cast && !each.path?.length);
  if (columns.length === 0 && aggregates.length > 0) {
    return undefined;
  }
  const name = columns.length === 0 ? column : selected[0] && fieldName(selected[0]);
  return frame.fields.find((field) => field.name === name);
}

function toLink(relation: Relation, fields: Field[], { uid, name }: LinkTarget): DataLink<TableQuery> {
  const { foreignSchema, foreignTable, foreignColumns } = relation;
  const last = fields.length - 1;
  const filters = foreignColumns.map((column, at): Filter => {
    const value = at === last ? '${__value.raw}' : otherValue(fields[at]);
    return { column, operator: 'eq', value, verbatim: true };
  });
  const query = tableQuery({ schema: foreignSchema, table: foreignTable, filters, limit: 100 });
  const title = `${foreignTable} \${__value.text}`;
  return { title, url: '', internal: { datasourceUid: uid, datasourceName: name, query } };
}

/** The value of another field of the same row, as Grafana's links name it. */
function otherValue({ name, type }: Field): string {
  return `\${__data.fields["${name}"].${type === FieldType.number ? 'numeric' : 'text'}}`;
}

/** Grafana's proxy carries no other names in a path, and its links no other names of fields. */
function canBeAsked({ foreignTable, columns }: Relation): boolean {
  const others = columns.slice(0, -1);
  return /^[A-Za-z0-9_$.-]+$/.test(foreignTable) && others.every((column) => /^[A-Za-z0-9_ ]+$/.test(column));
}

function isPlain({ type }: Field): boolean {
  return type === FieldType.string || type === FieldType.number;
}

function isField(field: Field | undefined): field is Field {
  return field !== undefined;
}

function isSameKey(one: Relation, other: Relation): boolean {
  return one.name === other.name && JSON.stringify(one.columns) === JSON.stringify(other.columns);
}
