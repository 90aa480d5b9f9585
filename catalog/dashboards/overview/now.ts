import {
  BigValueColorMode,
  BigValueTextMode,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { ask } from '../dataSources';
import type { Section } from '../layout';
import { cell, logsLink, narrowLink, panelLink } from '../links';
import { ownPanel, smallTitles, stat, table } from '../panels';
import { greyWithoutFigure, mapWords } from '../fields';
import { colours, steps } from '../steps';
import { wholeNumber } from '../units';
import { explain, inWords } from '../words';
import { panelIds, sectionIds } from './panelIds';

const overallWords: Record<string, [string, string]> = {
  0: ['Healthy', 'green'],
  1: ['Degraded', 'orange'],
  2: ['Critical', 'red'],
};

/** What is broken: the overall word and why, the counts behind it, stuck runs and open alerts. */
export function nowSection(): Section {
  return {
    id: sectionIds.now,
    title: 'Now',
    lines: [
      {
        height: 4,
        panels: [
          [4, status()],
          [7, reason()],
          [9, rightNow()],
          [4, openAlerts()],
        ],
      },
      {
        height: 8,
        panels: [
          [12, stuckRuns()],
          [12, alertInbox()],
        ],
      },
    ],
  };
}

function status() {
  return stat({
    id: panelIds.status,
    title: 'Status',
    description: explain(
      'One word for all systems chosen above: the worst of scrapers, workers, stuck runs and open alerts decides it.',
      'Healthy.',
      'A12'
    ),
    target: ask('overview_status'),
    columns: ['status_code'],
  })
    .colorMode(BigValueColorMode.Background)
    .textMode(BigValueTextMode.Value)
    .unit('none')
    .mappings([mapWords(overallWords), greyWithoutFigure])
    .thresholds(steps('green', [1, 'orange'], [2, 'red']));
}

function reason() {
  return stat(
    {
      id: panelIds.reason,
      title: 'Why',
      description: explain('What decided the status, in words.', 'Nothing to report.', 'A12'),
      target: ask('overview_status'),
      columns: ['reason'],
    },
    'words'
  )
    .colorMode(BigValueColorMode.None)
    .textMode(BigValueTextMode.Value)
    .text(new VizTextDisplayOptionsBuilder().valueSize(18));
}

function rightNow() {
  return stat({
    id: panelIds.rightNow,
    title: 'Right now',
    description: explain(
      'Scrapers that run, scrapers in error, workers seen lately, and runs that are stuck.',
      `No scraper in error, no stuck run; a worker not seen for ${inWords('worker_stale_after_seconds')} is not alive.`,
      'A12',
      'A6'
    ),
    target: ask('overview_status'),
    columns: ['active_scrapers', 'error_scrapers', 'workers_alive', 'stuck_runs'],
    links: [panelLink('Scrapers', panelIds.scraperCards), panelLink('Workers', panelIds.workers)],
    styles: {
      active_scrapers: { name: 'Scrapers up', steps: steps('red', [1, 'green']) },
      error_scrapers: { name: 'In error', steps: colours.anyIsBad() },
      workers_alive: { name: 'Workers up', steps: steps('red', [1, 'green']) },
      stuck_runs: { name: 'Stuck runs', steps: colours.anyIsBad() },
    },
  })
    .text(smallTitles())
    .unit(wholeNumber)
    .thresholds(colours.plain());
}

function openAlerts() {
  return stat({
    id: panelIds.openAlerts,
    title: 'Open alerts',
    description: explain('Alerts that fire now; the inbox below lists them.', 'None.', 'A12', 'C17'),
    target: ask('overview_status'),
    columns: ['open_alerts'],
    links: [panelLink('Alert inbox', panelIds.alertInbox)],
  })
    .colorMode(BigValueColorMode.Background)
    .textMode(BigValueTextMode.Value)
    .unit(wholeNumber)
    .thresholds(colours.anyIsBad());
}

function stuckRuns() {
  return table({
    id: panelIds.stuckRuns,
    title: 'Stuck runs',
    description: explain(
      `Runs that have been processing for more than ${inWords('stuck_after_seconds')}, oldest first. A row opens its log or its client.`,
      'None.',
      'A4'
    ),
    target: ask('stuck_runs'),
    columns: ['client', 'age_seconds', 'scraper', 'worker', 'retries', 'run_id'],
    styles: {
      age_seconds: { name: 'Age', unit: 's', decimals: 0, steps: colours.stuckAge(), cell: 'color-text', width: 100 },
      client: {
        links: [
          narrowLink('Only this client', 'client', cell('client')),
          logsLink("This client's log", { clients: [cell('client')] }),
        ],
      },
      scraper: { links: [logsLink("This scraper's log", { scrapers: [cell('scraper')] })] },
      run_id: { name: 'Run', links: [logsLink("This run's log", { runs: [cell('run_id')] })] },
      retries: { width: 80 },
      worker: { width: 130 },
    },
  })
    .unit('none')
    .noValue('No stuck run to show');
}

function alertInbox() {
  return ownPanel('scrapewatch-alertinbox-panel', {
    id: panelIds.alertInbox,
    title: 'Alert inbox',
    description: explain(
      'The newest alerts that Grafana or Alertmanager delivered, open ones first.',
      'Every critical alert acknowledged.',
      'C17'
    ),
    target: ask('alerts'),
  });
}
