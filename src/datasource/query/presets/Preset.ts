import type { Column } from '../columnTypes';
import type { ArgValue, Format, Order } from '../model';
import type { FilterOperator } from '../operators';

/**
 * A named question of this plugin: what it asks, in one line, and what it needs. Names, arguments and column types
 * are those of supabase/CONTRACT.md, and a test compares the two.
 */
export interface Preset {
  label: string;
  description: string;
  /** Ids of the requirements that it answers. */
  requirements: string[];
  format: Format;
  source: FunctionSource | TableSource;
  /** Sent unless the query overrides them; a list that names a variable the dashboard lacks is left out. */
  args: Record<string, ArgValue>;
  columns: Column[];
}

export interface FunctionSource {
  function: string;
}

export interface TableSource {
  table: string;
  timeColumn?: string;
  order: Order[];
  /** At most so many rows; when more exist, the frame says so. */
  limit: number;
  /** Argument → the column and operator that it filters by. */
  filters: Record<string, { column: string; operator: FilterOperator }>;
}
