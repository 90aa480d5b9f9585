import { GraphThresholdsStyleMode } from '@grafana/grafana-foundation-sdk/common';
import { metrics } from '../../metrics';
import { prometheus, promql } from '../dataSources';
import type { Section } from '../layout';
import { timeSeries } from '../panels';
import { colours } from '../steps';
import { explain, inWords } from '../words';
import { panelIds, sectionIds } from './panelIds';

const needsPrometheus =
  'Needs a Prometheus data source; without one this panel says so and the rest of the page works.';

/** What services report themselves, from Prometheus. */
export function servicesSection(): Section {
  return {
    id: sectionIds.services,
    title: 'Services (Prometheus)',
    lines: [
      {
        height: 8,
        panels: [
          [12, serviceErrors()],
          [12, celeryQueue()],
        ],
      },
    ],
  };
}

function serviceErrors() {
  const { name } = metrics.serviceRequests;
  const failed = `sum by (job) (rate(${name}{status=~"5.."}[$__rate_interval]))`;
  const all = `sum by (job) (rate(${name}[$__rate_interval]))`;
  return timeSeries({
    id: panelIds.serviceErrors,
    title: 'Service error rate',
    description: explain(
      `Answers with a 5xx status ÷ all answers, by service. ${needsPrometheus}`,
      `below ${inWords('service_error_target_ratio')}; above ${inWords('service_error_limit_ratio')} is critical.`,
      'B1'
    ),
    datasource: prometheus,
    // A service without any 5xx has no series on the left; "or … * 0" makes that a 0 instead of a gap.
    target: promql(`(${failed} or ${all} * 0) / ${all}`, '{{job}}'),
  })
    .unit('percentunit')
    .thresholds(colours.serviceErrors())
    .thresholdsStyle({ build: () => ({ mode: GraphThresholdsStyleMode.Dashed }) });
}

function celeryQueue() {
  return timeSeries({
    id: panelIds.celeryQueue,
    title: 'Celery queue',
    description: explain(
      `Tasks that wait in each Celery queue. ${needsPrometheus}`,
      `below ${inWords('queue_depth_limit')}.`,
      'B2'
    ),
    datasource: prometheus,
    target: promql(`sum by (queue) (${metrics.celeryQueueLength.name})`, '{{queue}}'),
  })
    .unit('short')
    .thresholds(colours.queueDepth());
}
