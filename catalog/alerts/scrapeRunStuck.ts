import { metrics } from '../metrics';
import type { AlertRule } from './AlertRule';
import { plainly } from './words';

/** The ten minutes are in the figure itself (stuck_after_seconds), so that it need not hold for long. */
export const scrapeRunStuck: AlertRule = {
  id: 'C7',
  name: 'ScrapeRunStuck',
  group: 'pipeline',
  severity: 'warning',
  for: '1m',
  value: (select) => `max by (system, environment) (${select(metrics.runsStuck)})`,
  fires: { when: 'above', limit: 0 },
  summary: ({ label, value }) => `Stuck runs in ${label('system')} ${label('environment')}: ${value}`,
  description: ({ label, value }) =>
    `Runs of ${label('system')} (${label('environment')}) that have been processing for more than ` +
    `${plainly('stuck_after_seconds')}: ${value}. The panel lists each with its client, worker and age.`,
  whenAbsent: 'ok',
  panel: 'stuckRuns',
};
