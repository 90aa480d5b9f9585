/** What adapt knows of a project: plain data, so that the proposal can be made and tested without a database. */
export interface Introspection {
  tables: Table[];
}

export interface Table {
  schema: string;
  name: string;
  /** `schema.name`, quoted where SQL needs it. */
  sql: string;
  comment?: string;
  /** PostgreSQL's estimate; undefined when the table was never analysed. */
  rowEstimate?: number;
  /** False when the connected role may only read the catalogue of it, or row level security hides its rows. */
  isReadable: boolean;
  /** True when no index can be made on it: a view, a foreign table, a table of Supabase's own. */
  takesNoIndex?: boolean;
  columns: Column[];
  foreignKeys: ForeignKey[];
  /** First key of each index as PostgreSQL prints it, e.g. `created_at` or `((id)::text)`. */
  indexedFirst: string[];
}

export interface Column {
  name: string;
  /** Quoted where SQL needs it. */
  sql: string;
  /** As format_type() prints it, without length: `integer`, `character varying`, `timestamp without time zone`, … */
  type: string;
  isNullable: boolean;
  isPrimaryKey: boolean;
  isEnum?: boolean;
  comment?: string;
  /** Distinct values of a status-like column, most frequent first; undefined when they could not be known. */
  words?: Word[];
}

export interface Word {
  word: string;
  /** Rows of the sample; undefined when the word comes from an enum or a check constraint. */
  rows?: number;
}

/** A foreign key of one column. */
export interface ForeignKey {
  column: string;
  toSchema: string;
  toTable: string;
  toColumn: string;
}

export const isSameTable = (a: Table, b: { schema: string; name: string }) =>
  a.schema === b.schema && a.name === b.name;

/** Table that a foreign key points at, when it was introspected. */
export function targetOf(introspection: Introspection, key: ForeignKey): Table | undefined {
  return introspection.tables.find((table) => isSameTable(table, { schema: key.toSchema, name: key.toTable }));
}
