import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { AnswerContext } from '../answer';
import { FrameBuilder, type FrameOptions } from '../frames/FrameBuilder';
import type { Page } from '../frames/Page';
import type { TableQuery } from '../query/model';
import { Fault } from '../transport/Fault';
import type { Pages } from '../transport/readPages';
import { Buckets } from './Buckets';
import { parseBucket, type BucketWidth } from './parseBucket';
import { SumUp } from './SumUp';
import { viewSql } from './viewSql';

/** What takes rows and gives figures. */
export interface RowSums {
  add: (page: Page) => void;
  /** The figures as a table, with what the user should know of them. */
  build: (pages: Pages) => DataFrame;
}

export interface SumRowsOptions {
  /** Interpolated. */
  query: TableQuery;
  schema: string;
  context: AnswerContext;
  /** Of the frame of rows; the columns' types are those of the rows. */
  frame: FrameOptions;
}

/** Sums up the rows of a query in the browser. Throws a Fault for a bucket that cannot be. */
export function sumRows({ query, schema, context, frame }: SumRowsOptions): RowSums {
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
      const notices = [
        ...(pages.cut ? [cutNotice(pages, viewSql(query, schema, bucket))] : []),
        ...(isUnfilled ? [unfilled] : []),
      ];
      return { ...table, fields, meta: { ...table.meta, notices: [...(table.meta?.notices ?? []), ...notices] } };
    },
  };
}

function bucketOf(
  { bucket, timeColumn }: TableQuery,
  { scopedVars, templates }: AnswerContext
): { width: BucketWidth; zone: string } | undefined {
  if (!bucket) {
    return undefined;
  }
  if (!timeColumn) {
    throw new Fault('missing-name', { detail: 'a time bucket needs a time column' });
  }
  const every = templates.replace(bucket.every, scopedVars, String);
  const intervalMs = Number(scopedVars.__interval_ms?.value ?? 60_000);
  return { width: parseBucket(every, intervalMs), zone: String(scopedVars.__timezone?.value ?? 'UTC') };
}

function cutNotice({ count, total }: Pages, sql: string): QueryResultMetaNotice {
  const shown = count.toLocaleString('en');
  const ofAll = total !== undefined && total > count ? ` of ${total.toLocaleString('en')}` : ', there are more';
  const cover = `These figures cover only ${total !== undefined && total > count ? `${shown}${ofAll} rows` : `the first ${shown} rows${ofAll}`}.`;
  return {
    severity: 'warning',
    text: `${cover} Add filters, choose a shorter time range, raise the row limit of the data source, or let the database add up and query that view instead: ${sql}`,
  };
}

const unfilled: QueryResultMetaNotice = {
  severity: 'info',
  text: 'There are too many empty buckets to fill them in. Choose a wider bucket.',
};
