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
  /** The role may read these columns only: the server refuses a request for all of them. */
  isPartial?: true;
  /** Empty: there is none, or it is not known. */
  primaryKey: string[];
  /** Columns and types are guesses by one row of it, because nothing tells them. */
  isGuess?: true;
}

export interface ColumnInfo extends Column {
  type: string;
  comment?: string;
  /** The labels of an enum. */
  values?: string[];
  /** The labels of the enum that an array holds. */
  elementValues?: string[];
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
  /** No two rows share the values of `columns`, so the other table has at most one row for each of its own. */
  unique?: true;
}

export interface FunctionInfo {
  schema: string;
  name: string;
  comment?: string;
  /** Of all overloads; what not every one of them needs is optional. */
  args: ArgumentInfo[];
  /** The arguments of each function of this name, where there are several. */
  overloads?: ArgumentInfo[][];
  /** The columns of the rows that it returns; empty when it returns bare values, or when they are not known. */
  returns: Column[];
  /** The type of what it returns, such as `bigint`. */
  returnType?: string;
  /** It returns any number of rows or values. */
  returnsSet?: boolean;
  /** A volatile one may write, which a GET does not let it. */
  volatility?: 'immutable' | 'stable' | 'volatile';
}

export interface ArgumentInfo {
  name: string;
  type: string;
  optional: boolean;
  /** Takes any number of values. */
  variadic?: true;
  /** The labels of an enum. */
  values?: string[];
  /** The type under a domain. */
  baseType?: string;
}
