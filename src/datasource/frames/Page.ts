import type { Row } from './toRows';

/** The rows of one answer by column: `columns[c][r]` is the value of `names[c]` in row `r`, null where a row lacks it. */
export interface Page {
  names: string[];
  columns: unknown[][];
  length: number;
  /** Columns whose timestamps are epoch milliseconds already; what was none is left as text. */
  times: ReadonlySet<string>;
}

/** The page row by row. */
export function toRowsOf({ names, columns, length }: Page): Row[] {
  return Array.from({ length }, (_, r) => Object.fromEntries(names.map((name, c) => [name, columns[c][r]])));
}

/** Leaves the first `length` rows. */
export function truncate(page: Page, length: number): Page {
  if (page.length <= length) {
    return page;
  }
  return { ...page, columns: page.columns.map((column) => column.slice(0, length)), length };
}
