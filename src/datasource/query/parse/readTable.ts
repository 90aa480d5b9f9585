import { Fault } from '../../transport/Fault';
import {
  aggregateFunctions,
  type Aggregate,
  type Embed,
  type Filter,
  type FilterNode,
  type Order,
  type Place,
  type SelectedColumn,
  type TableQuery,
  type TimeBucket,
} from '../model';
import { isFilterOperator } from '../operators';
import {
  present,
  readArg,
  readCount,
  readFields,
  readList,
  readScalar,
  readText,
  readWord,
  type Fields,
} from './readFields';
import { readFormat } from './readFormat';

type Own = Omit<TableQuery, 'refId' | 'version' | 'datasource' | 'hide' | 'key'>;

/** The own fields of a table query. Throws the Fault of what cannot be read. */
export function readTable(fields: Fields): Own {
  return {
    queryType: 'table',
    schema: readText(fields.schema, 'schema') || undefined,
    table: readText(fields.table, 'table'),
    ...readSelection(fields),
    aggregateIn: fields.aggregateIn === 'browser' ? 'browser' : undefined,
    timeColumn: readText(fields.timeColumn, 'timeColumn') || undefined,
    bucket: readBucket(fields.bucket),
    limit: readCount(fields.limit),
    count: readWord(fields.count, ['exact', 'planned', 'estimated']),
    format: readFormat(fields.format),
  };
}

/** What a table and an embed have in common. */
function readSelection(fields: Fields): Pick<Embed, 'columns' | 'aggregates' | 'filters' | 'order' | 'embeds'> {
  return {
    columns: readList(fields.columns, 'columns').map(readColumn),
    aggregates: readList(fields.aggregates, 'aggregates').map(readAggregate),
    filters: readList(fields.filters, 'filters').map(readFilterNode),
    embeds: readList(fields.embeds, 'embeds').map(readEmbed),
    order: readList(fields.order, 'order').map(readOrder),
  };
}

function readColumn(saved: unknown): SelectedColumn {
  const fields = readFields(saved, 'a column is not an object');
  return {
    ...readPlace(fields, 'a column'),
    ...present('alias', readText(fields.alias, 'a column’s alias')),
    ...present('cast', readText(fields.cast, 'a column’s cast')),
  };
}

function readAggregate(saved: unknown): Aggregate {
  const fields = readFields(saved, 'an aggregate is not an object');
  const name = readWord(fields.function, aggregateFunctions);
  if (name === undefined) {
    throw new Fault('not-a-query', { detail: `aggregate function ${JSON.stringify(fields.function)}` });
  }
  return {
    function: name,
    ...present('column', readText(fields.column, 'an aggregate’s column')),
    ...readPath(fields.path),
    ...(fields.asJson === true ? { asJson: true } : {}),
    ...present('columnCast', readText(fields.columnCast, 'the cast of an aggregate’s column')),
    ...present('alias', readText(fields.alias, 'an aggregate’s alias')),
    ...present('cast', readText(fields.cast, 'an aggregate’s cast')),
  };
}

function readFilterNode(saved: unknown): FilterNode {
  const fields = readFields(saved, 'a filter is not an object');
  if (fields.match === undefined) {
    return readFilter(fields);
  }
  return {
    match: fields.match === 'any' ? 'any' : 'all',
    ...(fields.negate === true ? { negate: true } : {}),
    filters: readList(fields.filters, 'filters').map(readFilterNode),
  };
}

function readFilter(fields: Fields): Filter {
  if (!isFilterOperator(fields.operator)) {
    throw new Fault('unknown-operator', { detail: String(fields.operator) });
  }
  return {
    ...readPlace(fields, 'a filter’s column'),
    operator: fields.operator,
    value: readArg(fields.value ?? ''),
    ...(fields.negate === true ? { negate: true } : {}),
    ...present('language', readText(fields.language, 'the language of a search')),
    ...(fields.verbatim === true ? { verbatim: true as const } : {}),
  };
}

function readEmbed(saved: unknown): Embed {
  const fields = readFields(saved, 'an embed is not an object');
  const limit = readCount(fields.limit);
  return {
    relation: readText(fields.relation, 'an embed’s relation'),
    ...present('hint', readText(fields.hint, 'an embed’s hint')),
    ...present('alias', readText(fields.alias, 'an embed’s alias')),
    join: fields.join === 'inner' ? 'inner' : 'left',
    ...(fields.spread === true ? { spread: true } : {}),
    ...readSelection(fields),
    ...present('limit', limit),
  };
}

function readOrder(saved: unknown): Order {
  const fields = readFields(saved, 'an order is not an object');
  return {
    ...readPlace(fields, 'an order’s column'),
    direction: fields.direction === 'desc' ? 'desc' : 'asc',
    ...present('nulls', readWord(fields.nulls, ['first', 'last'] as const)),
    ...present('embed', readText(fields.embed, 'an order’s embed')),
  };
}

function readBucket(saved: unknown): TimeBucket | undefined {
  if (saved === undefined || saved === null) {
    return undefined;
  }
  const fields = readFields(saved, 'the time bucket is not an object');
  const fill = readWord(fields.fill, ['null', 'zero'] as const);
  return { every: readText(fields.every, 'the time bucket’s length') || 'auto', ...present('fill', fill) };
}

function readPlace(fields: Fields, name: string): Place {
  return {
    column: readText(fields.column, name),
    ...readPath(fields.path),
    ...(fields.asJson === true ? { asJson: true } : {}),
  };
}

function readPath(saved: unknown): Pick<Place, 'path'> {
  const path = readList(saved, 'a json path').map(readScalar);
  return path.length === 0 ? {} : { path };
}
