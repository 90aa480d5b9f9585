import type { PanelData } from '@grafana/data';

/** How much of an answer arrived, as the frames say. */
export interface RowCount {
  rows: number;
  /** How many there are in all; absent: nobody asked. */
  total?: number;
  /** How exact the total is. */
  kept?: 'estimated' | 'exact' | 'planned';
  /** More rows exist than were read. */
  cut: boolean;
  /** The most that were to be read. */
  bound: number;
}

/** The count of rows of one query's answer; undefined while there is none, or for queries that have no rows. */
export function rowsOf(data: PanelData | undefined, refId: string): RowCount | undefined {
  for (const frame of data?.series ?? []) {
    const count: unknown = frame.refId === refId ? frame.meta?.custom?.scrapewatch : undefined;
    if (isRowCount(count)) {
      return count;
    }
  }
  return undefined;
}

function isRowCount(value: unknown): value is RowCount {
  return typeof value === 'object' && value !== null && 'rows' in value && typeof value.rows === 'number';
}

/** Such as `1,000 of 48,213 rows`. */
export function rowText({ rows, total, kept, cut }: RowCount): string {
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
