import { FieldType, type DataFrame, type Field, type QueryResultMetaNotice } from '@grafana/data';
import type { Column, Kind } from '../query/columnTypes';
import { ColumnBuilder } from './ColumnBuilder';
import { toColumns } from './toColumns';
import type { Row } from './toRows';
import { displayNameOf, unitOf } from './units';

export interface FrameOptions {
  refId?: string;
  /** Columns known beforehand, in their order; a column without a type, or not listed, is typed by its first value. */
  columns?: Column[];
  /** True when column names follow supabase/CONTRACT.md, so that `_rate` and the like are ratios. */
  ratios?: boolean;
  /** True when rows may differ in their keys, as those of a function that returns json. */
  mixed?: boolean;
}

/**
 * Makes a frame of rows that come page by page: one array a column, filled in one pass, so that no row is kept. Numbers
 * that JSON has already rounded are named in a notice.
 */
export class FrameBuilder {
  private readonly columns = new Map<string, ColumnBuilder>();
  private readonly types: Map<string, string | undefined>;
  private length = 0;

  constructor(private readonly options: FrameOptions = {}) {
    this.types = new Map(options.columns?.map((column) => [column.name, column.type]));
  }

  /** The rows of one more page; they are not kept. */
  add(rows: Row[]): void {
    if (rows.length === 0) {
      return;
    }
    this.addColumnsOf(rows);
    const values = toColumns(rows, [...this.columns.keys()]);
    for (const column of this.columns.values()) {
      column.add(values.get(column.name) ?? []);
    }
    this.length += rows.length;
  }

  build(): DataFrame {
    const names = new Set<string>();
    // No rows: the frame still says which columns there would be.
    const columns =
      this.length > 0
        ? [...this.columns.values()]
        : [...this.types].map(([name, type]) => new ColumnBuilder(name, type));
    const fields = columns.map((column) => this.toField(column, names));
    const notices = columns.filter((column) => column.rounded).map(roundedNotice);
    const meta = notices.length > 0 ? { meta: { notices } } : {};
    return { refId: this.options.refId, fields, length: this.length, ...meta };
  }

  private addColumnsOf(rows: Row[]): void {
    const first = rows[0];
    if (this.length === 0) {
      [...this.types.keys()].filter((name) => Object.hasOwn(first, name)).forEach((name) => this.addColumn(name));
    }
    for (const row of this.options.mixed ? rows : [first]) {
      this.addColumns(row);
    }
  }

  private addColumns(row: Row): void {
    for (const name of Object.keys(row)) {
      if (!this.columns.has(name)) {
        this.addColumn(name);
      }
    }
  }

  private addColumn(name: string): void {
    this.columns.set(name, new ColumnBuilder(name, this.types.get(name), this.length));
  }

  private toField(column: ColumnBuilder, taken: Set<string>): Field {
    const { name } = column;
    const { kind, values } = column.finish();
    const readable = displayNameOf(name);
    // `duration` and `duration_seconds` side by side keep their names apart.
    const displayName = taken.has(readable) ? name : readable;
    taken.add(displayName);
    const unit = kind === 'number' ? unitOf(name, this.options.ratios ?? false) : undefined;
    const config = unit === undefined ? { displayName } : { displayName, unit };
    return { name, type: fieldTypes[kind], config, values };
  }
}

const fieldTypes: Record<Kind, FieldType> = {
  time: FieldType.time,
  number: FieldType.number,
  boolean: FieldType.boolean,
  string: FieldType.string,
  json: FieldType.other,
};

function roundedNotice({ name }: ColumnBuilder): QueryResultMetaNotice {
  const text = `“${name}” holds whole numbers beyond 9,007,199,254,740,991, which are rounded here. Cast the column to text in a view to see them exactly.`;
  return { severity: 'warning', text };
}
