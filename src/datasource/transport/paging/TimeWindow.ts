import { truncate, type Page } from '../../frames/Page';
import { parseTimestamp } from '../../frames/parseTimestamp';
import { keyName } from '../../query/request/names';
import type { FetchedPage, Part } from '../fetchPage';
import type { Cursor } from './keysetFilters';
import type { PagePlan } from './PagePlan';
import { filtersAt, lastCursor } from './Position';

/** Times are split between whole units: one millisecond, or a day where the column holds dates. */
export type Unit = 1 | 86_400_000;

/**
 * The rows between two times, read page by page in the order of the plan. What is left of it can be split off and read at
 * the same time: no row is in both parts, because each time is in one of them.
 */
export class TimeWindow {
  readonly pages: Page[] = [];
  count = 0;
  isDone = false;
  isBusy = false;
  /** True when nothing tells rows at a page's end apart. */
  isUnsteady = false;
  private cursor?: Cursor;
  private offset = 0;

  /** `from` included, `to` not; they shrink as the window is read and split. */
  constructor(
    private readonly plan: PagePlan,
    private readonly unit: Unit,
    private from: number,
    private to: number
  ) {}

  /** How much time is left to read. */
  get span(): number {
    return this.isDone ? 0 : Math.max(0, this.to - this.from);
  }

  /** Leaves the first `share` of what is left here and returns the rest, which comes after it; undefined: it is too short. */
  split(share: number): TimeWindow | undefined {
    const { plan, unit, from, to } = this;
    const at = this.isAscending ? from + (to - from) * share : to - (to - from) * share;
    const border = Math.round(at / unit) * unit;
    if (border <= from || border >= to) {
      return undefined;
    }
    if (this.isAscending) {
      this.to = border;
      return new TimeWindow(plan, unit, border, to);
    }
    this.from = border;
    return new TimeWindow(plan, unit, from, border);
  }

  /** The next page of this window. */
  part(limit: number): Part {
    const { from, to } = this;
    const name = keyName(this.plan.keys[0].column);
    const filters: Array<[string, string]> = [
      [name, `gte.${new Date(from).toISOString()}`],
      [name, `lt.${new Date(to).toISOString()}`],
    ];
    const after = this.cursor ? filtersAt(this.plan, { cursor: this.cursor, inclusive: false, offset: 0 }) : [];
    return { limit, offset: this.offset, filters: [...filters, ...after] };
  }

  /**
   * Takes a page over that was asked for with `part`, without rows that belong to a part that was split off meanwhile.
   * `isLast`: nothing comes after it. Returns false when its times cannot be compared.
   */
  add(fetched: FetchedPage, isLast: boolean): boolean {
    const times = timesOf(fetched.page, this.plan.keys[0].field);
    if (times === undefined) {
      return false;
    }
    const own = this.isAscending
      ? countBefore(times, (time) => time < this.to)
      : countBefore(times, (time) => time >= this.from);
    if (isLast || own < times.length) {
      this.isDone = true;
      this.keep(truncate(fetched.page, own));
      return true;
    }
    const last = times[times.length - 1];
    const cursor = this.plan.isUnique ? lastCursor(this.plan, fetched) : undefined;
    if (cursor) {
      this.cursor = cursor;
      this.offset = 0;
      this.moveTo(last);
      this.keep(fetched.page);
      return true;
    }
    this.addUpTo(fetched.page, times, last);
    return true;
  }

  /** Rows of one millisecond that a page's end may have cut are read again; when it holds nothing else, by position. */
  private addUpTo(page: Page, times: number[], last: number): void {
    const complete = countBefore(times, (time) => time !== last);
    const border = this.border;
    this.moveTo(last);
    if (complete === 0) {
      this.isUnsteady ||= !this.plan.isWhole;
      // Positions count from where the window now begins, so those of an earlier time are none of it.
      this.offset = this.border === border ? this.offset + page.length : page.length;
      this.keep(page);
      return;
    }
    // Rows read by position were those before the ones that are left.
    this.offset = 0;
    this.keep(truncate(page, complete));
  }

  private keep(page: Page): void {
    this.pages.push(page);
    this.count += page.length;
  }

  private moveTo(time: number): void {
    if (this.isAscending) {
      this.from = Math.max(this.from, time);
    } else {
      this.to = Math.min(this.to, time + this.unit);
    }
  }

  /** Where what is left to read begins. */
  private get border(): number {
    return this.isAscending ? this.from : this.to;
  }

  private get isAscending(): boolean {
    return this.plan.keys[0].direction === 'asc';
  }
}

/** The times of a page in epoch milliseconds, cut off and not rounded, so that they order as they do on the server. */
export function timesOf({ names, columns, times }: Page, field: string): number[] | undefined {
  const values = columns[names.indexOf(field)] ?? [];
  const read = times.has(field)
    ? values
    : values.map((value) => (typeof value === 'string' ? parseTimestamp(value) : undefined));
  const numbers = read.filter((value): value is number => typeof value === 'number');
  return numbers.length === values.length ? numbers : undefined;
}

function countBefore(times: number[], isWanted: (time: number) => boolean): number {
  let count = times.length;
  while (count > 0 && !isWanted(times[count - 1])) {
    count--;
  }
  return count;
}
