import { businessMetrics } from './metrics/businessMetrics';
import { dataMetrics } from './metrics/dataMetrics';
import { fleetMetrics } from './metrics/fleetMetrics';
import type { Metric } from './metrics/Metric';
import { operationMetrics } from './metrics/operationMetrics';
import { pipelineMetrics } from './metrics/pipelineMetrics';
import { serviceMetrics } from './metrics/serviceMetrics';

export type { Metric } from './metrics/Metric';

/** The metrics that `public.scrapewatch_metrics` serves; a test compares them with what the database answers, both ways. */
export const databaseMetrics = {
  ...pipelineMetrics,
  ...fleetMetrics,
  ...dataMetrics,
  ...businessMetrics,
  ...operationMetrics,
} as const satisfies Record<string, Metric>;

/** Every Prometheus metric that dashboards and alert rules may name, once. `labels` are those that a query may use. */
export const metrics = { ...serviceMetrics, ...databaseMetrics } as const satisfies Record<string, Metric>;
