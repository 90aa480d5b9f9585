import { overviewUid } from '../dashboards/links';
import { panelIds } from '../dashboards/overview/panelIds';
import { pageOf } from '../repository';
import type { ResolvedRule } from './resolveRules';
import { runbookPath } from './runbookPath';
import type { Words } from './words';

/** What a message says, and where it leads. Grafana makes links of the last two, and refuses to start with only one of them. */
export function annotationsOf(rule: ResolvedRule, words: Words): Record<string, string> {
  return {
    summary: rule.summary(words),
    description: rule.description(words),
    runbook_url: pageOf(runbookPath(rule)),
    __dashboardUid__: overviewUid,
    __panelId__: String(panelIds[rule.panel]),
  };
}

/** `scrapewatch` is what notification policies match; the series bring system and environment. */
export function labelsOf(rule: ResolvedRule): Record<string, string> {
  return { scrapewatch: 'true', severity: rule.severity };
}
