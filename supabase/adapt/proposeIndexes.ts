import type { Choice } from './chooseTables';
import { columnSql } from './columnSql';
import type { ColumnSpec } from './viewSpec';

/** Columns whose index keeps dashboards fast: by view, the time first. */
const wanted: Record<string, string[]> = {
  runs: ['queued_at', 'status', 'client_id', 'run_id'],
  logs: ['logged_at', 'run_id'],
  clients: ['created_at'],
  pages: ['discovered_at'],
  queue_samples: ['sampled_at'],
  quality_checks: ['checked_at'],
  users: ['registered_at'],
  activity: ['happened_at', 'user_id'],
  subscriptions: ['started_at'],
  payments: ['attempted_at'],
};

/**
 * Indexes that the functions need and the table lacks, as statements. An index has to hold the very expression of the
 * view, or PostgreSQL does not use it: `(created at time zone 'UTC')`, `((id)::text)`.
 */
export function proposeIndexes({ spec, table, matches }: Choice, zone: string): string[] {
  if (table.takesNoIndex) {
    return [];
  }
  const existing = new Set(table.indexedFirst.map(normal));
  return (wanted[spec.view] ?? []).flatMap((name) => {
    const ours = spec.columns.find((column) => column.name === name);
    const source = matches.best.get(name)?.column;
    if (!ours || !source) {
      return [];
    }
    const expression = expressionOf(ours, source, zone);
    if (existing.has(normal(expression))) {
      return [];
    }
    const key = expression === source.sql ? expression : `(${expression.replace(/^\((.*)\)$/, '$1')})`;
    return [`create index concurrently on ${table.sql} (${key}${ours.kind === 'time' ? ' desc' : ''});`];
  });
}

function expressionOf(ours: ColumnSpec, source: Parameters<typeof columnSql>[1], zone: string): string {
  // A client is looked up by its own type: the view joins on it.
  return ours.name === 'client_id' ? source.sql : columnSql(ours, source, zone).sql(source.sql);
}

/** What is left of an expression when all is gone that PostgreSQL prints in another way than we write it. */
function normal(expression: string): string {
  return expression
    .toLowerCase()
    .replaceAll(/('[^']*')::[\w."]+/g, '$1')
    .replaceAll(/\b(in|any|array)\b|[\s()[\]=,]/g, '');
}
