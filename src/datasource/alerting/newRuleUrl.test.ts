import { describe, expect, it } from 'vitest';
import { newRuleUrl } from './newRuleUrl';

const rule = {
  name: 'Stuck runs',
  expr: 'max(a{b="c & d"}) > 1',
  when: 'below',
  limit: 3,
  prometheusUid: 'prom',
} as const;

describe('newRuleUrl', () => {
  const url = new URL(newRuleUrl({ ...rule, returnTo: '/d/abc?var-x=1' }), 'http://grafana');
  const values = JSON.parse(url.searchParams.get('defaults') ?? '') as {
    name: string;
    condition: string;
    queries: Array<{ refId: string; datasourceUid: string; model: Record<string, unknown> }>;
  };

  it('opens Grafana’s page for a new rule, and leads back', () => {
    expect(url.pathname).toBe('/alerting/new');
    expect(url.searchParams.get('returnTo')).toBe('/d/abc?var-x=1');
  });

  it('asks Prometheus, which has a backend, and never this data source', () => {
    const [ask, newest, compare] = values.queries;
    expect(values).toMatchObject({ name: 'Stuck runs', condition: 'C' });
    expect(ask).toMatchObject({ datasourceUid: 'prom', model: { refId: 'A', expr: rule.expr, instant: true } });
    expect(newest).toMatchObject({ datasourceUid: '__expr__', model: { type: 'reduce', expression: 'A' } });
    expect(compare.model).toMatchObject({ conditions: [{ evaluator: { type: 'lt', params: [3] } }] });
  });

  it('gives each part the name that its model has', () => {
    expect(values.queries.map(({ refId, model }) => [refId, model.refId])).toEqual([
      ['A', 'A'],
      ['B', 'B'],
      ['C', 'C'],
    ]);
  });
});
