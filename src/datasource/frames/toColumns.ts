import type { Page } from './Page';
import type { Row } from './toRows';

/** Parsed rows by column, in the order in which the columns appear first. */
export function toColumns(rows: Row[]): Page {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null)));
  return { names, columns, length: rows.length, times: new Set() };
}
