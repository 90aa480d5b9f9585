import type { FetchedPage } from '../fetchPage';
import type { Density } from './Densities';
import type { PagePlan } from './PagePlan';
import type { Next, Reading } from './Reading';
import { TimeWindow, timesOf, type Unit } from './TimeWindow';

/** So many requests are under way at a time. */
const parallel = 4;
/** What is expected to fill less than this part of a page is not worth a request of its own. */
const smallestShare = 0.2;
/** What is split off behind the page under way begins so much of a page before its expected end, so that no gap is left. */
const overlap = 0.05;

/** True when the first page tells the times by which the rest can be split. */
export function canSplit({ axis, keys }: PagePlan, { page }: FetchedPage): boolean {
  const times = axis && timesOf(page, keys[0].field);
  return times !== undefined && times.every((time) => Math.abs(time) < lastYear);
}

const lastYear = Date.UTC(9999, 0);

/** What is known before the windows are read: the first page, which is not the last one, or how the rows lay lately. */
export type Start = { first: FetchedPage; next: Next } | { density: Density };

/** True when so many rows are expected that it is worth to ask for several windows before anything has come. */
export function isLong({ rowsPerMs, pageLength }: Density, { from, to }: Axis, wanted: number): boolean {
  return Math.min(rowsPerMs * (to - from), wanted) >= 2 * pageLength;
}

/**
 * Reads the rows, or the rest of them, in several windows of time at once. Each is read page by page from where the page
 * before ended, and whoever is idle takes the later half of what is wanted of the longest. Returns how the rows lie in
 * time; undefined when nothing was taken because no page was as long as lately: the server's cap may be another by now.
 */
export async function readWindows(
  reading: Reading,
  plan: PagePlan,
  axis: Axis,
  start: Start
): Promise<Density | undefined> {
  const all = new WindowReader(reading, plan, axis, start);
  await all.read(!('next' in start) || start.next === 'more');
  if (all.longest < all.pageLength) {
    reading.doubt(all.longest);
    return undefined;
  }
  reading.learn(all.pageLength, all.hasMore);
  for (const window of all.windows) {
    window.pages.forEach((page) => reading.take(page));
    reading.isUnsteady ||= window.isUnsteady;
    if (!window.isDone) {
      break;
    }
  }
  return all.density;
}

type Axis = NonNullable<PagePlan['axis']>;

class WindowReader {
  /** In the order in which the rows are wanted. */
  readonly windows: TimeWindow[];
  readonly pageLength: number;
  /** The most rows that a page held. */
  longest = 0;
  private readonly unit: Unit;
  private readonly lately: number;
  private readonly wanted: number;
  private readonly controller = new AbortController();
  private readonly whole: number;
  private underWay = 0;
  /** True when several requests at once are not in vain. */
  private expectsMore = false;

  constructor(
    private readonly reading: Reading,
    plan: PagePlan,
    axis: Axis,
    start: Start
  ) {
    const first = 'first' in start ? start.first : undefined;
    const { unit, pageLength, rowsPerMs } =
      'density' in start
        ? start.density
        : { unit: unitOf(start.first, plan.keys[0].field), pageLength: start.first.page.length, rowsPerMs: 0 };
    this.unit = unit;
    this.pageLength = pageLength;
    this.lately = rowsPerMs;
    // The day that the range begins in and the one that it ends in are both part of it.
    const window = new TimeWindow(plan, unit, Math.floor(axis.from / unit) * unit, Math.ceil(axis.to / unit) * unit);
    this.whole = window.span;
    this.wanted = reading.missing;
    this.windows = [window];
    if (first) {
      this.add(window, first, false);
    }
  }

  get density(): Density {
    return { rowsPerMs: this.rowsPerMs, unit: this.unit, pageLength: this.pageLength };
  }

  /** True when rows came after the first page. */
  get hasMore(): boolean {
    return this.count > this.pageLength;
  }

  /** `expectsMore`: whether to ask several at once before the first of them has brought rows. */
  read(expectsMore: boolean): Promise<void> {
    this.expectsMore = expectsMore;
    const { signal } = this.reading;
    const abort = () => this.controller.abort();
    signal.addEventListener('abort', abort, { once: true });
    return new Promise<void>((resolve, reject) => this.pump(resolve, reject)).finally(() => {
      signal.removeEventListener('abort', abort);
      // What is still under way is not needed any more.
      abort();
    });
  }

  private pump(resolve: () => void, reject: (reason: unknown) => void): void {
    for (let window = this.nextWindow(); window !== undefined; window = this.nextWindow()) {
      this.fetch(window).then(() => this.pump(resolve, reject), reject);
    }
    if (this.underWay === 0 || this.isEnough()) {
      resolve();
    }
  }

  private async fetch(window: TimeWindow): Promise<void> {
    window.isBusy = true;
    this.underWay++;
    try {
      const fetched = await this.reading.fetch(window.part(this.pageLength), this.controller.signal);
      const { length } = fetched.page;
      this.expectsMore ||= length > 0;
      this.add(window, fetched, length < this.pageLength);
    } finally {
      window.isBusy = false;
      this.underWay--;
    }
  }

  private add(window: TimeWindow, fetched: FetchedPage, isLast: boolean): void {
    this.longest = Math.max(this.longest, fetched.page.length);
    window.add(fetched, isLast);
  }

  /** A window to be read now, which may have to be split off first. */
  private nextWindow(): TimeWindow | undefined {
    if (this.underWay >= (this.expectsMore ? parallel : 1) || this.isEnough()) {
      return undefined;
    }
    const needed = this.needed();
    const idle = needed.find(({ window }) => !window.isBusy && !window.isDone);
    return idle?.window ?? this.splitLongest(needed);
  }

  /** The windows that are expected to hold rows that are wanted, each with how many of those are still to be read. */
  private needed(): Needed[] {
    let before = 0;
    return this.windows.flatMap((window) => {
      const left = this.wanted - before - window.count;
      const expected = this.rowsPerMs * window.span;
      before += window.count + expected;
      return left > 0 ? [{ window, expected, wanted: Math.min(expected, left) }] : [];
    });
  }

  /** True when the rows that are wanted are there, without a gap before them. */
  private isEnough(): boolean {
    const open = this.windows.findIndex((window) => !window.isDone);
    const leading = open < 0 ? this.windows : this.windows.slice(0, open + 1);
    return leading.reduce((sum, window) => sum + window.count, 0) >= this.wanted;
  }

  private splitLongest(needed: Needed[]): TimeWindow | undefined {
    const longest = needed.reduce<Needed | undefined>(
      (best, each) => (each.wanted > (best?.wanted ?? 0) ? each : best),
      undefined
    );
    if (!longest) {
      return undefined;
    }
    // A part of it is under way: a page, or as much of the window as a page is expected to cover.
    const pages = longest.wanted / this.pageLength;
    if (pages - 1 < smallestShare) {
      return undefined;
    }
    // What the page under way leaves over is taken whole where one request can, instead of by two that each bring little.
    const border = pages - 1 + overlap < 1 ? 1 - overlap : 1 + (pages - 1) / 2;
    const rest = longest.window.split((border * this.pageLength) / longest.expected);
    if (rest) {
      this.windows.splice(this.windows.indexOf(longest.window) + 1, 0, rest);
    }
    return rest;
  }

  private get count(): number {
    return this.windows.reduce((sum, window) => sum + window.count, 0);
  }

  /** As in what was read; as lately before anything was. */
  private get rowsPerMs(): number {
    const read = this.whole - this.windows.reduce((sum, window) => sum + window.span, 0);
    return read > 0 ? this.count / read : this.lately;
  }
}

interface Needed {
  window: TimeWindow;
  /** How many rows are expected in what is left of the window, if it is like those that were read. */
  expected: number;
  /** How many of them are wanted. */
  wanted: number;
}

/** Dates fall on whole days, and the server cuts times off when it compares them with dates. */
function unitOf({ page }: FetchedPage, field: string): Unit {
  const values = page.columns[page.names.indexOf(field)] ?? [];
  return values.some((value) => typeof value === 'string' && value.length === 10) ? 86_400_000 : 1;
}
