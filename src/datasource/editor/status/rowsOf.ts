import type { PanelData } from '@grafana/data';
import { rowsMetaOf, type RowsMeta } from '../../answer/RowsMeta';

/** How many rows one query's answer has; undefined while there is none, or for queries that have no rows. */
export function rowsOf(data: PanelData | undefined, refId: string): RowsMeta | undefined {
  return rowsMetaOf(data?.series.find((frame) => frame.refId === refId && rowsMetaOf(frame) !== undefined));
}

/** Such as `1,000 of 48,213 rows`. */
export function rowText({ rows, total, kept, cut }: RowsMeta): string {
  const shown = rows.toLocaleString('en');
  if (total !== undefined && total > rows) {
    const about = kept === 'exact' || kept === undefined ? '' : 'about ';
    return `${shown} of ${about}${total.toLocaleString('en')} rows`;
  }
  if (cut) {
    return `the first ${shown} rows, there are more`;
  }
  return rows === 1 ? '1 row' : `${shown} rows`;
}
