import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { ask, scrapewatch } from './dataSources';
import { layOut } from './layout';
import { overviewUid } from './links';
import { coverageSection } from './overview/coverage';
import { durationsSection } from './overview/durations';
import { growthSection } from './overview/growth';
import { machinesSection } from './overview/machines';
import { nowSection } from './overview/now';
import { scrapesSection } from './overview/scrapes';
import { servicesSection } from './overview/services';
import { variables } from './variables';

/** Grafana 10.1 opens this version without complaint and 13.2 migrates it while loading. */
const schemaVersion = 39;

/** The first page: what is broken now, then how the scrapes went, then what does the work. */
export function overview(): Dashboard {
  const dashboard = new DashboardBuilder('Overview')
    .uid(overviewUid)
    .description(
      'Is the scraping pipeline well, and if not, where. Written by `npm run generate` from catalog/dashboards/overview.ts.'
    )
    .tags(['scrapewatch'])
    .timezone('browser')
    .time({ from: 'now-24h', to: 'now' })
    .refresh('5s')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variables())
    .annotation(deployments())
    .build();
  const panels = layOut([
    nowSection(),
    scrapesSection(),
    coverageSection(),
    durationsSection(),
    machinesSection(),
    growthSection(),
    servicesSection(),
  ]);
  return { ...dashboard, schemaVersion, panels };
}

function deployments(): Builder<AnnotationQuery> {
  const { placement: _inMenu, ...annotation } = new AnnotationQueryBuilder()
    .name('Deployments')
    .datasource(scrapewatch)
    .enable(true)
    .iconColor('purple')
    .target(ask('deployments', 'Anno'))
    .build();
  // The SDK would hide the switch in a menu; it belongs beside the variables.
  return { build: () => annotation };
}
