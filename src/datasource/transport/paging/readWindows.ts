import type { FetchedPage } from '../fetchPage';
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

/**
 * Reads the rest in several windows of time at once. Each is read page by page from where the page before ended, and
 * whoever is idle takes the later half of what is left of the longest. `first` is a page that is not the last one, and not
 * yet taken; `next`: whether more is expected.
 */
export async function readWindows(
  reading: Reading,
  plan: PagePlan,
  axis: { from: number; to: number },
  { first, next }: { first: FetchedPage; next: Next }
): Promise<void> {
  const all = new WindowReader(reading, plan, axis, first);
  await all.read(next === 'more');
  reading.learn(first.page.length, all.hasMore);
  for (const window of all.windows) {
    window.pages.forEach((page) => reading.take(page));
    reading.isUnsteady ||= window.isUnsteady;
    if (!window.isDone) {
      return;
    }
  }
}

class WindowReader {
  /** In the order in which the rows are wanted. */
  readonly windows: TimeWindow[];
  private readonly pageLength: number;
  private readonly wanted: number;
  private readonly controller = new AbortController();
  private readonly whole: number;
  private underWay = 0;
  /** True when several requests at once are not in vain. */
  private expectsMore = false;

  constructor(
    private readonly reading: Reading,
    plan: PagePlan,
    axis: { from: number; to: number },
    first: FetchedPage
  ) {
    const unit = unitOf(first, plan.keys[0].field);
    // The day that the range begins in and the one that it ends in are both part of it.
    const window = new TimeWindow(plan, unit, Math.floor(axis.from / unit) * unit, Math.ceil(axis.to / unit) * unit);
    this.whole = window.span;
    this.pageLength = first.page.length;
    this.wanted = reading.missing;
    this.windows = [window];
    window.add(first, false);
  }

  /** True when rows came after the first page. */
  get hasMore(): boolean {
    return this.windows.reduce((sum, window) => sum + window.count, 0) > this.pageLength;
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
      window.add(fetched, length < this.pageLength);
    } finally {
      window.isBusy = false;
      this.underWay--;
    }
  }

  /** A window to be read now, which may have to be split off first. */
  private nextWindow(): TimeWindow | undefined {
    if (this.underWay >= (this.expectsMore ? parallel : 1) || this.isEnough()) {
      return undefined;
    }
    const needed = this.needed();
    return needed.find((window) => !window.isBusy && !window.isDone) ?? this.splitLongest(needed);
  }

  /** The windows before which not enough rows are known yet. */
  private needed(): TimeWindow[] {
    let before = 0;
    return this.windows.filter((window) => {
      const isNeeded = before < this.wanted;
      before += window.count;
      return isNeeded;
    });
  }

  /** True when the rows that are wanted are there, without a gap before them. */
  private isEnough(): boolean {
    const open = this.windows.findIndex((window) => !window.isDone);
    const leading = open < 0 ? this.windows : this.windows.slice(0, open + 1);
    return leading.reduce((sum, window) => sum + window.count, 0) >= this.wanted;
  }

  private splitLongest(needed: TimeWindow[]): TimeWindow | undefined {
    const longest = needed.reduce<TimeWindow | undefined>(
      (best, window) => (window.span > (best?.span ?? 0) ? window : best),
      undefined
    );
    if (!longest) {
      return undefined;
    }
    // A part of it is under way: a page, or as much of the window as a page is expected to cover.
    const pages = this.expectedRows(longest.span) / this.pageLength;
    if (pages - 1 < smallestShare) {
      return undefined;
    }
    // What the page under way leaves over is taken whole where one request can, instead of by two that each bring little.
    const border = pages - 1 + overlap < 1 ? 1 - overlap : 1 + (pages - 1) / 2;
    const rest = longest.split(border / pages);
    if (rest) {
      this.windows.splice(this.windows.indexOf(longest) + 1, 0, rest);
    }
    return rest;
  }

  /** How many rows a stretch of time holds, if it is like those that were read. */
  private expectedRows(span: number): number {
    const left = this.windows.reduce((sum, window) => sum + window.span, 0);
    const count = this.windows.reduce((sum, window) => sum + window.count, 0);
    return (count / Math.max(1, this.whole - left)) * span;
  }
}

/** Dates fall on whole days, and the server cuts times off when it compares them with dates. */
function unitOf({ page }: FetchedPage, field: string): Unit {
  const values = page.columns[page.names.indexOf(field)] ?? [];
  return values.some((value) => typeof value === 'string' && value.length === 10) ? 86_400_000 : 1;
}
