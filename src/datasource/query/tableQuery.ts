import { queryVersion, type TableQuery } from './model';

/** A table query that asks for every column and row, except as told. */
export function tableQuery(own: Pick<TableQuery, 'table'> & Partial<TableQuery>): TableQuery {
  return {
    refId: 'A',
    version: queryVersion,
    queryType: 'table',
    columns: [],
    aggregates: [],
    filters: [],
    embeds: [],
    order: [],
    format: 'table',
    ...own,
  };
}
