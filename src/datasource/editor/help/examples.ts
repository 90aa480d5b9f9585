import {
  queryVersion,
  type PresetQuery,
  type PrometheusQuery,
  type QueryType,
  type ScrapewatchQuery,
} from '../../query/model';
import { tableQuery } from '../../query/tableQuery';
import { variableArgs, type PresetId } from '../../query/presets';

/** A query that shows what one type can do; it runs when it is clicked. */
export interface Example {
  /** What it answers. */
  title: string;
  /** What it is an example of. */
  shows: string;
  query: ScrapewatchQuery;
}

const base = { refId: 'A', version: queryVersion } as const;

function preset(id: PresetId, args = variableArgs(id)): PresetQuery {
  return { ...base, queryType: 'preset', preset: id, args };
}

function promql(expr: string, own: Partial<PrometheusQuery> = {}): PrometheusQuery {
  return { ...base, queryType: 'prometheus', expr, ...own };
}

const runs = { schema: 'scrapewatch', table: 'runs', timeColumn: 'queued_at' };

/** Every example, by type; a test parses each, and asks the demo's database with it. */
export const examples: Record<QueryType, Example[]> = {
  preset: [
    { title: 'How many runs failed?', shows: 'figures over time', query: preset('run_series') },
    { title: 'Which clients fall short?', shows: 'a table, worst first', query: preset('coverage_by_client') },
    { title: 'Is everything well?', shows: 'one row that says so', query: preset('overview_status') },
    {
      title: 'What did the logs say of errors?',
      shows: 'an argument of its own',
      query: preset('logs', { ...variableArgs('logs'), levels: ['error', 'critical'] }),
    },
  ],
  table: [
    {
      title: 'The newest runs that failed',
      shows: 'columns, a filter, an order, a limit',
      query: tableQuery({
        ...runs,
        columns: [{ column: 'run_id' }, { column: 'client' }, { column: 'queued_at' }, { column: 'error' }],
        filters: [{ column: 'status', operator: 'eq', value: 'failed' }],
        order: [{ column: 'queued_at', direction: 'desc' }],
        limit: 100,
      }),
    },
    {
      title: 'Runs by status over time',
      shows: 'a time bucket, summed up in the browser',
      query: tableQuery({
        ...runs,
        columns: [{ column: 'status' }],
        aggregates: [{ function: 'count' }],
        bucket: { every: 'auto', fill: 'zero' },
        format: 'timeseries',
        legend: '{{status}}',
      }),
    },
    {
      title: 'Runs that failed or hang',
      shows: 'conditions of which any must hold',
      query: tableQuery({
        ...runs,
        filters: [
          {
            match: 'any',
            filters: [
              { column: 'status', operator: 'in', value: ['failed', 'cancelled'] },
              {
                match: 'all',
                filters: [
                  { column: 'status', operator: 'eq', value: 'processing' },
                  { column: 'finished_at', operator: 'is', value: 'null' },
                ],
              },
            ],
          },
        ],
        order: [{ column: 'queued_at', direction: 'desc' }],
        limit: 100,
      }),
    },
    {
      title: 'Log lines with “timeout”',
      shows: 'text in any case, shown as logs',
      query: tableQuery({
        schema: 'scrapewatch',
        table: 'logs',
        timeColumn: 'logged_at',
        columns: [{ column: 'logged_at' }, { column: 'level' }, { column: 'message' }, { column: 'scraper' }],
        filters: [{ column: 'message', operator: 'ilike', value: '%timeout%' }],
        order: [{ column: 'logged_at', direction: 'desc' }],
        limit: 500,
        format: 'logs',
      }),
    },
  ],
  rpc: [
    {
      title: 'Runs by the hour',
      shows: 'arguments from the dashboard’s time range',
      query: {
        ...base,
        queryType: 'rpc',
        schema: 'scrapewatch',
        function: 'run_series',
        args: { from_ts: '${__from:date:iso}', to_ts: '${__to:date:iso}', bucket: '1 hour' },
        format: 'timeseries',
      },
    },
    {
      title: 'Stuck runs of one system',
      shows: 'a list, sent as an array',
      query: {
        ...base,
        queryType: 'rpc',
        schema: 'scrapewatch',
        function: 'stuck_runs',
        args: { systems: ['IGF'] },
        format: 'table',
      },
    },
  ],
  postgrest: [
    {
      title: 'Runs that took long',
      shows: 'a request as PostgREST documents it',
      query: {
        ...base,
        queryType: 'postgrest',
        schema: 'scrapewatch',
        path: 'runs?select=run_id,client,status,duration_seconds&duration_seconds=gt.300&order=duration_seconds.desc&limit=20',
        timeColumn: 'queued_at',
        format: 'table',
      },
    },
    {
      title: 'Runs that failed or were cancelled',
      shows: 'or=(…), of which any must hold',
      query: {
        ...base,
        queryType: 'postgrest',
        schema: 'scrapewatch',
        path: 'runs?select=queued_at,client,status&or=(status.eq.failed,status.eq.cancelled)&order=queued_at.desc&limit=50',
        timeColumn: 'queued_at',
        format: 'table',
      },
    },
  ],
  prometheus: [
    {
      title: 'Runs of the last hour by status',
      shows: 'PromQL through the configured Prometheus',
      query: promql('sum by (status) (scrapewatch_runs_1h)', { legend: '{{status}}' }),
    },
    {
      title: 'Workers with the time since they were seen',
      shows: 'rows joined to series on a label',
      query: promql('time() - max by (worker) (scrapewatch_worker_last_seen_timestamp_seconds)', {
        join: {
          rows: preset('worker_status'),
          column: 'worker',
          label: 'worker',
          reduce: 'last',
          as: 'seconds since seen',
        },
      }),
    },
  ],
};
