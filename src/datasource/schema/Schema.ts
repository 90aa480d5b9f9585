import type { Column } from '../query/columnTypes';

/** What can be read, as far as it is known. */
export interface Schema {
  tables: TableInfo[];
  functions: FunctionInfo[];
}

export interface TableInfo {
  schema: string;
  name: string;
  comment?: string;
  columns: ColumnInfo[];
}

export interface ColumnInfo extends Column {
  type: string;
  comment?: string;
}

export interface FunctionInfo {
  schema: string;
  name: string;
  comment?: string;
  args: ArgumentInfo[];
}

export interface ArgumentInfo {
  name: string;
  type: string;
  optional: boolean;
}
