import type { Page } from '../frames/Page';
import type { PostgrestRequest } from '../query/toPostgrest';
import type { Densities } from './paging/Densities';
import type { PagePlan } from './paging/PagePlan';
import { Reading, type ReadingOptions } from './paging/Reading';
import { readKeyset } from './paging/readKeyset';
import { readOffsets } from './paging/readOffsets';
import { canSplit, isLong, readWindows } from './paging/readWindows';

export type { CapKnowledge } from './paging/RowCap';

export interface PageOptions extends ReadingOptions {
  /** How the rows can be told apart; absent: by their position only. */
  plan?: PagePlan;
  densities?: Densities;
}

export interface Pages {
  /** How many rows were given to `take`. */
  count: number;
  /** True when more rows exist than were read. */
  cut: boolean;
  requests: number;
  /** How many rows there are in all, when the request asked for it. */
  total?: number;
  /** True when rows that changed meanwhile may be missing or doubled. */
  isUnsteady: boolean;
}

/**
 * Reads every row of a request up to `bound` and gives them to `take`, page by page. Servers cut long answers without
 * saying so, so a page that is shorter than asked is followed up unless it is known to be the last. Past the cap rows are
 * read in windows of time, four at once, where the plan has a time; else each page from where the one before ended; else
 * by position. Throws a Fault, or an AbortError when the signal was aborted; then nothing is under way any more.
 */
export async function readPages(
  request: PostgrestRequest,
  options: PageOptions,
  take: (page: Page) => void
): Promise<Pages> {
  const lately = await readAsLately(request, options, take);
  if (lately?.isRead) {
    return lately.pages;
  }
  const { plan, densities } = options;
  const reading = new Reading(request, options, take, plan?.hidden ?? []);
  const asked = reading.missing;
  const start = request.offset ?? 0;
  if (asked > 0) {
    const first = await reading.fetch({ limit: asked, offset: start });
    const next = reading.next(first.page.length, asked);
    if (next === 'end' || first.page.length >= asked) {
      reading.take(first.page);
    } else if (plan?.axis && canSplit(plan, first)) {
      const density = await readWindows(reading, plan, plan.axis, { first, next });
      densities?.set(request, plan, reading.count > first.page.length ? density : undefined);
    } else if (plan) {
      await readKeyset(reading, plan, first);
    } else {
      reading.take(first.page);
      reading.isUnsteady = true;
      await readOffsets(reading, start, first.page.length);
    }
  }
  const pages = pagesOf(reading, options);
  return { ...pages, requests: pages.requests + (lately?.pages.requests ?? 0) };
}

/** Without a first page that tells whether there is more, where there was a good deal more lately. */
async function readAsLately(
  request: PostgrestRequest,
  options: PageOptions,
  take: (page: Page) => void
): Promise<{ isRead: boolean; pages: Pages } | undefined> {
  const { plan, densities } = options;
  const density = plan && densities?.get(request, plan);
  const reading = new Reading(request, options, take, plan?.hidden ?? []);
  if (!plan?.axis || !density || !isLong(density, plan.axis, reading.missing)) {
    return undefined;
  }
  const found = await readWindows(reading, plan, plan.axis, { density });
  densities?.set(request, plan, found);
  return { isRead: found !== undefined, pages: pagesOf(reading, options) };
}

function pagesOf({ count, requests, total, isUnsteady }: Reading, { bound }: PageOptions): Pages {
  return { count: Math.min(count, bound), cut: count > bound, requests, total, isUnsteady };
}
