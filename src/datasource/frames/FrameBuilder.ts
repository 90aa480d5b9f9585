import { FieldType, type DataFrame, type Field, type QueryResultMetaNotice } from '@grafana/data';
import { toKind, type Column, type Kind } from '../query/columnTypes';
import { ColumnBuilder } from './ColumnBuilder';
import { flattenEmbeds, type EmbedShape } from './flattenEmbeds';
import type { Page } from './Page';
import { displayNameOf, unitOf } from './units';

export interface FrameOptions {
  refId?: string;
  /** Columns known beforehand, in their order; a column without a type, or not listed, is typed by its first value. */
  columns?: Column[];
  /** True when column names follow supabase/CONTRACT.md, so that `_rate` and the like are ratios. */
  ratios?: boolean;
  /** False: whole numbers too large for a double are rounded, so that they can be drawn. Default: they become text. */
  exactIntegers?: boolean;
  /** Columns that hold related rows. */
  embeds?: EmbedShape[];
}

/**
 * Makes a frame of rows that come page by page: one array a column. Columns of numbers that a double cannot hold exactly
 * are named in a notice.
 */
export class FrameBuilder {
  private readonly columns = new Map<string, ColumnBuilder>();
  private readonly types: Map<string, string | undefined>;
  private length = 0;

  constructor(private readonly options: FrameOptions = {}) {
    this.types = new Map(options.columns?.map((column) => [column.name, column.type]));
  }

  /** What the page's readers may know beforehand. */
  kindOf(column: string): Kind | undefined {
    const type = this.types.get(column);
    return type === undefined ? undefined : toKind(type);
  }

  /** The rows of one more page, whose arrays are taken over. */
  add(page: Page): void {
    const { names, columns, length, times, pure } = flattenEmbeds(page, this.options.embeds ?? []);
    if (length === 0) {
      return;
    }
    const known = this.length === 0 ? [...this.types.keys()].filter((name) => names.includes(name)) : [];
    for (const name of [...known, ...names]) {
      if (!this.columns.has(name)) {
        this.addColumn(name);
      }
    }
    for (const column of this.columns.values()) {
      const at = names.indexOf(column.name);
      const values = at < 0 ? new Array<unknown>(length).fill(null) : columns[at];
      column.add(values, times.has(column.name), pure?.get(column.name));
    }
    this.length += length;
  }

  build(): DataFrame {
    const names = new Set<string>();
    // No rows: the frame still says which columns there would be.
    const columns =
      this.length > 0
        ? [...this.columns.values()]
        : [...this.types].map(([name, type]) => new ColumnBuilder(name, type));
    const fields = columns.map((column) => this.toField(column, names));
    const notices = columns.filter((column) => column.isLarge).map(sizeNotice);
    const meta = notices.length > 0 ? { meta: { notices } } : {};
    return { refId: this.options.refId, fields, length: this.length, ...meta };
  }

  private addColumn(name: string): void {
    const { exactIntegers = true } = this.options;
    this.columns.set(name, new ColumnBuilder(name, this.types.get(name), { missing: this.length, exactIntegers }));
  }

  private toField(column: ColumnBuilder, taken: Set<string>): Field {
    const { name } = column;
    const { kind, values, isInterval } = column.finish();
    const readable = displayNameOf(name);
    // `duration` and `duration_seconds` side by side keep their names apart.
    const displayName = taken.has(readable) ? name : readable;
    taken.add(displayName);
    const ownUnit = isInterval ? 's' : unitOf(name, this.options.ratios ?? false);
    const unit = kind === 'number' ? ownUnit : undefined;
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

function sizeNotice({ name, isExact }: ColumnBuilder): QueryResultMetaNotice {
  const large = `“${name}” holds whole numbers beyond 9,007,199,254,740,991`;
  return isExact
    ? { severity: 'info', text: `${large}; it is shown as text, so that no digit is lost.` }
    : { severity: 'warning', text: `${large}, which are rounded here. Show it as a table to see them exactly.` };
}
