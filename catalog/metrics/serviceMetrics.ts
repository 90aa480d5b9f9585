import type { Metric } from './Metric';

/** Series of the teams' own services; they keep the names that the services gave them. */
export const serviceMetrics = {
  serviceRequests: {
    name: 'deal_scout_requests_total',
    type: 'counter',
    unit: 'requests',
    labels: ['job', 'method', 'route', 'status'],
    description: 'Requests that the service answered',
    requirements: ['B1'],
  },
  celeryQueueLength: {
    name: 'celery_queue_length',
    type: 'gauge',
    unit: 'jobs',
    labels: ['job', 'queue'],
    description: 'Tasks waiting in a Celery queue',
    requirements: ['B2'],
  },
} as const satisfies Record<string, Metric>;
