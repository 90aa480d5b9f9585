import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { AnswerContext } from '../answer';
import { FrameBuilder, type FrameOptions } from '../frames/FrameBuilder';
import type { Page } from '../frames/Page';
import type { TableQuery } from '../query/model';
import { Fault } from '../transport/Fault';
import type { Pages } from '../transport/readPages';
import { roleOf } from '../transport/requestContext';
import { Buckets } from './Buckets';
import { parseBucket, type BucketWidth } from './parseBucket';
import { SumUp } from './SumUp';
import { viewSql, type View } from './viewSql';

/** What takes rows and gives figures. */
export interface RowSums {
  add: (page: Page) => void;
  /** The figures as a table, with what the user should know of them. */
  build: (pages: Pages) => DataFrame;
}

export interface SumRowsOptions {
  /** Interpolated. */
  query: TableQuery;
  /** The same with its variables, so that a view for it leaves them to be chosen. */
  written?: TableQuery;
  schema: string;
  context: AnswerContext;
  /** Of the frame of rows; the columns' types are those of the rows. */
  frame: FrameOptions;
}

/** Sums up the rows of a query in the browser. Throws a Fault for a bucket that cannot be. */
export function sumRows(options: SumRowsOptions): RowSums {
  const { query, context, frame } = options;
  const types = new Map(frame.columns?.map(({ name, type }) => [name, type]));
  const bucket = bucketOf(query, context);
  const buckets = bucket && new Buckets(bucket.width, bucket.zone);
  const sums = new SumUp({ query, types, buckets, range: context.range });
  return {
    add: (page) => sums.add(page),
    build: (pages) => {
      const { page, isUnfilled } = sums.finish();
      const known = sums.types;
      const columns = page.names.map((name) => ({
        name,
        type: page.times.has(name) ? 'timestamptz' : known.get(name),
      }));
      const builder = new FrameBuilder({ ...frame, columns, embeds: [] });
      builder.add(page);
      const table = builder.build();
      const seconds = new Set(sums.seconds);
      const fields = table.fields.map((field) =>
        seconds.has(field.name) ? { ...field, config: { ...field.config, unit: 's' } } : field
      );
      const notices = [...(pages.cut ? [cutNotice(pages, viewOf(options))] : []), ...(isUnfilled ? [unfilled] : [])];
      return { ...table, fields, meta: { ...table.meta, notices: [...(table.meta?.notices ?? []), ...notices] } };
    },
  };
}

interface Bucket {
  width: BucketWidth;
  zone: string;
}

function bucketOf({ bucket, timeColumn }: TableQuery, context: AnswerContext): Bucket | undefined {
  if (!bucket) {
    return undefined;
  }
  if (!timeColumn) {
    throw new Fault('missing-name', { detail: 'a time bucket needs a time column' });
  }
  return widthOf(bucket.every, context);
}

function widthOf(every: string, { scopedVars, templates }: AnswerContext): Bucket {
  const intervalMs = Number(scopedVars.__interval_ms?.value ?? 60_000);
  const width = parseBucket(templates.replace(every, scopedVars, String), intervalMs);
  return { width, zone: String(scopedVars.__timezone?.value ?? 'UTC') };
}

/** One figure over a time range is the sum of those of its buckets, since no view knows the range. */
function viewOf({ query, written, schema, context }: SumRowsOptions): View | undefined {
  const { timeColumn, bucket } = query;
  return viewSql({
    ...{ query, written, schema },
    role: roleOf(context.settings) ?? 'scrapewatch_reader',
    bucket: timeColumn ? { column: timeColumn, ...widthOf(bucket?.every ?? 'auto', context) } : undefined,
  });
}

function cutNotice({ count, total }: Pages, view: View | undefined): QueryResultMetaNotice {
  const shown = count.toLocaleString('en');
  const ofAll = total !== undefined && total > count ? ` of ${total.toLocaleString('en')}` : ', there are more';
  const cover = `These figures cover only ${total !== undefined && total > count ? `${shown}${ofAll} rows` : `the first ${shown} rows${ofAll}`}.`;
  const less = 'Add filters, choose a shorter time range';
  const more = 'raise the row limit of the data source';
  const mend = view ? `${less}, ${more}, or ${instead(view)}` : `${less} or ${more}.`;
  return { severity: 'warning', text: `${cover} ${mend}` };
}

function instead({ sql, splitBy }: View): string {
  const split = `The view tells rows apart by ${splitBy.join(', ')} as well: sum those up that count as one, which averages cannot be. `;
  return `let the database add up, by this SQL, and choose the view instead of the table and its columns instead of figures. ${splitBy.length > 0 ? split : ''}${sql}`;
}

const unfilled: QueryResultMetaNotice = {
  severity: 'info',
  text: 'There are too many empty buckets to fill them in. Choose a wider bucket.',
};
