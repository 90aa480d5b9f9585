import type { Kind } from '../query/columnTypes';
import type { Row } from './toRows';

/** The rows of one answer by column: `columns[c][r]` is the value of `names[c]` in row `r`, null where a row lacks it. */
export interface Page {
  names: string[];
  columns: unknown[][];
  length: number;
  /** Columns whose timestamps are epoch milliseconds already; what was none is left as text. */
  times: ReadonlySet<string>;
  /** Columns that hold nothing but nulls and texts, numbers that a double holds, or the times of `times`. */
  pure?: ReadonlyMap<string, Kind>;
  /** Where the last row begins in the text of the answer, if that was written as PostgREST writes rows. */
  lastRowAt?: number;
}

/** The page row by row. */
export function toRowsOf({ names, columns, length }: Page): Row[] {
  return Array.from({ length }, (_, r) => Object.fromEntries(names.map((name, c) => [name, columns[c][r]])));
}

/** Leaves some columns out. */
export function without(page: Page, hidden: readonly string[]): Page {
  if (hidden.length === 0) {
    return page;
  }
  const kept = page.names.flatMap((name, at) => (hidden.includes(name) ? [] : [at]));
  return { ...page, names: kept.map((at) => page.names[at]), columns: kept.map((at) => page.columns[at]) };
}

/** Leaves the first `length` rows. */
export function truncate(page: Page, length: number): Page {
  if (page.length <= length) {
    return page;
  }
  return { ...page, columns: page.columns.map((column) => column.slice(0, length)), length };
}
