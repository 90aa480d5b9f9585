import type { QueryType } from '../../query/model';

/** The query types in the order in which they are offered. */
export const queryTypeLabels: Record<QueryType, string> = {
  preset: 'Preset',
  table: 'Table',
  rpc: 'Function',
  postgrest: 'PostgREST',
  prometheus: 'Prometheus',
};
