import { aggregateName, fieldName } from '../fieldName';
import type { Aggregate, Order, TableQuery } from '../model';
import { bucketSql, type BucketOfTime } from './bucketSql';
import { aggregateSql, columnSql, directionSql, selectParts, type Parts, type SelectContext } from './selectSql';
import { sqlName } from './sqlText';

/**
 * The parts of the select that answers what the browser makes of a query's rows: the bucket first, where there is one, then
 * what rows are grouped by, then the figures. Embeds bring no columns, they only leave rows out; of the order counts what the
 * result has.
 */
export function summedParts(query: TableQuery, context: SelectContext, bucket?: BucketOfTime): Parts {
  const { table, columns, order, embeds } = query;
  const aggregates = figuresOf(query);
  const prefix = embeds.length > 0 ? `${sqlName(table)}.` : '';
  const { joins, where } = selectParts(query, table, table, context);
  const times = bucket ? [bucket.column] : [];
  const names = [...times, ...columns.map(fieldName), ...aggregates.map(aggregateName)];
  return {
    select: [
      ...(bucket ? [`${bucketSql(bucket, prefix)} as ${sqlName(bucket.column)}`] : []),
      ...columns.map((column) => columnSql(column, prefix)),
      ...aggregates.map((aggregate) => aggregateSql(aggregate, prefix)),
    ],
    joins,
    where,
    orderBy: [...order.flatMap((term) => placed(term, names)), ...times.map(() => '1')],
    groupedBy: times.length + columns.length,
  };
}

/** The figures of a query that is summed up: the number of rows where none was chosen. */
export function figuresOf({ aggregates }: Pick<TableQuery, 'aggregates'>): Aggregate[] {
  return aggregates.length > 0 ? aggregates : [{ function: 'count' }];
}

/** By its place: two columns of the result may have the same name. */
function placed(term: Order, names: string[]): string[] {
  const at = term.path?.length || term.embed ? -1 : names.indexOf(term.column);
  return at < 0 ? [] : [`${at + 1}${directionSql(term)}`];
}
