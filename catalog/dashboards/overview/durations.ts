import { PanelBuilder as BarChartBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import { VisibilityMode, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import { ask } from '../dataSources';
import type { Section } from '../layout';
import { stat, withAbout } from '../panels';
import { colours } from '../steps';
import { explain, inWords } from '../words';
import { panelIds, sectionIds } from './panelIds';

const target = `${inWords('duration_target_min_seconds')} to ${inWords('duration_target_max_seconds')}`;

const empty = 'No finished run';

/** How long scrapes take: three figures and their distribution. */
export function durationsSection(): Section {
  return {
    id: sectionIds.durations,
    title: 'Duration',
    lines: [
      {
        height: 8,
        panels: [
          [8, durations()],
          [16, durationHistogram()],
        ],
      },
    ],
  };
}

function durations() {
  return stat({
    id: panelIds.durations,
    title: 'Scrape duration',
    description: explain(
      'Average, median and 95th percentile of the finished runs in the time range.',
      `${target} a client.`,
      'A3'
    ),
    target: ask('run_stats'),
    columns: ['avg_duration_seconds', 'p50_duration_seconds', 'p95_duration_seconds'],
    styles: {
      avg_duration_seconds: { name: 'Average', empty },
      p50_duration_seconds: { name: 'p50', empty },
      p95_duration_seconds: { name: 'p95', empty },
    },
  })
    .unit('s')
    .decimals(1)
    .orientation(VizOrientation.Horizontal)
    .thresholds(colours.duration());
}

function durationHistogram() {
  const builder = withAbout(new BarChartBuilder(), {
    id: panelIds.durationHistogram,
    title: `How long scrapes take (target: ${target})`,
    description: explain('Finished runs of the time range by how long they took.', `${target} a client.`, 'A3'),
    target: ask('duration_histogram'),
    columns: ['label', 'runs'],
    styles: {
      runs: { name: 'Runs', color: 'blue' },
      label: { words: { '30 min and more': ['30+ min', 'text'] } }, // as wide as the other labels
    },
  });
  return (
    builder
      .unit('short')
      .decimals(0)
      .showValue(VisibilityMode.Auto)
      // px; on a phone Grafana writes all eleven labels over each other otherwise
      .xTickLabelSpacing(60)
      .thresholds(colours.plain())
  );
}
