import type { QueryResultMetaNotice } from '@grafana/data';
import type { Pages } from '../transport/readPages';

/** What the user should know of how the rows came. */
export function pageNotices(pages: Pages, bound: number): QueryResultMetaNotice[] {
  const notices: QueryResultMetaNotice[] = [];
  if (pages.cut) {
    notices.push({ severity: 'warning', text: cutText(pages, bound) });
  }
  if (pages.isUnsteady) {
    notices.push(
      info(
        'The rows came in several pages without an order, so rows that change meanwhile may be missed. Add an order.'
      )
    );
  }
  return notices;
}

/** A notice that changes nothing about the rows. */
export function info(text: string): QueryResultMetaNotice {
  return { severity: 'info', text };
}

const mends =
  'Add filters, choose a shorter time range, or raise the limit of the query or, above it, the row limit of the data source.';

function cutText({ total, totalIsExact }: Pages, bound: number): string {
  const shown = bound.toLocaleString('en');
  return total === undefined || total <= bound
    ? `Only the first ${shown} rows are shown, there are more. ${mends}`
    : `${shown} of ${totalIsExact ? '' : 'about '}${total.toLocaleString('en')} rows are shown. ${mends}`;
}
