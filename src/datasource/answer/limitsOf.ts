import type { Settings } from '../config/options';
import type { RowsQuery, ScrapewatchQuery } from '../query/model';
import { presets } from '../query/presets';

/** How many rows a query reads at most, and whether leaving out the rest is what was asked for. */
export interface Limits {
  bound: number;
  boundIsWish: boolean;
}

/** The limits of a query: `asked` as it was saved, `query` as it is sent. */
export function limitsOf(asked: ScrapewatchQuery, query: RowsQuery, { rowLimit }: Settings): Limits {
  const source = asked.queryType === 'preset' ? presets[asked.preset].source : undefined;
  if (source && 'table' in source) {
    return { bound: Math.min(source.limit, rowLimit), boundIsWish: false };
  }
  const limit = query.queryType === 'table' ? query.limit : undefined;
  // A limit with an order asks for the first few, such as the ten newest; without one it cuts rows off anywhere.
  const boundIsWish = limit !== undefined && limit <= rowLimit && query.queryType === 'table' && query.order.length > 0;
  return { bound: Math.min(limit ?? rowLimit, rowLimit), boundIsWish };
}
