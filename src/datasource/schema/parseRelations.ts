import type { Row } from '../frames/toRows';
import { fieldsOf, listOf, textOf, textsOf, type Fields } from './jsonFields';
import { mergeOverloads } from './mergeOverloads';
import type { ArgumentInfo, ColumnInfo, FunctionInfo, Relation, Schema, TableInfo } from './Schema';

/** The rows of `scrapewatch.describe_relations()`, see supabase/CONTRACT.md; those of a kind that is not known are left out. */
export function parseRelations(rows: Row[]): Schema {
  const tables: TableInfo[] = [];
  const functions: FunctionInfo[] = [];
  const relations: Relation[] = [];
  for (const row of rows) {
    const schema = textOf(row.schema) ?? '';
    const name = textOf(row.name) ?? '';
    const comment = textOf(row.comment);
    const kind = kindOf(row.kind);
    if (row.kind === 'function') {
      const called = toFunction(row);
      // A GET names its arguments, so a function without their names cannot be asked.
      if (called.args.every((arg) => arg.name !== '')) {
        functions.push({ schema, name, comment, ...called });
      }
    } else if (kind) {
      const columns = listOf(row.columns).map(fieldsOf).map(toColumn);
      const isPartial = row.is_partial === true ? { isPartial: true as const } : {};
      tables.push({ schema, name, kind, comment, columns, ...isPartial, primaryKey: textsOf(row.primary_key) ?? [] });
      for (const key of listOf(row.foreign_keys).map(fieldsOf)) {
        relations.push(toRelation(schema, name, key));
      }
    }
  }
  return { tables, functions: mergeOverloads(functions), relations };
}

function kindOf(kind: unknown): TableInfo['kind'] {
  return kind === 'table' || kind === 'view' || kind === 'materialized view' ? kind : undefined;
}

function toColumn(column: Fields): ColumnInfo {
  return {
    name: textOf(column.name) ?? '',
    type: textOf(column.type) ?? 'text',
    nullable: column.nullable !== false,
    ...described(column),
    ...(textOf(column.comment) ? { comment: textOf(column.comment) } : {}),
  };
}

/** What is told of few columns only, so that 40,000 of them stay small. */
function described({ type, base, values }: Fields): Pick<ColumnInfo, 'baseType' | 'values' | 'elementValues'> {
  const baseType = textOf(base);
  const labels = textsOf(values);
  const isArray = (baseType ?? textOf(type))?.endsWith('[]') === true;
  const offered = isArray ? { elementValues: labels } : { values: labels };
  return { ...(baseType ? { baseType } : {}), ...(labels ? offered : {}) };
}

function toRelation(schema: string, table: string, key: Fields): Relation {
  return {
    name: textOf(key.name) ?? '',
    schema,
    table,
    columns: textsOf(key.columns) ?? [],
    foreignSchema: textOf(key.schema) ?? schema,
    foreignTable: textOf(key.table) ?? '',
    foreignColumns: textsOf(key.foreign_columns) ?? [],
    ...(key.unique === true ? { unique: true } : {}),
  };
}

function toFunction(row: Row): Omit<FunctionInfo, 'schema' | 'name' | 'comment'> {
  const { type, set, volatility } = fieldsOf(row.result);
  return {
    args: listOf(row.arguments).map(fieldsOf).map(toArgument),
    returns: listOf(row.columns).map(fieldsOf).map(toColumn),
    returnType: textOf(type),
    returnsSet: set === true,
    volatility: volatility === 'immutable' || volatility === 'stable' ? volatility : 'volatile',
  };
}

function toArgument(argument: Fields): ArgumentInfo {
  return {
    name: textOf(argument.name) ?? '',
    type: textOf(argument.type) ?? 'text',
    optional: argument.optional === true || argument.variadic === true,
    ...(argument.variadic === true ? { variadic: true } : {}),
    ...described(argument),
  };
}
