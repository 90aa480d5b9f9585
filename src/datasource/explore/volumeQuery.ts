import type { Column } from '../query/columnTypes';
import type { ScrapewatchQuery } from '../query/model';
import { columnNames, logsQuery, severityColumn, type LogsQuery } from './logsQuery';

/** Most lines whose time and level are read for a histogram. */
const mostLines = 20_000;

/** The query for the histogram over a query of log lines: its time and level only. Undefined for other queries. */
export function volumeQuery(
  query: ScrapewatchQuery,
  knownColumns: (schema: string | undefined, table: string) => Column[] | undefined
): LogsQuery | undefined {
  const logs = query.hide ? undefined : logsQuery(query);
  if (!logs) {
    return undefined;
  }
  const severity = severityColumn(columnNames(logs, knownColumns(logs.schema, logs.table)));
  return {
    ...logs,
    refId: `log-volume-${logs.refId}`,
    columns: [logs.timeColumn, ...(severity ? [severity] : [])].map((column) => ({ column })),
    embeds: [],
    order: [{ column: logs.timeColumn, direction: 'desc' }],
    limit: mostLines,
    count: undefined,
    live: undefined,
    format: 'table',
  };
}
