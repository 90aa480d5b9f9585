import type { ArgValue } from '../query/model';
import type { AlertMetric } from './presetMetrics';

export interface AlertExpr {
  expr: string;
  /** Arguments of the query that the expression does not take into account, by name. */
  dropped: string[];
}

// Arguments of presets, and the labels that mean the same.
const labelsOfArguments: Record<string, string> = {
  systems: 'system',
  environments: 'environment',
  clients: 'client',
  scrapers: 'scraper',
  severities: 'severity',
};
/** Time and its zone: an alert looks at now. */
const needless = new Set(['from_ts', 'to_ts', 'bucket', 'tz']);

/**
 * The PromQL of a metric, for the values that the query is limited to. An alert rule knows no dashboard, so arguments
 * that name a variable mean all.
 */
export function toAlertExpr(choice: AlertMetric, args: Record<string, ArgValue>): AlertExpr {
  const dropped: string[] = [];
  const matchers = Object.entries(choice.where ?? {}).map(([label, value]) => `${label}=${promString(value)}`);
  for (const [name, value] of Object.entries(args)) {
    const values = [value].flat();
    const label = labelsOfArguments[name];
    if (needless.has(name) || values.length === 0 || values.some((each) => /[$]|\[\[/.test(each))) {
      continue;
    }
    if (label && choice.labels.includes(label) && !choice.where?.[label]) {
      matchers.push(
        values.length === 1 ? `${label}=${promString(values[0])}` : `${label}=~${promString(anyOf(values))}`
      );
    } else {
      dropped.push(name);
    }
  }
  const series = `${choice.metric}${matchers.length > 0 ? `{${matchers.join(', ')}}` : ''}`;
  return { expr: shaped(choice, series), dropped };
}

function shaped({ as, labels }: AlertMetric, series: string): string {
  const by = labels.length > 0 ? ` by (${labels.join(', ')})` : '';
  switch (as) {
    case 'age':
      return `time() - max${by} (${series})`;
    case 'increase':
      return `sum${by} (increase(${series}[1h]))`;
    case undefined:
      return `max${by} (${series})`;
  }
}

function anyOf(values: string[]): string {
  return values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
}

/** https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals */
function promString(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}
