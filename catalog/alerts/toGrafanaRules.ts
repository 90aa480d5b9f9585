import { annotationsOf, labelsOf } from './annotationsOf';
import { escapeDollars } from './escapeDollars';
import type { ResolvedRule } from './resolveRules';
import { wordsFor } from './words';

/** The data source that Grafana's rules ask; the same uid as in provisioning/datasources. */
export const prometheusUid = 'prometheus';

/** Apart from the dashboards' folder, so that rights on rules can be given without rights on dashboards. */
export const alertFolder = 'Scrapewatch alerts';

const expressions = '__expr__';
/** How often Grafana evaluates; a multiple of its own 10 s. */
const interval = '1m';
const lookBackSeconds = 600;

export interface GrafanaRuleFile {
  apiVersion: 1;
  groups: Array<{ orgId: number; name: string; folder: string; interval: string; rules: GrafanaRule[] }>;
}

export interface GrafanaRule {
  uid: string;
  title: string;
  condition: string;
  data: Array<{
    refId: string;
    relativeTimeRange: { from: number; to: number };
    datasourceUid: string;
    model: Record<string, unknown>;
  }>;
  noDataState: 'OK' | 'NoData';
  execErrState: 'Error';
  for: string;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  isPaused: boolean;
}

/**
 * Grafana-managed rules on Prometheus, as Grafana reads them from a file: A asks, B takes the newest figure, C compares it
 * with the limit, so that a team finds limit and query apart in the rule's editor.
 * https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/
 */
export function toGrafanaRules(rules: ResolvedRule[]): GrafanaRuleFile {
  const groups = [...new Set(rules.map(({ group }) => group))];
  return {
    apiVersion: 1,
    groups: groups.map((group) => ({
      orgId: 1,
      name: `scrapewatch-${group}`,
      folder: alertFolder,
      interval,
      rules: rules.filter((rule) => rule.group === group).map(toRule),
    })),
  };
}

/** At most 40 characters of letters, digits, - and _, never changed: it is what silences and history refer to. */
export function ruleUid({ name }: Pick<ResolvedRule, 'name'>): string {
  return `scrapewatch-${name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}`;
}

function toRule(rule: ResolvedRule): GrafanaRule {
  return {
    uid: ruleUid(rule),
    title: escapeDollars(rule.name),
    condition: 'C',
    data: [ask(rule.value), newest(), compare(rule)],
    noDataState: rule.whenAbsent === 'ok' ? 'OK' : 'NoData',
    // A Prometheus that does not answer is an alert of its own, DatasourceError; "OK" would hide it.
    execErrState: 'Error',
    for: rule.for,
    annotations: annotationsOf(rule, wordsFor('grafana', rule.fires.limit)),
    labels: Object.fromEntries(Object.entries(labelsOf(rule)).map(([name, value]) => [name, escapeDollars(value)])),
    isPaused: false,
  };
}

function ask(expr: string): GrafanaRule['data'][number] {
  return {
    refId: 'A',
    relativeTimeRange: { from: lookBackSeconds, to: 0 },
    datasourceUid: prometheusUid,
    model: {
      refId: 'A',
      editorMode: 'code',
      expr,
      instant: true,
      range: false,
      intervalMs: 1000,
      maxDataPoints: 43200,
    },
  };
}

function newest(): GrafanaRule['data'][number] {
  return expression('B', { type: 'reduce', expression: 'A', reducer: 'last' });
}

function compare({ fires, limit }: ResolvedRule): GrafanaRule['data'][number] {
  const type = fires.when === 'below' ? 'lt' : 'gt';
  return expression('C', {
    type: 'threshold',
    expression: 'B',
    conditions: [{ type: 'query', evaluator: { type, params: [limit] } }],
  });
}

function expression(refId: string, model: Record<string, unknown>): GrafanaRule['data'][number] {
  return {
    refId,
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: expressions,
    model: { refId, datasource: { type: expressions, uid: expressions }, ...model },
  };
}
