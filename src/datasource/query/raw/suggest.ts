import type { ColumnInfo, FunctionInfo, TableInfo } from '../../schema/Schema';
import { operators } from '../operators';
import { operatorsFor } from '../operatorsFor';
import { columnName, keyName } from '../request/names';
import type { SchemaLens } from './SchemaLens';

export interface Suggestion {
  label: string;
  insert: string;
  detail?: string;
}

/** Tables and functions, or functions alone. */
export function suggestNames(lens: SchemaLens, onlyFunctions: boolean): Suggestion[] {
  const functions = lens.functions.map(({ name, comment, args }) => ({
    label: name,
    insert: onlyFunctions ? name : `rpc/${name}`,
    detail: comment ?? `function(${args.map((argument) => argument.name).join(', ')})`,
  }));
  const tables = lens.tables.map(({ name, comment, kind }) => ({ label: name, insert: name, detail: comment ?? kind }));
  return onlyFunctions ? functions : [...tables, ...functions];
}

/** What a pair may begin with. */
export function suggestKeys(
  lens: SchemaLens,
  table: TableInfo | undefined,
  called: FunctionInfo | undefined
): Suggestion[] {
  const args = (called?.args ?? []).map(({ name, type, optional }) => ({
    label: name,
    insert: `${keyName(name)}=`,
    detail: `${type}${optional ? ', optional' : ''}`,
  }));
  const columns = (table?.columns ?? []).map((column) => ({
    ...toSuggestion(column),
    insert: `${keyName(column.name)}=`,
  }));
  const embeds = (table ? lens.related(table.name) : []).map(({ name }) => ({
    label: name,
    insert: `${keyName(name)}.`,
    detail: 'of an embed',
  }));
  return [...args, ...columns, ...ownKeys, ...embeds];
}

const ownKeys: Suggestion[] = [
  { label: 'select', insert: 'select=', detail: 'which columns' },
  { label: 'order', insert: 'order=', detail: 'by which columns' },
  { label: 'limit', insert: 'limit=', detail: 'how many rows' },
  { label: 'offset', insert: 'offset=', detail: 'how many rows are passed over' },
  { label: 'or', insert: 'or=(', detail: 'any of these conditions' },
  { label: 'and', insert: 'and=(', detail: 'all of these conditions' },
];

export function suggestColumns(table: TableInfo | undefined): Suggestion[] {
  return (table?.columns ?? []).map(toSuggestion);
}

export function suggestEmbeds(lens: SchemaLens, table: TableInfo | undefined): Suggestion[] {
  return (table ? lens.related(table.name) : []).map(({ name }) => ({
    label: name,
    insert: `${columnName(name)}(`,
    detail: 'rows of this table',
  }));
}

/** The operators that fit a column. */
export function suggestOperators(
  column: ColumnInfo | undefined,
  type = column?.baseType ?? column?.type
): Suggestion[] {
  const found = operatorsFor(column?.values ? 'enum' : type).map((name) => operators[name]);
  const tokens = [...new Map(found.map((operator) => [operator.token, operator])).values()];
  return [
    ...tokens.map(({ token, label, takes }) => ({
      label: token,
      insert: `${token}.${takes === 'many' ? listStart(token) : ''}`,
      detail: label,
    })),
    { label: 'not', insert: 'not.', detail: 'the opposite' },
  ];
}

function listStart(token: string): string {
  return token === 'in' ? '(' : '{';
}

function toSuggestion({ name, type, comment }: ColumnInfo): Suggestion {
  return { label: name, insert: columnName(name), detail: comment ? `${type} · ${comment}` : type };
}
