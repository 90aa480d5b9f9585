import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { overview } from '../dashboards/overview';
import { drawnPanels } from '../dashboards/walk';
import { alertRules } from './alertRules';
import { resolveRules } from './resolveRules';
import { prometheusUid, toGrafanaRules } from './toGrafanaRules';
import { toPrometheusRules } from './toPrometheusRules';

const root = path.resolve(import.meta.dirname, '../..');
const file = toGrafanaRules(resolveRules(alertRules));
const rules = file.groups.flatMap((group) => group.rules);

/** Each of these kept a Grafana 10.1.2 from starting, or let it start with a rule that does not work. */
describe('the rules that Grafana reads at its start', () => {
  it('have titles and uids once each, uids as Grafana allows them', () => {
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
    expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
    expect(rules.filter(({ uid }) => !/^[a-z0-9-]{1,40}$/.test(uid))).toEqual([]);
  });

  it('are evaluated at a multiple of ten seconds, and hold for a stated time', () => {
    expect(file.groups.filter(({ interval }) => !/^([1-6]0s|[1-9]\d*m)$/.test(interval))).toEqual([]);
    expect(rules.filter((rule) => !/^\d+[smh]$/.test(rule.for))).toEqual([]);
  });

  it('name a condition and sources that are there, Prometheus by the uid of its provisioned data source', () => {
    const { datasources } = parse(readFileSync(path.join(root, 'provisioning/datasources/scrapewatch.yaml'), 'utf8'));
    const uids: string[] = datasources.map(({ uid }: { uid: string }) => uid);

    expect(uids).toContain(prometheusUid);
    for (const { condition, data } of rules) {
      expect(data.map(({ refId }) => refId)).toContain(condition);
      expect(data.map(({ datasourceUid }) => datasourceUid)).toEqual([prometheusUid, '__expr__', '__expr__']);
      expect(data.map(({ refId, model }) => model.refId === refId)).not.toContain(false);
    }
  });

  it('C16 say what is wrong with its figure, and lead to a runbook, a dashboard and a panel of it that is there', () => {
    const { uid, panels: all = [] } = overview();
    const panels = drawnPanels(all).map(({ id }) => String(id));

    for (const { annotations } of rules) {
      expect(annotations.summary).toContain('$values.B.Value');
      expect(annotations.description).toContain('$values.B.Value');
      expect(annotations.runbook_url).toMatch(/^https:\/\/\S+\.md$/);
      expect(annotations.__dashboardUid__).toBe(uid);
      expect(panels).toContain(annotations.__panelId__);
    }
  });

  it('carry the label that policies match, and a severity', () => {
    for (const { labels } of rules) {
      expect(labels).toMatchObject({
        scrapewatch: 'true',
        severity: expect.stringMatching(/^(critical|warning|info)$/),
      });
    }
  });

  it('have the names, labels, durations and figures of Prometheus’ own', () => {
    const twins = toPrometheusRules(resolveRules(alertRules)).groups.flatMap((group) => group.rules);

    expect(rules.map(({ title, labels, ...rule }) => [title, labels, rule.for])).toEqual(
      twins.map(({ alert, labels, ...rule }) => [alert, labels, rule.for])
    );
    rules.forEach((rule, index) => expect(twins[index]?.expr).toContain(rule.data[0]?.model.expr));
  });
});
