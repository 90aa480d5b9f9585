import type { PresetQuery, RowsQuery } from '../query/model';
import { resolvePreset } from '../query/resolvePreset';

/** A preset as the table or function that it asks. */
export function toPlainQuery(query: RowsQuery | PresetQuery): RowsQuery {
  return query.queryType === 'preset' ? resolvePreset(query) : query;
}
