import {
  GraphDrawStyle,
  GraphThresholdsStyleMode,
  StackingConfigBuilder,
  StackingMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import { ask } from '../dataSources';
import type { Section } from '../layout';
import { panelLink } from '../links';
import { barsAcross, pointsAcross, smallTitles, stat, timeSeries } from '../panels';
import { colours } from '../steps';
import { wholeNumber } from '../units';
import { explain, inWords } from '../words';
import { panelIds, sectionIds } from './panelIds';

const inRange = "by the time they were asked for, in the dashboard's time range (24 hours unless changed)";

/** Scrapes in the dashboard's range: how many, how they ended, and the same over time. */
export function scrapesSection(): Section {
  return {
    id: sectionIds.scrapes,
    title: 'Scrapes',
    lines: [
      {
        height: 4,
        panels: [
          [12, scrapes()],
          [6, successRate()],
          [6, failedRate()],
        ],
      },
      {
        height: 8,
        panels: [
          [12, runsOverTime()],
          [12, failedShareOverTime()],
        ],
      },
    ],
  };
}

function scrapes() {
  return stat({
    id: panelIds.scrapes,
    title: 'Scrapes',
    description: explain(`Runs ${inRange}: all, completed and failed.`, 'None for the counts; see the rates.', 'A1'),
    target: ask('run_stats'),
    columns: ['total', 'completed', 'failed'],
    styles: {
      completed: { color: 'green' },
      failed: { steps: colours.anyIsBad() },
    },
  })
    .text(smallTitles())
    .unit(wholeNumber)
    .thresholds(colours.plain());
}

function successRate() {
  return stat({
    id: panelIds.successRate,
    title: 'Success rate',
    description: explain(
      `Completed ÷ (completed + failed) of the runs ${inRange}.`,
      `above ${inWords('success_target_ratio')}.`,
      'A1'
    ),
    target: ask('run_stats'),
    columns: ['success_rate'],
    links: [panelLink('Over time', panelIds.failedShareOverTime)],
    styles: { success_rate: { empty: 'No finished run' } },
  })
    .unit('percentunit')
    .decimals(1)
    .min(0)
    .max(1)
    .thresholds(colours.success());
}

function failedRate() {
  return stat({
    id: panelIds.failedRate,
    title: 'Failed-job rate',
    description: explain(
      `Failed ÷ (completed + failed) of the runs ${inRange}.`,
      `below ${inWords('failed_limit_ratio')}.`,
      'A1'
    ),
    target: ask('run_stats'),
    columns: ['failed_rate'],
    links: [panelLink('Over time', panelIds.failedShareOverTime)],
    styles: { failed_rate: { empty: 'No finished run' } },
  })
    .unit('percentunit')
    .decimals(1)
    .min(0)
    .max(1)
    .thresholds(colours.failed());
}

function runsOverTime() {
  return timeSeries({
    id: panelIds.runsOverTime,
    title: 'Runs by status',
    description: explain(
      'How many runs were asked for in each interval, by how they stand now.',
      'Mostly green.',
      'A13'
    ),
    target: ask('run_series'),
    columns: ['time', 'completed', 'processing', 'queued', 'cancelled', 'failed'],
    styles: {
      completed: { color: 'green' },
      processing: { color: 'blue' },
      queued: { color: 'yellow' },
      cancelled: { color: 'text' },
      failed: { color: 'red' },
    },
  })
    .maxDataPoints(barsAcross)
    .drawStyle(GraphDrawStyle.Bars)
    .lineWidth(0)
    .fillOpacity(80)
    .showPoints(VisibilityMode.Never)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('status'))
    .unit('short')
    .decimals(0)
    .thresholds(colours.plain());
}

function failedShareOverTime() {
  return timeSeries({
    id: panelIds.failedShareOverTime,
    title: 'Error rate',
    description: explain(
      'Failed ÷ (completed + failed) in each interval. An interval without a finished run has no point.',
      `below ${inWords('failed_limit_ratio')} (the line).`,
      'A1',
      'A13'
    ),
    target: ask('run_series'),
    columns: ['time', 'failed_rate'],
    styles: { failed_rate: { color: 'red' } },
  })
    .maxDataPoints(pointsAcross)
    .unit('percentunit')
    .axisSoftMax(0.1)
    .thresholds(colours.failed())
    .thresholdsStyle({ build: () => ({ mode: GraphThresholdsStyleMode.Dashed }) });
}
