import type { TableQuery } from '../query/model';
import { compareValues } from './accumulate';

/** Rows in the order of a query, as far as it names columns of the result, up to its limit. */
export function orderRows(names: string[], rows: unknown[][], { order, limit }: TableQuery): unknown[][] {
  const keys = order.flatMap(({ column, direction, nulls, path, embed }) => {
    const at = path?.length || embed ? -1 : names.indexOf(column);
    const sign = direction === 'asc' ? 1 : -1;
    const nullsFirst = (nulls ?? (direction === 'asc' ? 'last' : 'first')) === 'first';
    return at < 0 ? [] : [{ at, sign, nullsFirst }];
  });
  const sorted = [...rows];
  if (keys.length > 0) {
    sorted.sort((one, other) => {
      for (const { at, sign, nullsFirst } of keys) {
        const compared = compareNulls(one[at], other[at], nullsFirst) ?? sign * compareValues(one[at], other[at]);
        if (compared !== 0) {
          return compared;
        }
      }
      return 0;
    });
  }
  return limit === undefined ? sorted : sorted.slice(0, limit);
}

function compareNulls(one: unknown, other: unknown, nullsFirst: boolean): number | undefined {
  const [isOneNull, isOtherNull] = [one === null, other === null];
  if (isOneNull === isOtherNull) {
    return isOneNull ? 0 : undefined;
  }
  return isOneNull === nullsFirst ? -1 : 1;
}
