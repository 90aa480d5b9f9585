import { parseBucket } from '../../aggregate/parseBucket';
import type { Schema } from '../../schema/Schema';
import { Fault } from '../../transport/Fault';
import { builtInVariables, type TimeContext } from '../builtInVariables';
import type { RpcQuery, TableQuery } from '../model';
import { timeVariables } from '../raw/toTableQuery';
import { references } from '../references';
import { arrayLiteral } from '../request/names';
import { rangePairs, timePairs, type PairContext } from '../request/toPairs';
import { isSummedUpHere } from '../toRowsQuery';
import type { BucketOfTime } from './bucketSql';
import { selectParts, writeSelect, type SelectContext } from './selectSql';
import { conditionSql, sqlName, sqlText } from './sqlText';
import { summedParts } from './summedParts';

/**
 * The dashboard's time: its range in epoch milliseconds, its zone and how far apart its points are, which tell the time buckets.
 * What is not said is as for the query itself: the browser's zone, and a thousand points.
 */
export type DashboardTime = TimeContext['range'] & Omit<TimeContext, 'range'>;

/**
 * SQL that answers the same, to be read and run elsewhere: PostgREST writes its own. Without a time the ends of the range are
 * shown as variables. Embeds are joined along the foreign keys of `known`. What Postgres would do otherwise than the plugin is
 * said in comments: time buckets are summed up in the browser, and a search in a text column needs to_tsvector(). Throws the
 * Fault of a bucket or a cast that cannot be asked.
 */
export function toSql(
  query: TableQuery | RpcQuery,
  schema: string,
  time?: DashboardTime,
  known: Pick<Schema, 'relations'> = { relations: [] }
): string {
  const own = query.schema || schema;
  if (query.queryType === 'rpc') {
    return `select * from ${sqlName(own)}.${sqlName(query.function)}(${argumentsSql(query)});`;
  }
  const context: SelectContext = { schema: own, relations: known, unknown: [] };
  const select = tableSql(query, context, time);
  return [...notes(query, context), `${select};`].join('\n');
}

function tableSql(query: TableQuery, context: SelectContext, time: DashboardTime | undefined): string {
  const { table, timeColumn } = query;
  const parts = isSummedUpHere(query)
    ? summedParts(query, context, bucketOf(query, time))
    : selectParts(query, table, table, context);
  if (timeColumn) {
    parts.where.push(...timeSql(timeColumn, time ? rangePairs(time) : timeVariables, query));
  }
  return writeSelect(parts, `${sqlName(context.schema)}.${sqlName(table)}`, query.limit);
}

/** The same conditions as the request's. */
function timeSql(column: string, range: PairContext, { table, embeds }: TableQuery): string[] {
  const prefix = embeds.length > 0 ? `${sqlName(table)}.` : '';
  return timePairs(column, range).flatMap((pair) => (pair.kind === 'filter' ? [conditionSql(pair.node, prefix)] : []));
}

/** The buckets that the query itself would be summed up by. */
function bucketOf({ bucket, timeColumn }: TableQuery, time: DashboardTime | undefined): BucketOfTime | undefined {
  if (!bucket) {
    return undefined;
  }
  if (!timeColumn) {
    throw new Fault('missing-name', { detail: 'a time bucket needs a time column' });
  }
  const variables = builtInVariables(time ? { ...time, range: time } : { range: { from: 0, to: 60_000_000 } });
  const valueOf = (name: string): unknown => variables[name]?.value;
  // Grafana's own variables are left in a query that is shown.
  const every = bucket.every.replace(references, (written, ...names: Array<string | undefined>) =>
    String(valueOf(names[0] ?? names[1] ?? names[2] ?? '') ?? written)
  );
  const width = parseBucket(every, Number(valueOf('__interval_ms')));
  return { column: timeColumn, width, zone: String(valueOf('__timezone')) };
}

function argumentsSql({ args, variadic }: RpcQuery): string {
  return Object.entries(args)
    .map(([name, value]) => {
      const text = sqlText(Array.isArray(value) ? arrayLiteral(value) : value);
      return `${name === variadic ? 'variadic ' : ''}${sqlName(name)} => ${text}`;
    })
    .join(', ');
}

function notes(query: TableQuery, { unknown }: SelectContext): string[] {
  return [
    ...(isSummedUpHere(query)
      ? ['-- The plugin reads the rows and sums them up in the browser; this is what that comes to.']
      : []),
    ...(query.bucket?.fill ? ['-- The plugin adds the buckets without rows.'] : []),
    ...(query.count ? [`-- The number of all rows is asked for besides (${query.count}).`] : []),
    ...unknown.map((tables) => `-- The foreign key between ${tables} is not known here.`),
  ];
}
