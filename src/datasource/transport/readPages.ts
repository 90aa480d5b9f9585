import { toPath, type PostgrestRequest } from '../query/toPostgrest';
import { truncate, type Page } from '../frames/Page';
import { readPage as readRows, type KindOf } from '../frames/readPage';
import type { HttpResponse, Send } from './http';
import { readBody } from './readBody';
import type { KeyKnowledge } from './toFault';

/** What is known of the server's cap on rows (max_rows). */
export interface CapKnowledge {
  /** The longest page seen: the cap is not below it. */
  atLeast: number;
  /** True when nothing came after that page, so that it was long by itself and not cut. */
  whole: boolean;
}

export interface PageOptions {
  /** `/api/datasources/proxy/uid/…` */
  baseUrl: string;
  send: Send;
  signal: AbortSignal;
  cap: CapKnowledge;
  keys?: KeyKnowledge;
  /** At most so many rows are read. */
  bound: number;
  /** True when the user asked for just `bound` rows, so that leaving out the rest is no loss. */
  boundIsWish: boolean;
  /** The name of the column that bare values get. */
  valueName: string;
  kindOf?: KindOf;
}

export interface Pages {
  /** How many rows were given to `take`. */
  count: number;
  /** True when more rows exist than were read. */
  cut: boolean;
  requests: number;
  /** How many rows there are in all, when the request asked for it. */
  total?: number;
  totalIsExact?: boolean;
  /** True when rows that changed meanwhile may be missing or doubled, because nothing tells where a page goes on. */
  isUnsteady: boolean;
}

/** No server is set up to answer fewer rows than this at a time, so a shorter page is the last one. */
const smallestCap = 100;

/**
 * Reads every row of a request up to `bound` and gives them to `take`, page by page. Servers
 * cut long answers without saying so: a page that is shorter than asked is taken as the end only when a longer one was
 * seen from this server before; otherwise the next page is asked for.
 */
export async function readPages(
  request: PostgrestRequest,
  options: PageOptions,
  take: (page: Page) => void
): Promise<Pages> {
  const { bound, boundIsWish, cap, valueName, kindOf } = options;
  // One row more than wanted tells whether any is left out.
  const wanted = boundIsWish ? bound : bound + 1;
  let count = 0;
  let requests = 0;
  while (count < wanted) {
    const asked = wanted - count;
    const response = await readPage(request, options, asked, count);
    requests++;
    const isPastEnd = count > 0 && response.status === 416;
    const page = readBody(isPastEnd ? pastEnd : response, options.keys, (text) => readRows(text, valueName, kindOf));
    const { length } = page;
    take(truncate(page, bound - count));
    count += length;
    if (length === 0) {
      cap.whole ||= count === cap.atLeast;
      break;
    }
    if (length < asked && isLast(length, cap)) {
      break;
    }
  }
  return {
    count: Math.min(count, bound),
    cut: count > bound,
    requests,
    isUnsteady: requests > 1 && count > 0 && !isOrdered(request),
  };
}

function isOrdered({ searchParams }: PostgrestRequest): boolean {
  return searchParams.some(([key]) => key === 'order');
}

function isLast(length: number, cap: CapKnowledge): boolean {
  if (length < Math.max(cap.atLeast, smallestCap)) {
    return true;
  }
  // Caps are round numbers: a page of 1,000 rows is always followed up, one of 1,037 rows that ended there before is not.
  if (length === cap.atLeast) {
    return cap.whole && length % 10 !== 0;
  }
  cap.atLeast = length;
  cap.whole = false;
  return false;
}

function readPage(
  request: PostgrestRequest,
  { baseUrl, send, signal }: PageOptions,
  limit: number,
  offset: number
): Promise<HttpResponse> {
  const searchParams: Array<[string, string]> = [...request.searchParams, ['limit', String(limit)]];
  if (offset > 0) {
    searchParams.push(['offset', String(offset)]);
  }
  const url = `${baseUrl}/${toPath({ path: request.path, searchParams })}`;
  return send({ method: 'GET', url, headers: request.headers }, signal);
}

const pastEnd: HttpResponse = { status: 204, header: () => null, text: '' };
