import type { QueryResultMetaNotice } from '@grafana/data';
import type { TableQuery } from '../query/model';
import type { Pages } from '../transport/readPages';

/** How `total` was counted. */
export type Kept = TableQuery['count'];

/** What the user should know of how the rows came. */
export function pageNotices(pages: Pages, kept: Kept): QueryResultMetaNotice[] {
  const notices: QueryResultMetaNotice[] = [];
  if (pages.cut) {
    notices.push({ severity: 'warning', text: `${cutText(pages, kept)} ${mends}` });
  }
  if (pages.isUnsteady) {
    notices.push(
      info(
        'The rows came in several pages without an order that tells them apart, so rows that change meanwhile may be missed or come twice. Add an order by a unique column.'
      )
    );
  }
  return notices;
}

/** A notice that changes nothing about the rows. */
export function info(text: string): QueryResultMetaNotice {
  return { severity: 'info', text };
}

/** `1,000 of 48,213`, as far as it is known. */
export function shownOf({ count, total }: Pages, kept: Kept): string | undefined {
  if (total === undefined || total <= count) {
    return undefined;
  }
  return `${count.toLocaleString('en')} of ${kept === 'exact' ? '' : 'about '}${total.toLocaleString('en')}`;
}

const mends =
  'Add filters, choose a shorter time range, or raise the limit of the query or, above it, the row limit of the data source.';

function cutText(pages: Pages, kept: Kept): string {
  const shown = shownOf(pages, kept);
  return shown
    ? `${shown} rows are shown.`
    : `Only the first ${pages.count.toLocaleString('en')} rows are shown, there are more.`;
}
