import { fieldName } from './fieldName';
import type { Aggregate, SelectedColumn, TableQuery } from './model';

/** The rows that the browser sums up, and the names of their fields. */
export interface RowsToSumUp {
  query: TableQuery;
  /** The field with the times that fall into buckets. */
  time?: string;
  /** The fields by which rows are grouped. */
  groups: string[];
  /** For each aggregate the field that it is taken of; undefined for the number of rows. */
  values: Array<string | undefined>;
}

/** True for a query whose rows are summed up here instead of on the server. */
export function isSummedUpHere(query: TableQuery): boolean {
  return query.bucket !== undefined || query.aggregateIn === 'browser';
}

/** The query whose rows a query needs: itself, unless it is summed up in the browser. */
export function toRowsQuery(query: TableQuery): TableQuery {
  return isSummedUpHere(query) ? rowsToSumUp(query).query : query;
}

/**
 * The plain columns that summing up needs: the time, what is grouped by and what is summed up. Order and limit are those
 * of the result, so they are not asked of the server.
 */
export function rowsToSumUp(query: TableQuery): RowsToSumUp {
  const columns: SelectedColumn[] = [];
  const fieldOf = (column: SelectedColumn) => select(columns, column);
  const time = query.bucket && query.timeColumn ? fieldOf({ column: query.timeColumn }) : undefined;
  const groups = query.columns.map(fieldOf);
  const values = query.aggregates.map((aggregate) =>
    aggregate.column === undefined ? undefined : fieldOf(sourceOf(aggregate, aggregate.column))
  );
  const { aggregateIn: _, bucket: __, limit: ___, ...rest } = query;
  return { query: { ...rest, columns, aggregates: [], order: [] }, time, groups, values };
}

function sourceOf({ path, asJson, columnCast }: Aggregate, column: string): SelectedColumn {
  return {
    column,
    ...(path ? { path } : {}),
    ...(asJson ? { asJson } : {}),
    ...(columnCast ? { cast: columnCast } : {}),
  };
}

/** The field of a column, which is added unless it is there; one whose name is taken gets another. */
function select(columns: SelectedColumn[], column: SelectedColumn): string {
  const same = columns.find((each) => isSame(each, column));
  if (same) {
    return fieldName(same);
  }
  const name = fieldName(column);
  const isTaken = columns.some((each) => fieldName(each) === name);
  const added = isTaken ? { ...column, alias: `${name} ${columns.length + 1}` } : column;
  columns.push(added);
  return fieldName(added);
}

function isSame(one: SelectedColumn, other: SelectedColumn): boolean {
  const key = ({ column, path = [], asJson, cast = '', alias = '' }: SelectedColumn) =>
    JSON.stringify([column, path, asJson ?? false, cast, alias]);
  return key(one) === key(other);
}
