import type { panelIds } from '../dashboards/overview/panelIds';
import type { Metric } from '../metrics';
import type { requirements } from '../requirements';
import type { ThresholdKey } from '../thresholds';
import type { System } from './systems';
import type { Words } from './words';

export type Severity = 'critical' | 'warning' | 'info';
export type Duration = `${number}${'s' | 'm' | 'h'}`;

/** A series in PromQL, with the matchers that the rule's systems need put in. */
export type Select = (metric: Pick<Metric, 'name'>, ...matchers: string[]) => string;

/** What may differ for one system: every team has a list of its own. */
export interface Override {
  severity?: Severity;
  for?: Duration;
  limit?: ThresholdKey;
}

/**
 * One alert, from which Grafana's rule, Prometheus' rule and the runbook's address are made. Each series of `value` that is
 * beyond the limit is an alert of its own; its labels are what the message may name.
 */
export interface AlertRule {
  /** The row of the teams' list that it answers. */
  id: keyof typeof requirements;
  /** `alertname` everywhere, and the title in Grafana. */
  name: string;
  /** Rules of a group are evaluated one after the other. */
  group: 'pipeline';
  severity: Severity;
  /** How long the condition must hold. */
  for: Duration;
  /** PromQL of the figure, without the comparison. Aggregated to the labels that tell one alert from another. */
  value: (select: Select) => string;
  fires: { when: 'above' | 'below'; limit: ThresholdKey | 0 };
  /** One line with the figure: what the inbox and most channels show. */
  summary: (words: Words) => string;
  /** What it means and what to look at first. */
  description: (words: Words) => string;
  /** Without any series: `ok` where that means no traffic, `noData` where it means that we are blind. */
  whenAbsent: 'ok' | 'noData';
  /** The panel of the Overview that shows it. */
  panel: keyof typeof panelIds;
  overrides?: Partial<Record<System, Override>>;
}
