import { ask } from '../dataSources';
import type { Section } from '../layout';
import { smallTitles, stat } from '../panels';
import { colours } from '../steps';
import { wholeNumber } from '../units';
import { explain, inWords } from '../words';
import { panelIds, sectionIds } from './panelIds';

/** The business figures of today. */
export function growthSection(): Section {
  return {
    id: sectionIds.growth,
    title: 'Clients and pages',
    lines: [{ height: 5, panels: [[24, growth()]] }],
  };
}

function growth() {
  return stat({
    id: panelIds.growth,
    title: 'Clients and pages today',
    description: explain(
      `Today begins at midnight in the dashboard's time zone. High-value pages are followed by ${inWords('high_value_page_clients')} clients or more.`,
      'none set; categorisation should reach 100 %.',
      'A5'
    ),
    target: ask('growth_stats'),
    columns: [
      'clients_total',
      'clients_today',
      'pages_total',
      'pages_today',
      'pages_per_client',
      'high_value_pages',
      'categorised_share',
    ],
    styles: {
      clients_total: { name: 'Clients' },
      clients_today: { name: 'Clients today' },
      pages_total: { name: 'Pages' },
      pages_today: { name: 'Pages today' },
      pages_per_client: { name: 'Pages per client', decimals: 1 },
      high_value_pages: { name: 'High-value pages' },
      categorised_share: { name: 'Categorised', unit: 'percentunit', decimals: 1 },
    },
  })
    .text(smallTitles())
    .unit(wholeNumber)
    .thresholds(colours.plain());
}
