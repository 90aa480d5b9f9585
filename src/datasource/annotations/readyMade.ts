import { tableQuery } from '../query/tableQuery';
import type { FilterNode } from '../query/model';
import { presetSchema } from '../query/presets';
import type { AnnotationQuery } from './AnnotationColumns';
import { defaultAnnotation } from './defaultAnnotation';

export interface ReadyMade {
  id: string;
  label: string;
  description: string;
  query: AnnotationQuery;
}

const scope: FilterNode[] = [
  { column: 'system', operator: 'in', value: ['$system'] },
  { column: 'environment', operator: 'in', value: ['$environment'] },
];

/** What lies in the time range at least in part, also when it began before or has not ended yet. */
function overlapping(start: string, end: string): FilterNode[] {
  return [
    { column: start, operator: 'lt', value: '${__to:date:iso}' },
    {
      match: 'any',
      filters: [
        { column: end, operator: 'gt', value: '${__from:date:iso}' },
        { column: end, operator: 'is', value: 'null' },
      ],
    },
  ];
}

const newestFirst = (column: string) => [{ column, direction: 'desc' as const }];
const columns = (names: string) => names.split(' ').map((column) => ({ column }));

/** The events that a scraping pipeline has, ready to be shown on any panel. */
export const readyMade: ReadyMade[] = [
  {
    id: 'deployments',
    label: 'Deployments',
    description: 'What was deployed when.',
    query: defaultAnnotation,
  },
  {
    id: 'runs',
    label: 'Runs',
    description: 'Each run from its start to its end, tagged by status.',
    query: {
      ...tableQuery({
        refId: 'Anno',
        schema: presetSchema,
        table: 'runs',
        columns: columns('run_id started_at finished_at client scraper status system environment error'),
        filters: [
          ...scope,
          { column: 'client', operator: 'in', value: ['$client'] },
          { column: 'scraper', operator: 'in', value: ['$scraper'] },
          ...overlapping('started_at', 'finished_at'),
        ],
        order: newestFirst('started_at'),
        limit: 500,
      }),
      annotation: {
        time: 'started_at',
        timeEnd: 'finished_at',
        title: 'client',
        text: 'error',
        tags: ['status', 'scraper'],
        id: 'run_id',
      },
    },
  },
  {
    id: 'alerts',
    label: 'Alerts',
    description: 'Each alert from when it began to when it was over; open ones reach the end of the time range.',
    query: {
      ...tableQuery({
        refId: 'Anno',
        schema: presetSchema,
        table: 'alerts',
        columns: columns('fingerprint starts_at ends_at alertname summary severity status system environment'),
        filters: [...scope, ...overlapping('starts_at', 'ends_at')],
        order: newestFirst('starts_at'),
        limit: 500,
      }),
      annotation: {
        time: 'starts_at',
        timeEnd: 'ends_at',
        title: 'alertname',
        text: 'summary',
        tags: ['severity', 'status', 'system'],
        id: 'fingerprint',
      },
    },
  },
  {
    id: 'maintenance',
    label: 'Maintenance',
    description: 'Planned work, from its start to its end.',
    query: {
      ...tableQuery({
        refId: 'Anno',
        schema: presetSchema,
        table: 'maintenance_windows',
        columns: columns('window_id starts_at ends_at system environment reason created_by'),
        filters: overlapping('starts_at', 'ends_at'),
        order: newestFirst('starts_at'),
        limit: 500,
      }),
      annotation: {
        time: 'starts_at',
        timeEnd: 'ends_at',
        title: 'reason',
        text: 'created_by',
        tags: ['system', 'environment'],
        id: 'window_id',
      },
    },
  },
];
