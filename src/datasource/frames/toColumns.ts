import type { Row } from './toRows';

/**
 * The rows' values by column, null where a row has no such key. All rows of an answer have the same keys in the same
 * order, and V8 enumerates those much faster than it looks twelve names up in each row: measured 5 ms instead of 25 for
 * 100,000 rows × 12 columns. A row with other keys is looked up name by name.
 */
export function toColumns(rows: Row[], names: string[]): Map<string, unknown[]> {
  const first = Object.keys(rows[0]);
  const order = [...first, ...names.filter((name) => !Object.hasOwn(rows[0], name))];
  const columns = order.map(() => new Array<unknown>(rows.length));
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    let c = 0;
    for (const key in row) {
      if (key !== order[c]) {
        c = -1;
        break;
      }
      columns[c++][r] = row[key];
    }
    if (c !== order.length) {
      order.forEach((name, at) => (columns[at][r] = Object.hasOwn(row, name) ? row[name] : null));
    }
  }
  return new Map(order.map((name, at) => [name, columns[at]]));
}
