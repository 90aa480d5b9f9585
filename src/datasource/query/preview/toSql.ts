import type { Schema } from '../../schema/Schema';
import type { Aggregate, RpcQuery, TableQuery } from '../model';
import { timeVariables } from '../raw/toTableQuery';
import { arrayLiteral } from '../request/names';
import { aggregateSql, selectParts, writeSelect, type SelectContext } from './selectSql';
import { sqlName, sqlText } from './sqlText';
import { timesOf } from './toRawText';

/**
 * SQL that answers the same, to be read and run elsewhere: PostgREST writes its own. Variables are shown as they are written, and
 * without a range so are its ends. Embeds are joined along the foreign keys of `known`. What Postgres would do otherwise than the
 * plugin is said in comments: time buckets are summed up in the browser, and a search in a text column needs to_tsvector().
 */
export function toSql(
  query: TableQuery | RpcQuery,
  schema: string,
  range?: { from: number; to: number },
  known: Pick<Schema, 'relations'> = { relations: [] }
): string {
  const own = query.schema || schema;
  if (query.queryType === 'rpc') {
    return `select * from ${sqlName(own)}.${sqlName(query.function)}(${argumentsSql(query)});`;
  }
  const context: SelectContext = { schema: own, relations: known, unknown: [] };
  const select = tableSql(query, context, range ? timesOf(range) : timeVariables);
  return [...notes(query, context), `${select};`].join('\n');
}

function tableSql(query: TableQuery, context: SelectContext, times: { from: string; to: string }): string {
  const { table, timeColumn, bucket } = query;
  const parts = selectParts(query, table, table, context);
  const prefix = query.embeds.length > 0 ? `${sqlName(table)}.` : '';
  if (timeColumn) {
    const column = `${prefix}${sqlName(timeColumn)}`;
    parts.where.push(`${column} >= ${sqlText(times.from)}`, `${column} < ${sqlText(times.to)}`);
  }
  if (bucket && timeColumn) {
    const aggregates: Aggregate[] = query.aggregates.length > 0 ? query.aggregates : [{ function: 'count' }];
    const time = `${bucketSql(bucket.every, `${prefix}${sqlName(timeColumn)}`)} as ${sqlName(timeColumn)}`;
    const columns = query.columns.length > 0 ? parts.select.slice(0, query.columns.length) : [];
    parts.select = [time, ...columns, ...aggregates.map((aggregate) => aggregateSql(aggregate, prefix))];
    parts.orderBy = ['1', ...parts.orderBy];
    parts.groupedBy = 1 + columns.length;
  }
  return writeSelect(parts, `${sqlName(context.schema)}.${sqlName(table)}`, query.limit);
}

const units: Record<string, string> = {
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'day',
  w: 'week',
  M: 'month',
  y: 'year',
};

/** The start of a bucket. Days and longer follow the dashboard's time zone. */
function bucketSql(every: string, column: string): string {
  const [, count = '', unit = ''] = /^(\d+)([smhdwMy])$/.exec(every) ?? [];
  if (unit === '') {
    return `date_bin(${sqlText(every === 'auto' ? '$__interval' : every)}, ${column}, 'epoch')`;
  }
  return 'smh'.includes(unit) || count !== '1'
    ? `date_bin('${count} ${units[unit]}', ${column}, 'epoch')`
    : `date_trunc('${units[unit]}', ${column}, '\${__timezone}')`;
}

function argumentsSql({ args, variadic }: RpcQuery): string {
  return Object.entries(args)
    .map(([name, value]) => {
      const text = sqlText(Array.isArray(value) ? arrayLiteral(value) : value);
      return `${name === variadic ? 'variadic ' : ''}${sqlName(name)} => ${text}`;
    })
    .join(', ');
}

function notes({ bucket, aggregateIn, count }: TableQuery, { unknown }: SelectContext): string[] {
  return [
    ...(bucket || aggregateIn
      ? ['-- The plugin reads the rows and sums them up in the browser; this is what that comes to.']
      : []),
    ...(count ? [`-- The number of all rows is asked for besides (${count}).`] : []),
    ...unknown.map((tables) => `-- The foreign key between ${tables} is not known here.`),
  ];
}
