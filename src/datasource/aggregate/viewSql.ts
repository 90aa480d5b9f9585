import { aggregateName, fieldName } from '../query/fieldName';
import type { TableQuery } from '../query/model';
import type { BucketWidth } from './parseBucket';

const truncated: Record<BucketWidth['unit'], string> = {
  ms: 'millisecond',
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  y: 'year',
};

/** SQL of a view in which the database does what a query does in the browser, to be copied. */
export function viewSql(query: TableQuery, schema: string, bucket?: { width: BucketWidth; zone: string }): string {
  const groups = query.columns.map((column) => `${place(column.column, column.path)} as ${name(fieldName(column))}`);
  const aggregates = query.aggregates.length > 0 ? query.aggregates : [{ function: 'count' as const }];
  const figures = aggregates.map((aggregate) => {
    const { column, path } = 'column' in aggregate ? aggregate : {};
    return `${aggregate.function}(${column === undefined ? '*' : place(column, path)}) as ${name(aggregateName(aggregate))}`;
  });
  const time = bucket && query.timeColumn ? [bucketSql(query.timeColumn, bucket)] : [];
  const grouped = [...time, ...groups].map((_, at) => at + 1).join(', ');
  const view = `${name(schema)}.${name(`${query.table}_summed`)}`;
  return [
    `create view ${view} with (security_invoker) as`,
    `  select ${[...time, ...groups, ...figures].join(', ')}`,
    `  from ${name(schema)}.${name(query.table)}${grouped ? ` group by ${grouped}` : ''};`,
    `grant select on ${view} to scrapewatch_reader;`,
    "notify pgrst, 'reload schema';",
  ].join('\n');
}

function bucketSql(column: string, { width: { count, unit }, zone }: { width: BucketWidth; zone: string }): string {
  const named = name(column);
  if (count === 1) {
    return `date_trunc('${truncated[unit]}', ${named}, ${text(zone)}) as ${named}`;
  }
  const isCalendar = unit === 'M' || unit === 'y';
  return isCalendar
    ? `date_trunc('${truncated[unit]}', ${named}, ${text(zone)}) as ${named}`
    : `date_bin('${count} ${truncated[unit]}s', ${named}, '1970-01-01') as ${named}`;
}

function place(column: string, path: string[] = []): string {
  return name(column) + path.map((key, at) => `${at === path.length - 1 ? '->>' : '->'}${jsonKey(key)}`).join('');
}

function jsonKey(key: string): string {
  return /^-?\d+$/.test(key) ? key : text(key);
}

/** A name as SQL wants it: bare only where that cannot be a key word or change its case. */
function name(identifier: string): string {
  return /^[a-z_][a-z0-9_]*_[a-z0-9_]*$/.test(identifier) ? identifier : `"${identifier.replace(/"/g, '""')}"`;
}

function text(value: string): string {
  return `'${value.replace(/'/g, "''")}'`;
}
