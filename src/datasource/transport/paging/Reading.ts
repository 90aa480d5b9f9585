import { truncate, without, type Page } from '../../frames/Page';
import type { PostgrestRequest } from '../../query/toPostgrest';
import { fetchPage, type FetchedPage, type FetchOptions, type Part } from '../fetchPage';
import { abortError } from '../http';
import { isCapLength, isLastPage, type CapKnowledge } from './RowCap';

export interface ReadingOptions extends FetchOptions {
  cap: CapKnowledge;
  /** The cap as the settings have it. */
  configuredCap?: number;
  /** At most so many rows are read. */
  bound: number;
  /** True when the user asked for just `bound` rows, so that leaving out the rest is no loss. */
  boundIsWish: boolean;
}

/** What may come after a page: nothing, most probably more, or either. */
export type Next = 'end' | 'more' | 'unknown';

/** One request's rows as they are read: how many there are so far, and what that tells of the server. */
export class Reading {
  count = 0;
  requests = 0;
  /** How many rows there are in all, as the first answer said it. */
  total?: number;
  /** True when rows that changed meanwhile may be missing or doubled. */
  isUnsteady = false;
  private readonly wanted: number;

  constructor(
    private readonly request: PostgrestRequest,
    private readonly options: ReadingOptions,
    private readonly sink: (page: Page) => void,
    private readonly hidden: readonly string[]
  ) {
    // One row more than wanted tells whether any is left out.
    this.wanted = options.boundIsWish ? options.bound : options.bound + 1;
  }

  /** How many rows are still to be read; one of them may only tell that there are more. */
  get missing(): number {
    return Math.max(0, this.wanted - this.count);
  }

  get signal(): AbortSignal {
    return this.options.signal;
  }

  async fetch(part: Part, signal = this.options.signal): Promise<FetchedPage> {
    const isFirst = this.requests === 0;
    this.requests++;
    // The number of all rows is counted once.
    const { Prefer: _, ...headers } = this.request.headers;
    const request = isFirst ? this.request : { ...this.request, headers };
    try {
      const fetched = await fetchPage(request, { ...this.options, signal }, part);
      this.total = isFirst ? fetched.total : this.total;
      return fetched;
    } catch (thrown) {
      // Whatever became of a request that nobody waits for, it is no fault.
      throw this.options.signal.aborted ? abortError() : thrown;
    }
  }

  /** Hands rows on, without those beyond the bound. */
  take(page: Page): void {
    const room = this.options.bound - this.count;
    if (page.length > 0 && room > 0) {
      this.sink(truncate(without(page, this.hidden), room));
    }
    this.count += page.length;
  }

  /** What may come after a page of this length. */
  next(length: number, asked: number): Next {
    const { cap, configuredCap } = this.options;
    if (length >= asked) {
      return 'more';
    }
    if (length === 0 || this.isWhole(length) || isLastPage(length, cap, configuredCap, this.requests === 1)) {
      return 'end';
    }
    return isCapLength(length, cap, configuredCap) ? 'more' : 'unknown';
  }

  /** What the page after one of `length` rows, which was shorter than asked, tells of the server. */
  learn(length: number, followed: boolean): void {
    const { cap } = this.options;
    if (followed) {
      cap.hit = length;
      cap.whole = false;
      cap.atLeast = length;
      cap.lasts?.delete(length);
    } else {
      cap.whole ||= length === cap.atLeast;
      (cap.lasts ??= new Set()).add(length);
    }
  }

  /** `longest`: how many rows the longest page held, where pages were longer lately. The cap may be lower by now. */
  doubt(longest: number): void {
    const { cap } = this.options;
    cap.atLeast = Math.min(cap.atLeast, longest);
    cap.whole = false;
  }

  private isWhole(length: number): boolean {
    return this.requests === 1 && this.total === length && /count=exact/.test(this.request.headers.Prefer ?? '');
  }
}
