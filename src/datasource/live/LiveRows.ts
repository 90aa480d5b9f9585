import type { DataFrame, Field } from '@grafana/data';
import type { Order } from '../query/model';
import { later, toPosition, type Position } from './comparable';

export interface LiveRowsOptions {
  /** Grows whenever a row is added or changed. */
  column: string;
  /** What tells rows apart; none: rows are only added. */
  key: string[];
  order: Order[];
  /** At most so many rows are kept, the first of the order; without one, the server is asked again once there are more. */
  bound: number;
  /** Rows that lie before the time range by this column are let go. */
  timeColumn?: string;
}

type Row = unknown[];

/** The rows of a table as they are now, kept up by answers that hold only what is at or past a position. */
export class LiveRows {
  private fields: Field[] = [];
  private rows: Row[] = [];
  private template?: DataFrame;

  constructor(private readonly options: LiveRowsOptions) {}

  /** True when the frame has the columns that keeping up needs. */
  canFollow(frame: DataFrame): boolean {
    return frame.length === 0 || [this.options.column, ...this.options.key].every((name) => has(frame, name));
  }

  /** True when the columns of an answer are those that are known, with the same types: else only a whole answer helps. */
  fits(frame: DataFrame): boolean {
    return (
      frame.length === 0 ||
      this.rows.length === 0 ||
      (frame.fields.length === this.fields.length && frame.fields.every((field, i) => isOf(field, this.fields[i])))
    );
  }

  /** A whole answer takes the place of everything. */
  replace(frame: DataFrame): void {
    this.take(frame);
    this.rows = toRows(frame);
  }

  /**
   * An answer with every row at or past `floor` takes the place of those that were known from there on, and of older
   * selves of its rows: what was deleted past the floor goes, what is not new does not come twice. Returns false, and
   * changes nothing, when only the server knows where its new rows belong.
   */
  merge(frame: DataFrame, floor: Position, fromMs: number): boolean {
    if (this.rows.length === 0 && frame.length > 0) {
      this.take(frame);
    }
    const at = this.indexOf(this.options.column);
    const isOlder = (row: Row) => {
      const position = toPosition(row[at]);
      return position === undefined || position < floor;
    };
    const added = toRows(frame);
    if (this.options.order[0]?.column === this.options.column || this.options.order.length === 0) {
      const ids = new Set(this.idsOf(added));
      const kept = this.rows.filter((row) => isOlder(row) && !(this.hasKey && ids.has(this.idOf(row))));
      if (this.options.order.length === 0 && kept.length + added.length > this.options.bound) {
        return false; // without an order, the server alone knows which rows fall behind the bound
      }
      this.rows = this.sorted([...kept, ...added], at);
    } else {
      const placed = this.inPlace(added, isOlder);
      if (!placed) {
        return false;
      }
      this.rows = placed;
    }
    this.slide(fromMs);
    return true;
  }

  /** The largest position among the rows. */
  mark(): Position | undefined {
    const at = this.indexOf(this.options.column);
    return this.rows.map((row) => toPosition(row[at])).reduce<Position | undefined>(later, undefined);
  }

  frame(): DataFrame {
    const fields = this.fields.map((field, at) => ({ ...field, values: this.rows.map((row) => row[at]) }));
    return { ...this.template, fields, length: this.rows.length };
  }

  private get hasKey(): boolean {
    return this.options.key.length > 0;
  }

  private take(frame: DataFrame): void {
    this.template = frame;
    this.fields = frame.fields.map((field) => ({ ...field, values: [], state: undefined }));
  }

  private indexOf(name: string): number {
    return this.fields.findIndex((field) => field.name === name);
  }

  private idOf(row: Row): string {
    return JSON.stringify(this.options.key.map((name) => row[this.indexOf(name)]));
  }

  private idsOf(rows: Row[]): string[] {
    return this.hasKey ? rows.map((row) => this.idOf(row)) : [];
  }

  /** By the growing column, as the query orders it; without an order as they came. Rows of equal position keep their order. */
  private sorted(rows: Row[], at: number): Row[] {
    const [order] = this.options.order;
    if (!order) {
      return rows;
    }
    const sign = order.direction === 'desc' ? -1 : 1;
    // Nulls are the largest for Postgres, unless the query says otherwise.
    const nullsFirst = order.nulls ? order.nulls === 'first' : order.direction === 'desc';
    return rows.sort((left, right) => {
      const a = toPosition(left[at]);
      const b = toPosition(right[at]);
      if (a === b) {
        return 0;
      }
      if (a === undefined || b === undefined) {
        return (a === undefined) === nullsFirst ? -1 : 1;
      }
      return (a < b ? -1 : 1) * sign;
    });
  }

  /** Where the query orders by other columns, a changed row keeps its place; a new one may belong anywhere: undefined. */
  private inPlace(added: Row[], isOlder: (row: Row) => boolean): Row[] | undefined {
    if (!this.hasKey) {
      const known = this.rows.filter((row) => !isOlder(row));
      return JSON.stringify(known) === JSON.stringify(added) ? this.rows : undefined;
    }
    const fresh = new Map(added.map((row) => [this.idOf(row), row]));
    const kept = this.rows.flatMap((row) => {
      const id = this.idOf(row);
      const now = fresh.get(id);
      fresh.delete(id);
      const isKept = now !== undefined || isOlder(row);
      return isKept ? [now ?? row] : [];
    });
    return fresh.size === 0 ? kept : undefined;
  }

  private slide(fromMs: number): void {
    const { timeColumn, bound } = this.options;
    const at = timeColumn === undefined ? -1 : this.indexOf(timeColumn);
    if (at >= 0) {
      this.rows = this.rows.filter((row) => typeof row[at] !== 'number' || row[at] >= fromMs);
    }
    if (this.rows.length > bound) {
      this.rows = this.rows.slice(0, bound);
    }
  }
}

function has(frame: DataFrame, name: string): boolean {
  return frame.fields.some((field) => field.name === name);
}

function toRows(frame: DataFrame): Row[] {
  return Array.from({ length: frame.length }, (_, row) => frame.fields.map((field): unknown => field.values[row]));
}

/** A column without any value has whatever type the others know. */
function isOf(field: Field, known: Field): boolean {
  const isSame = field.type === known.type || field.values.every((value) => value === null || value === undefined);
  return field.name === known.name && isSame;
}
