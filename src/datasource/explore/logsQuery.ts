import { toPlainQuery } from '../answer/toPlainQuery';
import { idNames, severityNames } from '../frames/toLogs';
import type { TableQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';

/** A query that shows log lines of a table over time. */
export type LogsQuery = TableQuery & { timeColumn: string };

/** The table query behind a saved one when it shows log lines over time; undefined for every other. */
export function logsQuery(saved: unknown): LogsQuery | undefined {
  const parsed = parseQuery(saved);
  if (!parsed.ok || parsed.query.queryType === 'prometheus') {
    return undefined;
  }
  const plain = toPlainQuery(parsed.query);
  const { queryType, format } = plain;
  const isLogs = queryType === 'table' && format === 'logs' && plain.timeColumn && plain.aggregates.length === 0;
  return isLogs && plain.timeColumn ? { ...plain, timeColumn: plain.timeColumn } : undefined;
}

/** The columns that a query names, else those that are known of its table; undefined: any may exist. */
export function columnNames(query: TableQuery, known: Array<{ name: string }> | undefined): string[] | undefined {
  return query.columns.length > 0 ? query.columns.map(({ column }) => column) : known?.map(({ name }) => name);
}

/** Where the level of a line stands. */
export function severityColumn(names: string[] | undefined): string | undefined {
  return severityNames.find((name) => names?.includes(name));
}

/** What tells two lines of one moment apart. */
export function idColumn(names: string[] | undefined): string | undefined {
  return idNames.find((name) => names?.includes(name));
}
