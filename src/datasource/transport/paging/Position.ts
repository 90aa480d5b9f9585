import { truncate, type Page } from '../../frames/Page';
import { scanKeys, type Written } from '../../frames/scanKeys';
import type { FetchedPage } from '../fetchPage';
import { keysetFilters, type Cursor } from './keysetFilters';
import type { PagePlan } from './PagePlan';

/** Where the next page begins. */
export interface Position {
  cursor: Cursor;
  /** Rows equal to the cursor come too, because not all of them were read. */
  inclusive: boolean;
  /** So many of them were. */
  offset: number;
}

export interface Step {
  /** The rows that are surely complete. */
  page: Page;
  position: Position;
  /** How many rows of the page the next one brings again. */
  again: number;
  /** True when nothing tells rows at the position apart. */
  isUnsteady: boolean;
}

/**
 * What to keep of a page that is not the last one, and where to go on. Rows that a page's end may have cut off from their
 * equals are read again. Undefined when the keys cannot be compared.
 */
export function stepAfter(plan: PagePlan, fetched: FetchedPage, before?: Position): Step | undefined {
  return plan.isUnique ? stepAfterLast(plan, fetched) : stepBeforeTies(plan, fetched, before);
}

/** The filters of the page that begins at a position. */
export function filtersAt({ keys }: PagePlan, { cursor, inclusive }: Position): Array<[string, string]> {
  return keysetFilters(keys, cursor, inclusive);
}

/** What the last row of a page holds in the keys; undefined when that cannot be compared. */
export function lastCursor({ keys }: PagePlan, { page, text }: FetchedPage): Cursor | undefined {
  const fields = keys.map((key) => key.field);
  const rows = page.lastRowAt === undefined ? undefined : scanKeys(text, page.lastRowAt, fields);
  return toCursor(rows?.at(-1));
}

function stepAfterLast(plan: PagePlan, fetched: FetchedPage): Step | undefined {
  const cursor = lastCursor(plan, fetched);
  return (
    cursor && { page: fetched.page, position: { cursor, inclusive: false, offset: 0 }, again: 0, isUnsteady: false }
  );
}

function stepBeforeTies({ keys, isWhole }: PagePlan, { page, text }: FetchedPage, before?: Position): Step | undefined {
  const fields = keys.map((key) => key.field);
  const rows = page.lastRowAt === undefined ? undefined : scanKeys(text, 0, fields);
  const cursor = toCursor(rows?.at(-1));
  if (!rows || !cursor || rows.length !== page.length) {
    return undefined;
  }
  let first = rows.length - 1;
  while (first > 0 && isSame(rows[first - 1], cursor)) {
    first--;
  }
  if (first > 0) {
    const position = { cursor, inclusive: true, offset: 0 };
    return { page: truncate(page, first), position, again: rows.length - first, isUnsteady: false };
  }
  const earlier = before && isSame(before.cursor, cursor) ? before.offset : 0;
  return { page, position: { cursor, inclusive: true, offset: earlier + rows.length }, again: 0, isUnsteady: !isWhole };
}

function toCursor(row: Written[] | undefined): Cursor | undefined {
  const cursor = row?.filter((value) => value !== undefined);
  return cursor && cursor.length === row?.length ? cursor : undefined;
}

function isSame(one: Written[], other: Written[]): boolean {
  return one.every((value, at) => value === other[at]);
}
