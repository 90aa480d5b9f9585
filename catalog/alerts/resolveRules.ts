import { thresholds, type ThresholdKey } from '../thresholds';
import type { AlertRule, Select } from './AlertRule';
import { type System, systems } from './systems';

/** A rule as it is evaluated: one for all systems without an override, and one for each that has one. */
export interface ResolvedRule extends Omit<AlertRule, 'overrides' | 'value'> {
  /** Of the rule that it comes from, and of its runbook. */
  baseName: string;
  /** PromQL of the figure. */
  value: string;
  limit: number;
}

/** The rules to evaluate. A system with an override gets a rule named after it, e.g. `LatencyHighOPT`: teams edit theirs alone. */
export function resolveRules(rules: readonly AlertRule[]): ResolvedRule[] {
  return rules.flatMap((rule) => {
    const { overrides = {} } = rule;
    const special = systems.filter((system) => overrides[system]);
    return [
      resolve(rule, rule.name, special.length > 0 ? `system!~"${special.join('|')}"` : undefined),
      ...special.map((system) => resolve(withOverride(rule, system), `${rule.name}${system}`, `system="${system}"`)),
    ];
  });
}

function withOverride(rule: AlertRule, system: System): AlertRule {
  const { limit = rule.fires.limit, ...changed } = rule.overrides?.[system] ?? {};
  return { ...rule, ...changed, fires: { ...rule.fires, limit } };
}

function resolve({ overrides: _, value, ...rule }: AlertRule, name: string, systemMatcher?: string): ResolvedRule {
  const select: Select = (metric, ...matchers) => {
    const all = [...(systemMatcher ? [systemMatcher] : []), ...matchers];
    return all.length > 0 ? `${metric.name}{${all.join(',')}}` : metric.name;
  };
  return { ...rule, name, baseName: rule.name, value: value(select), limit: limitOf(rule.fires.limit) };
}

function limitOf(limit: ThresholdKey | 0): number {
  return limit === 0 ? 0 : thresholds[limit].value;
}
