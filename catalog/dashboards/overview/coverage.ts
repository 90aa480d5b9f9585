import { GraphThresholdsStyleMode } from '@grafana/grafana-foundation-sdk/common';
import { thresholds } from '../../thresholds';
import { ask } from '../dataSources';
import type { Section } from '../layout';
import { cell, logsLink, narrowLink } from '../links';
import { ownPanel, pointsAcross, timeSeries } from '../panels';
import { colours } from '../steps';
import { explain, inWords } from '../words';
import { panelIds, sectionIds } from './panelIds';

const target = `above ${inWords('coverage_target_ratio')}; below ${inWords('coverage_low_ratio')} is red.`;

/** Coverage of each client, worst first, and its average over time. */
export function coverageSection(): Section {
  return {
    id: sectionIds.coverage,
    title: 'Coverage',
    lines: [
      {
        height: 10,
        panels: [
          [12, coverage()],
          [12, coverageTrend()],
        ],
      },
    ],
  };
}

function coverage() {
  return ownPanel('scrapewatch-coveragegauge-panel', {
    id: panelIds.coverage,
    title: 'Coverage by client',
    description: explain('Accounts found ÷ expected over the time range, a bar a client, worst first.', target, 'A2'),
    target: ask('coverage_by_client'),
    styles: {
      client: {
        links: [
          narrowLink('Only this client', 'client', cell('client')),
          logsLink("This client's log", { clients: [cell('client')] }),
        ],
      },
    },
  })
    .unit('percentunit')
    .min(0)
    .max(1)
    .thresholds(colours.coverage());
}

function coverageTrend() {
  return timeSeries({
    id: panelIds.coverageTrend,
    title: 'Average coverage',
    description: explain(
      'Mean coverage of the runs in each interval. Choose 30 days above to see the trend over days.',
      target,
      'A2'
    ),
    target: ask('run_series'),
    columns: ['time', 'avg_coverage'],
    styles: { avg_coverage: { color: 'blue' } },
  })
    .maxDataPoints(pointsAcross)
    .unit('percentunit')
    .axisSoftMin(thresholds.coverage_low_ratio.value)
    .max(1)
    .thresholds(colours.coverage())
    .thresholdsStyle({ build: () => ({ mode: GraphThresholdsStyleMode.Dashed }) });
}
