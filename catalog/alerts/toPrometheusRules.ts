import { annotationsOf, labelsOf } from './annotationsOf';
import type { ResolvedRule } from './resolveRules';
import { wordsFor } from './words';

export interface PrometheusRuleFile {
  groups: Array<{ name: string; rules: PrometheusRule[] }>;
}

export interface PrometheusRule {
  alert: string;
  expr: string;
  for: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * A rule file, evaluated as often as the server's `evaluation_interval` says.
 * https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export function toPrometheusRules(rules: ResolvedRule[]): PrometheusRuleFile {
  const groups = [...new Set(rules.map(({ group }) => group))];
  return {
    groups: groups.map((group) => ({
      name: `scrapewatch-${group}`,
      rules: rules.filter((rule) => rule.group === group).map(toRule),
    })),
  };
}

function toRule(rule: ResolvedRule): PrometheusRule {
  return {
    alert: rule.name,
    expr: `${wrapped(rule.value)} ${rule.fires.when === 'below' ? '<' : '>'} ${rule.limit}`,
    for: rule.for,
    labels: labelsOf(rule),
    annotations: annotationsOf(rule, wordsFor('prometheus', rule.fires.limit)),
  };
}

/** Set operators bind weaker than a comparison. */
function wrapped(value: string): string {
  return /\b(and|or|unless)\b/.test(value) ? `(${value})` : value;
}
