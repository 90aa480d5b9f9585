import type { DataFrame } from '@grafana/data';
import type { Pages } from '../transport/readPages';
import type { Kept } from './notices';

/** What a frame says of its rows, in `meta.custom.scrapewatch`. */
export interface RowsMeta {
  /** How many were read. */
  rows: number;
  /** How many there are, when the query asked for it. */
  total?: number;
  /** True when there are more than were read. */
  cut: boolean;
  /** How many were to be read at most. */
  bound: number;
  /** How `total` was counted. */
  kept: Kept;
}

/** The rows' figures as `meta.custom`. */
export function toCustomMeta(pages: Pages, bound: number, kept: Kept): { scrapewatch: RowsMeta } {
  const { count: rows, total, cut } = pages;
  return { scrapewatch: { rows, ...(total === undefined ? {} : { total }), cut, bound, kept } };
}

/** What a frame of ours says of its rows; undefined for any other frame. */
export function rowsMetaOf(frame: DataFrame | undefined): RowsMeta | undefined {
  const meta: unknown = frame?.meta?.custom?.scrapewatch;
  return isRowsMeta(meta) ? meta : undefined;
}

function isRowsMeta(meta: unknown): meta is RowsMeta {
  return typeof meta === 'object' && meta !== null && 'rows' in meta && 'cut' in meta && 'bound' in meta;
}
