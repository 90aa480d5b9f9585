import { ask } from '../dataSources';
import type { Section } from '../layout';
import { cell, logsLink, narrowLink } from '../links';
import { ownPanel, table } from '../panels';
import { colours } from '../steps';
import { wholeNumber } from '../units';
import { explain, inWords } from '../words';
import { panelIds, sectionIds } from './panelIds';

/** What does the work: scrapers, workers and the queue before them. */
export function machinesSection(): Section {
  return {
    id: sectionIds.machines,
    title: 'Scrapers, workers and queue',
    lines: [
      { height: 18, panels: [[24, scraperCards()]] },
      {
        height: 8,
        panels: [
          [12, workers()],
          [12, queue()],
        ],
      },
    ],
  };
}

function scraperCards() {
  return ownPanel('scrapewatch-scrapercards-panel', {
    id: panelIds.scraperCards,
    title: 'Scrapers',
    description: explain(
      'A card a scraper: state, uptime, last run, rates, queue, memory, CPU and what the API still allows. Errors first.',
      `running, with an error rate below ${inWords('failed_limit_ratio')}.`,
      'A7'
    ),
    target: ask('scraper_status'),
    styles: {
      scraper: {
        links: [
          logsLink("This scraper's log", { scrapers: [cell('scraper')] }),
          narrowLink('Only this scraper', 'scraper', cell('scraper')),
        ],
      },
      error_rate: { unit: 'percentunit', steps: colours.failed() },
    },
  }).thresholds(colours.plain());
}

function workers() {
  return table({
    id: panelIds.workers,
    title: 'Workers',
    description: explain(
      'Each worker with its last heartbeat, state and jobs done; dead ones first.',
      `all alive: seen within ${inWords('worker_stale_after_seconds')}.`,
      'A6'
    ),
    target: ask('worker_status'),
    columns: ['worker', 'alive', 'age_seconds', 'state', 'jobs_done', 'uptime_seconds', 'system'],
    styles: {
      alive: {
        name: 'Alive',
        words: { true: ['Alive', 'green'], false: ['Dead', 'red'] },
        cell: 'color-text',
        width: 70,
      },
      state: {
        words: {
          running: ['running', 'green'],
          paused: ['paused', 'yellow'],
          retrying: ['retrying', 'orange'],
          stopped: ['stopped', 'red'],
        },
        cell: 'color-text',
        width: 80,
      },
      age_seconds: {
        name: 'Last seen',
        unit: 's',
        decimals: 0,
        steps: colours.seenAgo(),
        cell: 'color-text',
        width: 95,
      },
      jobs_done: { name: 'Jobs done', unit: wholeNumber, width: 90 },
      uptime_seconds: { name: 'Uptime', unit: 's', decimals: 1, width: 95 },
      system: { width: 75 },
      worker: { links: [logsLink("Its system's log", { systems: [cell('system')] })] },
    },
  })
    .unit('none')
    .noValue('No worker to show');
}

function queue() {
  return ownPanel('scrapewatch-queuechart-panel', {
    id: panelIds.queue,
    title: 'Queue',
    description: explain(
      'Jobs waiting, in work, being retried and failed, over time; arrivals against completions.',
      `below ${inWords('queue_depth_limit')} waiting, and not growing.`,
      'A8'
    ),
    target: ask('queue_series'),
  })
    .unit('short')
    .thresholds(colours.queueDepth());
}
