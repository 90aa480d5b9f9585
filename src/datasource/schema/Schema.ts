import type { Column } from '../query/columnTypes';

/** What can be read, as far as it is known. */
export interface Schema {
  tables: TableInfo[];
  functions: FunctionInfo[];
  /** Foreign keys between tables that can be read, in the direction in which they are declared. */
  relations: Relation[];
}

export interface TableInfo {
  schema: string;
  name: string;
  kind?: 'table' | 'view' | 'materialized view';
  comment?: string;
  columns: ColumnInfo[];
  /** Empty: there is none, or it is not known. */
  primaryKey: string[];
}

export interface ColumnInfo extends Column {
  type: string;
  comment?: string;
  /** The labels of an enum. */
  values?: string[];
  /** The type under a domain. */
  baseType?: string;
  nullable?: boolean;
}

/** A foreign key: each column of the one table equals the column of the other at the same position. */
export interface Relation {
  /** The constraint's name; empty when it is not known. */
  name: string;
  schema: string;
  table: string;
  columns: string[];
  foreignSchema: string;
  foreignTable: string;
  foreignColumns: string[];
}

export interface FunctionInfo {
  schema: string;
  name: string;
  comment?: string;
  args: ArgumentInfo[];
  /** The columns of the rows that it returns; empty when they are not known. */
  returns: Column[];
}

export interface ArgumentInfo {
  name: string;
  type: string;
  optional: boolean;
}
