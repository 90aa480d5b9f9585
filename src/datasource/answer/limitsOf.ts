import type { Settings } from '../config/options';
import type { RowsQuery, ScrapewatchQuery } from '../query/model';
import { presets } from '../query/presets';
import { isSummedUpHere } from '../query/toRowsQuery';
import type { PostgrestRequest } from '../query/toPostgrest';

/** How many rows a query reads at most, and whether leaving out the rest is what was asked for. */
export interface Limits {
  bound: number;
  boundIsWish: boolean;
}

/** The limits of a query: `asked` as it was saved, `query` and `request` as they are sent. */
export function limitsOf(
  asked: ScrapewatchQuery,
  query: RowsQuery,
  request: PostgrestRequest,
  { rowLimit }: Settings
): Limits {
  const source = asked.queryType === 'preset' ? presets[asked.preset].source : undefined;
  if (source && 'table' in source) {
    return { bound: Math.min(source.limit, rowLimit), boundIsWish: false };
  }
  if (query.queryType === 'table' && isSummedUpHere(query)) {
    return { bound: rowLimit, boundIsWish: false };
  }
  const { limit } = request;
  // A limit with an order asks for the first few, such as the ten newest; without one it cuts rows off anywhere.
  const isOrdered = request.searchParams.some(([key]) => key === 'order');
  const boundIsWish = limit !== undefined && limit <= rowLimit && isOrdered;
  return { bound: Math.min(limit ?? rowLimit, rowLimit), boundIsWish };
}
