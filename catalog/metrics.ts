/**
 * The Prometheus series that dashboards and alert rules rely on, once. `labels` are those that a query may name.
 * Series of the teams' own services keep the names that the services gave them.
 */
export interface Metric {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  unit: 'requests' | 'seconds' | 'jobs';
  labels: readonly string[];
  description: string;
}

export const metrics = {
  serviceRequests: {
    name: 'deal_scout_requests_total',
    type: 'counter',
    unit: 'requests',
    labels: ['job', 'method', 'route', 'status'],
    description: 'Requests that the service answered (B1)',
  },
  celeryQueueLength: {
    name: 'celery_queue_length',
    type: 'gauge',
    unit: 'jobs',
    labels: ['job', 'queue'],
    description: 'Tasks waiting in a Celery queue (B2)',
  },
} as const satisfies Record<string, Metric>;
