import type { Page } from '../frames/Page';
import { parseInterval } from '../frames/parseInterval';
import { parseTimestamp } from '../frames/parseTimestamp';
import { aggregateName, fieldName } from '../query/fieldName';
import type { Aggregate, TableQuery } from '../query/model';
import { rowsToSumUp, type RowsToSumUp } from '../query/toRowsQuery';
import { accumulator, type Accumulator, type Figure } from './accumulate';
import type { Buckets } from './Buckets';
import { orderRows } from './orderRows';

export interface SumUpOptions {
  query: TableQuery;
  /** The Postgres types of the rows' fields, as far as they are known. */
  types: Map<string, string | undefined>;
  buckets?: Buckets;
  /** Epoch milliseconds: where empty buckets are filled in. */
  range: { from: number; to: number };
}

/** The figures over groups of rows, as `group by` computes them in Postgres. */
export interface Summed {
  page: Page;
  /** True when there were too many empty buckets to fill them in. */
  isUnfilled: boolean;
}

/** More cells than this are no chart. */
const mostFilled = 100_000;

interface Group {
  bucket?: number;
  /** What the rows are grouped by, beside time. */
  values: unknown[];
  figures: Accumulator[];
}

/** Adds rows up as they come, page by page. */
export class SumUp {
  private readonly rows: RowsToSumUp;
  private readonly aggregates: Aggregate[];
  private readonly figures: Figure[];
  /** By bucket, then by what else rows are grouped by. */
  private readonly groups = new Map<number | undefined, Map<string, Group>>();
  private readonly times = new Set<string>();
  private readonly intervals: Set<string>;

  constructor(private readonly options: SumUpOptions) {
    const { query, types } = options;
    this.aggregates = query.aggregates.length > 0 ? query.aggregates : [{ function: 'count' }];
    this.rows = rowsToSumUp({ ...query, aggregates: this.aggregates });
    this.figures = this.aggregates.map((aggregate, at) => {
      const field = this.rows.values[at];
      const type = field === undefined ? undefined : types.get(field);
      return { function: aggregate.function, field, isFloat: /^(double|float|real)/.test(type ?? '') };
    });
    this.intervals = new Set([...types].flatMap(([field, type]) => (/^interval/.test(type ?? '') ? [field] : [])));
  }

  /** The fields whose figures are seconds. */
  get seconds(): string[] {
    return this.aggregates.flatMap((aggregate, at) => {
      const field = this.rows.values[at];
      return aggregate.function !== 'count' && field !== undefined && this.intervals.has(field)
        ? [aggregateName(aggregate)]
        : [];
    });
  }

  /** The Postgres types of the result's columns, as far as they are known. */
  get types(): Map<string, string | undefined> {
    const { query, types } = this.options;
    const typeOf = (field: string | undefined) =>
      field === undefined || this.intervals.has(field) ? undefined : types.get(field);
    return new Map([
      ...query.columns.map((column, at) => [fieldName(column), typeOf(this.rows.groups[at])] as const),
      ...this.aggregates.map((aggregate, at) => {
        const isOwn = aggregate.function === 'min' || aggregate.function === 'max';
        return [aggregateName(aggregate), isOwn ? typeOf(this.rows.values[at]) : undefined] as const;
      }),
    ]);
  }

  add(page: Page): void {
    const { buckets } = this.options;
    page.times.forEach((field) => this.times.add(field));
    const column = (field: string | undefined) => this.column(page, field);
    const times = buckets ? column(this.rows.time) : undefined;
    const groups = this.rows.groups.map(column);
    const values = this.figures.map(({ field }) => column(field));
    for (let row = 0; row < page.length; row++) {
      const time: unknown = times?.[row];
      const bucket = buckets && typeof time === 'number' ? buckets.startOf(time) : undefined;
      const group = this.groupOf(
        bucket,
        groups.map((each) => each?.[row] ?? null)
      );
      values.forEach((each, at) => group.figures[at].add(each?.[row]));
    }
  }

  /** The figures, a row a group: by time and then as the groups first came, unless the query has an order. */
  finish(): Summed {
    const { query, buckets } = this.options;
    // Without groups there is one row even when nothing was read, as in SQL.
    if (!buckets && this.rows.groups.length === 0) {
      this.groupOf(undefined, []);
    }
    const isUnfilled = !this.fill();
    const byTime = [...this.groups.entries()].sort(([a], [b]) => (a ?? 0) - (b ?? 0));
    const all = byTime.flatMap(([, groups]) => [...groups.values()]);
    const names = [
      ...(buckets && this.rows.time ? [this.rows.time] : []),
      ...query.columns.map(fieldName),
      ...this.aggregates.map(aggregateName),
    ];
    const rows = all.map((group) => [
      ...(buckets && this.rows.time ? [group.bucket ?? null] : []),
      ...group.values,
      ...group.figures.map((figure, at) => this.resultOf(group, figure, at)),
    ]);
    const ordered = orderRows(names, rows, query);
    const times = new Set([...(buckets && this.rows.time ? [this.rows.time] : []), ...this.timesOf(names)]);
    const columns = names.map((_, c) => ordered.map((row) => row[c]));
    return { page: { names, columns, length: ordered.length, times }, isUnfilled };
  }

  private resultOf({ bucket }: Group, figure: Accumulator, at: number): unknown {
    const result = figure.result();
    const isEmpty = result === null || result === 0;
    return isEmpty && this.options.query.bucket?.fill === 'zero' && bucket !== undefined && this.isFilled(at)
      ? 0
      : result;
  }

  /** A time or a text cannot be zero. */
  private isFilled(at: number): boolean {
    const { field } = this.figures[at];
    return field === undefined || !this.times.has(field);
  }

  private groupOf(bucket: number | undefined, values: unknown[]): Group {
    let groups = this.groups.get(bucket);
    if (!groups) {
      groups = new Map();
      this.groups.set(bucket, groups);
    }
    const key = values.length === 0 ? '' : JSON.stringify(values);
    let group = groups.get(key);
    if (!group) {
      group = { bucket, values, figures: this.figures.map(accumulator) };
      groups.set(key, group);
    }
    return group;
  }

  /** Gives every group a row in every bucket, if that is asked for. False when there would be too many. */
  private fill(): boolean {
    const { query, buckets, range } = this.options;
    if (!buckets || !query.bucket?.fill) {
      return true;
    }
    const known = new Map([...this.groups.values()].flatMap((groups) => [...groups]));
    const combinations = this.rows.groups.length === 0 ? [[]] : [...known.values()].map(({ values }) => values);
    const starts = buckets.between(range.from, range.to, Math.floor(mostFilled / Math.max(1, combinations.length)));
    starts?.forEach((start) => combinations.forEach((values) => this.groupOf(start, values)));
    return starts !== undefined;
  }

  private column(page: Page, field: string | undefined): unknown[] | undefined {
    const values = field === undefined ? undefined : page.columns[page.names.indexOf(field)];
    if (!values || field === undefined) {
      return undefined;
    }
    if (this.intervals.has(field)) {
      return values.map((value) => (typeof value === 'string' ? (parseInterval(value) ?? value) : value));
    }
    const isTime = field === this.rows.time || this.times.has(field);
    return isTime && !page.times.has(field)
      ? values.map((value) => (typeof value === 'string' ? (parseTimestamp(value) ?? value) : value))
      : values;
  }

  /** The names of the result's columns that hold times. */
  private timesOf(names: string[]): string[] {
    const fields = [...this.rows.groups, ...this.rows.values];
    return fields.flatMap((field, at) => {
      const name = names[names.length - fields.length + at];
      const isCount = at >= this.rows.groups.length && this.figures[at - this.rows.groups.length].function === 'count';
      return field !== undefined && this.times.has(field) && !isCount ? [name] : [];
    });
  }
}
