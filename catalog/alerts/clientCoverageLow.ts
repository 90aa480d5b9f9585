import { metrics } from '../metrics';
import type { AlertRule } from './AlertRule';

/** One alert a client. Its figure spans 24 hours, so a quarter of an hour below the target is no single bad run. */
export const clientCoverageLow: AlertRule = {
  id: 'C6',
  name: 'ClientCoverageLow',
  group: 'pipeline',
  severity: 'warning',
  for: '15m',
  value: (select) => `min by (system, environment, client) (${select(metrics.clientCoverage)})`,
  fires: { when: 'below', limit: 'coverage_target_ratio' },
  summary: ({ label, value, limit }) => `Coverage of ${label('client')} is ${value}, target ${limit}`,
  description: ({ label, value, limit }) =>
    `Of the accounts expected for ${label('client')} (${label('system')}, ${label('environment')}) over the last 24 hours, ` +
    `${value} were found; the target is ${limit}. The panel shows whether one run or every run falls short.`,
  // No runs, no coverage: a paused client or an idle night.
  whenAbsent: 'ok',
  panel: 'coverage',
};
