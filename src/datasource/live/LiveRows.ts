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

export interface Merging {
  /** The answer holds every row whose growing column is at or past it. */
  floor: Position;
  /** Where the time range begins now, epoch milliseconds. */
  fromMs: number;
  /** The keys of all rows past the floor, also of those that are none of the answer (any more). */
  changed?: DataFrame;
}

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
   * selves of its rows: what was deleted past the floor goes, as does what the query does not want any more, and what is
   * not new does not come twice. Returns false, and changes no row, when only the server knows which rows there are now,
   * or where they belong.
   */
  merge(frame: DataFrame, { floor, fromMs, changed }: Merging): boolean {
    if (this.rows.length === 0 && frame.length > 0) {
      this.take(frame);
    }
    const at = this.indexOf(this.options.column);
    const isOlder = (row: Row) => {
      const position = toPosition(row[at]);
      return position === undefined || position < floor;
    };
    const added = toRows(frame);
    const ids = new Set(this.idsOf(added));
    const gone = new Set((changed ? keysOf(changed, this.options.key) : []).filter((id) => !ids.has(id)));
    const isGone = (row: Row) => gone.size > 0 && gone.has(this.idOf(row));
    const rows = this.merged(added, at, (row) => isOlder(row) && !isGone(row), ids);
    const slid = rows && this.slide(rows, fromMs);
    const { bound } = this.options;
    // Where rows were left out for want of room, one that goes lets another in, which only the server knows.
    if (!slid || (this.rows.length >= bound && slid.length < bound)) {
      return false;
    }
    this.rows = slid;
    return true;
  }

  /** The rows that are kept and the added ones, in their order; undefined: it is not known. */
  private merged(added: Row[], at: number, isKept: (row: Row) => boolean, ids: Set<string>): Row[] | undefined {
    const { order, column, bound } = this.options;
    if (order.length > 0 && order[0].column !== column) {
      return this.inPlace(added, isKept);
    }
    const kept = this.rows.filter((row) => isKept(row) && !(this.hasKey && ids.has(this.idOf(row))));
    // Without an order, the server alone knows which rows fall behind the bound.
    const isFull = order.length === 0 && kept.length + added.length > bound;
    return isFull ? undefined : this.sorted([...kept, ...added], at);
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

  /**
   * Where the query orders by other columns, a changed row keeps its place while it is equal in those. Undefined: another
   * one, or a new one, may belong anywhere.
   */
  private inPlace(added: Row[], isKept: (row: Row) => boolean): Row[] | undefined {
    if (!this.hasKey) {
      const known = this.rows.filter((row) => !isKept(row));
      return JSON.stringify(known) === JSON.stringify(added) ? this.rows : undefined;
    }
    const fresh = new Map(added.map((row) => [this.idOf(row), row]));
    let isInPlace = true;
    const kept = this.rows.flatMap((row) => {
      const id = this.idOf(row);
      const now = fresh.get(id);
      fresh.delete(id);
      isInPlace &&= now === undefined || this.isBeside(row, now);
      return now !== undefined || isKept(row) ? [now ?? row] : [];
    });
    return isInPlace && fresh.size === 0 ? kept : undefined;
  }

  /** True when both belong to the same place, as far as can be told. */
  private isBeside(row: Row, now: Row): boolean {
    if (JSON.stringify(row) === JSON.stringify(now)) {
      return true;
    }
    return this.options.order.every(({ column, path, embed }) => {
      const at = path?.length || embed !== undefined ? -1 : this.indexOf(column);
      return at >= 0 && row[at] === now[at];
    });
  }

  /** Without the rows before the time range, and those beyond the bound. */
  private slide(rows: Row[], fromMs: number): Row[] {
    const { timeColumn, bound } = this.options;
    const at = timeColumn === undefined ? -1 : this.indexOf(timeColumn);
    const within = at < 0 ? rows : rows.filter((row) => typeof row[at] !== 'number' || row[at] >= fromMs);
    return within.length > bound ? within.slice(0, bound) : within;
  }
}

/** As the ids of rows are written, whatever other columns there are. */
function keysOf(frame: DataFrame, key: string[]): string[] {
  const columns = key.map((name) => frame.fields.find((field) => field.name === name)?.values ?? []);
  return Array.from({ length: frame.length }, (_, row) =>
    JSON.stringify(columns.map((values): unknown => values[row]))
  );
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
